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
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { GdbTarget, Stalker } from "../../src/index.js";
import { targetKind } from "../target-kind.js";
import { endOf, resumeWithin } from "./ending.js";
import { countTypes } from "./event-counts.js";
import { build, programPath, sysroot } from "./sysroot.js";
import { type ProgramCase, textSize } from "./table.js";
import { text } from "./text.js";
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
      const target = await GdbTarget.spawn(program, args, {
        ...options,
        ...targetKind.options,
        sysroot: sysroot(),
        oneProcessor: one.oneProcessor === true,
      });
      const callOff = this.#watchdog.watch(target.remote.processId, LIMIT);
      try {
        const errors: string[] = [];
        const stalker = new Stalker(target, { onError: (error) => errors.push(inspect(error)) });
        stalker.follow(target.mainThread, { events, onReceive: (bytes) => countTypes(bytes, counts) });
        const stop = await resumeWithin(target, LIMIT - 10_000, errors);
        blocks = stalker.statistics.blocks;
        if (errors.length > 0) throw new Error(`the engine reports:\n${errors.join("\n")}`);
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
