import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { debianRoot } from "@armstalker/oracles";
import { type DebuggedProgram, Guest, quoted } from "@armstalker/vm";
import { type FollowOptions, GdbTarget, Stalker, type TargetStop } from "../../src/index.js";
import { type Build, type Program, programPath } from "../programs/sysroot.js";

const inputFolder = fileURLToPath(new URL("../programs/inputs/", import.meta.url));
const packages = ["busybox", "bzip2", "gdbserver", "libc-bin", "libstdc++6", "lua5.4", "luajit"];
/** Where a program runs, its folder made anew for each run. */
const RUN_FOLDER = "/tmp/run";
/** Milliseconds that a program may take: many times what the slowest needs. */
const LIMIT = Number(process.env.ARMSTALKER_PROGRAM_LIMIT ?? 150_000);
const TEXT_LINES = 600;
const REPLY_TIMEOUT = 60_000;
const FIRST_SIGNAL_STATUS = 128;

/** A program in the guest, and what it gets and does. */
export interface GuestCase {
  readonly name: string;
  readonly program: Program;
  readonly args?: readonly string[];
  /** A file of its folder as standard input. */
  readonly input?: string;
  /** Its exit status, or the signal that ends it. */
  readonly ends: number | NodeJS.Signals;
}

/** All that is seen of a program from outside. */
export interface GuestOutcome {
  readonly ends: number | string;
  readonly stdout: string;
  readonly stderr: string;
  /** The files in its folder afterwards, with digests. */
  readonly files: string;
}

/** What else a followed run tells. */
export interface GuestFollowed {
  readonly outcome: GuestOutcome;
  readonly statistics: Stalker["statistics"];
  /** Events received, by their number in GumEventType. */
  readonly events: ReadonlyMap<number, number>;
}

/** A guest with programs, which run there natively or under its gdbserver. */
export class GuestPrograms {
  readonly guest: Guest;

