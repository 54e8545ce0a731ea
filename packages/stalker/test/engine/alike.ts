import { spawnSync } from "node:child_process";
import { Stalker, type StalkerEventType, type StalkerOptions, type Transformer } from "../../src/index.js";
import { endOf } from "../programs/ending.js";
import { targetKind } from "../target-kind.js";
import type { Program } from "./programs.js";
import { runTo } from "./running.js";

/** Milliseconds that a program may take. */
const LIMIT = 60_000;

/** What is seen of a program from outside. */
export interface Outcome {
  readonly ends: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is followed. */
export interface Following {
  readonly args?: readonly string[];
  /** The function from whose start on it is followed; from its first instruction by default. */
  readonly from?: string;
  readonly events?: readonly StalkerEventType[];
  readonly stalker?: StalkerOptions;
  readonly transform?: Transformer;
}

/** A run, and what the engine has to say of it. */
export interface FollowedOutcome {
  readonly outcome: Outcome;
  readonly errors: readonly Error[];
  /** How many events of each type were received. */
  readonly events: Readonly<Record<string, number>>;
  readonly stalker: Stalker;
  /** Whether the engine saw the system call that ended the program. */
  readonly followedToTheEnd: boolean;
}

export const allEvents: readonly StalkerEventType[] = ["call", "ret", "exec", "block", "compile"];

/** Emulators tell of signals that end their programs; with a debugger they do not. */
const withoutEmulators = (text: string): string => text.replace(/^qemu: uncaught target signal.*\n/gm, "");

/** Runs a program under the emulator alone. */
export function runNatively(program: Program, args: readonly string[] = []): Outcome {
  const { status, signal, stdout, stderr } = spawnSync("qemu-arm", [program.path, ...args], {
    encoding: "latin1",
    timeout: LIMIT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { ends: status ?? signal ?? "nothing", stdout, stderr: withoutEmulators(stderr) };
}

/** Runs a program with its first thread followed. */
export async function runFollowed(program: Program, following: Following = {}): Promise<FollowedOutcome> {
  const { args = [], from, events = [], stalker: options = {}, transform } = following;
  const started = await targetKind.start(program.path, { args });
  const { target, output } = started;
  const timer = setTimeout(() => target.kill(), LIMIT);
  try {
    if (from !== undefined) await runTo(target, program.address(from));
    const errors: Error[] = [];
    const counts: Record<string, number> = {};
    let followedToTheEnd = false;
    const stalker = new Stalker(target, {
      onError: (error) => errors.push(error),
      onLifeEvent: ({ kind }) => {
        if (kind === "exit") followedToTheEnd = true;
      },
      ...options,
    });
    stalker.follow(target.mainThread, {
      events: Object.fromEntries(events.map((type) => [type, true])),
      ...(transform === undefined ? {} : { transform }),
      ...(events.length === 0
        ? {}
        : {
            onReceive: (received: ArrayBuffer) => {
              for (const [type] of Stalker.parse(received)) counts[type] = (counts[type] ?? 0) + 1;
            },
          }),
    });
    const stop = await target.resume();
    await output.closed;
    const outcome = { ends: endOf(stop), stdout: output.stdout, stderr: withoutEmulators(output.stderr) };
    return { outcome, errors, events: counts, stalker, followedToTheEnd };
  } finally {
    clearTimeout(timer);
    await started.end();
  }
}
