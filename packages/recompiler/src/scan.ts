import { a32Decoder, type Decoder, type InstructionSet, isWideThumb, t32Decoder } from "@armstalker/isa";
import type { ProgramCode } from "./program.js";

/** Bytes that are read from the program at a time. */
const WINDOW = 1024;
/** The first halfword from which T32 instructions have 32 bits (A6.1). */
const FIRST_WIDE = 0xe800;
/** Bits of an entry of `Decoder.narrow`: the instruction is plain; the number of its row. */
const PLAIN = 0x8000;
const NUMBER = 0xfff;
/** Entries of the cache of words of 32 bits: programs repeat their instructions. They are as those of `Decoder.narrow`; this bit marks one that is in use. */
const IN_USE = 0x4000;
const CACHE_BITS = 12;
/** 2^32 divided by the golden ratio: words are spread over all entries. */
const SPREAD = 0x9e3779b1;
/** IT (A8.8.54): `1011 1111 firstcond mask`, with a mask that is not 0. */
const IT = 0xbf00;
const NOTHING = new Uint8Array(0);

/**
 * Goes along the program's code, run by run. What the last step found is in the fields: nothing is allocated.
 */
export class Scanner {
  readonly #set: InstructionSet;
  readonly #program: Pick<ProgramCode, "readCode">;
  readonly decoder: Decoder;
  readonly #cachedWords = new Uint32Array(1 << CACHE_BITS);
  readonly #cached = new Uint16Array(1 << CACHE_BITS);
  #base = 0;
  /** The bytes that the run lies in; outdated by the next step. */
  bytes: Uint8Array = NOTHING;
  /** The last run: its bytes, from `from` to `to` of `bytes`, and how many instructions these are. */
  from = 0;
  to = 0;
  count = 0;
  /** The word that the last {@link fetch} found, and its size in bytes. Of a 32-bit T32 instruction the first halfword is in the high half. */
  word = 0;
  size: 2 | 4 = 4;
  /** The number of its row, if it is what stands behind the last run. */
  number = 0;

  constructor(set: InstructionSet, program: Pick<ProgramCode, "readCode">) {
    this.#set = set;
    this.#program = program;
    this.decoder = set === "a32" ? a32Decoder() : t32Decoder();
  }

  /** Forgets the program's bytes: they may have changed. */
  start(): void {
    this.bytes = NOTHING;
  }

