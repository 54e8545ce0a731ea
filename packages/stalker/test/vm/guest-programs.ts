import { inspect } from "node:util";
import { type DebuggedProgram, type Guest, quoted } from "@armstalker/vm";
import { type FollowOptions, GdbTarget, Stalker, type TargetStop } from "../../src/index.js";
import { endOf, resumeWithin, signalNameOf } from "../programs/ending.js";
import { countTypes } from "../programs/event-counts.js";
import { type Program, programPath } from "../programs/sysroot.js";
import { guest, inGuest } from "../target-kinds/gdbserver.js";

/** Where a program runs, its folder made anew for each run. */
const RUN_FOLDER = "/tmp/run";
/** Milliseconds that a program may take: many times what the slowest needs. */
const LIMIT = Number(process.env.ARMSTALKER_PROGRAM_LIMIT ?? 150_000);
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

/** Programs that run in the guest natively, or under its gdbserver. */
export class GuestPrograms {
  readonly guest: Guest = guest();

  async native({ program, args = [], input }: GuestCase): Promise<GuestOutcome> {
    await this.#prepare();
    const words = [await pathOf(program), ...args].map(quoted).join(" ");
    const streams = `<${input ?? "/dev/null"} >/tmp/native.out 2>/tmp/native.err`;
    // In a shell of its own: one that is killed by a signal tells its number.
    const { status } = await this.guest.run(`cd ${RUN_FOLDER}; exec ${words} ${streams}`);
    const [stdout, stderr] = [await this.#contents("/tmp/native.out"), await this.#contents("/tmp/native.err")];
    return { ends: statusName(status), stdout, stderr, files: await this.#files() };
  }

  async followed(one: GuestCase, options: FollowOptions): Promise<GuestFollowed> {
    const events = new Map<number, number>();
    const onReceive = (bytes: ArrayBuffer): void => countTypes(bytes, events);
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
    const started = await this.guest.debug([await pathOf(program), ...args], {
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

/** Where a program is in the guest. */
async function pathOf(program: Program): Promise<string> {
  return "installed" in program ? `/${program.installed}` : await inGuest(programPath(program));
}

function statusName(status: number): number | string {
  return status <= FIRST_SIGNAL_STATUS ? status : signalNameOf(status - FIRST_SIGNAL_STATUS);
}
