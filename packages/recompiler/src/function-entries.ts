import {
  a32Decoder,
  addressOf,
  advanceIt,
  type CodeAddress,
  classNumber,
  type Decoder,
  type ItState,
  inItBlock,
  Link,
  LR,
  NO_IT,
  SP,
  setOf,
  Transfer,
  t32Decoder,
} from "@armstalker/isa";
import { fallsThrough } from "@armstalker/relocator";
import { tableTargets } from "./prediction.js";
import type { ProgramCode } from "./program.js";
import { Scanner } from "./scan.js";

/** How many instructions of a function are looked at, and how many behind a jump. */
const LONGEST_FUNCTION = 4096;
const LONGEST_TEST = 32;
const PC = 1 << 15;
const IT = classNumber("it");

/** What one instruction means for the end of a function. */
interface Step {
  readonly next: number;
  /** Where a direct branch without link goes in the same instruction set; -1 if it is none. */
  readonly target: number;
  /** Where a table branch goes at the farthest; 0 if it is none. */
  readonly farthestOfTable: number;
  /** False if control cannot come to `next`. */
  readonly goesOn: boolean;
  readonly isCall: boolean;
  /** True if LR is pushed. */
  readonly savesLr: boolean;
}

const NOTHING = { target: -1, farthestOfTable: 0, goesOn: true, isCall: false, savesLr: false } as const;

/**
 * Tells tail branches from loops: which direct branches to the start of a function come from its own body.
 *
 * Nothing in a program says where a function ends. Here it ends behind the first instruction that control does not go on behind, unless a conditional branch or a table before it leads
 * farther. A jump ahead leads farther if a conditional branch behind its target leads back between, as in a loop whose test stands at its end. And it ends between a call and an
 * instruction that pushes LR: the call does not return, and the next function begins.
 */
export class FunctionEntries {
  readonly #program: ProgramCode;
  readonly #ends = new Map<CodeAddress, number>();

  constructor(program: ProgramCode) {
    this.#program = program;
  }

  /**
   * True for a branch that neither falls to its target nor belongs to the function that begins there.
   *
   * @param from - the address of the branch; that of the target if control falls there
   */
  isTailBranch(from: number, target: CodeAddress): boolean {
    const start = addressOf(target);
    let end = this.#ends.get(target);
    if (end === undefined) {
      end = this.#endOf(target);
      this.#ends.set(target, end);
    }
    return from < start || from >= end;
  }

  /** The program's code may have changed. */
  forget(): void {
    if (this.#ends.size > 0) this.#ends.clear();
  }

  #endOf(start: CodeAddress): number {
    const walk = new Walk(this.#program, start);
    let farthest: number = addressOf(start);
    let wasCall = false;
    for (let left = LONGEST_FUNCTION; left > 0; left--) {
      const { address } = walk;
      const step = walk.step();
      if (step === null) break;
      if (wasCall && step.savesLr && address > farthest) return address;
      wasCall = step.isCall;
      const { next, target, farthestOfTable, goesOn } = step;
      farthest = Math.max(farthest, farthestOfTable);
      if (target > farthest && (goesOn || this.#leadsBack(target, next, start))) farthest = target;
      if (!goesOn && next > farthest) return next;
    }
    return walk.address;
  }

  /** True if the code at the target of a jump branches back to between the jump and the target. */
  #leadsBack(target: number, from: number, start: CodeAddress): boolean {
    const walk = new Walk(this.#program, (target + (start & 1)) as CodeAddress);
    for (let left = LONGEST_TEST; left > 0; left--) {
      const step = walk.step();
      if (step === null) return false;
      if (step.goesOn && step.target >= from && step.target < target) return true;
      if (!step.goesOn) return false;
    }
    return false;
  }
}

/** Goes along code, instruction by instruction. */
class Walk {
  address: number;
  readonly #program: ProgramCode;
  readonly #scanner: Scanner;
  readonly #decoder: Decoder;
  #it: ItState = NO_IT;

  constructor(program: ProgramCode, start: CodeAddress) {
    const set = setOf(start);
    this.address = addressOf(start);
    this.#program = program;
    this.#scanner = new Scanner(set, program);
    this.#decoder = set === "a32" ? a32Decoder() : t32Decoder();
  }

  /** Passes an instruction; null where none can be read. */
  step(): Step | null {
    const scanner = this.#scanner;
    const decoder = this.#decoder;
    const { facts } = decoder;
    const { address } = this;
    const it = this.#it;
    if (!scanner.fetch(address)) return null;
    const { word, size } = scanner;
    const number = decoder.findNumber(word, size);
    const next = address + size;
    this.address = next;
    if (number === decoder.undefinedNumber) return { ...NOTHING, next, goesOn: false };
    this.#it = facts.class[number] === IT ? word & 0xff : inItBlock(it) ? advanceIt(it) : NO_IT;
    const written = decoder.writtenMask(number, word);
    if (facts.link[number] !== Link.none) return { ...NOTHING, next, isCall: true };
    if ((written & PC) === 0) {
      const savesLr = (written & (1 << SP)) !== 0 && (decoder.readMask(number, word) & (1 << LR)) !== 0;
      return { ...NOTHING, next, savesLr };
    }
    const goesOn = fallsThrough(facts, number, decoder.conditionNumber(number, word, it));
    const isDirect = facts.transfer[number] === Transfer.direct;
    const target = isDirect ? decoder.relativeAddress(number, word, address) : -1;
    const targets =
      facts.transfer[number] === Transfer.table
        ? tableTargets(decoder.instruction(word, size, address, it), this.#program)
        : [];
    return { ...NOTHING, next, target, farthestOfTable: Math.max(0, ...targets.map(addressOf)), goesOn };
  }
}
