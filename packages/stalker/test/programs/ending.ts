import { constants } from "node:os";
import type { Target, TargetStop } from "../../src/index.js";

const MOST_RECENT = 10;

/** Resumes, and fails with what can be known of the program if it does not end in time. */
export async function resumeWithin(target: Target, limit: number, errors: readonly string[]): Promise<TargetStop> {
  const { stopHandler } = target;
  const recent: string[] = [];
  let isOver = false;
  let stops = 0;
  target.stopHandler = (stop) => {
    stops++;
    recent.push(JSON.stringify(stop));
    if (recent.length > MOST_RECENT) recent.shift();
    if (isOver && stop.kind === "interrupted") {
      recent.push(state(target, stop.thread));
      return { action: "stay" };
    }
    return stopHandler === null ? { action: "stay" } : stopHandler(stop);
  };
  const timer = setTimeout(() => {
    isOver = true;
    target.interrupt();
  }, limit);
  try {
    const stop = await target.resume();
    if (isOver || !isEnd(stop)) {
      throw new Error(`the program did not end; ${stops} stops, the last:\n${[...recent, ...errors].join("\n")}`);
    }
    return stop;
  } finally {
    clearTimeout(timer);
  }
}

function state(target: Target, thread: number): string {
  try {
    const core = new Uint32Array(17);
    target.readCore(thread, core);
    const pc = core[15]!;
    const place = target.mappings().find(({ base, size }) => pc >= base && pc < base + size);
    return `${[...core].map((value) => value.toString(16)).join(" ")} in ${place?.path || "memory without a name"}`;
  } catch (error) {
    return String(error);
  }
}

const isEnd = ({ kind }: TargetStop): boolean => kind === "exited" || kind === "terminated" || kind === "lost";

/** How a program ended, as a shell's user would say it: its exit status, or a signal's name. */
export function endOf(stop: TargetStop): number | string {
  if (stop.kind === "exited") return stop.status;
  if (stop.kind === "lost") return `lost: ${stop.cause}`;
  return stop.kind === "terminated" ? signalNameOf(stop.signal) : stop.kind;
}

/** The name of one of Linux's signals. */
export function signalNameOf(signal: number): string {
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}`;
}
