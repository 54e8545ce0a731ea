import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type DebuggedProgram, Guest } from "@armstalker/vm";
import { inject } from "vitest";
import { GdbTarget } from "../../src/index.js";
import type { ProgramOutput, ProgramStart, StartedProgram, TargetKind } from "../target-kind.js";
import { stepOf } from "./stub.js";

/** Milliseconds: a machine that is busy with other things makes the guest slow. */
const REPLY_TIMEOUT = 60_000;

/** Debian's gdbserver in a guest with a 32-bit ARM kernel, which gdbserver.setup.ts has started. Its programs have the guest's environment. */
export const kind: TargetKind = {
  name: "gdbserver",
  processor: "cortex-a15",
  options: {},
  exclusiveStores: "may-fail",
  mostCases: Number(process.env.ARMSTALKER_GUEST_CASES ?? 1),
  async start(path, { args = [] }: ProgramStart = {}): Promise<StartedProgram> {
    const program = await guest().debug([await inGuest(path), ...args]);
    try {
      const target = GdbTarget.connect(program.endpoint, { timeout: REPLY_TIMEOUT });
      return {
        target,
        output: new GuestOutput(program),
        step: () => stepOf(target),
        async end() {
          target.kill();
          await end(program);
        },
      };
    } catch (error) {
      await end(program);
      throw error;
    }
  },
};

let connected: Guest | undefined;
const copied = new Map<string, Promise<void>>();

/** The guest that all test files share. */
export function guest(): Guest {
  connected ??= Guest.at(inject("guest"));
  return connected;
}

/** The path in the guest of a program of this machine, copied there when it is first needed. Its name says which version of the program it is. */
export async function inGuest(path: string): Promise<string> {
  const own = `/guest/programs/${basename(path)}`;
  if (!copied.has(own)) copied.set(own, guest().put(own, readFileSync(path)));
  await copied.get(own);
  return own;
}

async function end({ server }: DebuggedProgram): Promise<void> {
  server.kill();
  // It says nothing of an end that was forced.
  await server.ended.catch(() => {});
}

/** The files in the guest that the program's output goes to are read once gdbserver, which ends with the program, has ended. */
class GuestOutput implements ProgramOutput {
  stdout = "";
  stderr = "";
  readonly #program: DebuggedProgram;
  #closed: Promise<void> | undefined;

  constructor(program: DebuggedProgram) {
    this.#program = program;
  }

  get closed(): Promise<void> {
    this.#closed ??= this.#read();
    return this.#closed;
  }

  async #read(): Promise<void> {
    await this.#program.server.ended;
    this.stdout = String(await this.#program.output());
    this.stderr = String(await this.#program.errors());
  }
}
