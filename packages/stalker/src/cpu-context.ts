import { addressOf, type CodeAddress, codeAddress, type InstructionSet, setOf } from "@armstalker/isa";
import { describe } from "@armstalker/recompiler";
import {
  ADDRESS_SPACE,
  CORE_WORDS,
  CPSR,
  CPSR_T,
  LR,
  SP,
  type Target,
  type ThreadId,
  VECTOR_BYTES,
  viewOf,
} from "@armstalker/target";
import {
  invalidArgument,
  requireAddress,
  requireBytes,
  requireInteger,
  requireRange,
  requireWord,
} from "./arguments.js";
import { setIn } from "./engine/stopped-thread.js";
import { StalkerError } from "./errors.js";

/** Bytes that are read or written at once, at most. */
const MOST_BYTES = 2 ** 28;
/** The bits of CPSR that a callout may change: N, Z, C, V, Q, GE and T. */
const CHANGEABLE = (0xf80f0000 | CPSR_T) >>> 0;

/**
 * Memory of the target, as callouts see it. Addresses are 0 to 2^32 - 1, sizes up to 256 MiB. All methods throw {@link StalkerError} `invalid-argument` for an
 * address, size or value that is none, and {@link TargetError}: `memory-fault`, and `running` while the program runs.
 */
export class ContextMemory {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  read(address: number, size: number): Uint8Array {
    requireRange(address, size, MOST_BYTES);
    return this.#target.readMemory(address, size);
  }

  write(address: number, bytes: Uint8Array): void {
    requireBytes("what shall be written", bytes);
    requireRange(address, bytes.length, MOST_BYTES);
    this.#target.writeMemory(address, bytes);
  }

  /** A little-endian word, unsigned. */
  readU32(address: number): number {
    return viewOf(this.read(address, 4)).getUint32(0, true);
  }

  writeU32(address: number, value: number): void {
    requireWord("the value", value);
    const bytes = new Uint8Array(4);
    viewOf(bytes).setUint32(0, value, true);
    this.write(address, bytes);
  }

  /** A text that ends with a zero byte, in UTF-8. @param most - bytes that are read at most */
  readUtf8String(address: number, most = 65536): string {
    requireAddress("address", address);
    requireInteger("most", most, 0, MOST_BYTES);
    const parts: Uint8Array[] = [];
    for (let done = 0; done < most; ) {
      const left = Math.min(most - done, ADDRESS_SPACE - address - done);
      const part = left === 0 ? NO_BYTES : this.#target.readSome(address + done, Math.min(256, left));
      if (part.length === 0) this.read((address + done) % ADDRESS_SPACE, 1);
      const end = part.indexOf(0);
      parts.push(end < 0 ? part : part.subarray(0, end));
      if (end >= 0) break;
      done += part.length;
    }
    return Buffer.concat(parts).toString("utf8");
  }
}

const NO_BYTES = new Uint8Array(0);
const NUMBERS = { sp: SP, lr: LR } as const;
type CoreName =
  | "r0"
  | "r1"
  | "r2"
  | "r3"
  | "r4"
  | "r5"
  | "r6"
  | "r7"
  | "r8"
  | "r9"
  | "r10"
  | "r11"
  | "r12"
  | "sp"
  | "lr"
  | "cpsr";

/**
 * The registers and the memory of the thread, as a callout sees and changes them until it returns. Later changes throw {@link StalkerError} `out-of-turn`.
 * Values that do not fit throw `invalid-argument`.
 */
export interface CpuContext extends Record<CoreName, number> {
  /**
   * The address of the instruction that comes next in the program, without an instruction set bit. When it is set to another value control goes
   * there: to T32 code if bit 0 is set; else the instruction set stays.
   */
  pc: number;
  /** The thread. */
  readonly thread: ThreadId;
  readonly memory: ContextMemory;
  /** Registers of the floating-point and Advanced SIMD extension: the 16 bytes of q0 to q15, little-endian. */
  readQ(number: number): Uint8Array;
  writeQ(number: number, bytes: Uint8Array): void;
  /** d0 to d31 and s0 to s31 as numbers. */
  readD(number: number): number;
  writeD(number: number, value: number): void;
  readS(number: number): number;
  writeS(number: number, value: number): void;
  fpscr: number;
}

export type Callout = (context: CpuContext) => void;

/** The context of a stopped thread: core registers are read at once, the others when asked for; all are written at the end, if changed. */
export class ThreadContext {
  readonly thread: ThreadId;
  readonly memory: ContextMemory;
  readonly #target: Target;
  readonly #core: Uint32Array = new Uint32Array(CORE_WORDS);
  readonly #pc: number;
  /** The instruction set of the thread before the callout. */
  readonly #set: InstructionSet;
  #next: number;
  #coreChanged = false;
  #vector: DataView | null = null;
  #vectorChanged = false;
  #isClosed = false;

