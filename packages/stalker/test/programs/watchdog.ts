import { readdirSync, readlinkSync } from "node:fs";
import { Worker } from "node:worker_threads";

/** Milliseconds that this process may take to notice that its program has been killed. */
const GRACE = 30_000;

/** In plain JavaScript: a worker has no loader for TypeScript. */
const source = `
const { parentPort } = require("node:worker_threads");
const { writeSync } = require("node:fs");
let timers = [];
parentPort.on("message", ({ victim, milliseconds }) => {
  for (const timer of timers) clearTimeout(timer);
  timers = [];
  if (victim === undefined) return;
  timers.push(setTimeout(() => {
    try { process.kill(victim, "SIGKILL"); } catch {}
  }, milliseconds));
  timers.push(setTimeout(() => {
    writeSync(2, "the engine goes on with a program that has been killed\\n");
    process.kill(process.pid, "SIGKILL");
  }, milliseconds + ${GRACE}));
});
`;

/** Ends programs that take too long, even while the engine blocks the event loop. */
export class Watchdog {
  readonly #worker: Worker = new Worker(source, { eval: true });

  constructor() {
    this.#worker.unref();
  }

  /**
   * Kills a process when the time is over. If that does not free the event loop, kills this one.
   *
   * @returns what calls it off
   */
  watch(victim: number, milliseconds: number): () => void {
    this.#worker.postMessage({ victim, milliseconds });
    return () => this.#worker.postMessage({});
  }
}

/** The processes other than this one that hold a file open. */
export function holdersOf(path: string): number[] {
  const holders: number[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    try {
      const folder = `/proc/${name}/fd`;
      if (readdirSync(folder).some((descriptor) => readlinkSync(`${folder}/${descriptor}`) === path)) {
        holders.push(Number(name));
      }
    } catch {
      // It has ended meanwhile, or is somebody else's.
    }
  }
  return holders;
}
