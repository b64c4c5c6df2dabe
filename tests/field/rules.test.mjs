// The phone asks and checks as the server does: the same cases are read by the tests of `domain::intake`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { faults, stops } from "../../static/field/check.js";
import { asked, exact, isDecimal, plainNumber } from "../../static/field/instrument.js";

const cases = JSON.parse(readFileSync(new URL("rules.json", import.meta.url), "utf8"));

for (const { name, questions, answers, asked: expected, faults: wrong } of cases) {
  test(name, () => {
    const values = Object.fromEntries(answers.map((answer) => [answer.question, answer.value]));
    const open = asked({ questions }, values);
    assert.deepEqual([...open].sort(), [...expected].sort());
    const found = [];
    for (const answer of answers) {
      const question = questions.find((one) => one.id === answer.question);
      if (!open.has(question.id)) found.push([question.id, "not-asked"]);
      found.push(...faults(question, answer).map((fault) => [question.id, fault.code]));
    }
    for (const question of questions) {
      const isOpen = question.required && open.has(question.id) && !answers.some((one) => one.question === question.id);
      if (isOpen) found.push([question.id, "unanswered"]);
    }
    assert.deepEqual(found.sort(), wrong.map((one) => [...one]).sort());
  });
}

test("numbers are read as they are written in many places, and kept exact", () => {
  for (const [typed, plain] of [["12", "12"], [" 1 200 ", "1200"], ["12,5", "12.5"], ["٣٫٥", "3.5"], ["१२", "12"], ["−3", "-3"], ["00.1", "00.1"]])
    assert.equal(plainNumber(typed), plain);
  for (const typed of ["", "-", "1.", ".5", "1e3", "+1", "7/3", "1,2,3", "NaN", "100000000000000", "1.0000000000000"]) assert.equal(plainNumber(typed), null, typed);
  assert.ok(exact("0.1") + exact("0.2") === exact("0.3"));
  assert.ok(exact("-0.000000000001") < 0n);
  assert.ok(isDecimal("12.50") && !isDecimal(12.5));
});

test("what cannot be read as an answer stops, a limit does not", () => {
  for (const code of ["not-whole", "negative", "no-answer", "both-answers", "wrong-kind", "unknown-choice", "only-one", "nothing-chosen", "too-long"]) assert.ok(stops({ code }), code);
  for (const code of ["above-limit", "below-limit", "photograph-missing", "reason-missing", "other-unexplained", "unanswered", "too-many-decimals", "parts-exceed-whole", "not-asked"]) assert.ok(!stops({ code }), code);
});
