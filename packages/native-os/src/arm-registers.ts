/** NT_PRSTATUS of a 32-bit ARM thread: r0-r15, CPSR, orig_r0. */
export const ARM_CORE_BYTES = 72;
/** NT_ARM_VFP: d0-d31, FPSCR. */
export const ARM_VFP_BYTES = 260;

const CPSR_THUMB = 1 << 5;

/** The core registers of a stopped 32-bit ARM thread. Values are 0 … 2^32-1. */
export class ArmRegisters {
  /** r0 … r15, CPSR, orig_r0. */
  readonly words: Uint32Array;

  /** All zero, or a copy of 18 words. */
  constructor(words?: ArrayLike<number>) {
    this.words = new Uint32Array(ARM_CORE_BYTES / 4);
    if (words !== undefined) this.words.set(words);
  }

  get sp(): number {
    return this.words[13]!;
  }
  set sp(value: number) {
    this.words[13] = value;
  }
  get lr(): number {
    return this.words[14]!;
  }
  set lr(value: number) {
    this.words[14] = value;
  }
  /** The address of the next instruction, bit 0 clear in Thumb code too: CPSR tells. */
  get pc(): number {
    return this.words[15]!;
  }
  set pc(value: number) {
    this.words[15] = value;
  }
  get cpsr(): number {
    return this.words[16]!;
  }
  set cpsr(value: number) {
    this.words[16] = value;
  }
  /** r0 at the entry of the system call that the thread is in; 0xffffffff where it entered the kernel otherwise. */
  get origR0(): number {
    return this.words[17]!;
  }
  set origR0(value: number) {
    this.words[17] = value;
  }
  get isThumb(): boolean {
    return (this.cpsr & CPSR_THUMB) !== 0;
  }
  set isThumb(value: boolean) {
    this.cpsr = value ? this.cpsr | CPSR_THUMB : this.cpsr & ~CPSR_THUMB;
  }

  clone(): ArmRegisters {
    return new ArmRegisters(this.words);
  }

  /** The same memory, as the bytes that the kernel exchanges. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.words.buffer);
  }
}

/** The floating-point and vector registers of a stopped 32-bit ARM thread. */
export class ArmVfpRegisters {
  /** The same memory, as the bytes that the kernel exchanges. */
  readonly bytes: Uint8Array = new Uint8Array(ARM_VFP_BYTES);
  /** d0 … d31. s(2n) is the low half of d(n), q(n) is d(2n) and d(2n+1). */
  readonly d: BigUint64Array = new BigUint64Array(this.bytes.buffer, 0, 32);
  readonly #fpscr: Uint32Array = new Uint32Array(this.bytes.buffer, 256, 1);

  get fpscr(): number {
    return this.#fpscr[0]!;
  }
  set fpscr(value: number) {
    this.#fpscr[0] = value;
  }
}
