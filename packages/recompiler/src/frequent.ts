import { AL, type CodeAddress, classNumber, Link, LR, MemoryUse, Operation, Relative, Transfer } from "@armstalker/isa";
import { directTarget } from "@armstalker/relocator";
import { type BlockState, MOST_BRANCHES, MOST_INSTRUCTIONS } from "./block-state.js";
import type { CompilerSurroundings } from "./compile-request.js";
import type { Constants } from "./constants.js";
import type { Draft } from "./draft.js";
import type { Exits } from "./exits.js";
import type { Generator } from "./generator.js";
import { LeadKind } from "./lead-table.js";
import { lowestOf } from "./register-mask.js";
import type { Scanner } from "./scan.js";
import { SiteFlag } from "./site-table.js";
import { putStencil, type Stencils } from "./stencils.js";
import { compareOver, putWordIn, swapHalfwords } from "./words.js";

/** The class of loads of one or two registers, as a number of `facts.class`. */
const LOAD = classNumber("load");
/** Bytes that one instruction becomes here, at most. */
const LONGEST = 160;
/** Bytes that one has more if it stores the address that it looks up. */
const STORE = 4;
const WORD = 4;

/** How far ahead PC reads in T32, in bytes. */
const T32_PC = 4;

/**
 * `add rdn, pc`, which position-independent code has for each address: the fixed bits of ADD (register) T2 with Rm = PC (A8.8.6: 01000100 DN 1111 Rdn), and bits that are all 1
 * if Rdn is SP or PC.
 */
const SUM_MASK = 0xff78;
const SUM_WITH_PC = 0x4478;
const OF_SP_OR_PC = 0x85;

/** What became of an instruction: it was put, it was put and ends the block, or it is none of the frequent forms. */
export type Outcome = "put" | "ends" | "other";

/** What puts the frequent forms. */
export interface FrequentParts {
  readonly draft: Draft;
  readonly generator: Generator;
  readonly scanner: Scanner;
  readonly exits: Exits;
  readonly stencils: Stencils;
  readonly constants: Constants;
}

/**
 * Puts instructions of the frequent forms straight into the draft of a block without transformer, and makes no objects of them: plain runs, direct branches,
 * calls, indirect transfers that have a stencil, sums with PC, and loads of constants.
 */
export class Frequent {
  readonly #around: CompilerSurroundings;
  readonly #state: BlockState;
  readonly #draft: Draft;
  readonly #scanner: Scanner;
  readonly #exits: Exits;
  readonly #parts: FrequentParts;
  readonly #loadLr: number;
  readonly #longest: number;

  constructor(around: CompilerSurroundings, state: BlockState, parts: FrequentParts) {
    this.#around = around;
    this.#state = state;
    this.#draft = parts.draft;
    this.#scanner = parts.scanner;
    this.#exits = parts.exits;
    this.#parts = parts;
    this.#longest = LONGEST + (around.data.storesWanted === true ? STORE : 0);
    this.#loadLr = this.#storedOf(parts.generator.out.unboundLoad(LR));
  }

  /**
   * Copies the plain instructions that come next.
   *
   * @param mayPass - as for {@link Scanner.run}
   * @returns true if the scanner has found what comes behind them
   */
  copyRun(mayPass: ((address: number) => boolean) | null): boolean {
    const state = this.#state;
    const draft = this.#draft;
    const scanner = this.#scanner;
    const isAtOther = scanner.run(state.address, MOST_INSTRUCTIONS - state.count, mayPass);
    const { count, from, to } = scanner;
    if (count === 0) return isAtOther;
    const size = to - from;
    if (draft.length + size > draft.limit) draft.reserve(size, state.address, 0);
    this.#around.tables.rows.add(draft.length, state.address, 0, "run");
    draft.copy(scanner.bytes, from, to);
    // What comes next begins with a row of its own.
    state.count += count;
    state.address = (state.address + size) >>> 0;
    return isAtOther;
  }

  /** Puts the instruction that the scanner has found behind a run, if it is of a frequent form. */
  put(): Outcome {
    const { word, size, number, decoder } = this.#scanner;
    const { facts } = decoder;
    if (size === 2 && (word & SUM_MASK) === SUM_WITH_PC && (word & OF_SP_OR_PC) !== OF_SP_OR_PC) {
      return this.#parts.generator.out.literals ? this.#putSumWithPc(word) : "other";
    }
    if (facts.transfer[number] === Transfer.direct) {
      const target = directTarget(decoder, number, word, this.#state.address);
      if (facts.operation[number] === Operation.compareAndBranch) return this.#putCompareAndBranch(word, target);
      const condition = decoder.conditionNumber(number, word);
      return facts.link[number] === Link.none
        ? this.#putJump(condition, size, target)
        : this.#putCall(condition, size, target);
    }
    // Words of these rows may write PC, and may be plain loads as well.
    if (facts.transfer[number] !== Transfer.none) {
      const outcome = this.#putIndirect(word, size);
      if (outcome !== "other") return outcome;
    }
    if (facts.relative[number] === Relative.memory && facts.memoryUse[number] === MemoryUse.read) {
      return this.#putConstant(number, word, size);
    }
    return "other";
  }

  /** Begins an instruction: there is room for it, and a row of its own. */
  #begin(): void {
    const { address } = this.#state;
    const draft = this.#draft;
    if (draft.length + this.#longest > draft.limit) draft.reserve(this.#longest, address, 0);
    this.#around.tables.rows.add(draft.length, address, 0, "sequence");
  }

  /** Goes on behind a branch of so many bytes. */
  #pass(size: number, way: "call" | "branch"): Outcome {
    const state = this.#state;
    state.address = (state.address + size) >>> 0;
    state.count++;
    state.branchCount++;
    if (state.ended || way === "call" || this.#around.endsAtBranches) return "ends";
    return state.branchCount >= MOST_BRANCHES ? "ends" : "put";
  }

  #putJump(condition: number, size: number, target: CodeAddress): Outcome {
    const state = this.#state;
    if (condition === AL) {
      this.#begin();
      this.#exits.put(target, 0, 0);
      state.ended = true;
      return this.#pass(size, "branch");
    }
    if ((target & 1) !== state.setBit) return "other";
    this.#begin();
    this.#exits.putConditional(condition, target, 0);
    return this.#pass(size, "branch");
  }

