import { type Encoded, type EncodeOptions, encodeFirst, type Place } from "../encode.js";
import { IsaError, isaError, requireOptions, requireWordOf } from "../errors.js";
import { allFeatures } from "../features.js";
import { encodingOf } from "../operands/encoders.js";
import type { OperandInput } from "../operands/operand.js";
import { isRelative, type RelativeEncoder } from "../operands/relative.js";
import { isAddress } from "../range.js";
import { isRegisterName } from "../registers.js";
import type { InstructionSet, Row } from "../row.js";
import type { Candidate } from "../table.js";
import { CodeBuffer } from "./code-buffer.js";
import { Labels } from "./labels.js";
import { LiteralPool } from "./literal-pool.js";
import { cannotReach, outOfReach } from "./reference.js";
import type { RelativeTemplate } from "./template.js";
import {
  hexAddress,
  requireWithin,
  requireWord,
  WriterError,
  type WriterErrorCode,
  writerError,
} from "./writer-error.js";

/** How a writer is set up. */
export interface CodeWriterOptions {
  /** The address at which the first byte will run, 0 to 2^32 - 1, a multiple of the instruction size; 0 by default. */
  readonly pc?: number;
  /** Where the first byte will be stored, if that is elsewhere than at `pc`: for `base` and `code`. */
  readonly codeAddress?: number;
  /** Memory to write into. Without it the writer has memory of its own, which grows. */
  readonly output?: Uint8Array;
  /** The features that the CPU has, as a mask of `Feature` bits; all of ARMv8-A by default. */
  readonly features?: number;
}

/** How code of one instruction set is put: what differs between A32 and T32, for the writer's shared part. */
export interface CodeWriterTraits {
  readonly set: InstructionSet;
  /** Bytes of the smallest instruction: 4 or 2. */
  readonly alignment: 2 | 4;
}

// What a pool may need besides its words: a branch over it (4 bytes), and a halfword to align it.
const POOL_OVERHEAD = 6;

/**
 * The part of a writer that does not depend on the instruction set: the bytes, labels and literal pools.
 *
 * Code is put in units that a literal pool never splits: an instruction, an IT block, a call sequence, an exact-size scope. A unit that
 * throws leaves the writer as it was before the unit.
 */
export abstract class CodeWriter {
  readonly #traits: CodeWriterTraits;
  #buffer: CodeBuffer = new CodeBuffer(null);
  #pc = 0;
  #codeAddress = 0;
  #features: number = allFeatures;
  #labels: Labels = new Labels();
  #literals: LiteralPool = new LiteralPool();
  /** How many units are open, one in another. */
  #units = 0;
  #placingPool = false;
  /** Of the instruction that is encoded; the same object again and again. */
  readonly #place: { -readonly [Name in keyof Place]: Place[Name] } = { address: 0, it: "outside" };

  protected constructor(traits: CodeWriterTraits, options: CodeWriterOptions) {
    this.#traits = traits;
    this.#begin(options);
  }

  #begin(options: CodeWriterOptions): void {
    requireOptions("a writer", options, "pc codeAddress output features");
    const { pc = this.#pc, codeAddress = pc, output, features = this.#features } = options;
    this.#requireMultiple("pc", pc, "0 to 2^32 - 1, ");
    this.#requireMultiple("codeAddress", codeAddress, "0 to 2^32 - 1, ");
    this.#pc = pc;
    this.#codeAddress = codeAddress;
    this.#features = features;
    if (output !== undefined) this.#buffer = new CodeBuffer(output);
    else this.#buffer.truncate(0);
  }

  /** The instruction set that is written. */
  get set(): InstructionSet {
    return this.#traits.set;
  }

  /** The features that the CPU has, as a mask of `Feature` bits. */
  get features(): number {
    return this.#features;
  }

  /** The address where the first byte is stored. */
  get base(): number {
    return this.#codeAddress;
  }

