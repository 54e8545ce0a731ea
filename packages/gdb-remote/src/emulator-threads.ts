import { readFileSync } from "node:fs";
import { HeldThreads, memoryMap } from "@armstalker/native-os";
import { pause } from "./pause.js";

/** Numbers of system calls. */
interface Calls {
  /** In which the stub waits for a packet, and for an acknowledgement. */
  readonly read: number;
  readonly recvfrom: number;
  /** Calls that block the signals which the program names, while they wait: rt_sigsuspend, pselect6, ppoll, epoll_pwait, epoll_pwait2. */
  readonly blocking: readonly number[];
  /** Calls that the emulator makes with a lock on its memory: mmap, mprotect, munmap, brk, mremap, madvise. */
  readonly memory: readonly number[];
}

/** The system calls of hosts. On other hosts threads are not held. */
const CALLS: Readonly<Partial<Record<NodeJS.Architecture, Calls>>> = {
  x64: { read: 0, recvfrom: 45, blocking: [130, 270, 271, 281, 441], memory: [9, 10, 11, 12, 25, 28] },
  arm64: { read: 63, recvfrom: 207, blocking: [133, 72, 73, 22, 441], memory: [222, 226, 215, 214, 216, 233] },
};
/** SIGSEGV in a mask of signals. */
const SEGV_BIT = 1n << 10n;
/** The number of looks at the first thread until it waits, and the milliseconds between them. */
const MOST_LOOKS = 1000;
const NAP = 0.1;
/** Milliseconds that a held thread runs on for, where it cannot be held at its place. */
const BREATH = 0.1;
/** The number of times that a thread runs on alone. Then the others run on too, as the thread may wait for a lock of theirs. */
const BREATHS_ALONE = 10;
/** Milliseconds that a program may take to end. */
const LONGEST_END = 1000;
/** Milliseconds that threads may take to come to a place where they can be held. */
const LONGEST_BREATHS = 1000;

/**
 * The host's threads of a qemu-user on this machine, one for each of the program's, with the same number. With the stub of 7.2, a thread with
 * something to report sends it, waits for the acknowledgement, and then reads packets until one tells it to go on; the others run, and may
 * do the same over the same socket. Here all but the one that is spoken to are held by ptrace.
 *
 * A thread in the stub blocks all signals; in the program's code it never blocks SIGSEGV, which the emulator needs for itself.
 */
export class EmulatorThreads {
  readonly #processId: number;
  readonly #held: HeldThreads;
  readonly #calls: Calls | undefined;
  /** The stub's socket, as the emulator numbers it. */
  readonly #descriptor: number | undefined;
  /** The memory that holds translated code. */
  #translated: readonly { start: number; end: number }[] | undefined;
  /** Threads that are none of the program's. */
  readonly #helpers: readonly number[];
  #refusal: unknown;

  /** @param processId - of an emulator whose only thread is in the stub */
  constructor(processId: number) {
    this.#processId = processId;
    this.#held = new HeldThreads(processId);
    this.#calls = CALLS[process.arch];
    this.#descriptor = this.#findDescriptor();
    this.#helpers = this.#held.all.filter((id) => id !== processId);
  }

  /** Why threads cannot be held; undefined where nothing speaks against it. */
  get refusal(): unknown {
    return this.#refusal ?? (this.#descriptor === undefined ? "what the emulator does cannot be seen" : undefined);
  }

  get areSeveral(): boolean {
    return this.#held.threadCount > this.#helpers.length + 1;
  }

