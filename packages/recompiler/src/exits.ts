import { NO_IT } from "@armstalker/isa";
import type { Draft } from "./draft.js";
import type { Generator } from "./generator.js";
import { SiteFlag, SiteKind } from "./site-table.js";
import { putWordIn, swapHalfwords, wordIn } from "./words.js";

/** How many conditional branches one block has at most. */
const MOST_PENDING = 256;
/** Bytes of a conditional branch. */
const BRANCH = 4;

/** Puts the direct branches out of a block: ways out, until they are linked. */
export class Exits {
  readonly #generator: Generator;
  readonly #draft: Draft;
  /** Bytes that an exit takes, at most. */
  readonly largest: number;
  readonly #scratch: Uint8Array;
  // Conditional branches to exits that stand after the block's instructions.
  readonly #at = new Int32Array(MOST_PENDING);
  readonly #target = new Uint32Array(MOST_PENDING);
  readonly #flags = new Uint8Array(MOST_PENDING);
  /** How many these are: 0 for a new block. */
  pending = 0;

  constructor(generator: Generator, draft: Draft) {
    this.#generator = generator;
    this.#draft = draft;
    this.largest = generator.waysOut.largestBranch + 4;
    this.#scratch = new Uint8Array(this.largest);
  }

  /**
   * Puts a branch to an address of the program into the draft, which has room for it.
   *
   * @param target - bit 0 set: T32
   * @param flags - of the site
   * @param conditional - the address of the conditional branch that leads here, 0 if there is none
   */
  put(target: number, flags: number, conditional: number): void {
    const draft = this.#draft;
    draft.length = this.#putAt(draft.bytes, draft.length, draft.origin + draft.length, target, flags, conditional);
  }

  /** Puts a branch by the writer. */
  write(target: number, flags: number): void {
    const { writer } = this.#generator.out;
    writer.reserve(this.largest);
    const size = this.#putAt(this.#scratch, 0, writer.pc, target, flags, 0);
    writer.putRun(this.#scratch, 0, size);
  }

  #putAt(into: Uint8Array, at: number, address: number, target: number, flags: number, conditional: number): number {
    const { set, words, waysOut, tables } = this.#generator;
    const exchanges = (target & 1) !== (set === "t32" ? 1 : 0);
    const padding = exchanges ? -address & (waysOut.exchangeAlignment - 1) : 0;
    if (padding !== 0) {
      into[at] = words.nop;
      into[at + 1] = words.nop >>> 8;
    }
    const begin = address + padding;
    const all = exchanges ? flags | SiteFlag.exchanges : flags;
    tables.sites.add(SiteKind.branch, begin, target, conditional, all, tables.blocks.end);
    return at + padding + waysOut.putBranch(into, at + padding, begin, words, exchanges);
  }

  /** Puts a conditional branch of one instruction into the draft: it leads to an exit that {@link putPending} puts. */
  putConditional(condition: number, target: number, flags: number): void {
    const draft = this.#draft;
    putWordIn(draft.bytes, draft.length, this.#pendingBranch(draft.length, condition, target, flags));
    draft.length += BRANCH;
  }

  /** Puts such a branch by the writer. */
  writeConditional(condition: number, target: number, flags: number): void {
    const { out, set } = this.#generator;
    out.writer.reserve(BRANCH);
    const word = this.#pendingBranch(this.#draft.offset, condition, target, flags);
    out.copy(set === "t32" ? swapHalfwords(word) : word);
  }

  #pendingBranch(offset: number, condition: number, target: number, flags: number): number {
    const at = this.pending++;
    this.#at[at] = offset;
    this.#target[at] = target;
    this.#flags[at] = flags;
    return this.#generator.words.conditionalBranches[condition]!;
  }

  /** Puts the exits of conditional branches into the draft, which control does not run into. @param address - where the program's block ends */
  putPending(address: number): void {
    const { words } = this.#generator;
    const draft = this.#draft;
    draft.reserve(this.pending * this.largest, address, NO_IT);
    for (let at = 0; at < this.pending; at++) {
      const conditional = this.#at[at]!;
      const { bytes, origin } = draft;
      const from = origin + conditional;
      const stored = wordIn(bytes, conditional);
      putWordIn(bytes, conditional, words.conditionalBranch(stored, from, origin + draft.length));
      this.put(this.#target[at]!, this.#flags[at]!, from);
    }
    this.pending = 0;
  }
}