  // cbnz rn, over; b target; over:     for CBZ, and the other way round
  #putCompareAndBranch(word: number, target: CodeAddress): Outcome {
    const draft = this.#draft;
    this.#begin();
    const over = compareOver(word, this.#around.waysOut.branchSize);
    draft.bytes[draft.length] = over;
    draft.bytes[draft.length + 1] = over >>> 8;
    draft.length += 2;
    this.#exits.put(target, 0, 0);
    return this.#pass(2, "branch");
  }

  // ldr lr, =next; b target
  #putCall(condition: number, size: number, target: CodeAddress): Outcome {
    const { records, policy, tables } = this.#around;
    if (condition !== AL || records.flow || !this.#parts.generator.out.literals || policy.isNative(target))
      return "other";
    const state = this.#state;
    const draft = this.#draft;
    const link = ((state.address + size) >>> 0) + state.setBit;
    tables.leads.add(LeadKind.return, link as CodeAddress);
    this.#begin();
    draft.want(draft.length, WORD, link);
    putWordIn(draft.bytes, draft.length, this.#loadLr);
    draft.length += WORD;
    this.#exits.put(target, SiteFlag.call, 0);
    state.ended = true;
    return this.#pass(size, "call");
  }

  #putIndirect(word: number, size: number): Outcome {
    const { stencils, generator } = this.#parts;
    const { tables, records } = this.#around;
    const stencil = stencils.find(word);
    if (stencil === undefined || records.flow || !generator.out.literals) return "other";
    const state = this.#state;
    const link = ((state.address + size) >>> 0) + state.setBit;
    if (stencil.isCall) tables.leads.add(LeadKind.return, link as CodeAddress);
    this.#begin();
    putStencil(this.#draft, tables, stencil, link);
    if (stencil.condition === AL) state.ended = true;
    return this.#pass(size, stencil.isCall ? "call" : "branch");
  }

  // push {other}; ldr other, =PC; add rdn, other; pop {other}
  #putSumWithPc(word: number): Outcome {
    const state = this.#state;
    const rdn = (word & 7) | ((word >>> 4) & 8);
    const other = rdn === 0 ? 1 : 0;
    const { stencils } = this.#parts;
    const stencil =
      stencils.find(word) ??
      stencils.of(word, AL, "sum", ({ out }, pc) => {
        out.push(1 << other);
        out.literal(other, pc);
        out.add(rdn, rdn, other);
        out.pop(1 << other);
      });
    this.#begin();
    putStencil(this.#draft, this.#around.tables, stencil, (state.address + T32_PC) >>> 0);
    state.address = (state.address + 2) >>> 0;
    state.count++;
    return "put";
  }

  /** Puts a load of a word that never changes as the constant that it is. */
  #putConstant(number: number, word: number, size: number): Outcome {
    const { decoder } = this.#scanner;
    const { generator, constants } = this.#parts;
    const { out } = generator;
    const { facts } = decoder;
    if (facts.memorySize[number] !== WORD || facts.class[number] !== LOAD || !out.literals) return "other";
    const state = this.#state;
    const written = decoder.writtenMask(number, word);
    // LDRD, loads that write back, and loads of PC are others.
    if ((written & (written - 1)) !== 0 || (written & 0x8000) !== 0) return "other";
    if (decoder.conditionNumber(number, word) !== AL) return "other";
    const value = constants.wordAt(decoder.relativeAddress(number, word, state.address));
    if (value === null) return "other";
    this.#begin();
    const draft = this.#draft;
    const rd = lowestOf(written);
    const words = out.constantWords(rd, value, draft.origin + draft.length);
    if (words === null || words.length > 1) {
      const load = out.unboundLoad(rd);
      draft.want(draft.length, load > 0xffff ? WORD : 2, value);
      this.#putInstruction(load);
    } else this.#putInstruction(words[0]!);
    state.address = (state.address + size) >>> 0;
    state.count++;
    return "put";
  }

  /** An instruction of 4 bytes as the word that it is in memory. */
  #storedOf(word: number): number {
    return this.#state.set === "t32" ? swapHalfwords(word) : word;
  }

  #putInstruction(word: number): void {
    const draft = this.#draft;
    const { bytes, length } = draft;
    if (this.#state.set === "t32" && word <= 0xffff) {
      bytes[length] = word;
      bytes[length + 1] = word >>> 8;
      draft.length += 2;
      return;
    }
    putWordIn(bytes, length, this.#storedOf(word));
    draft.length += WORD;
  }
}
