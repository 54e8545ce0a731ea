import type { CodeBuffer } from "./code-buffer.js";
import { baseOf, type Reference, resolveReference } from "./reference.js";

/** @internal A load of a literal. */
export interface LiteralReference extends Reference {
  /** Which of the pool's words it loads; the pool sets it. */
  index: number;
}

/** @internal What a pool held at some time, for `rollBack`. */
export interface PoolMark {
  readonly contents: Contents;
  readonly values: number;
  readonly references: number;
  readonly deadline: number;
}

interface Contents {
  readonly values: number[];
  readonly references: LiteralReference[];
}

const nothing = (): Contents => ({ values: [], references: [] });

/** @internal Words that wait to be put near the loads that want them; equal words share a place. */
export class LiteralPool {
  #contents: Contents = nothing();
  /** The greatest offset at which the pool can begin with all of its loads in reach. */
  deadline: number = Number.POSITIVE_INFINITY;

  /** Its size in bytes. */
  get size(): number {
    return this.#contents.values.length * 4;
  }

  get mark(): PoolMark {
    const { values, references } = this.#contents;
    return { contents: this.#contents, values: values.length, references: references.length, deadline: this.deadline };
  }

  rollBack({ contents, values, references, deadline }: PoolMark): void {
    contents.values.length = values;
    contents.references.length = references;
    this.#contents = contents;
    this.deadline = deadline;
  }

  /** Notes that the load at a reference wants a word, 0 to 2^32 - 1. */
  add(value: number, reference: LiteralReference): void {
    const { values, references } = this.#contents;
    let index = values.indexOf(value);
    if (index < 0) index = values.push(value) - 1;
    reference.index = index;
    references.push(reference);
    // Counted from offset 0: what the address of the code adds is a multiple of the alignment, or makes the reach 2 bytes longer.
    this.deadline = Math.min(this.deadline, baseOf(reference, 0) + reference.encoder.greatest - 4 * index);
  }

  /**
   * Puts the words, word-aligned, and resolves the loads. The pool is empty afterwards.
   *
   * @throws {WriterError} `out-of-space`
   */
  write(buffer: CodeBuffer, base: number): void {
    const start = buffer.length;
    const { values, references } = this.#contents;
    buffer.ensure(this.size);
    for (const value of values) buffer.put32(value);
    for (const reference of references) resolveReference(buffer, reference, base, base + start + 4 * reference.index);
    // The old lists stay as they are, for a roll-back.
    this.#contents = nothing();
    this.deadline = Number.POSITIVE_INFINITY;
  }
}
