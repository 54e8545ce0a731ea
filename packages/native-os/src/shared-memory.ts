import { tmpdir } from "node:os";
import { NativeOsError } from "./error.js";
import { checkedTimeout } from "./limits.js";
import { pageSize } from "./memory.js";
import { native } from "./native.js";
import { WordWatch } from "./word-watch.js";

/** The largest shared memory in bytes: 2^32, in a 32-bit process 2^29. native/shared_memory.cc says the same. */
const LARGEST_SHARED_MEMORY: number = process.arch === "arm" ? 2 ** 29 : 2 ** 32;
/** Bytes of the longest name that the system takes. */
const LONGEST_NAME = 249;

/** What a wait on a futex ended with, by the addon's number. */
const OUTCOMES = ["woken", "changed", "timed-out"] as const;

/**
 * `woken`: by a wake, or now and then for no reason, as futexes are. `changed`: the word was not the expected one. `timed-out`: the time was over.
 * In each case the word itself says what happened.
 */
export type WaitOutcome = (typeof OUTCOMES)[number];

export interface SharedMemoryOptions {
  /** At least so many bytes, at least one; rounded up to pages. At most 2^32, in a 32-bit process 2^29. Only pages that are used take memory. */
  size: number;
  /** What `/proc/PID/maps` calls it, after `memfd:`. At most 249 bytes. Default `native-os`. */
  name?: string;
}

export interface ChangeOptions {
  /** Milliseconds, fractions included, until the wait is given up: at most 2^31 - 1. */
  timeout: number;
  /** Microseconds for which the word is looked at without a system call before this thread sleeps, at most 10,000. Default 0. */
  spin?: number;
}

/**
 * Memory that this process shares with others on the same machine: a file without a name, mapped by each. Another process opens
 * {@link path} and maps it with MAP_SHARED; a program under qemu-arm can, too. Nothing remains of it when its processes are killed.
 *
 * Words that another process writes are read and written by `Atomics` (load, store, exchange, compareExchange, add, …) on an `Int32Array`
 * or `Uint32Array` over {@link buffer}. These work although it is no SharedArrayBuffer, and are atomic for other processes.
 * `Atomics.wait` is refused there and `Atomics.notify` does nothing: {@link futexWait} and {@link futexWake} take their place. A plain
 * read may be kept in a register by the JavaScript engine, and plain accesses may come in another order.
 */
export class SharedMemory {
  /** In bytes: whole pages of one that was created, and a file's size of one that was opened. */
  readonly size: number;
  readonly #number: number;
  readonly #buffer: ArrayBuffer;
  readonly #watches: Set<WordWatch> = new Set();
  #closed = false;

  private constructor(number: number) {
    this.#number = number;
    this.size = native().sharedMemorySize(number);
    this.#buffer = native().sharedMemoryBuffer(number);
  }

  /**
   * Makes a memory of zeros. It cannot become shorter, so no other process can make an access fail.
   *
   * @throws {NativeOsError} `invalid-argument`; `out-of-memory`; `system-error`, with errno 24 where this process has no descriptor left;
   * `unsupported` where the JavaScript engine allows no such ArrayBuffer
   */
  static create(options: SharedMemoryOptions): SharedMemory {
    const { size, name = "native-os" } = options;
    if (!Number.isSafeInteger(size) || size <= 0 || size > LARGEST_SHARED_MEMORY) {
      throw invalid("create", `size must be an integer from 1 to ${LARGEST_SHARED_MEMORY}, not ${String(size)}`);
    }
    if (typeof name !== "string" || name.includes("\0") || Buffer.byteLength(name) > LONGEST_NAME) {
      throw invalid("create", `name must be a string of at most ${LONGEST_NAME} bytes without NUL characters`);
    }
    const page = pageSize();
    return new SharedMemory(native().createSharedMemory(name, Math.ceil(size / page) * page, tmpdir()));
  }

