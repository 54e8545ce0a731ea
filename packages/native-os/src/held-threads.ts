import { readFileSync, statSync } from "node:fs";
import { hasCode, NativeOsError } from "./error.js";
import { decodeStatus } from "./events.js";
import { native } from "./native.js";
import { listThreads } from "./proc.js";
import { RegisterSet } from "./register-set.js";

/** Milliseconds within which threads must have stopped. */
const LONGEST_STOP = 1000;
/** Milliseconds within which a thread that was killed must be gone. */
const LONGEST_DEATH = 1000;
/** The number of looks at a thread before this one sleeps, and the milliseconds of the sleep. */
const LOOKS = 50;
const NAP = 0.05;

/** The offset of the program counter in PRSTATUS, in bytes. */
const PROGRAM_COUNTER: Readonly<Partial<Record<NodeJS.Architecture, number>>> = { x64: 128, arm64: 256 };
const LARGEST_PRSTATUS = 512;

const napCell: Int32Array = new Int32Array(new SharedArrayBuffer(4));

/**
 * Holds threads of a process where they are, for a moment. Other code may have started the process and wait for it, `child_process` for example. Each stop is
 * taken before a method returns, so that no other code sees one. The end of the process is left to the code that waits for it.
 */
export class HeldThreads {
  readonly #processId: number;
  /** The threads that are held, each with the signal that it was about to get. */
  readonly #held: Map<number, number> = new Map();

  constructor(processId: number) {
    this.#processId = processId;
  }

  /** The number of threads of the process; 0 if it is gone. */
  get threadCount(): number {
    try {
      // A folder has two links, and one more for each folder in it.
      return statSync(`/proc/${this.#processId}/task`).nlink - 2;
    } catch {
      return 0;
    }
  }

  /** All threads of the process. */
  get all(): number[] {
    return listThreads(this.#processId);
  }

  /** The threads that are held. */
  get ids(): number[] {
    return [...this.#held.keys()];
  }

  /** The address that a held thread executes at; undefined where it is gone. Of 64-bit processes on x64 and arm64. */
  programCounter(id: number): number | undefined {
    const at = PROGRAM_COUNTER[process.arch];
    if (at === undefined) {
      throw new NativeOsError({ code: "unsupported", call: "programCounter", message: `not on ${process.arch}` });
    }
    const bytes = Buffer.alloc(LARGEST_PRSTATUS);
    try {
      native().getRegisterSet(id, RegisterSet.PRSTATUS, bytes);
    } catch (error) {
      if (hasCode(error, "no-such-thread")) return undefined;
      throw error;
    }
    return Number(bytes.readBigUInt64LE(at));
  }

  /**
   * Stops every thread but some, which run on; those that are made meanwhile as well. If that fails, all run.
   *
   * @throws {NativeOsError} `not-permitted`, `timeout`
   */
  holdAllBut(exempt: readonly number[] = []): void {
    try {
      for (const id of exempt) this.release(id);
      const deadline = performance.now() + LONGEST_STOP;
      for (;;) {
        const added = listThreads(this.#processId).filter((id) => !exempt.includes(id) && this.#seize(id));
        for (const id of added) if (!this.#stop(id, deadline)) this.#held.delete(id);
        if (added.length === 0) return;
        if (performance.now() > deadline) throw this.#tooLong("made threads faster than they were stopped");
      }
    } catch (error) {
      this.releaseAll();
      throw error;
    }
  }

  /** Lets all run on, each with the signal that it was about to get. */
  releaseAll(): void {
    for (const id of this.ids) this.release(id);
  }

  /** Lets one run on, with the signal that it was about to get. Nothing if it is not held. */
  release(id: number): void {
    const signal = this.#held.get(id);
    if (signal === undefined) return;
    this.#held.delete(id);
    try {
      native().detach(id, signal);
    } catch (error) {
      if (!hasCode(error, "no-such-thread")) throw error;
      this.#bury(id);
    }
  }

  /** False where it is held already, or does not exist any more. */
  #seize(id: number): boolean {
    if (this.#held.has(id)) return false;
    try {
      native().seize(id, 0);
    } catch (error) {
      if (hasCode(error, "no-such-thread")) return false;
      // A zombie has no tracer.
      const state = stateOf(id);
      if (state === undefined || state === "Z" || state === "X") return false;
      throw error;
    }
    this.#held.set(id, 0);
    return true;
  }

  /** False where it has ended. */
  #stop(id: number, deadline: number): boolean {
    try {
      native().interrupt(id);
    } catch (error) {
      if (!hasCode(error, "no-such-thread")) throw error;
    }
    for (let looks = 0; ; looks++) {
      const state = stateOf(id);
      if (state === "t" || state === "T") {
        const status = this.#takeStatus(id, 1);
        if (status !== undefined) {
          const decoded = decodeStatus(status);
          if (decoded.type === "exit" || decoded.type === "gone") return false;
          // An event's signal says what kind of stop it is. No process has sent it.
          if (decoded.type === "signal") this.#held.set(id, decoded.signal);
          return true;
        }
      } else if (state === undefined || state === "Z" || state === "X") {
        this.#bury(id);
        return false;
      }
      if (performance.now() > deadline) {
        throw this.#tooLong(`did not stop: thread ${id}`, "a thread in an uninterruptible system call stops after it");
      }
      if (looks > LOOKS) Atomics.wait(napCell, 0, 0, NAP);
    }
  }

  #tooLong(what: string, hint?: string): NativeOsError {
    return new NativeOsError({
      code: "timeout",
      call: "hold",
      message: `hold: within ${LONGEST_STOP} ms process ${this.#processId} ${what}`,
      ...(hint === undefined ? {} : { hint }),
    });
  }

  /** A traced thread that was killed waits for its tracer to take its end, except the first thread, whose end is that of the process. */
  #bury(id: number): void {
    if (id !== this.#processId) this.#takeStatus(id, LONGEST_DEATH);
  }

  #takeStatus(id: number, milliseconds: number): number | undefined {
    const out = new Int32Array(2);
    return native().wait(Int32Array.of(id), out, milliseconds) === 0 ? undefined : out[1]!;
  }
}

/** The letter of /proc for what a thread is doing; undefined where it is gone. */
function stateOf(id: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${id}/stat`, "latin1");
    return text[text.lastIndexOf(")") + 2];
  } catch {
    return undefined;
  }
}
