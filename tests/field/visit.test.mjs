// What was touched becomes steps and a submission.
import assert from "node:assert/strict";
import test from "node:test";

import { answerOf, filesOf, isTouched, newDraft, problemsOf, problemsOfAnswer, stepsOf, submissionOf, valueOf } from "../../static/field/visit.js";

const question = (id, asks, more = {}) => ({ id, text: id, asks, ...more });
const yesNo = { yes_no: { kept_by: "yes" } };
const instrument = (questions, channel = "ordinary_visit") => ({ code: "visit", version: 3, channel, questions });
const assignment = { place: { code: "elm", name: "Elm Court" }, purpose: "audit" };
const draftOf = (one, answers = {}) => ({ ...newDraft({ id: "x", now: Date.now(), assignment, instrument: one }), answers });
const sent = (draft, one) => submissionOf(draft, one, { audit: "a-0001", observer: "W-07", ended: Date.now() });

test("each kind of answer is written as the server reads it", () => {
  const staff = { staff: { roster: [{ id: "nurses", label: "nurses" }] } };
  const activities = { time_use: { activities: [{ id: "cleaning", label: "c" }, { id: "waiting", label: "w" }] } };
  const cases = [
    [{ count: { unit: "u" } }, { n: " 12 " }, { count: "12" }],
    [{ measure: { unit: "u", decimals: 1 } }, { n: "12,5" }, { measure: "12.5" }],
    [yesNo, { is: "no" }, { yes_no: "no" }],
    [{ condition: { scale: [] } }, { is: "clean" }, { condition: "clean" }],
    [{ satisfaction: { steps: 5 } }, { is: 4 }, { satisfaction: 4 }],
    ["place", { is: "no" }, { place: { found: false } }],
    [{ time: {} }, { t: "08:15" }, { time: "08:15" }],
    [{ choice: { options: [] } }, { chosen: ["a"] }, { choice: ["a"] }],
    [{ text: {} }, { text: "  so " }, { text: "so" }],
    [staff, { nurses: { present: "2", rostered: "3", off: "1", leave: "" } }, { staff: [{ role: "nurses", present: 2, rostered: 3, off_shift: 1 }] }],
    [{ sharing: {} }, { users: "9", units: "3", broken: "" }, { sharing: { users: "9", units: "3", broken: "0", locked: "0" } }],
    [activities, { shift: "8", hours: { cleaning: "2.5" } }, { time_use: { shift: "8", activities: [{ activity: "cleaning", hours: "2.5" }] } }],
    ["complaint", { is: "yes", answered: "yes", days: "3" }, { complaint: { made: "yes", answered: "yes", after_days: 3 } }],
    ["complaint", { is: "no", answered: "yes" }, { complaint: { made: "no" } }],
    [{ recount: { register: "r", unit: "u" } }, { recorded: "10", recounted: "9", seen: "yes" }, { recount: { recorded: "10", recounted: "9", documents_seen: true } }],
  ];
  for (const [asks, raw, value] of cases) assert.deepEqual(valueOf(question("q", asks), { raw }), { value });
  assert.deepEqual(valueOf(question("q", "photograph"), { raw: {}, photos: [{}] }), { value: "photograph" });
});

test("what is half typed is kept, is no answer, and cannot be sent", () => {
  const count = question("q", { count: { unit: "u" } });
  for (const n of ["12x", "1.", "-"]) {
    const kept = { raw: { n } };
    assert.equal(valueOf(count, kept).value, undefined);
    assert.ok(isTouched(kept));
    assert.ok(problemsOfAnswer(count, kept)[0].stops, n);
  }
  assert.deepEqual(valueOf(question("q", { staff: { roster: [{ id: "n" }] } }), { raw: { n: { present: "1.5" } } }), { wrong: "not-whole" });
  assert.ok(!isTouched({ raw: {} }) && !isTouched(undefined) && !isTouched({ raw: { nurses: {} } }));
});

