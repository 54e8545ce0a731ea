import type { Row } from "@armstalker/isa";
import { type Emitter, retarget } from "@armstalker/relocator";
import type { NewBranch } from "./compilation.js";
import type { Generator } from "./generator.js";
import { putWord } from "./words.js";

/** Bytes of an exit, at most. */
const LONGEST_EXIT = 12;

/** A conditional branch to an exit that stands after the block's instructions. */
interface PendingBranch {
  readonly at: number;
  readonly row: Row;
  readonly word: number;
  readonly target: number;
  readonly exclusive: boolean;
}

export interface ExitProperties {
  /** Whether it lies within an exclusive sequence. */
  readonly exclusive: boolean;
  /** Whether it is a call's. */
  readonly isCall?: boolean;
}

/** The direct branches out of a block: traps, until they are linked. */
export class Exits {
  readonly #out: Emitter;
  readonly #generator: Generator;
  readonly #origin: number;
  readonly #branches: NewBranch[] = [];
  readonly #pending: PendingBranch[] = [];

  /** For code that begins where `out` is now. */
  constructor(out: Emitter, generator: Generator) {
    this.#out = out;
    this.#generator = generator;
    this.#origin = out.pc - out.writer.offset;
  }

  get branches(): readonly NewBranch[] {
    return this.#branches;
  }

  /** Puts a branch to an address of the program; bit 0 set: T32. */
  put(target: number, properties: ExitProperties): void {
    this.#put(target, properties, -1);
  }

  /** Puts a conditional branch of one instruction to an address of the same instruction set: it leads to an exit that {@link putPending} puts. */
  putConditional(condition: number, target: number, exclusive: boolean): void {
    const { row, word } = this.#out.branchForms(condition).at(-1)!;
    this.#out.writer.reserve(4);
    this.#pending.push({ at: this.#out.writer.offset, row, word, target, exclusive });
    this.#out.copy(word);
  }

  /** Puts the exits of conditional branches. */
  putPending(): void {
    const { writer, set } = this.#out;
    for (const { at, row, word, target, exclusive } of this.#pending) {
      writer.reserve(4);
      const reaching = retarget(row, word, this.#origin + at, this.#origin + writer.offset)!;
      putWord(writer.toBytes(), at, reaching, set);
      this.#put(target, { exclusive }, at);
    }
    this.#pending.length = 0;
  }

  #put(target: number, { exclusive, isCall = false }: ExitProperties, conditional: number): void {
    const out = this.#out;
    const exchanges = (target & 1) !== out.setBit;
    out.writer.putUnit(LONGEST_EXIT, () => {
      if (exchanges && out.writer.offset % 4 !== 0) out.copy(this.#generator.words.nop);
      this.#branches.push({ offset: out.writer.offset, target, exchanges, conditional, exclusive, isCall });
      this.#generator.trap();
      // The address that `ldr pc` will load when the branch is linked.
      if (exchanges) this.#generator.trap();
    });
  }
}