  /**
   * @param pc - of the program's next instruction, without an instruction set bit
   * @param set - of that instruction, if it may be another one than that of the thread's state
   */
  constructor(target: Target, thread: ThreadId, pc: number, set?: InstructionSet) {
    this.#target = target;
    this.thread = thread;
    this.memory = new ContextMemory(target);
    target.readCore(thread, this.#core);
    if (set !== undefined) this.#core[CPSR] = set === "t32" ? this.#core[CPSR]! | CPSR_T : this.#core[CPSR]! & ~CPSR_T;
    this.#set = setIn(this.#core[CPSR]!);
    this.#pc = pc;
    this.#next = pc;
  }

  /** @internal */
  getCore(index: number): number {
    return this.#core[index]!;
  }

  /** @internal @throws {StalkerError} `invalid-argument` if it is no 32-bit number */
  setCore(index: number, value: number): void {
    requireWord("the register's value", value);
    this.#requireOpen();
    if (index === CPSR && ((value ^ this.#core[CPSR]!) & ~CHANGEABLE) !== 0) {
      throw new StalkerError({
        code: "invalid-argument",
        message: `0x${(value >>> 0).toString(16)} changes more of cpsr than a program can, from 0x${this.#core[CPSR]!.toString(16)}`,
        hint: "change the flags (bits 27 to 31), GE (16 to 19), and T (5) when pc is set",
      });
    }
    this.#core[index] = value;
    this.#coreChanged = true;
  }

  #requireOpen(): void {
    if (!this.#isClosed) return;
    throw new StalkerError({
      code: "out-of-turn",
      message: "a context was used after its callout had returned",
      hint: "read and change registers before the callout returns: what it awaits comes too late",
    });
  }

  get pc(): number {
    return this.#next;
  }

  set pc(value: number) {
    requireWord("pc", value);
    this.#requireOpen();
    const code = (value >>> 0) as CodeAddress;
    if (setOf(code) === "t32") this.setCore(CPSR, this.#core[CPSR]! | CPSR_T);
    this.#next = addressOf(code);
  }

  /**
   * Ends the callout's changes. Returns the place where control goes on; null if it goes on where it was.
   *
   * @throws {StalkerError} `invalid-argument` for A32 code at an address that is no multiple of 4: control goes on where it was then
   */
  close(): CodeAddress | null {
    this.#isClosed = true;
    const set = setIn(this.#core[CPSR]!);
    if (this.#next === this.#pc && set === this.#set) return null;
    if (set === "t32" || this.#next % 4 === 0) return codeAddress(this.#next, set);
    if (this.#set === "t32") this.#core[CPSR] = this.#core[CPSR]! | CPSR_T;
    throw invalidArgument("pc", this.#next, "a multiple of 4 for A32 code, or set bit 0 for T32 code");
  }

  #open(): DataView {
    this.#requireOpen();
    this.#vector ??= viewOf(this.#target.readVector(this.thread));
    return this.#vector;
  }

  #at(number: number, count: number, size: number): number {
    if (Number.isInteger(number) && number >= 0 && number < count) return number * size;
    throw new StalkerError({
      code: "invalid-argument",
      message: `there is no register ${describe(number)} of ${8 * size} bits`,
      hint: `give a number from 0 to ${count - 1}`,
    });
  }

  readQ(number: number): Uint8Array {
    const view = this.#open();
    return new Uint8Array(view.buffer, view.byteOffset + this.#at(number, 16, 16), 16).slice();
  }

  writeQ(number: number, bytes: Uint8Array): void {
    const view = this.#open();
    const at = this.#at(number, 16, 16);
    requireBytes(`the content of q${number}`, bytes);
    if (bytes.length !== 16) {
      throw new StalkerError({
        code: "invalid-argument",
        message: `${bytes.length} bytes are no content of q${number}`,
        hint: "give 16 bytes",
      });
    }
    new Uint8Array(view.buffer, view.byteOffset + at, 16).set(bytes);
    this.#vectorChanged = true;
  }

  readD(number: number): number {
    return this.#open().getFloat64(this.#at(number, 32, 8), true);
  }

  writeD(number: number, value: number): void {
    requireNumber(value);
    this.#open().setFloat64(this.#at(number, 32, 8), value, true);
    this.#vectorChanged = true;
  }

  readS(number: number): number {
    return this.#open().getFloat32(this.#at(number, 32, 4), true);
  }

  writeS(number: number, value: number): void {
    requireNumber(value);
    this.#open().setFloat32(this.#at(number, 32, 4), value, true);
    this.#vectorChanged = true;
  }

  get fpscr(): number {
    return this.#open().getUint32(VECTOR_BYTES - 4, true);
  }

  set fpscr(value: number) {
    requireWord("fpscr", value);
    this.#open().setUint32(VECTOR_BYTES - 4, value, true);
    this.#vectorChanged = true;
  }

  /** Writes what was changed, after {@link close}; PC is the caller's. */
  commit(): void {
    if (this.#coreChanged) this.#target.writeCore(this.thread, this.#core);
    if (!this.#vectorChanged) return;
    const view = this.#vector!;
    this.#target.writeVector(this.thread, new Uint8Array(view.buffer, view.byteOffset, VECTOR_BYTES));
  }
}

function requireNumber(value: unknown): void {
  if (typeof value !== "number") throw invalidArgument("the register's value", value, "a number");
}

for (const [name, index] of [
  ...Array.from({ length: 13 }, (_, number) => [`r${number}`, number] as const),
  ...Object.entries(NUMBERS),
  ["cpsr", CPSR] as const,
]) {
  Object.defineProperty(ThreadContext.prototype, name, {
    get(this: ThreadContext): number {
      return this.getCore(index);
    },
    set(this: ThreadContext, value: number) {
      this.setCore(index, value);
    },
    enumerable: true,
  });
}
