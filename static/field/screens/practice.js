// The practice visit: an invented place, a minute long, never sent and destroyed afterwards.
import { uuid } from "../seal.js";
import { Session } from "../session.js";
import { StorageFull } from "../store.js";
import { newDraft } from "../visit.js";
import { say } from "../words.js";

function own() {
  const yesNo = { yes_no: { kept_by: "yes" } };
  return {
    code: "practice",
    version: 1,
    channel: "ordinary_visit",
    title: say("phone-practice"),
    questions: [
      { id: "tap", text: say("phone-practice-tap"), help: say("phone-practice-tap-help"), asks: yesNo, required: true, why_not: true, photographs: 1 },
      { id: "lunches", text: say("phone-practice-count"), asks: { count: { unit: say("phone-practice-unit"), min: "0", max: "40" } }, required: true },
      { id: "clean", text: say("phone-practice-clean"), asks: { condition: { scale: [
        { id: "clean", label: say("phone-practice-clean-1"), seen: "in_order" },
        { id: "partly", label: say("phone-practice-clean-2"), seen: "partly" },
        { id: "dirty", label: say("phone-practice-clean-3"), seen: "not_in_order" },
      ] } } },
    ],
  };
}

export async function beginPractice(app) {
  const given = app.today && app.today.practice && app.today.practice.instrument;
  const instrument = given || own();
  const assignment = { place: { code: "practice", name: say("phone-practice-place") }, purpose: "audit", announced: "unannounced" };
  const draft = newDraft({ id: uuid(), now: Date.now(), assignment, instrument, practice: true });
  const agreement = given ? {} : { tap: say("phone-practice-tap-says"), lunches: say("phone-practice-count-says") };
  const paper = { instrument, assignment, audit: "practice", agreement, edge: 1600, most: 25000000 };
  try {
    await app.useSession(await Session.begin(app.owner, draft, paper));
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
    app.say(say("phone-full"), true);
  }
}