  /** The address where the next byte is stored. */
  get code(): number {
    return (this.#codeAddress + this.#buffer.length) >>> 0;
  }

  /** The address at which the next instruction will run. */
  get pc(): number {
    return (this.#pc + this.#buffer.length) >>> 0;
  }

  /** How many bytes are written. Literals that wait for a pool are not counted. */
  get offset(): number {
    return this.#buffer.length;
  }

  /** What is written, without a copy: outdated by the next put into memory that grows. References are filled in by `flush`. */
  toBytes(): Uint8Array {
    return this.#buffer.bytes;
  }

  /**
   * Ends the code: puts the literals that wait, and fills in what refers to labels. What is put afterwards goes behind them.
   *
   * @throws {WriterError} `undefined-label`, `label-out-of-reach`, `out-of-space`
   */
  flush(): void {
    this.putAtomically(() => {
      this.putLiteralPool("never-reached");
      this.#labels.resolve(this.#buffer, this.#pc, null);
    });
  }

  /**
   * Begins anew at another address; without options at the same one. Forgets what was not flushed: labels, what refers to them, and literals that wait
   * for a pool. So a writer whose code cannot be completed can be used again.
   *
   * @throws {WriterError} `misaligned`; the writer is as before then
   * @throws {IsaError} `unknown-option`, also for an address that is not within options
   */
  reset(options: CodeWriterOptions = {}): void {
    this.#begin(options);
    this.#labels = new Labels();
    this.#literals = new LiteralPool();
    this.#boundPool();
  }

  /** Flushes; there is nothing to free, the name is that of Frida's API. */
  dispose(): void {
    this.flush();
  }

  /**
   * Leaves bytes out: those of a given `output` stay, new memory is zero.
   *
   * @throws {WriterError} `misaligned`, `out-of-space`
   */
  skip(byteCount: number): void {
    this.#requireMultiple("nBytes", byteCount);
    this.reserve(byteCount);
    this.#buffer.skip(byteCount);
  }

  /**
   * Names the place of the next instruction.
   *
   * @throws {WriterError} `duplicate-label`
   */
  putLabel(label: string): void {
    this.#labels.define(label, this.#buffer.length);
  }

  /**
   * Fills in now, before `flush`, what refers to a label.
   *
   * @returns whether anything did
   * @throws {WriterError} `undefined-label`, `label-out-of-reach`
   */
  commitLabel(label: string): boolean {
    return this.#labels.resolve(this.#buffer, this.#pc, label) > 0;
  }

  /** The address of a label, undefined if it has not been put yet. */
  addressOfLabel(label: string): number | undefined {
    const offset = this.#labels.offsetOf(label);
    return offset === undefined ? undefined : (this.#pc + offset) >>> 0;
  }

  /**
   * Puts bytes as they are.
   *
   * @param data - a multiple of the instruction size; as text, two hexadecimal digits for each byte: `"00 f0 20 e3"`
   * @throws {WriterError} `misaligned`, `out-of-range` if a number or text is no byte, `out-of-space`
   */
  putBytes(data: Uint8Array | ArrayBuffer | readonly number[] | string): void {
    const bytes =
      data instanceof Uint8Array ? data : data instanceof ArrayBuffer ? new Uint8Array(data) : bytesOf(data);
    this.#requireMultiple("data", bytes.length);
    this.putRun(bytes, 0, bytes.length);
  }

  /**
   * Puts whole instructions as they are, which neither branch nor, in T32, belong to an IT block: the part of an array from one index up
   * to another.
   *
   * @throws {WriterError} `out-of-space`
   */
  putRun(data: Uint8Array, from: number, to: number): void {
    this.reserve(to - from);
    this.#buffer.putRange(data, from, to);
  }

  /**
   * Puts the literals that wait now, instead of where they would fall out of reach.
   *
   * @param flow - whether control runs into the pool and must be led around it
   * @throws {WriterError} `it-block` within an IT block, `exact-size` within a scope of exact size, `out-of-space`
   */
  putLiteralPool(flow: "falls-through" | "never-reached"): void {
    requireWordOf("flow", flow, "falls-through", "never-reached");
    if (this.#literals.size === 0) return;
    if (this.#units > 0) throw this.#poolError("exact-size", "code of an exact size", "before or after it");
    if (!this.poolAllowed) throw this.#poolError("it-block", "an IT block", "before or after it");
    this.putAtomically(() => this.#placePool(flow));
  }

  #poolError(code: WriterErrorCode, within: string, when: string): WriterError {
    const from = this.pc;
    const what = code === "literal-out-of-reach" ? "load its literal" : "have a literal pool";
    return new WriterError({
      code,
      message: `the code at ${hexAddress(from)}, within ${within}, cannot ${what}`,
      hint: `putLiteralPool() ${when}`,
      from,
    });
  }

  /**
   * Puts code that has exactly so many bytes and no literal pool within, so that it can be patched later.
   *
   * @throws {WriterError} `exact-size` if the body writes more or less; and what the body throws
   */
  putExactly(byteCount: number, body: () => void): void {
    this.putUnit(byteCount, () => {
      const start = this.#buffer.length;
      body();
      const written = this.#buffer.length - start;
      if (written !== byteCount)
        throw writerError("exact-size", "the number of bytes", written, `${byteCount}`, ", as announced");
    });
  }

  /**
   * Puts code that no literal pool splits, wholly or not at all.
   *
   * @param most - bytes that it has at most
   * @returns what the body returns
   * @throws what the body throws: the writer is as it was then
   */
  putUnit<T>(most: number, body: () => T): T {
    return this.putAtomically(() => {
      this.reserve(most);
      this.#units++;
      try {
        return body();
      } finally {
        this.#units--;
      }
    });
  }

  /** Puts code wholly or not at all: what throws leaves the writer as it was. */
  protected putAtomically<T>(body: () => T): T {
    const length = this.#buffer.length;
    const labels = this.#labels.mark;
    const literals = this.#literals.mark;
    const state = this.saveState();
    try {
      return body();
    } catch (error) {
      this.#buffer.truncate(length);
      this.#labels.rollBack(labels);
      this.#literals.rollBack(literals);
      this.#boundPool();
      this.restoreState(state);
      throw error;
    }
  }

  /** True if a literal pool must be put before so many more bytes. */
  protected poolDue(more: number): boolean {
    return this.#buffer.length + more + POOL_OVERHEAD > this.#literals.deadline && !this.#placingPool;
  }

  /**
   * Puts the literal pool now if its loads could not reach it after so many more bytes: `pc` is then where these bytes will stand.
   *
   * @throws {WriterError} `literal-out-of-reach` where no pool may stand
   */
  reserve(more: number): void {
    if (!this.poolDue(more)) return;
    if (this.#units === 0 && this.poolAllowed) {
      this.putLiteralPool("falls-through");
      return;
    }
    throw this.#poolError("literal-out-of-reach", "code that no pool may split", "before it");
  }

  /** How many bytes a branch over so many bytes has. */
  protected abstract sizeOfJumpOver(byteCount: number): 2 | 4;
  /** Puts that branch to an address. */
  protected abstract putJumpOver(target: number): void;
  /** Fills a halfword so that a pool is aligned. */
  protected abstract putPadding(): void;
  /** State of the instruction set that code which failed must give back. */
  protected abstract saveState(): unknown;
  protected abstract restoreState(state: unknown): void;
  /** True if a pool may stand here as far as the instruction set is concerned. */
  protected abstract get poolAllowed(): boolean;

  /** Puts a 16-bit T32 instruction. */
  protected putHalfword(halfword: number): void {
    if (this.#buffer.tryPut16(halfword)) return;
    this.reserve(2);
    this.#buffer.put16(halfword);
  }

  /** Puts an A32 instruction. */
  protected putWord(word: number): void {
    if (this.#buffer.tryPut32(word)) return;
    this.reserve(4);
    this.#buffer.put32(word);
  }

  /** Puts a 32-bit T32 instruction, its first halfword in the high half of the word. */
  protected putHalfwords(word: number): void {
    // The buffer holds words little-endian, so the first halfword goes low.
    this.putWord((word >>> 16) | (word << 16));
  }

  /** Puts an encoded instruction. */
  protected abstract putEncoded(row: Row, word: number): void;

  /**
   * Puts an instruction that refers to an address, 0 to 2^32 - 1, or a label.
   *
   * @throws {WriterError} `target-out-of-reach`, `label-out-of-reach` for a label that is already put
   * @throws {IsaError} `out-of-range` for a field
   */
  protected putRelative(template: RelativeTemplate, target: number | string, v0 = 0, v1 = 0): void {
    const { row, encoder } = template;
    const word = template.encode2(v0, v1);
    if (this.poolDue(row.size)) {
      this.#putRelativeAfterPool(template, target, v0, v1);
      return;
    }
    const known = typeof target === "string" ? this.addressOfLabel(target) : target;
    if (known === undefined) {
      this.putReferring(target as string, row, encoder, word);
      return;
    }
    const distance = known - template.base(this.pc);
    const bits = template.isPlain(distance) ? template.plainBits(distance) : encoder.encodeDistance(distance);
    if (bits === null || !isAddress(known))
      throw outOfReach(row, encoder, this.pc, known, typeof target === "string" ? target : undefined);
    this.putEncoded(row, word | bits);
  }

  // Apart from the method above, so that its parameters are not kept for a function that is seldom made.
  #putRelativeAfterPool(template: RelativeTemplate, target: number | string, v0: number, v1: number): void {
    this.putAtomically(() => {
      this.reserve(template.row.size);
      this.putRelative(template, target, v0, v1);
    });
  }

  /** Puts an instruction whose label is not put yet. */
  protected putReferring(label: string, row: Row, encoder: RelativeEncoder, word: number): void {
    this.reserve(row.size);
    this.#buffer.ensure(row.size);
    const reference = { offset: this.#buffer.length, row, encoder };
    this.putEncoded(row, word);
    this.#labels.refer(label, reference);
  }

  /** Puts a load of a literal, -2^31 to 2^32 - 1, that waits for the next pool. */
  protected putLiteralLoad(template: RelativeTemplate, value: number, v0: number, v1 = 0): void {
    requireWord("value", value);
    const { row, encoder } = template;
    const word = template.encode2(v0, v1);
    this.reserve(row.size);
    const reference = { offset: this.#buffer.length, row, encoder, index: 0 };
    this.putEncoded(row, word);
    this.#literals.add(value >>> 0, reference);
    this.#boundPool();
  }

  /** Where the next instruction stands with regard to IT blocks. */
  protected abstract get itPlace(): Place["it"];

  /**
   * Puts the first of the encodings of a mnemonic that takes the operands. A label that is put already counts as its address.
   *
   * @throws {IsaError} as `encodeFirst`
   * @throws {WriterError} `label-out-of-reach`
   */
  protected assemble(
    mnemonic: string,
    candidates: readonly Candidate[],
    operands: readonly OperandInput[],
    options: EncodeOptions,
  ): void {
    if (this.poolDue(4)) {
      this.putAtomically(() => {
        this.reserve(4);
        this.assemble(mnemonic, candidates, operands, options);
      });
      return;
    }
    const labelAt = this.labelIndex(candidates, operands);
    const label = labelAt < 0 ? undefined : (operands[labelAt] as string);
    const known = label === undefined ? undefined : this.addressOfLabel(label);
    const inputs = known === undefined ? operands : operands.with(labelAt, known);
    const place = this.#place;
    place.address = this.pc;
    place.it = this.itPlace;
    let encoded: Encoded;
    try {
      encoded = encodeFirst(mnemonic, candidates, inputs, place, options);
    } catch (error) {
      if (
        known === undefined ||
        !(error instanceof IsaError) ||
        (error.operand !== "label" && error.operand !== "offset")
      )
        throw error;
      throw cannotReach(mnemonic, this.pc, known, error.allowed ?? "", label);
    }
    const { row, word } = encoded;
    if (encoded.label === null) this.putEncoded(row, word);
    else this.putReferring(encoded.label, row, encoded.labelEncoder!, word);
  }

  /** Which operand is a label's name, -1 if none is. @throws {IsaError} `operand-kind` for assembly text */
  protected labelIndex(candidates: readonly Candidate[], operands: readonly OperandInput[]): number {
    for (let index = 0; index < operands.length; index++) {
      const input = operands[index];
      if (typeof input !== "string" || isRegisterName(input)) continue;
      if (/^\s*[[{#=]/.test(input)) {
        const advice = ': [r0, #4] is mem("r0", 4), {r0, r1} is ["r0", "r1"], #4 is 4';
        throw isaError("operand-kind", "text", `"${input}"`, "a register or a label", advice);
      }
      const relative = ({ syntax }: Candidate): boolean => {
        const encoder = encodingOf(syntax).operands[index];
        return encoder !== undefined && isRelative(encoder);
      };
      if (candidates.some(relative)) return index;
    }
    return -1;
  }

  #requireMultiple(operand: string, value: number, bounds = ""): void {
    const { alignment } = this.#traits;
    if (isAddress(value) && value % alignment === 0) return;
    throw writerError("misaligned", operand, value, `${bounds}a multiple of ${alignment} bytes`);
  }

  /** Lets the buffer put without a look at the pool as long as that is far from falling out of reach. */
  #boundPool(): void {
    this.#buffer.bound = this.#literals.deadline - POOL_OVERHEAD;
  }

  #placePool(flow: "falls-through" | "never-reached"): void {
    const { size } = this.#literals;
    this.#placingPool = true;
    try {
      if (flow === "falls-through") {
        const jump = this.sizeOfJumpOver(size + 2);
        const padding = (this.#pc + this.#buffer.length + jump) % 4;
        this.putJumpOver((this.pc + jump + padding + size) % 2 ** 32);
      }
      if ((this.#pc + this.#buffer.length) % 4 !== 0) this.putPadding();
    } finally {
      this.#placingPool = false;
    }
    if (this.#buffer.length > this.#literals.deadline) {
      throw this.#poolError("literal-out-of-reach", "a literal pool", "earlier");
    }
    this.#literals.write(this.#buffer, this.#pc);
    this.#boundPool();
  }
}

function bytesOf(data: readonly number[] | string): Uint8Array {
  // A digit without a second one stays text, which is no byte.
  const numbers =
    typeof data === "string"
      ? (data.match(/\S\S?/g) ?? []).map((byte) => (/^[\da-f]{2}$/i.test(byte) ? Number(`0x${byte}`) : byte))
      : data;
  if (!Array.isArray(numbers)) throw writerError("out-of-range", "data", data, "bytes or hexadecimal digits");
  for (const [index, value] of numbers.entries()) requireWithin(`data[${index}]`, value, 0, 255);
  return Uint8Array.from(numbers as number[]);
}
