// Device time, drift and server time are kept apart.
import assert from "node:assert/strict";
import test from "node:test";

import { clockOf, drift, isOff, isUnset, local, stillGood } from "../../static/field/clock.js";

const day = 24 * 3600 * 1000;

test("drift is of the middle of the round trip, and ahead is above zero", () => {
  assert.equal(drift(10_000, 12_000, 11_000), 0);
  assert.equal(drift(70_000, 72_000, 11_000), 60);
  assert.equal(drift(0, 2_000, Date.UTC(2026, 10, 22)), -(Date.UTC(2026, 10, 22) / 1000) + 1);
  assert.ok(drift(0, 0, Date.UTC(2026, 10, 22)) > -(2 ** 31), "a clock at 1970 fits into 32 bits");
});

test("a clock at 1970 is told apart from one that is off", () => {
  assert.ok(isUnset(0) && isUnset(Date.UTC(2019, 11, 31)) && !isUnset(Date.UTC(2020, 0, 1)));
  assert.ok(isOff(301) && isOff(-301) && !isOff(300) && !isOff(null));
});

test("what was measured before closing speaks for it; what is measured later only where no clock was set between", () => {
  const before = { drift: 5, at: "2026-11-22T08:00:00Z", device: 1 };
  const later = { drift: -1_700_000_000, at: "2026-11-22T10:00:00Z", device: 2 };
  const closed = Date.UTC(2026, 10, 22, 9, 0, 0, 250);
  assert.deepEqual(clockOf(closed, closed + 1000, before, later), { device: "2026-11-22T09:00:00Z", drift_seconds: 5, measured: before.at });
  assert.equal(clockOf(1000, 61_000, null, later).drift_seconds, -1_700_000_000, "still at 1970 when sent");
  assert.deepEqual(clockOf(1000, closed, null, { drift: 0, at: later.at }), { device: "1970-01-01T00:00:01Z" }, "set between closing and sending");
  assert.deepEqual(clockOf(closed, closed - 1000, null, later), { device: "2026-11-22T09:00:00Z" }, "set back");
});

test("a measurement is dropped when the clock jumps back or a month passes", () => {
  assert.ok(stillGood({ device: 1000 }, 1000 + day));
  assert.ok(!stillGood({ device: 1000 }, 999));
  assert.ok(!stillGood({ device: 1000 }, 1000 + 31 * day));
  assert.ok(!stillGood(undefined, 0));
});

test("local time has no zone and no fractions", () => {
  assert.equal(local(new Date(2026, 0, 2, 3, 4, 5, 678)), "2026-01-02T03:04:05");
  assert.equal(local(new Date(1970, 0, 1, 0, 0, 0)), "1970-01-01T00:00:00");
});
