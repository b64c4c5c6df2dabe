// Sends the files that it reads of, one after the other, by tus-js-client. Says `done` after each.
// node tus_client.mjs NODE_MODULES ENDPOINT AUTHORIZATION HOST CHUNK, lines: FILE OBSERVATION SHA256
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";

const [modules, endpoint, authorization, host, chunk] = process.argv.slice(2);
const require = createRequire(path.join(modules, "here.js"));
const tus = require("tus-js-client");

function send(file, observation, sha256) {
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(readFileSync(file), {
      endpoint,
      headers: { Authorization: authorization, Host: host },
      chunkSize: Number(chunk),
      retryDelays: Array(60).fill(20),
      storeFingerprintForResuming: false,
      metadata: { observation, sha256 },
      onError: reject,
      onSuccess: resolve,
    });
    upload.start();
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  await send(...line.split(" "));
  console.log("done");
}
