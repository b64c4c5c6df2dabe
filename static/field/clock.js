// Time: what the device shows, how far it is off, and what the server says, kept apart.
import { FIRST_DAY } from "./check.js";

const TRUSTED = 30 * 24 * 3600 * 1000;

// A moment of the device without its zone: 2026-11-21T09:30:00
export function local(at) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

// Seconds the device is ahead of the server. The answer is taken to be of the middle of the round trip.
export function drift(before, after, serverNow) {
  return Math.round(((before + after) / 2 - serverNow) / 1000);
}

// The phone's clock was never set, or lost its battery.
export function isUnset(at) {
  return at < FIRST_DAY;
}

export function isOff(seconds) {
  return seconds !== null && seconds !== undefined && Math.abs(seconds) > 300;
}

// What is known of the clock when a visit was closed at `closed` (device) and is sent at `now` (device). `first` was
// measured before closing, `later` just now. The later one speaks for the closing only where the device's clock cannot
// have been set in between.
export function clockOf(closed, now, first, later) {
  const device = new Date(closed).toISOString().replace(/\.\d+Z$/, "Z");
  const measured = first || (later && now >= closed && now - closed < TRUSTED ? later : null);
  return measured ? { device, drift_seconds: measured.drift, measured: measured.at } : { device };
}

// A measurement of before is no longer good when the clock jumped: it showed less than it had shown already.
export function stillGood(measure, deviceNow) {
  return Boolean(measure) && deviceNow >= measure.device && deviceNow - measure.device < TRUSTED;
}
