import type { GdbRemote, RegisterValues, ThreadId as RemoteThreadId, TargetDescription } from "@armstalker/gdb-remote";
import { addressOf, type CodeAddress } from "@armstalker/isa";
import { TargetError } from "../errors.js";
import { CORE_WORDS, CPSR, PC, VECTOR_BYTES } from "../target.js";
import { viewOf } from "../words.js";

const CORE_NAMES: readonly string[] = [
  ...Array.from({ length: 13 }, (_, number) => `r${number}`),
  "sp",
  "lr",
  "pc",
  "cpsr",
];
const DOUBLEWORDS = 32;
const FPSCR_OFFSET = 256;
/** CPSR.M, and its value for programs. Stubs may let a debugger set others, which no program has. */
const CPSR_MODE = 0x1f;
const CPSR_USER = 0x10;
/** No stub for ARM has more in a `g` packet. */
const LARGEST_BLOCK = 4096;
const ALL_CHANGED = (1 << CORE_WORDS) - 1;

/** The registers of ARM by way of a stub. r0 to r15 and CPSR travel in one packet. */
export class GdbRegisters {
  readonly #remote: GdbRemote;
  /** The offset of each of the words in a `g` packet. */
  readonly #offsets: readonly number[];
  readonly #vectorNames: readonly (string | undefined)[];
  readonly #hasStatus: boolean;
  readonly #littleEndian: boolean;
  /** The bytes of the last `g` packet. */
  readonly #block: Uint8Array = new Uint8Array(LARGEST_BLOCK);
  readonly #view: DataView = new DataView(this.#block.buffer);
  /** Whose it was: it is as fresh as that. */
  #blockThread: RemoteThreadId | undefined;
  /** Bytes of a `g` packet; undefined until one was seen. */
  #blockSize: number | undefined;
  #isHeld = false;
  /** Whose registers `#words` are. */
  #heldThread: RemoteThreadId | undefined;
  readonly #words: Uint32Array = new Uint32Array(CORE_WORDS);
  /** The registers that are still to be written: a bit each. */
  #changed = 0;

