import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { GdbTarget, Stalker, StalkerError, type TargetStop } from "../../src/index.js";
import { build, programPath, sysroot } from "./sysroot.js";
import { type ProgramCase, textSize } from "./table.js";
import { holdersOf, Watchdog } from "./watchdog.js";

const inputFolder = fileURLToPath(new URL("inputs/", import.meta.url));

/** Milliseconds that a program may take: many times what the slowest needs. */
const LIMIT = Number(process.env.ARMSTALKER_PROGRAM_LIMIT ?? 150_000);
/** Milliseconds that children may take which outlive the program. */
const CHILDREN_LIMIT = 10_000;
/** Longer output is told by its digest: a difference in it would fill the screen. */
const LONGEST_TEXT = 20_000;

/** All that is seen of a program from outside. */
export interface Outcome {
  readonly ends: number | string;
  readonly stdout: string;
  readonly stderr: string;
  /** What is in its working folder afterwards, by name: mode and contents. */
  readonly files: Readonly<Record<string, string>>;
}

/** Which events a run asks for. */
export interface Events {
  readonly call?: boolean;
  readonly ret?: boolean;
  readonly block?: boolean;
}

/** What the engine has to say of a run. */
export interface Followed {
  readonly outcome: Outcome;
  /** Events received, by their number in GumEventType. */
  readonly events: ReadonlyMap<number, number>;
  readonly blocks: number;
}

/** A place where one program runs, several times, each time in the same folder with the same contents. */
export class ProgramRunner {
  readonly #watchdog: Watchdog = new Watchdog();
  readonly #folder: string = mkdtempSync(join(tmpdir(), "programs-"));

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs it under the emulator alone. */
  async native(one: ProgramCase): Promise<Outcome> {
    return await this.#run(one, async (program, args, options) => {
      const child = spawn("qemu-arm", ["-L", sysroot(), program, ...args], options);
      const callOff = this.#watchdog.watch(child.pid ?? 0, LIMIT);
      try {
        return await new Promise<number | string>((resolve, reject) => {
          child.once("error", reject);
          child.once("exit", (code, signal) => resolve(code ?? signal ?? "nothing"));
        });
      } finally {
        callOff();
      }
    });
  }

  /** Runs it with its first thread followed from the beginning. */
  async followed(one: ProgramCase, events: Events): Promise<Followed> {
    const counts = new Map<number, number>();
    let blocks = 0;
    const outcome = await this.#run(one, async (program, args, options) => {
      const target = await GdbTarget.spawn(program, args, { ...options, sysroot: sysroot() });
      const callOff = this.#watchdog.watch(target.remote.processId, LIMIT);
      try {
        const errors: string[] = [];
        let refusals = 0;
        const onError = (error: Error): void => {
          if (one.refused && error instanceof StalkerError && error.code === "unmovable-code") refusals++;
          else errors.push(inspect(error));
        };
        const stalker = new Stalker(target, { onError });
        stalker.follow(target.mainThread, { events, onReceive: (bytes) => count(bytes, counts) });
        const stop = await resumeWithin(target, LIMIT - 10_000, errors);
        blocks = stalker.statistics.blocks;
        if (errors.length > 0) throw new Error(`the engine reports:\n${errors.join("\n")}`);
        if (refusals !== (one.refused ? 1 : 0)) throw new Error(`the engine refuses ${refusals} times`);
        return endOf(stop);
      } finally {
        callOff();
        target.kill();
      }
    });
    return { outcome, events: counts, blocks };
  }

  async #run(
    one: ProgramCase,
    run: (
      program: string,
      args: string[],
      options: { cwd: string; env: Record<string, string>; stdio: [number, number, number] },
    ) => Promise<number | string>,
  ): Promise<Outcome> {
    const program = programPath(one.program);
    const args = (one.args ?? []).map((each) => (typeof each === "string" ? each : build(each)));
    const cwd = join(this.#folder, "work");
    rmSync(cwd, { recursive: true, force: true });
    cpSync(inputFolder, cwd, { recursive: true });
    writeFileSync(join(cwd, "text.txt"), text(textSize));

    const paths = ["stdout", "stderr"].map((name) => join(this.#folder, name)) as [string, string];
    const streams: [number, number, number] = [
      openSync(one.input === undefined ? "/dev/null" : join(cwd, one.input), "r"),
      openSync(paths[0], "w"),
      openSync(paths[1], "w"),
    ];
    let ends: number | string;
    try {
      ends = await run(program, args, { cwd, env: { ...environment(cwd), ...one.env }, stdio: streams });
      await childrenEnd(paths[1]);
    } finally {
      for (const stream of streams) closeSync(stream);
    }
    const stable = one.stable ?? ((output) => output);
    const [stdout, stderr] = paths.map((path) => shown(readFileSync(path), stable)) as [string, string];
    return { ends, stdout, stderr, files: contents(cwd) };
  }
}

function environment(home: string): Record<string, string> {
  return { PATH: "/usr/bin:/bin", HOME: home, LC_ALL: "C", TZ: "UTC", PYTHONHASHSEED: "0", PERL_HASH_SEED: "0" };
}

/** Lines of small words, some often, the same each time. */
function text(size: number): string {
  const syllables = [
    "the",
    "a",
    "an",
    "ta",
    "re",
    "mi",
    "so",
    "ne",
    "ked",
    "ble",
    "tion",
    "er",
    "in",
    "qu",
    "st",
    "ou",
  ];
  let state = 1;
  const next = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % limit;
  };
  let out = "";
  while (out.length < size) {
    let word = "";
    for (let length = 1 + next(3); length > 0; length--) word += syllables[Math.min(next(16), next(16))];
    out += word + (next(9) === 0 ? "\n" : " ");
  }
  return `${out.slice(0, size - 1)}\n`;
}

function shown(bytes: Uint8Array, stable: (output: string) => string): string {
  const output = stable(Buffer.from(bytes).toString("latin1"));
  const isText = /^[\s -~]*$/.test(output) && output.length <= LONGEST_TEXT;
  return isText
    ? output
    : `${output.length} bytes, sha256 ${createHash("sha256").update(output, "latin1").digest("hex")}`;
}

function contents(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder).sort()) {
    // What a dying emulator leaves where core files are wanted.
    if (/\.core$|^core/.test(name)) continue;
    const path = join(folder, name);
    files[name] = `${(statSync(path).mode & 0o7777).toString(8)} ${shown(readFileSync(path), (output) => output)}`;
  }
  return files;
}

