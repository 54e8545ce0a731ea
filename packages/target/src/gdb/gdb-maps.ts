import { type GdbRemote, hasCode, QemuUser, type ThreadId as RemoteThreadId } from "@armstalker/gdb-remote";
import { TargetError } from "../errors.js";
import { ENGINE_MEMORY, isSystemCallError, PRIVATE_MEMORY, protectionBits, SystemCall } from "../linux-arm.js";
import type { GdbCalls } from "./gdb-calls.js";
import type { GdbMemory } from "./gdb-memory.js";

const PATH = "/proc/self/maps";
/** In the buffer: the path, then the text. */
const TEXT_OFFSET = 64;
const FIRST_BUFFER_SIZE = 0x10000;

/** The text of the program's memory map: from the stub where that has files, else as the program itself finds it. */
export class GdbMaps {
  readonly #remote: GdbRemote;
  readonly #memory: GdbMemory;
  readonly #calls: GdbCalls;
  /** Memory of our own in the target. */
  #buffer: { readonly base: number; readonly size: number } | undefined;

  constructor(remote: GdbRemote, memory: GdbMemory, calls: GdbCalls) {
    this.#remote = remote;
    this.#memory = memory;
    this.#calls = calls;
  }

  /** @param thread - is borrowed. @param process - the kernel's number, where the stub's files are asked. */
  read(thread: RemoteThreadId, process: number): string {
    return this.#readByStub(process) ?? this.#readByProgram(thread);
  }

  #readByStub(process: number): string | undefined {
    if (this.#remote instanceof QemuUser) return undefined;
    try {
      return Buffer.from(this.#remote.files.readFile(`/proc/${process}/maps`)).toString("utf8");
    } catch (error) {
      if (hasCode(error, "unsupported") || hasCode(error, "target-error")) return undefined;
      throw error;
    }
  }

  #readByProgram(thread: RemoteThreadId): string {
    for (let size = this.#buffer?.size ?? FIRST_BUFFER_SIZE; ; size *= 2) {
      const base = this.#bufferOf(thread, size);
      this.#memory.write(base, Buffer.from(`${PATH}\0`, "latin1"));
      const room = size - TEXT_OFFSET;
      const length = this.#calls.readFile(thread, base, base + TEXT_OFFSET, room);
      if (isSystemCallError(length)) {
        throw new TargetError({
          code: "unsupported",
          message: `the program cannot read ${PATH}: error ${2 ** 32 - length}`,
          hint: "mount /proc where it runs",
        });
      }
      if (length < room) return Buffer.from(this.#memory.read(base + TEXT_OFFSET, length)).toString("utf8");
    }
  }

  #bufferOf(thread: RemoteThreadId, size: number): number {
    const known = this.#buffer;
    // A program that has replaced itself has another memory.
    const isThere = known !== undefined && this.#memory.readSome(known.base, 1).length === 1;
    if (isThere && known.size >= size) return known.base;
    const args = [ENGINE_MEMORY, size, protectionBits("rw-"), PRIVATE_MEMORY, -1, 0];
    const base = this.#calls.systemCall(thread, SystemCall.mmap2, args);
    if (isSystemCallError(base)) {
      throw new TargetError({
        code: "out-of-memory",
        message: `no ${size} bytes could be mapped in the target`,
        hint: "look whether its memory is limited",
      });
    }
    // The old buffer goes last: it serves until there is a larger one.
    if (known !== undefined) this.#memory.remove(known.base);
    this.#memory.add(base, size, "rw-");
    this.#buffer = { base, size };
    if (isThere) this.#calls.systemCall(thread, SystemCall.munmap, [known.base, known.size]);
    return base;
  }
}
