import { AuxiliaryEntry, type AuxiliaryVector } from "./auxiliary-vector.js";
import { Deadline } from "./deadline.js";
import { GdbRemoteError, hasCode } from "./error.js";
import type { RemoteFiles } from "./remote-files.js";
import { latin, type Requester } from "./requester.js";
import type { StopReply } from "./stop-reply.js";
import type { ThreadId } from "./thread-id.js";

/** Any part of the auxiliary vector will do. */
const VECTOR_PACKET = "qXfer:auxv:read::0,8";

/** The parts of a connection that fetch the program's end from the stub. */
export interface UnseenEndHost {
  readonly files: RemoteFiles;
  readonly threads: () => readonly ThreadId[];
  /** The program's number; 0 where the stub does not tell it. */
  readonly process: number;
  /** True if the program is stopped, as far as the stub has told. */
  readonly isStopped: () => boolean;
  readonly hasEnded: () => boolean;
  readonly resume: () => void;
  /** Blocks for some milliseconds at most. */
  readonly wait: (milliseconds: number) => StopReply | undefined;
  /** Closes the connection because of an error, and returns it. */
  readonly fail: (error: GdbRemoteError) => GdbRemoteError;
  /** Milliseconds until a stub is taken for silent. */
  readonly timeout: number;
}

/**
 * Finds the end of a program that was killed while it was stopped, by SIGKILL or for want of memory. gdbserver reports such an end only after the
 * next resume. Until then it says that the threads are alive, answers requests for registers from its caches, and refuses requests for memory.
 *
 * The kernel frees the memory of a program that ends. So two things that every living program has cannot be read any more: its auxiliary vector,
 * and the 16 random bytes that the kernel puts on the stack (AT_RANDOM). The vector alone is no sign: it is gone once the first thread has ended,
 * and a stub that is short of descriptors cannot read it either.
 */
export class UnseenEnd {
  readonly #requester: Requester;
  readonly #host: UnseenEndHost;
  readonly #certainAddress: string;
  #isSearching = false;

  /**
   * @param vector - the auxiliary vector of the living program
   * @returns undefined where the vector names no memory that the program surely has
   */
  static of(requester: Requester, host: UnseenEndHost, vector: AuxiliaryVector): UnseenEnd | undefined {
    // Kernels before 2.6.29 have no random bytes. The headers of the program are as good, until it unmaps itself.
    const address = vector.get(AuxiliaryEntry.RANDOM) ?? vector.get(AuxiliaryEntry.PHDR);
    return address === undefined ? undefined : new UnseenEnd(requester, host, address);
  }

  private constructor(requester: Requester, host: UnseenEndHost, certainAddress: bigint) {
    this.#requester = requester;
    this.#host = host;
    this.#certainAddress = certainAddress.toString(16);
  }

  /**
   * Returns true if the stopped program has ended: the stub has then reported the end. For a living program this costs one request.
   * @throws {GdbRemoteError} `timeout` where the stub does not report the end
   */
  find(): boolean {
    return this.#search(() => this.#hasCome());
  }

  /** As {@link find}, for a thread that is gone: the kernel may be about to end the program's other threads. */
  findAfterThread(): boolean {
    const deadline = new Deadline(this.#host.timeout);
    return this.#search(() => {
      while (!this.#hasCome()) {
        if (deadline.isOver || !this.#isDying()) return false;
      }
      return true;
    });
  }

  #search(hasCome: () => boolean): boolean {
    // Requests on the way may be refused as well.
    if (this.#isSearching || !this.#host.isStopped()) return false;
    this.#isSearching = true;
    try {
      if (!hasCome()) return false;
      this.#fetch();
      return true;
    } finally {
      this.#isSearching = false;
    }
  }

  /** True if no thread is stopped, although the stub has stopped all: a kill lets them run to their end. */
  #isDying(): boolean {
    const { files, process, threads } = this.#host;
    if (process === 0) return false;
    for (const { thread } of threads()) {
      try {
        // "t" is the state of a thread that a tracer has stopped.
        if (/^State:\tt/m.test(latin(files.readFile(`/proc/${process}/task/${thread}/status`)))) return false;
      } catch (error) {
        const isGone =
          hasCode(error, "target-error") && (error.targetError === "ENOENT" || error.targetError === "ESRCH");
        if (isGone) continue;
        if (hasCode(error, "target-error") || hasCode(error, "unsupported")) return false;
        throw error;
      }
    }
    return true;
  }

  #hasCome(): boolean {
    return this.#hasNothing(VECTOR_PACKET) && this.#hasNothing(`m${this.#certainAddress},1`);
  }

  /** True if a request is refused, or finds an object without a byte ("l"), as of a thread that has given up its memory and is not dead yet. */
  #hasNothing(packet: string): boolean {
    return /^(?:E|l$)/.test(latin(this.#requester.raw(packet)));
  }

  /** Before the end, reports of threads may come that stopped before, and refusals as long as the kernel ends the threads. */
  #fetch(): void {
    const { isStopped, hasEnded, resume, wait, fail, timeout } = this.#host;
    const deadline = new Deadline(timeout);
    while (isStopped() && !deadline.isOver) {
      try {
        resume();
        wait(deadline.left);
      } catch (error) {
        if (!hasCode(error, "target-error")) throw error;
      }
    }
    if (hasEnded()) return;
    throw fail(
      new GdbRemoteError({
        code: "timeout",
        message: `the program was killed while it was stopped, and the stub did not tell its end within ${timeout} ms`,
        hint: "start another",
      }),
    );
  }
}