  /** @throws {TargetError} `unsupported`: the target is no 32-bit ARM. */
  constructor(remote: GdbRemote, littleEndian: boolean) {
    this.#remote = remote;
    this.#littleEndian = littleEndian;
    const { description } = remote;
    this.#offsets = CORE_NAMES.map((name) => offsetOf(description, name));
    this.#vectorNames = Array.from({ length: DOUBLEWORDS }, (_, number) =>
      description.byName.has(`d${number}`) ? `d${number}` : undefined,
    );
    this.#hasStatus = description.byName.has("fpscr");
  }

  /**
   * Until {@link release}, the registers of a thread are read once, and written at the end. This is for the time while a stop is handled, when only the
   * caller changes them.
   */
  hold(): void {
    this.forget();
    this.#isHeld = true;
  }

  /** Writes what is left to be written. */
  release(): void {
    this.#isHeld = false;
    this.flush();
    this.#heldThread = undefined;
  }

  /** To be called before the target resumes. */
  flush(): void {
    const thread = this.#heldThread;
    const changed = this.#changed;
    if (thread === undefined || changed === 0) return;
    this.#changed = 0;
    const index = 31 - Math.clz32(changed);
    if (changed === 1 << index && this.#remote.writesSingleRegisters)
      this.#remote.writeRegister(nameOf(index), this.#words[index]!, thread);
    else this.#writeBlock(thread);
  }

  /** To be called after the target has run. */
  forget(): void {
    this.#heldThread = undefined;
    this.#blockThread = undefined;
    this.#changed = 0;
  }

  readCore(thread: RemoteThreadId, into: Uint32Array): void {
    this.#load(thread);
    into.set(this.#words);
  }

  writeCore(thread: RemoteThreadId, values: Uint32Array): void {
    // Other registers of the packet are written as well, so they must be known.
    const isKnown = this.#blockSize === 4 * CORE_WORDS || this.#blockThread?.thread === thread.thread;
    if (isKnown && this.#remote.state === "stopped") this.#turnTo(thread);
    else this.#load(thread);
    for (let index = 0; index < CORE_WORDS; index++) this.#words[index] = canonical(index, values[index]!);
    this.#changed = ALL_CHANGED;
    if (!this.#isHeld) this.flush();
  }

  readRegister(thread: RemoteThreadId, index: number): number {
    const name = nameOf(index);
    if (!this.#isHeld) return this.#remote.readRegister(name, thread);
    this.#load(thread);
    return this.#words[index]!;
  }

  writeRegister(thread: RemoteThreadId, index: number, value: number): void {
    const name = nameOf(index);
    if (!this.#isHeld) {
      this.#blockThread = undefined;
      this.#remote.writeRegister(name, canonical(index, value), thread);
      return;
    }
    this.#load(thread);
    this.#words[index] = canonical(index, value);
    this.#changed |= 1 << index;
  }

  readVector(thread: RemoteThreadId): Uint8Array {
    const bytes = new Uint8Array(VECTOR_BYTES);
    const all = this.#allWithVector(thread);
    for (const [number, name] of this.#vectorNames.entries()) {
      if (name === undefined) continue;
      bytes.set(this.#inOurOrder(all?.getBytes(name) ?? this.#remote.readRegisterBytes(name, thread)), 8 * number);
    }
    if (this.#hasStatus) {
      const status = all?.get("fpscr") ?? this.#remote.readRegister("fpscr", thread);
      new DataView(bytes.buffer).setUint32(FPSCR_OFFSET, status, true);
    }
    return bytes;
  }

  writeVector(thread: RemoteThreadId, bytes: Uint8Array): void {
    if (bytes.length !== VECTOR_BYTES) {
      throw new TargetError({
        code: "invalid-argument",
        message: `${bytes.length} bytes of vector registers`,
        hint: `give ${VECTOR_BYTES}, as readVector returns them`,
      });
    }
    const view = viewOf(bytes);
    this.#blockThread = undefined;
    const all = this.#allWithVector(thread);
    const write = (name: string, value: number | bigint): void => {
      if (all === undefined) this.#remote.writeRegister(name, value, thread);
      else all.set(name, value);
    };
    for (const [number, name] of this.#vectorNames.entries()) {
      if (name !== undefined) write(name, view.getBigUint64(8 * number, true));
    }
    if (this.#hasStatus) write("fpscr", view.getUint32(FPSCR_OFFSET, true));
    if (all !== undefined) this.#remote.writeRegisters(all, thread);
  }

  /** All registers, where the packet of all has d0 and the others among them: gdbserver's has, qemu's has not. */
  #allWithVector(thread: RemoteThreadId): RegisterValues | undefined {
    const last = this.#remote.description.byName.get(this.#hasStatus ? "fpscr" : "d0");
    if (last === undefined) return undefined;
    if (this.#blockSize !== undefined && last.offset + last.size > this.#blockSize) return undefined;
    const all = this.#remote.readRegisters(thread);
    return all.has(last.name) && all.has("d0") ? all : undefined;
  }

  #inOurOrder(bytes: Uint8Array): Uint8Array {
    return this.#littleEndian ? bytes : bytes.slice().reverse();
  }

  /** Makes `#words` those of the thread, as they are now. */
  #load(thread: RemoteThreadId): void {
    if (this.#isHeld && this.#heldThread?.thread === thread.thread) return;
    this.#turnTo(thread);
    this.#heldThread = undefined;
    this.#blockThread = undefined;
    const size = this.#remote.readRegisterBlock(this.#block, thread, this.#unavailable);
    if (size > this.#block.length || this.#offsets.some((offset) => offset + 4 > size)) throw incompleteBlock(size);
    this.#blockSize = size;
    for (let index = 0; index < CORE_WORDS; index++) {
      this.#words[index] = this.#view.getUint32(this.#offsets[index]!, this.#littleEndian);
    }
    this.#heldThread = thread;
    this.#blockThread = thread;
  }

  /** Registers of other kinds may be missing: gdbserver cannot tell the thread pointer where the kernel is a 32-bit one. */
  readonly #unavailable = (at: number): void => {
    if (this.#offsets.some((offset) => at >= offset && at < offset + 4)) throw incompleteBlock(at);
  };

  #turnTo(thread: RemoteThreadId): void {
    if (this.#heldThread?.thread !== thread.thread) this.flush();
    this.#heldThread = thread;
  }

  #writeBlock(thread: RemoteThreadId): void {
    // The vector registers may have been written since.
    if (this.#blockSize !== 4 * CORE_WORDS && this.#blockThread?.thread !== thread.thread) {
      this.#blockSize = this.#remote.readRegisterBlock(this.#block, thread, this.#unavailable);
      this.#blockThread = thread;
    }
    for (let index = 0; index < CORE_WORDS; index++) {
      this.#view.setUint32(this.#offsets[index]!, this.#words[index]!, this.#littleEndian);
    }
    this.#remote.writeRegisterBlock(this.#block.subarray(0, this.#blockSize), thread);
  }
}

function incompleteBlock(size: number): TargetError {
  return new TargetError({
    code: "unsupported",
    message: `the stub's packet of all registers has ${size} bytes, and not all of r0 to r15 and CPSR among them`,
    hint: "look for a later version of the stub",
  });
}

function offsetOf(description: TargetDescription, name: string): number {
  const register = description.byName.get(name);
  if (register?.size === 4) return register.offset;
  throw new TargetError({
    code: "unsupported",
    message: `the target has no 32-bit register "${name}"`,
    hint: 'give a program for 32-bit ARM; where the stub describes no registers, connect with { description }, e.g. "ARM_WITHOUT_DESCRIPTION"',
  });
}

function nameOf(index: number): string {
  const name = CORE_NAMES[index];
  if (name !== undefined) return name;
  throw new TargetError({
    code: "invalid-argument",
    message: `there is no register ${index}`,
    hint: "0 to 15 are r0 to r15, and 16 is CPSR",
  });
}

/** A value as the register can hold it: PC without an instruction set bit, CPSR in the mode of programs. */
function canonical(index: number, value: number): number {
  if (index === PC) return addressOf(value as CodeAddress);
  if (index === CPSR) return ((value & ~CPSR_MODE) | CPSR_USER) >>> 0;
  return value >>> 0;
}
