import {
  a32Decoder,
  type Decoder,
  type InstructionSet,
  isWideThumb,
  LeanInstruction,
  t32Decoder,
} from "@armstalker/isa";

/** What a word is to a scan for runs of instructions that may be copied. */
export const WordClass = {
  /** Copied as it is; control runs on. */
  plain: 1,
  /** As `plain`, and r7 is written. */
  plainToR7: 2,
  /** Anything else. */
  special: 3,
} as const;

export type WordClass = (typeof WordClass)[keyof typeof WordClass];

const PC_BIT = 1 << 15;
const R7_BIT = 1 << 7;
/** Wide words that are remembered: a direct-mapped cache, whose slot is the hash of the word. */
const REMEMBERED_BITS = 12;
/** Bytes that are read from the program at a time. */
const WINDOW = 1024;

/** Tells which instructions may be copied unchanged to any other place. */
class Classifier {
  readonly #decoder: Decoder;
  readonly #lean = new LeanInstruction();
  readonly #narrow = new Uint8Array(0x10000);
  readonly #wideWords = new Uint32Array(1 << REMEMBERED_BITS);
  readonly #wideClasses = new Uint8Array(1 << REMEMBERED_BITS);

  constructor(set: InstructionSet) {
    this.#decoder = set === "a32" ? a32Decoder() : t32Decoder();
  }

  narrow(halfword: number): number {
    const known = this.#narrow[halfword]!;
    if (known !== 0) return known;
    const found = this.#classify(halfword, 2);
    this.#narrow[halfword] = found;
    return found;
  }

  wide(word: number): number {
    const slot = Math.imul(word, 0x9e3779b1) >>> (32 - REMEMBERED_BITS);
    if (this.#wideWords[slot] === word && this.#wideClasses[slot] !== 0) return this.#wideClasses[slot]!;
    const found = this.#classify(word, 4);
    this.#wideWords[slot] = word;
    this.#wideClasses[slot] = found;
    return found;
  }

  #classify(word: number, size: 2 | 4): WordClass {
    const lean = this.#lean;
    this.#decoder.lean(lean, word, size);
    const { row, reads, writes } = lean;
    const isPlain =
      row !== null &&
      ((reads | writes) & PC_BIT) === 0 &&
      row.class !== "it" &&
      row.class !== "exception" &&
      row.class !== "system" &&
      row.class !== "status" &&
      row.exclusive === "none";
    if (!isPlain) return WordClass.special;
    return (writes & R7_BIT) === 0 ? WordClass.plain : WordClass.plainToR7;
  }
}

/**
 * Goes along the program's code, run by run. What the last step found is in the fields: nothing is allocated.
 */
export class Scanner {
  readonly #set: InstructionSet;
  readonly #read: (address: number, size: number) => Uint8Array;
  readonly #classifier: Classifier;
  #base = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  /** The last run: its bytes, from `from` to `to` of `bytes`, and how many instructions these are. */
  from = 0;
  to = 0;
  count = 0;
  /** The address of the last instruction of the run that writes r7, -1 if none does. */
  r7At = -1;
  /** The word that the last {@link fetch} found, and its size in bytes. Of a 32-bit T32 instruction the first halfword is in the high half. */
  word = 0;
  size: 2 | 4 = 4;

  constructor(set: InstructionSet, read: (address: number, size: number) => Uint8Array) {
    this.#set = set;
    this.#read = read;
    this.#classifier = new Classifier(set);
  }

  /** The bytes that the run lies in; outdated by the next step. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Forgets the program's bytes: they may have changed. */
  start(): void {
    this.#bytes = this.#bytes.subarray(0, 0);
  }

  // Memory may end within a window, or between an instruction's halves.
  #openAt(address: number, needed: number): number {
    const offset = address - this.#base;
    if (offset >= 0 && offset + needed <= this.#bytes.length) return offset;
    this.#base = address;
    this.#bytes = this.#read(address, WINDOW);
    for (const size of [4, 2]) if (this.#bytes.length < size) this.#bytes = this.#read(address, size);
    return 0;
  }

  /** Reads the instruction at an address into {@link word} and {@link size}. Returns false if the memory does not have the whole of it. */
  fetch(address: number): boolean {
    const offset = this.#openAt(address, 4);
    const bytes = this.#bytes;
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
   * Finds the run of instructions from an address on that may be copied as they are.
   *
   * @param most - how many instructions it has at most
   * @param mayPass - is asked about each instruction after the first; null: all may be passed
   */
  run(address: number, most: number, mayPass: ((address: number) => boolean) | null): void {
    const start = this.#openAt(address, 4);
    const bytes = this.#bytes;
    const end = bytes.length;
    const classifier = this.#classifier;
    const isA32 = this.#set === "a32";
    let at = start;
    let count = 0;
    this.r7At = -1;
    while (count < most && at + 2 <= end) {
      let found: number;
      let size = 4;
      const first = bytes[at]! | (bytes[at + 1]! << 8);
      if (!isA32 && first < 0xe800) {
        found = classifier.narrow(first);
        size = 2;
      } else {
        if (at + 4 > end) break;
        const second = bytes[at + 2]! | (bytes[at + 3]! << 8);
        found = classifier.wide((isA32 ? (second << 16) | first : (first << 16) | second) >>> 0);
      }
      if (found === WordClass.special) break;
      if (mayPass !== null && count > 0 && !mayPass((address + at - start) >>> 0)) break;
      if (found === WordClass.plainToR7) this.r7At = (address + at - start) >>> 0;
      at += size;
      count++;
    }
    this.from = start;
    this.to = at;
    this.count = count;
  }
}
