// A visit as one sealed file, handed over by cable or chat where there is no signal.
import { sealedFile } from "./outbox.js";
import { bytesOf } from "./seal.js";
import { say } from "./words.js";

const SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

export async function saveOrShare(app, visit) {
  const text = await sealedFile(app.owner, visit.id, app.today.audit.seal_key, app.profile);
  const name = `visit-${[...bytesOf(4)].map((byte) => SIGNS[byte % SIGNS.length]).join("")}.gtvisit`;
  const file = new File([text], name, { type: "application/json" });
  // Chat programs take few types; where the phone cannot share it, it is saved.
  if (navigator.canShare && navigator.canShare({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return;
    } catch (error) {
      if (error.name === "AbortError") return;
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  app.say(say("phone-file-saved", { name }));
}
