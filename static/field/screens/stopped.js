// "If someone stops me": what to say, the letter, and how to go. Reachable from everywhere.
import { button, el } from "../dom.js";
import { say, told } from "../words.js";

export function stopped(app, { from }) {
  const known = (app.today && app.today.if_stopped) || {};
  const own = known.letter_text ? [say("visit-stopped-say"), say("visit-stopped-leave")] : [say("visit-stopped-leave")];
  const sentences = known.sentences && known.sentences.length ? known.sentences : own;
  return {
    title: "",
    leave: true,
    back: () => app.show(from.screen, from.args),
    nodes: [
      el("h1", {}, say("visit-stopped")),
      el("ul", { class: "say" }, sentences.map((one) => el("li", {}, told(one)))),
      known.letter_text ? el("section", { class: "letter" }, el("h2", {}, say("phone-letter")), told(known.letter_text).split(/\n+/).map((line) => el("p", {}, line))) : null,
      button(say("phone-leave-now"), app.leave, { class: "big", icon: "go" }),
      el("p", { class: "small" }, say("phone-leave-what")),
    ],
  };
}
