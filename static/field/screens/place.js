// One place before the visit: how to find it, what the agreement says, and the way in.
import { button, el, icon } from "../dom.js";
import { uuid } from "../seal.js";
import { Session } from "../session.js";
import * as store from "../store.js";
import { newDraft } from "../visit.js";
import { day, say, told } from "../words.js";

export async function place(app, { assignment }) {
  const known = app.today;
  const { place: where } = assignment;
  const which = known.instruments.filter((one) => !assignment.instrument || one.code === assignment.instrument);
  const nodes = [el("h1", {}, told(where.name))];
  if (assignment.due) nodes.push(el("p", {}, [say("phone-by", { day: day(assignment.due) }), told(assignment.times)].filter(Boolean).join(" · ")));
  if (assignment.corrects) nodes.push(el("p", {}, say("visit-corrects", { number: assignment.corrects })));
  if (assignment.purpose === "recheck") nodes.push(el("p", {}, say("phone-recheck-what")));
  if (where.how_to_find) nodes.push(el("p", { class: "found" }, icon("place"), el("span", {}, told(where.how_to_find))));
  if (assignment.note) nodes.push(el("p", {}, told(assignment.note)));
  if (which.length === 1) {
    const said = (known.agreement && known.agreement[which[0].code]) || known.agreement || {};
    const sentences = [...new Set(which[0].questions.map((one) => told(said[one.id])).filter(Boolean))];
    if (sentences.length) nodes.push(el("h2", {}, say("visit-agreement-says")), el("ul", { class: "promises" }, sentences.map((one) => el("li", {}, one))));
    nodes.push(el("p", { class: "small" }, say("phone-questions", { count: which[0].questions.length })));
  } else if (!which.length) {
    nodes.push(el("p", { class: "bad" }, say("phone-no-instrument")));
  }
  nodes.push(el("p", { class: "small" }, say("phone-where-what")));
  const begin = (instrument, label, about) => button(label, () => start(app, assignment, instrument), about);
  if (which.length > 1) nodes.push(el("h2", {}, say("visit-begin")), which.map((one) => begin(one, told(one.title), { class: "big", icon: "go" })));
  return { title: "", back: () => app.home(), nodes, next: which.length === 1 ? begin(which[0], say("visit-begin"), { class: "main" }) : null };
}

// Everything the visit needs is kept with it: a newer list does not change a visit that was begun.
async function start(app, assignment, instrument) {
  const known = app.today;
  const draft = newDraft({ id: uuid(), now: Date.now(), assignment, instrument });
  const paper = {
    instrument,
    assignment,
    audit: (known.audit && known.audit.code) || app.profile.audit,
    agreement: (known.agreement && (known.agreement[instrument.code] || known.agreement)) || {},
    edge: known.photo_edge || 1600,
    most: known.max_photo_bytes || 25000000,
    evidencePosition: known.evidence_position === true,
  };
  try {
    await app.useSession(await Session.begin(app.owner, draft, paper));
  } catch (error) {
    if (!(error instanceof store.StorageFull)) throw error;
    app.say(say("phone-full"), true);
  }
}