test("could not check keeps what was typed and sends only why", () => {
  const kept = { raw: { n: "12" }, cannot: true, why: "locked", note: " dark " };
  assert.deepEqual(answerOf(question("q", { count: { unit: "u" } }), kept), { question: "q", could_not_check: "locked", note: "dark" });
  assert.equal(problemsOfAnswer(question("q", yesNo), { raw: {}, cannot: true })[0].code, "no-answer");
});

test("the screens follow the answers", () => {
  const one = instrument([question("a", yesNo), question("b", yesNo, { when: { question: "a", answer: { is: "no" } } })]);
  const kinds = (draft) => stepsOf(draft, one, assignment).map((step) => (step.question ? step.question.id : step.kind));
  assert.deepEqual(kinds(draftOf(one)), ["access", "a", "announced", "note", "review"]);
  assert.deepEqual(kinds(draftOf(one, { a: { raw: { is: "no" } } })), ["access", "a", "b", "announced", "note", "review"]);
  assert.deepEqual(kinds({ ...draftOf(one), access: "refused" }), ["access", "announced", "note", "review"]);
  const talk = { ...instrument([question("a", yesNo)], "interview"), opening: "Hello" };
  assert.deepEqual(stepsOf(draftOf(talk), talk, assignment).map((step) => step.kind), ["opening", "respondent", "consent", "question", "read_back", "note", "review"]);
});

test("what was answered before the path changed is not sent, and neither are its photographs", () => {
  const one = instrument([question("a", yesNo), question("b", yesNo, { when: { question: "a", answer: { is: "no" } } })]);
  const photo = { id: "p", sha256: "ab", len: 3, class: "in_camera", taken: "2026-11-22T09:00:00" };
  const draft = draftOf(one, { a: { raw: { is: "yes" } }, b: { raw: { is: "yes" }, photos: [photo] } });
  assert.deepEqual(sent(draft, one).answers.map((answer) => answer.question), ["a"]);
  assert.deepEqual(filesOf(draft, one), []);
  draft.answers.a.raw.is = "no";
  assert.deepEqual(sent(draft, one).answers[1].evidence, [{ sha256: "ab", len: 3, kind: "photograph", class: "in_camera", taken: "2026-11-22T09:00:00" }]);
  assert.equal(filesOf(draft, one)[0].question, "b");
});

test("not let in is an answer to every promise, and what was seen all the same stays", () => {
  const one = instrument([question("a", yesNo, { promise: "o-01" }), question("b", yesNo), question("c", yesNo, { required: true })]);
  const draft = { ...draftOf(one, { b: { raw: { is: "no" } } }), access: "refused" };
  assert.deepEqual(sent(draft, one).answers, [
    { question: "a", could_not_check: "refused" },
    { question: "b", value: { yes_no: "no" } },
    { question: "c", could_not_check: "refused" },
  ]);
  assert.deepEqual(problemsOf(draft, one), []);
});

test("a submission has the fields of its channel and no others", () => {
  const one = instrument([question("a", yesNo)]);
  const plain = sent(draftOf(one), one);
  assert.deepEqual(Object.keys(plain), ["audit", "instrument", "version", "place", "purpose", "channel", "observers", "started", "ended", "announced", "access", "answers"]);
  assert.equal(plain.announced, "not_published");
  const talk = instrument([], "interview");
  const asked = { ...draftOf(talk), respondent: { code: " U-12 ", consent: "public", read_back: "yes", language: "" } };
  assert.deepEqual(sent(asked, talk).respondent, { code: "U-12", consent: "public", read_back: true });
  const pair = instrument([], "paired_test");
  assert.deepEqual(sent({ ...draftOf(pair), pair: { test: "pair-01", side: "minority" } }, pair).pair, { test: "pair-01", side: "minority" });
  const secret = instrument([], "mystery_visit");
  assert.equal(sent(draftOf(secret), secret).announced, "unannounced");
});
