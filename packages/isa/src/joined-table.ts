import type { Family, Row } from "./row.js";
import { type Candidate, InstructionTable } from "./table.js";

/**
 * @internal The rows of a table, and further ones after them. The rows of the first are the same objects, with the same numbers.
 */
export class JoinedTable extends InstructionTable {
  override readonly length: number;
  readonly #first: InstructionTable;
  readonly #more: InstructionTable;

  constructor(first: InstructionTable, more: readonly Family[]) {
    super(first.set, []);
    this.#first = first;
    this.#more = new InstructionTable(first.set, more, first.length);
    this.length = first.length + this.#more.length;
  }

  override at(index: number): Row {
    const { length } = this.#first;
    return index < length ? this.#first.at(index) : this.#more.at(index - length);
  }

  override get rows(): readonly Row[] {
    return [...this.#first.rows, ...this.#more.rows];
  }

  override get mnemonics(): readonly string[] {
    return [...new Set([...this.#first.mnemonics, ...this.#more.mnemonics])];
  }

  override indexOf(id: string): number {
    const index = this.#first.indexOf(id);
    if (index >= 0) return index;
    const more = this.#more.indexOf(id);
    return more < 0 ? -1 : this.#first.length + more;
  }

  override find(mnemonic: string): Candidate[] {
    return [...this.#first.find(mnemonic), ...this.#more.find(mnemonic)];
  }
}