  /** @param built - programs that are not among the installed ones */
  static async start(built: readonly Program[]): Promise<GuestPrograms> {
    const folder = mkdtempSync(join(tmpdir(), "guest-programs-"));
    try {
      mkdirSync(join(folder, "programs"));
      for (const program of built) {
        if (!("installed" in program)) cpSync(programPath(program), join(folder, "programs", nameOf(program)));
      }
      cpSync(inputFolder, join(folder, "inputs"), { recursive: true });
      writeFileSync(join(folder, "inputs/text.txt"), text());
      return new GuestPrograms(await Guest.start("arm", { root: debianRoot("armhf", packages), folder }));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  private constructor(guest: Guest) {
    this.guest = guest;
  }

  async native({ program, args = [], input }: GuestCase): Promise<GuestOutcome> {
    await this.#prepare();
    const words = [pathOf(program), ...args].map(quoted).join(" ");
    const streams = `<${input ?? "/dev/null"} >/tmp/native.out 2>/tmp/native.err`;
    // In a shell of its own: one that is killed by a signal tells its number.
    const { status } = await this.guest.run(`cd ${RUN_FOLDER}; exec ${words} ${streams}`);
    const [stdout, stderr] = [await this.#contents("/tmp/native.out"), await this.#contents("/tmp/native.err")];
    return { ends: statusName(status), stdout, stderr, files: await this.#files() };
  }

  async followed(one: GuestCase, options: FollowOptions): Promise<GuestFollowed> {
    const events = new Map<number, number>();
    const onReceive = (bytes: ArrayBuffer): void => count(bytes, events);
    return await this.debugged(one, async (target, program) => {
      const errors: string[] = [];
      const stalker = new Stalker(target, { onError: (error) => errors.push(inspect(error)) });
      stalker.follow(target.mainThread, { onReceive, ...options });
      const stop = await resumeWithin(target, LIMIT, errors);
      if (errors.length > 0) throw new Error(`the engine reports:\n${errors.join("\n")}`);
      return { outcome: await this.outcome(program, stop), statistics: stalker.statistics, events };
    });
  }

  /** Starts a program, and connects to its gdbserver. The program is gone afterwards. */
  async debugged<Result>(
    { program, args = [], input }: GuestCase,
    body: (target: GdbTarget, program: DebuggedProgram) => Promise<Result>,
  ): Promise<Result> {
    await this.#prepare();
    const started = await this.guest.debug([pathOf(program), ...args], {
      folder: RUN_FOLDER,
      ...(input === undefined ? {} : { input }),
    });
    try {
      const target = GdbTarget.connect(started.endpoint, { timeout: REPLY_TIMEOUT });
      try {
        return await body(target, started);
      } finally {
        target.kill();
      }
    } finally {
      started.server.kill();
      await started.server.ended.catch(() => {});
    }
  }

  async outcome(program: DebuggedProgram, stop: TargetStop): Promise<GuestOutcome> {
    const [stdout, stderr] = [String(await program.output()), String(await program.errors())];
    return { ends: endOf(stop), stdout, stderr, files: await this.#files() };
  }

  async #prepare(): Promise<void> {
    await this.guest.run(`rm -rf ${RUN_FOLDER}; cp -r /guest/inputs ${RUN_FOLDER}`);
  }

  async #contents(path: string): Promise<string> {
    return String((await this.guest.run(`cat ${path}`)).output);
  }

  async #files(): Promise<string> {
    return String((await this.guest.run(`cd ${RUN_FOLDER}; find . -type f | sort | xargs md5sum`)).output);
  }
}

/** Resumes, and fails with what can be known of the program if it does not end in time. */
export async function resumeWithin(target: GdbTarget, limit: number, errors: readonly string[]): Promise<TargetStop> {
  const { stopHandler } = target;
  const recent: string[] = [];
  let stops = 0;
  let isOver = false;
  target.stopHandler = (stop) => {
    stops++;
    recent.push(JSON.stringify(stop));
    if (recent.length > 10) recent.shift();
    if (isOver && stop.kind === "interrupted") return { action: "stay" };
    return stopHandler === null ? { action: "stay" } : stopHandler(stop);
  };
  const timer = setTimeout(() => {
    isOver = true;
    target.interrupt();
  }, limit);
  try {
    const stop = await target.resume();
    if (isOver || (stop.kind !== "exited" && stop.kind !== "terminated")) {
      throw new Error(`the program did not end; ${stops} stops, the last:\n${[...recent, ...errors].join("\n")}`);
    }
    return stop;
  } finally {
    clearTimeout(timer);
  }
}

/** Where a program is in the guest. */
function pathOf(program: Program): string {
  return "installed" in program ? `/${program.installed}` : `/guest/programs/${nameOf(program)}`;
}

function nameOf(program: Program): string {
  if ("package" in program) return `${program.package}-${program.architecture}`;
  return basename("installed" in program ? program.installed : nameOfBuild(program.build));
}

function nameOfBuild({ source, flags }: Build): string {
  return [source, ...flags].join("").replace(/[^\w-]/g, "");
}

function statusName(status: number): number | string {
  return status <= FIRST_SIGNAL_STATUS ? status : signalNameOf(status - FIRST_SIGNAL_STATUS);
}

function endOf(stop: TargetStop): number | string {
  if (stop.kind === "exited") return stop.status;
  return stop.kind === "terminated" ? signalNameOf(stop.signal) : stop.kind;
}

function signalNameOf(signal: number): string {
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}`;
}

/** Counts the rows of GumEvent, by their type. */
function count(bytes: ArrayBuffer, events: Map<number, number>): void {
  const words = new Uint32Array(bytes);
  for (let at = 0; at < words.length; at += 4) events.set(words[at]!, (events.get(words[at]!) ?? 0) + 1);
}

/** Lines of words, the same each time. */
function text(): string {
  let state = 1;
  const next = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % limit;
  };
  const word = (): string => "the an tion mi so ked er qu".split(" ")[next(8)]!.repeat(1 + next(2));
  const line = (): string => Array.from({ length: 1 + next(8) }, word).join(" ");
  return Array.from({ length: TEXT_LINES }, () => `${line()}\n`).join("");
}