async function childrenEnd(path: string): Promise<void> {
  const deadline = performance.now() + CHILDREN_LIMIT;
  for (;;) {
    const holders = holdersOf(path);
    if (holders.length === 0) return;
    if (performance.now() > deadline) {
      for (const one of holders) process.kill(one, "SIGKILL");
      throw new Error(`${holders.length} processes outlive the program by ${CHILDREN_LIMIT} ms`);
    }
    await new Promise((wake) => setTimeout(wake, 10));
  }
}

/** Counts the rows of GumEvent, by their type. */
function count(bytes: ArrayBuffer, counts: Map<number, number>): void {
  const words = new Uint32Array(bytes);
  for (let at = 0; at < words.length; at += 4) counts.set(words[at]!, (counts.get(words[at]!) ?? 0) + 1);
}

/** Resumes, and fails with what can be known of the program if it does not end in time. */
async function resumeWithin(target: GdbTarget, limit: number, errors: readonly string[]): Promise<TargetStop> {
  const { stopHandler } = target;
  const recent: string[] = [];
  let isOver = false;
  let stops = 0;
  target.stopHandler = (stop) => {
    stops++;
    recent.push(JSON.stringify(stop));
    if (recent.length > 10) recent.shift();
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

function state(target: GdbTarget, thread: number): string {
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

function endOf(stop: TargetStop): number | string {
  if (stop.kind === "exited") return stop.status;
  if (stop.kind === "lost") return `lost: ${stop.cause}`;
  if (stop.kind !== "terminated") return stop.kind;
  const name = Object.entries(constants.signals).find(([, number]) => number === stop.signal)?.[0];
  return name ?? `signal ${stop.signal}`;
}
