// What is behind the door: the list of the day, visits, the outbox. It comes after the first screen is there.
import "./camera.js";
import "./check.js";
import "./clock.js";
import "./handing.js";
import "./instrument.js";
import "./last.js";
import "./place.js";
import "./screens/about.js";
import "./screens/choices.js";
import "./screens/done.js";
import "./screens/more.js";
import "./screens/photos.js";
import "./screens/place.js";
import "./screens/practice.js";
import "./screens/question.js";
import "./screens/review.js";
import "./screens/thread.js";
import "./tus.js";
import "./visit.js";
import { add, el, empty, icon } from "./dom.js";
import * as outbox from "./outbox.js";
import { firstSteps } from "./screens/first.js";
import { outboxScreen } from "./screens/outbox.js";
import { stopped } from "./screens/stopped.js";
import { today } from "./screens/today.js";
import { visit } from "./screens/visit.js";
import { Session } from "./session.js";
import * as store from "./store.js";
import * as todays from "./today.js";
import { load, say } from "./words.js";

export { stopped };
export const { clearTrouble } = outbox;

// Gives the app what it can do for somebody who came in.
export function furnish(app) {
  Object.assign(app, {
    home: () => app.show(today),
    openOutbox: () => app.show(outboxScreen),

    // Somebody showed their PIN: back to the visit that was open, else to the list.
    async admit(owner, isNew) {
      app.owner = owner;
      app.profile = await store.get(owner, store.profileId(owner));
      app.today = await todays.kept(owner);
      if (app.persisted === null) app.persisted = await store.askToPersist().catch(() => null);
      if (app.profile.language) await load(app.profile.language).catch(() => {});
      app.frame();
      outbox.kick();
      if (isNew) {
        await app.show(firstSteps);
        app.renew();
        return;
      }
      const drafts = (await store.list(owner, "visit")).filter((one) => one.state === "draft" && one.on);
      if (drafts.length && (await app.openVisit(drafts[0].id))) return;
      await app.home();
      app.renew();
    },

    async renew() {
      const { owner } = app;
      const known = await todays.renew(owner).catch(() => null);
      if (owner !== app.owner) return;
      app.profile = await store.get(owner, store.profileId(owner));
      if (known) app.today = known;
      if (app.isShown(today)) app.again();
    },

    async openVisit(id) {
      const session = await Session.open(app.owner, id);
      if (!session) {
        app.say(say("phone-other-window"), true);
        return false;
      }
      await app.useSession(session);
      return true;
    },

    async useSession(session) {
      app.session = session;
      session.onTrouble = (error) => app.say(error ? say("phone-not-saved") : "", true);
      session.draft.on = true;
      session.keep();
      await app.show(visit);
    },

    closeSession() {
      if (!app.session) return;
      app.session.draft.on = false;
      const { session } = app;
      app.session = null;
      session.keep().then(() => session.release());
    },

    // The outbox line: what waits, what goes, what is safe.
    async line(node) {
      const waiting = await outbox.waiting(app.owner);
      const { phase, at, of } = outbox.current();
      const [mark, words] =
        phase === "sending"
          ? ["sending", say("phone-line-sending", { at, of })]
          : waiting.length
            ? ["phone", say("phone-line-here", { count: waiting.length })]
            : (await outbox.safe(app.owner)).length
              ? ["safe", say("phone-line-safe")]
              : ["phone", say("phone-line-none")];
      empty(node);
      add(node, [icon(mark), el("span", { role: "status" }, words)]);
    },
  });
  outbox.onChange(() => app.drawLine());
  outbox.onChange(() => app.isShown(outboxScreen) && app.again());
  outbox.begin();
}