  /**
   * Holds all: in the stub, where they wait for an acknowledgement; else where they execute the program's code or wait in a system call. There they have
   * no lock that the one which is spoken to might need, and do not look at the list of breakpoints, which the stub changes without any.
   * False where that is not permitted: then all run.
   */
  hold(): boolean {
    try {
      const deadline = performance.now() + LONGEST_BREATHS;
      for (let breaths = 0; ; breaths++) {
        this.#held.holdAllBut(this.#helpers);
        const busy = this.#held.ids.find((id) => this.#isBusy(id));
        // One that takes so long waits for something else.
        if (busy === undefined || performance.now() > deadline) return true;
        // Alone at first: others that begin to report meanwhile would mix their words with its.
        if (breaths % BREATHS_ALONE === BREATHS_ALONE - 1) this.releaseAllBut(this.unacknowledged());
        else this.#held.release(busy);
        pause(BREATH);
      }
    } catch (error) {
      this.#refusal = error;
      return false;
    }
  }

  /** The held threads whose report waits for an acknowledgement. */
  unacknowledged(): number[] {
    return this.#held.ids.filter((id) => this.#waitsForAcknowledgement(id));
  }

  /** Lets one run. */
  release(thread: number): void {
    this.#held.release(thread);
  }

  /** Lets all run but some. */
  releaseAllBut(threads: readonly number[] = []): void {
    for (const id of this.#held.ids) if (!threads.includes(id)) this.#held.release(id);
  }

  /** Waits until a thread that ends the program has done so. */
  awaitEnd(thread: number): void {
    const deadline = performance.now() + LONGEST_END;
    const isAlive = () => /^\d+ \(.*\) [^ZX]/s.test(this.#read(thread, "stat") ?? "");
    while (isAlive() && performance.now() < deadline) pause(NAP);
  }

  #isBusy(id: number): boolean {
    const call = this.#callOf(id);
    const calls = this.#calls;
    if (call === undefined || calls === undefined || this.#waitsForAcknowledgement(id)) return false;
    const [number] = call;
    if (calls.blocking.includes(number)) return false;
    if (number === -1 ? this.#isInEmulator(id) : calls.memory.includes(number)) return true;
    return this.#blocksFaults(id);
  }

  /** True if it is in the emulator's own code. */
  #isInEmulator(id: number): boolean {
    this.#translated ??= memoryMap(this.#processId).filter(
      ({ protection, path }) => protection.endsWith("x") && path === "",
    );
    const at = this.#held.programCounter(id);
    return at !== undefined && !this.#translated.some(({ start, end }) => at >= start && at < end);
  }

  #waitsForAcknowledgement(id: number): boolean {
    const call = this.#callOf(id);
    return call !== undefined && call[0] === this.#calls?.recvfrom && call[1] === this.#descriptor;
  }

  /** The thread has sent its last reply, and is about to wait. */
  #findDescriptor(): number | undefined {
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      const call = this.#callOf(this.#processId);
      if (call === undefined || this.#calls === undefined) return undefined;
      const [number, first] = call;
      if (number === this.#calls.read || number === this.#calls.recvfrom) return first;
      pause(NAP);
    }
    return undefined;
  }

  /** The system call that a thread is in and its first argument; -1: it is in none. Undefined: it is gone. */
  #callOf(id: number): [number: number, first: number] | undefined {
    const text = this.#read(id, "syscall");
    if (text === undefined) return undefined;
    if (text.startsWith("running")) return [-1, 0];
    const [number, first] = text.split(" ", 2);
    return [Number(number), Number(first)];
  }

  #blocksFaults(id: number): boolean {
    return (maskOf(this.#read(id, "status") ?? "", "SigBlk") & SEGV_BIT) !== 0n;
  }

  #read(id: number, file: string): string | undefined {
    try {
      return readFileSync(`/proc/${this.#processId}/task/${id}/${file}`, "latin1");
    } catch {
      return undefined;
    }
  }
}

/** A mask of signals in what /proc tells of a thread; none where the thread is gone. */
function maskOf(status: string, name: string): bigint {
  const at = status.indexOf(`\n${name}:\t`);
  return at < 0 ? 0n : BigInt(`0x${status.slice(at + name.length + 3, at + name.length + 19)}`);
}
