/** Bytes of a context: r0-r15, CPSR, FPSCR, then d0-d31. native/entry_layout.h has the same numbers. */
export const CONTEXT_BYTES = 328;
const FPSCR_WORD = 17;
const CPSR_WORD = 16;
const D0_OFFSET = 72;
const CPSR_USER_MODE = 0x10;
const CPSR_THUMB = 0x20;

/** Every register that generated code has in this process. Values are 0 … 2^32-1. */
export class EntryContext {
  /** The bytes that the entry loads and stores. */
  readonly bytes: Uint8Array = new Uint8Array(CONTEXT_BYTES);
  /** r0 … r15. */
  readonly r: Uint32Array = new Uint32Array(this.bytes.buffer, 0, 16);
  /** d0 … d31; on a core with 16 of them the rest is neither loaded nor stored. */
  readonly d: BigUint64Array = new BigUint64Array(this.bytes.buffer, D0_OFFSET, 32);
  readonly #words: Uint32Array = new Uint32Array(this.bytes.buffer, 0, 18);

  constructor() {
    this.cpsr = CPSR_USER_MODE;
  }

  get sp(): number {
    return this.r[13]!;
  }
  set sp(value: number) {
    this.r[13] = value;
  }
  get lr(): number {
    return this.r[14]!;
  }
  set lr(value: number) {
    this.r[14] = value;
  }
  /** The address to go to; after an exit, that of the instruction after the exit site. Bit 0 is clear: CPSR tells the instruction set. */
  get pc(): number {
    return this.r[15]!;
  }
  set pc(value: number) {
    this.r[15] = value;
  }
  /** Flags N, Z, C, V, Q, GE and the Thumb bit. Nothing else of it can be loaded; IT, J and E bits are refused. */
  get cpsr(): number {
    return this.#words[CPSR_WORD]!;
  }
  set cpsr(value: number) {
    this.#words[CPSR_WORD] = value;
  }
  get isThumb(): boolean {
    return (this.cpsr & CPSR_THUMB) !== 0;
  }
  set isThumb(value: boolean) {
    this.cpsr = value ? this.cpsr | CPSR_THUMB : this.cpsr & ~CPSR_THUMB;
  }
  get fpscr(): number {
    return this.#words[FPSCR_WORD]!;
  }
  set fpscr(value: number) {
    this.#words[FPSCR_WORD] = value;
  }
}
