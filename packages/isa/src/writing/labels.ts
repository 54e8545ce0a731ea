import type { CodeBuffer } from "./code-buffer.js";
import { outOfReach, type Reference, resolveReference } from "./reference.js";
import { hexAddress, WriterError } from "./writer-error.js";

interface LabelReference extends Reference {
  readonly label: string;
}

/** @internal */
export interface LabelsMark {
  readonly defined: number;
  readonly references: LabelReference[];
  readonly pending: number;
}

/** @internal The labels of one piece of code, and the places that refer to them. */
export class Labels {
  readonly #offsets: Map<string, number> = new Map();
  readonly #defined: string[] = [];
  #pending: LabelReference[] = [];

  /** What the lists held at some time, for `rollBack`. */
  get mark(): LabelsMark {
    return { defined: this.#defined.length, references: this.#pending, pending: this.#pending.length };
  }

  rollBack({ defined, references, pending }: LabelsMark): void {
    for (const label of this.#defined.splice(defined)) this.#offsets.delete(label);
    this.#pending = references;
    this.#pending.length = pending;
  }

  /** The offset of a label, undefined if it has not been put yet. */
  offsetOf(label: string): number | undefined {
    return this.#offsets.get(label);
  }

  define(label: string, offset: number): void {
    const known = this.#offsets.get(label);
    if (known !== undefined) {
      throw new WriterError({
        code: "duplicate-label",
        message: `the label "${label}" stands already at offset ${known}`,
        hint: "use another name",
        label,
      });
    }
    this.#offsets.set(label, offset);
    this.#defined.push(label);
  }

  refer(label: string, reference: Reference): void {
    this.#pending.push({ ...reference, label });
  }

  /**
   * Resolves what refers to one label, or to any.
   *
   * @returns how many references were resolved
   * @throws {WriterError} `undefined-label`, `label-out-of-reach`; nothing is resolved then
   */
  resolve(buffer: CodeBuffer, base: number, label: string | null): number {
    const concerned = label === null ? this.#pending : this.#pending.filter((each) => each.label === label);
    for (const reference of concerned) this.#check(reference, base);
    for (const reference of concerned)
      resolveReference(buffer, reference, base, base + this.#offsets.get(reference.label)!);
    this.#pending = label === null ? [] : this.#pending.filter((each) => each.label !== label);
    return concerned.length;
  }

  #check(reference: LabelReference, base: number): void {
    const { label, offset, row, encoder } = reference;
    const to = this.#offsets.get(label);
    const from = base + offset;
    if (to === undefined) {
      throw new WriterError({
        code: "undefined-label",
        message: `the label "${label}", referred to at ${hexAddress(from)}, is not put`,
        hint: `putLabel("${label}")`,
        label,
        from,
      });
    }
    if (encoder.encodeDistance(base + to - encoder.base(row, from)) === null)
      throw outOfReach(row, encoder, from, base + to, label);
  }
}
