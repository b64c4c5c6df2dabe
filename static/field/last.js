// The last moment: a page that goes waits for nothing, and sealing takes a moment. What is not in the store yet is kept at
// once, under bytes that were made before from the key of its owner. They are used one time only.
import { base64, bytesOf, fromBase64, padUnder } from "./seal.js";
import { keyOf } from "./store.js";

const PREFIX = "groundtruth-last-";
const LENGTH = 128 * 1024;
const over = (bytes, pad) => bytes.map((byte, at) => byte ^ pad[at]);

export class Last {
  constructor(owner, visit) {
    this.owner = owner;
    this.name = `${PREFIX}${owner}-${visit}`;
    this.pad = null;
  }

  // Makes the bytes for the next moment.
  async prepare() {
    const iv = bytesOf(12);
    this.pad = { iv, bytes: await padUnder(keyOf(this.owner), iv, LENGTH) };
  }

  // Keeps a visit before this returns, where there is room for it.
  keep(draft) {
    const { pad } = this;
    const bytes = new TextEncoder().encode(JSON.stringify(draft));
    if (!pad || bytes.length > pad.bytes.length) return;
    this.pad = null;
    try {
      localStorage.setItem(this.name, `${base64(pad.iv)} ${base64(over(bytes, pad.bytes))}`);
    } catch (error) {
      // There is no room, or it is not allowed: the store has all but the last touch.
    }
    this.prepare().catch(() => {});
  }

  // What was kept in the last moment and is newer than what the store has; else that.
  async newest(draft) {
    const found = await this.found().catch(() => null);
    return found && found.id === draft.id && (found.touches || 0) > (draft.touches || 0) ? found : draft;
  }

  async found() {
    const kept = localStorage.getItem(this.name);
    if (!kept) return null;
    const [iv, bytes] = kept.split(" ").map(fromBase64);
    const pad = await padUnder(keyOf(this.owner), iv, bytes.length);
    return JSON.parse(new TextDecoder().decode(over(bytes, pad)));
  }

  clear() {
    forget(this.name);
  }
}

// Takes away what was kept in last moments: of a visit, of an owner, or of everybody.
export function forget(begin) {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(begin)) localStorage.removeItem(name);
  } catch (error) {
    // Where nothing may be kept nothing was.
  }
}

export const ofOwner = (owner) => `${PREFIX}${owner || ""}`;
