// How much memory a browser has, and how much it takes: a group of the kernel with a limit where one can be made here, and the
// share of each of its processes in what lies in memory.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { family } from "./pipe.mjs";

const KINDS = [
  { root: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes", most: "memory.max_usage_in_bytes" },
  { root: "/sys/fs/cgroup", limit: "memory.max", most: "memory.peak" },
];

// A group with a limit: what begins a program in it, how much it had at most (in MB), and taking it away. Nothing where this
// machine lets none be made.
export function limited(bytes) {
  for (const { root, limit, most } of KINDS) {
    const group = path.join(root, `phone-${process.pid}`);
    try {
      fs.mkdirSync(group);
    } catch {
      continue;
    }
    try {
      fs.writeFileSync(path.join(group, limit), String(bytes));
      // A process that was ended is in it for a moment longer.
      const gone = async () => {
        for (let tries = 0; tries < 50 && fs.existsSync(group); tries += 1) {
          try {
            fs.rmdirSync(group);
          } catch {
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        }
      };
      const had = () => Math.round(Number(fs.readFileSync(path.join(group, most), "utf8")) / 2 ** 20);
      const within = ["/bin/sh", "-c", 'echo $$ > "$0" && exec "$@"', path.join(group, "cgroup.procs")];
      // What cannot begin in it tells so now.
      execFileSync(within[0], [...within.slice(1), "true"]);
      had();
      return { within, had, gone };
    } catch {
      fs.rmdirSync(group);
    }
  }
  return null;
}

// Looks again and again how much all processes below one take together; `most` is the most that was seen, in MB.
export function watched(first) {
  const seen = { most: 0, processes: 0 };
  const look = () => {
    let sum = 0;
    const all = family(first);
    for (const id of all) {
      try {
        sum += Number(/^Pss:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${id}/smaps_rollup`, "utf8"))[1]);
      } catch {
        // It has gone.
      }
    }
    if (sum / 1024 > seen.most) Object.assign(seen, { most: Math.round(sum / 1024), processes: all.length });
  };
  const timer = setInterval(look, 150);
  seen.stop = () => clearInterval(timer);
  return seen;
}