  // Memory may end within a window, or between an instruction's halves.
  #openAt(address: number, needed: number): number {
    const offset = address - this.#base;
    if (offset >= 0 && offset + needed <= this.bytes.length) return offset;
    this.#base = address;
    this.bytes = this.#program.readCode(address, WINDOW);
    for (const size of [4, 2]) if (this.bytes.length < size) this.bytes = this.#program.readCode(address, size);
    return 0;
  }

  /** Reads the instruction at an address into {@link word} and {@link size}. Returns false if the memory does not have the whole of it. */
  fetch(address: number): boolean {
    const offset = this.#openAt(address, 4);
    const bytes = this.bytes;
    const left = bytes.length - offset;
    if (this.#set === "a32") {
      if (left < 4) return false;
      this.size = 4;
      this.word =
        (bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16) | (bytes[offset + 3]! << 24)) >>> 0;
      return true;
    }
    if (left < 2) return false;
    const first = bytes[offset]! | (bytes[offset + 1]! << 8);
    if (!isWideThumb(first)) {
      this.size = 2;
      this.word = first;
      return true;
    }
    if (left < 4) return false;
    this.size = 4;
    this.word = ((first << 16) | bytes[offset + 2]! | (bytes[offset + 3]! << 8)) >>> 0;
    return true;
  }

  /**
   * Finds the run of instructions from an address on that may be copied as they are. In T32, IT blocks of such instructions are among them.
   *
   * @param most - how many instructions it has at most
   * @param mayPass - is asked about each instruction after the first, but not about members of IT blocks; null: all may be passed
   * @returns true if the run ends at another instruction, which is in {@link word} and {@link size} then
   */
  run(address: number, most: number, mayPass: ((address: number) => boolean) | null): boolean {
    const offset = address - this.#base;
    const start = offset >= 0 && offset + 4 <= this.bytes.length ? offset : this.#openAt(address, 4);
    const bytes = this.bytes;
    const { length } = bytes;
    const decoder = this.decoder;
    const { narrow } = decoder;
    const cachedWords = this.#cachedWords;
    const cached = this.#cached;
    const isA32 = this.#set === "a32";
    let at = start;
    let count = 0;
    let isAtOther = false;
    while (count < most && at + 2 <= length) {
      const first = bytes[at]! | (bytes[at + 1]! << 8);
      let word = first;
      let size: 2 | 4 = 2;
      let entry: number;
      if (!isA32 && first < FIRST_WIDE) entry = narrow[first]!;
      else {
        if (at + 4 > length) break;
        size = 4;
        const second = bytes[at + 2]! | (bytes[at + 3]! << 8);
        word = (isA32 ? (second << 16) | first : (first << 16) | second) >>> 0;
        const slot = Math.imul(word, SPREAD) >>> (32 - CACHE_BITS);
        entry = cachedWords[slot] === word ? cached[slot]! : 0;
        if (entry === 0) entry = this.#cache(slot, word);
      }
      const isPlain = (entry & PLAIN) !== 0;
      const members = !isPlain && (first & 0xff00) === IT && !isA32 ? this.#membersAt(at) : 0;
      if (count + members >= most) break;
      if (mayPass !== null && count > 0 && !mayPass((address + at - start) >>> 0)) break;
      if (!isPlain && members === 0) {
        this.word = word;
        this.size = size;
        this.number = entry & NUMBER;
        isAtOther = true;
        break;
      }
      at += size;
      count++;
      for (let member = 0; member < members; member++) at += this.#plainSizeAt(at);
      count += members;
    }
    this.from = start;
    this.to = at;
    this.count = count;
    return isAtOther;
  }

  /** Finds the entry of a word of 32 bits, and keeps it. */
  #cache(slot: number, word: number): number {
    const { decoder } = this;
    const number = decoder.findNumber(word, 4);
    const isPlain = number !== decoder.undefinedNumber && decoder.isPlain(number, word);
    const entry = number | (isPlain ? PLAIN : 0) | IN_USE;
    this.#cachedWords[slot] = word;
    this.#cached[slot] = entry;
    return entry;
  }

  /** Bytes of the instruction at an offset of the window if it is plain, else 0; also 0 where the window does not have the whole of it. */
  #plainSizeAt(at: number): 0 | 2 | 4 {
    const bytes = this.bytes;
    const decoder = this.decoder;
    if (at + 2 > bytes.length) return 0;
    const first = bytes[at]! | (bytes[at + 1]! << 8);
    const isA32 = this.#set === "a32";
    if (!isA32 && first < FIRST_WIDE) return (decoder.narrow[first]! & PLAIN) !== 0 ? 2 : 0;
    if (at + 4 > bytes.length) return 0;
    const second = bytes[at + 2]! | (bytes[at + 3]! << 8);
    const word = (isA32 ? (second << 16) | first : (first << 16) | second) >>> 0;
    const number = decoder.findNumber(word, 4);
    return number !== decoder.undefinedNumber && decoder.isPlain(number, word) ? 4 : 0;
  }

  /** How many members an IT block at an offset has, all of them plain; 0 if there is no such block. */
  #membersAt(at: number): number {
    const bytes = this.bytes;
    if (at + 2 > bytes.length) return 0;
    const halfword = bytes[at]! | (bytes[at + 1]! << 8);
    const mask = halfword & 15;
    // A condition of 1111, and AL with an else, are UNPREDICTABLE.
    if ((halfword & 0xff00) !== IT || mask === 0 || (halfword & 0xe0) === 0xe0) return 0;
    const members = 4 - (31 - Math.clz32(mask & -mask));
    let end = at + 2;
    for (let member = 0; member < members; member++) {
      const size = this.#plainSizeAt(end);
      if (size === 0) return 0;
      end += size;
    }
    return members;
  }
}
