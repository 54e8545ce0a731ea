import type { BorrowedThreads } from "./borrowed-threads.js";
import type { TargetDriver } from "./driver.js";
import { TargetError } from "./errors.js";
import { ENGINE_MEMORY, isSystemCallError, PRIVATE_MEMORY, protectionBits, SystemCall } from "./linux-arm.js";
import { ADDRESS_SPACE, type ThreadId } from "./target.js";

const PATH = "/proc/self/maps";
/** In the buffer: the path, then the text. */
const TEXT_OFFSET = 64;
const FIRST_BUFFER_SIZE = 0x10000;

/** The text of the program's memory map: from the driver where it can read that, else as the program itself reads it. */
export class ProgramMaps {
  readonly #driver: TargetDriver;
  readonly #borrowed: BorrowedThreads;
  /** Memory in the target for a text that is longer than the data of the borrowed threads. */
  #buffer: { readonly base: number; readonly size: number } | undefined;

  constructor(driver: TargetDriver, borrowed: BorrowedThreads) {
    this.#driver = driver;
    this.#borrowed = borrowed;
  }

  /** @param thread - is borrowed where the driver cannot read the map */
  read(thread: ThreadId): string {
    return this.#driver.readMemoryMap() ?? this.#readByProgram(thread);
  }

  #readByProgram(thread: ThreadId): string {
    const first = this.#buffer ?? this.#borrowed.dataFor(thread);
    for (let size = first?.size ?? FIRST_BUFFER_SIZE; ; size *= 2) {
      const base = this.#bufferOf(thread, size);
      this.#driver.writeMemory(base, Buffer.from(`${PATH}\0`, "latin1"));
      const room = size - TEXT_OFFSET;
      const length = this.#borrowed.readFile(thread, base, base + TEXT_OFFSET, room);
      if (isSystemCallError(length)) {
        throw new TargetError({
          code: "unsupported",
          message: `the program cannot read ${PATH}: error ${ADDRESS_SPACE - length}`,
          hint: "mount /proc where it runs",
        });
      }
      if (length < room) return Buffer.from(this.#driver.readMemory(base + TEXT_OFFSET, length)).toString("utf8");
    }
  }

  #bufferOf(thread: ThreadId, size: number): number {
    const data = this.#borrowed.dataFor(thread);
    if (data !== null && data.size >= size) return data.base;
    const known = this.#buffer;
    // A program that has replaced itself has another memory.
    const isThere = known !== undefined && this.#driver.readSome(known.base, 1).length === 1;
    if (isThere && known.size >= size) return known.base;
    const args = [ENGINE_MEMORY, size, protectionBits("rw-"), PRIVATE_MEMORY, -1, 0];
    const base = this.#borrowed.systemCall(thread, SystemCall.mmap2, args);
    if (isSystemCallError(base)) {
      throw new TargetError({
        code: "out-of-memory",
        message: `no ${size} bytes could be mapped in the target`,
        hint: "look whether its memory is limited",
      });
    }
    // The old buffer goes last: it serves until there is a larger one.
    if (known !== undefined) this.#driver.memoryUnmapped(known.base);
    this.#driver.memoryMapped(base, size, "rw-");
    this.#buffer = { base, size };
    if (isThere) this.#borrowed.systemCall(thread, SystemCall.munmap, [known.base, known.size]);
    return base;
  }
}