  /**
   * Maps a file that another process made, by its {@link path}, or any other regular file that can be read and written. A file
   * from memfd_create is sealed against shortening where it allows that. Any other must not be shortened meanwhile: an access behind its end
   * would end this process.
   *
   * @throws {NativeOsError} `not-found`, `not-permitted`, `invalid-argument` where it is no regular file, is empty, or is too large
   */
  static open(path: string): SharedMemory {
    return new SharedMemory(native().openSharedMemory(path));
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** All of the memory. After {@link close} it has a length of 0, and its views as well. A worker gets a copy of it, or is refused it: open {@link path} there. */
  get buffer(): ArrayBuffer {
    this.#check("buffer");
    return this.#buffer;
  }

  /** The file's descriptor in this process, which belongs to this object. Programs that this process starts do not get it. */
  get fd(): number {
    this.#check("fd");
    return native().sharedMemoryDescriptor(this.#number);
  }

  /**
   * By this path another process can open the file, for as long as it is open here. It must be of the same user, see this process in its
   * /proc (the same PID namespace: not from a container into the host, or the other way round), and be allowed to look at it as a debugger may.
   */
  get path(): string {
    return `/proc/${process.pid}/fd/${this.fd}`;
  }

  /**
   * Wakes at most `count` of those that wait on the word at `offset`, a multiple of 4, in any process. All of them by default.
   * Result: how many were woken. Write the word first.
   */
  futexWake(offset: number, count: number = 2 ** 31 - 1): number {
    this.#check("futexWake");
    return native().futexWake(this.#number, offset, count);
  }

  /**
   * Blocks this thread while the word at `offset`, a multiple of 4, is `expected` (-2^31 to 2^32 - 1): until a wake, or for `timeout`
   * milliseconds, fractions included.
   */
  futexWait(offset: number, expected: number, timeout: number): WaitOutcome {
    this.#check("futexWait");
    return OUTCOMES[native().futexWait(this.#number, offset, expected, microseconds(timeout, "futexWait"))]!;
  }

  /**
   * Blocks this thread until the word at `offset` is other than `expected`: true then, false after the time limit. It first looks at the
   * word for {@link ChangeOptions.spin} microseconds, then sleeps on its futex.
   */
  waitForChange(offset: number, expected: number, options: ChangeOptions): boolean {
    this.#check("waitForChange");
    const { timeout, spin = 0 } = options;
    const limit = microseconds(timeout, "waitForChange");
    return native().waitForChange(this.#number, offset, expected, spin, limit);
  }

  /** A watch of the word at `offset`, a multiple of 4. It calls back once the word differs from what it is armed with. */
  watch(offset: number, callback: () => void): WordWatch {
    this.#check("watch");
    if (typeof callback !== "function") throw invalid("watch", "callback must be a function");
    const watch = new WordWatch(this.#number, offset, callback, (closed) => this.#watches.delete(closed));
    this.#watches.add(watch);
    return watch;
  }

  /**
   * Ends its watches, empties {@link buffer}, closes the file. The memory is unmapped once nothing in this process uses it, as a rule in the
   * next turn of the event loop. Nothing happens the second time.
   *
   * End asynchronous operations on the buffer before, such as those of zlib and crypto: Node gives them the memory's address.
   */
  close(): void {
    if (this.#closed) return;
    for (const watch of this.#watches) watch.close();
    native().closeSharedMemory(this.#number, this.#buffer);
    this.#closed = true;
  }

  #check(call: string): void {
    if (!this.#closed) return;
    throw new NativeOsError({ code: "closed", call, message: `${call}: the shared memory is closed` });
  }
}

function microseconds(timeout: number, call: string): number {
  checkedTimeout(timeout, call);
  return Math.ceil(timeout * 1000);
}

function invalid(call: string, what: string): NativeOsError {
  return new NativeOsError({ code: "invalid-argument", call, message: `${call}: ${what}` });
}
