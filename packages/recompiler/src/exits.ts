import { a32Table, conditionNames, once, t32Table } from "@armstalker/isa";
import type { Generator } from "./generator.js";
import { SiteFlag, SiteKind } from "./site-table.js";
import { putWordIn, swapHalfwords, wordIn } from "./words.js";

/** How many conditional branches one block has at most. */
const MOST_PENDING = 256;
/** Bytes of a conditional branch. */
const BRANCH = 4;

/** The conditional branches of 4 bytes, by condition, as they are in memory. */
const conditionalBranches = once(() => {
  const b = { a32: a32Table().row("B_A1"), t32: t32Table().row("B_T3") };
  return {
    a32: conditionNames.map((_, condition) => (b.a32.value | (condition << 28)) >>> 0),
    t32: conditionNames.map((_, condition) => swapHalfwords((b.t32.value | (condition << 22)) >>> 0)),
  };
});

/** Puts the direct branches out of a block: ways out, until they are linked. */
export class Exits {
  readonly #generator: Generator;
  readonly #largest: number;
  // Conditional branches to exits that stand after the block's instructions.
  readonly #at = new Int32Array(MOST_PENDING);
  readonly #target = new Uint32Array(MOST_PENDING);
  readonly #flags = new Uint8Array(MOST_PENDING);
  /** How many these are: 0 for a new block. */
  pending = 0;

  constructor(generator: Generator) {
    this.#generator = generator;
    this.#largest = generator.waysOut.largestBranch + 4;
  }

  /**
   * Puts a branch to an address of the program.
   *
   * @param target - bit 0 set: T32
   * @param flags - of the site
   * @param conditional - the address of the conditional branch that leads here, 0 if there is none
   */
  put(target: number, flags: number, conditional: number): void {
    const { out, words, waysOut, tables } = this.#generator;
    const { writer } = out;
    const exchanges = (target & 1) !== out.setBit;
    writer.reserve(this.#largest);
    if (exchanges && writer.pc % 4 !== 0) out.copy(words.nop);
    const all = exchanges ? flags | SiteFlag.exchanges : flags;
    tables.sites.add(SiteKind.branch, writer.pc, target, conditional, all, tables.blocks.end);
    waysOut.putBranch(this.#generator, exchanges);
  }

  /** Puts a conditional branch of one instruction to an address of the same instruction set: it leads to an exit that {@link putPending} puts. */
  putConditional(condition: number, target: number, flags: number): void {
    const { out, set } = this.#generator;
    out.writer.reserve(BRANCH);
    const at = this.pending++;
    this.#at[at] = out.writer.offset;
    this.#target[at] = target;
    this.#flags[at] = flags;
    const word = conditionalBranches()[set][condition]!;
    out.copy(set === "t32" ? swapHalfwords(word) : word);
  }

  /** Puts the exits of conditional branches. @param origin - the address at which the block's code begins */
  putPending(origin: number): void {
    const { out, words } = this.#generator;
    const { writer } = out;
    for (let at = 0; at < this.pending; at++) {
      writer.reserve(this.#largest);
      const conditional = this.#at[at]!;
      const bytes = writer.toBytes();
      const from = origin + conditional;
      putWordIn(bytes, conditional, words.conditionalBranch(wordIn(bytes, conditional), from, out.pc));
      this.put(this.#target[at]!, this.#flags[at]!, from);
    }
    this.pending = 0;
  }
}
