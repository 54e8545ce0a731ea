import { AL, type ConditionName, conditionNames } from "./conditions.js";
import type { Decoder } from "./decoder.js";
import { classNumber, Exchange, type Facts, Link, Operation, Returns, Transfer } from "./decoding/facts.js";
import { encodeFirst } from "./encode.js";
import { allFeatures, type FeatureName, featureNames } from "./features.js";
import { advanceIt, type ItState, inItBlock, lastInItBlock, mayStand, NO_IT } from "./it-state.js";
import type { DecodeContext } from "./operands/codec.js";
import { decodersOf } from "./operands/decoders.js";
import type { Operand, OperandInput } from "./operands/operand.js";
import { type CoreRegister, registersOfMask } from "./registers.js";
import type { BranchKind, InstructionClass, InstructionSet, Row, Syntax } from "./row.js";

/** Whether an encoding has a meaning: `unpredictable` ones are allocated, but the architecture does not say what they do. */
export type Validity = "valid" | "unpredictable" | "undefined";

/** One access to memory. */
export interface MemoryAccess {
  readonly base: CoreRegister;
  readonly index: CoreRegister | null;
  readonly displacement: number;
  /** Bytes of one access; a multiple transfer makes several. */
  readonly size: number;
  readonly access: "read" | "write" | "read-write";
  readonly writeBack: boolean;
}

/** The branch that an instruction makes. */
export interface Branch {
  readonly kind: Exclude<BranchKind, "none">;
  /** The address, 0 to 2^32 - 1, without the instruction set bit; null if it is not known from the instruction alone. */
  readonly target: number | null;
  /** The instruction set after it; null if that depends on bit 0 of the target. */
  readonly targetSet: InstructionSet | null;
  readonly conditional: boolean;
}

/** Pure, so that bundles which decode nothing leave the classes out. */
const IT = /* @__PURE__ */ classNumber("it");

const groupsOfClass: Readonly<Partial<Record<InstructionClass, string>>> = { exception: "int" };

/** A decoded instruction. What it is made of is worked out when asked for. */
export class Instruction implements DecodeContext {
  /** The row's number, the index of the columns of the decoder's `facts`; its `undefinedNumber` for an UNDEFINED instruction. */
  readonly number: number;
  /** Its length in bytes, 2 or 4. */
  readonly size: 2 | 4;
  /** Where it stands, 0 to 2^32 - 1, without an instruction set bit. */
  readonly address: number;
  /** Its bits: 16 or 32; a 32-bit T32 instruction has its first halfword in the high half. */
  readonly word: number;
  /** The IT state in which it was decoded; 0 in A32. */
  readonly it: ItState;
  readonly #decoder: Decoder;
  #syntax: Syntax | null = null;
  #operands: readonly Operand[] | null = null;

  /** @internal Use a decoder. */
  constructor(decoder: Decoder, number: number, word: number, size: 2 | 4, address: number, it: ItState) {
    this.#decoder = decoder;
    this.number = number;
    this.word = word;
    this.size = size;
    this.address = address;
    this.it = it;
  }

  /** The encoding; of an UNDEFINED instruction, a row that says so. */
  get row(): Row {
    return this.#decoder.row(this.number, this.size);
  }

  /** What is true of all instructions of its row: columns, of which `number` is the index. */
  get facts(): Facts {
    return this.#decoder.facts;
  }

  get instructionSet(): InstructionSet {
    return this.#decoder.set;
  }

  get class(): InstructionClass {
    return this.row.class;
  }

  /** The address of what follows. In T32 it carries no instruction set bit. */
  get next(): number {
    return (this.address + this.size) % 2 ** 32;
  }

  /** Its bytes as they stand in memory. */
  get bytes(): Uint8Array {
    const { word, size } = this;
    if (size === 2) return Uint8Array.of(word, word >>> 8);
    return this.#decoder.set === "t32"
      ? Uint8Array.of(word >>> 16, word >>> 24, word, word >>> 8)
      : Uint8Array.of(word, word >>> 8, word >>> 16, word >>> 24);
  }

  get validity(): Validity {
    if (this.number === this.#decoder.undefinedNumber) return "undefined";
    const { row, word } = this;
    if (((word ^ row.shouldValue) & row.shouldMask) !== 0 || row.unpredictableWhen?.holds(word)) return "unpredictable";
    if (!mayStand(row, word, this.it)) return "unpredictable";
    return "valid";
  }

  /** The number, 0 to 14, of the condition under which it executes. */
  get conditionNumber(): number {
    return this.#decoder.conditionNumber(this.number, this.word, this.it);
  }

  get condition(): ConditionName {
    return conditionNames[this.conditionNumber]!;
  }

  /** True if it sets flags by the `s` of its mnemonic. */
  get setsFlags(): boolean {
    const { row } = this;
    if (row.setFlags !== null) return row.setFlags.get(this.word) === 1;
    return !inItBlock(this.it) && this.#decoder.setsFlagsOutsideIt(this.number);
  }

  get #preferred(): Syntax {
    this.#syntax ??=
      this.row.syntaxes.find(({ when, inputOnly }) => !inputOnly && when.every(({ holds }) => holds(this.word))) ??
      this.row.syntaxes.at(-1)!;
    return this.#syntax;
  }

  /** The mnemonic with condition, flag setting, width and data types, as the GNU disassembler prints it. */
  get mnemonic(): string {
    const { root, tail } = this.#preferred;
    let text = root;
    for (const part of tail) {
      if (part === "{c}")
        text +=
          this.conditionNumber === AL && !inItBlock(this.it)
            ? ""
            : this.condition.replace("hs", "cs").replace("lo", "cc");
      else if (part === "{s}") text += this.setsFlags ? "s" : "";
      else text += part;
    }
    return text;
  }

  /** The operands as the GNU disassembler prints them. */
  get opStr(): string {
    return decodersOf(this.#preferred)
      .map((decoder) => decoder.format(this))
      .filter((text) => text !== "")
      .join(", ");
  }

  get operands(): readonly Operand[] {
    this.#operands ??= decodersOf(this.#preferred).map((decoder) => decoder.decode(this));
    return this.#operands;
  }

  /** The core registers that it reads, as a mask: bit n for r`n`, bit 15 for PC. */
  get readMask(): number {
    return this.#decoder.readMask(this.number, this.word);
  }

  /** The core registers that it writes, as a mask; bit 15 if it is a branch of any kind. */
  get writtenMask(): number {
    return this.#decoder.writtenMask(this.number, this.word);
  }

  get registersRead(): readonly CoreRegister[] {
    return registersOfMask(this.readMask);
  }

  get registersWritten(): readonly CoreRegister[] {
    return registersOfMask(this.writtenMask);
  }

  /** The flags that it reads, its condition included, as a mask of `Flag` bits. */
  get flagsRead(): number {
    return this.#decoder.flagsRead(this.number, this.word, this.conditionNumber);
  }

  /** The flags that it may write, as a mask of `Flag` bits. */
  get flagsWritten(): number {
    return this.#decoder.flagsWritten(this.number, this.word, this.it);
  }

  /** True if it uses the value of PC, in an address or as an operand. */
  get readsPc(): boolean {
    return this.row.branch === "none"
      ? (this.readMask & 0x8000) !== 0
      : this.operands.some(({ kind }) => kind === "label") || (this.readMask & 0x8000) !== 0;
  }

  /**
   * The address at a constant distance from PC that it branches to, accesses or computes; without an instruction set bit. -1 if it has none, as `facts.relative` says.
   */
  get relativeAddress(): number {
    return this.#decoder.relativeAddress(this.number, this.word, this.address);
  }

  /** True if control may go elsewhere than to the next instruction. */
  get writesPc(): boolean {
    return (this.writtenMask & 0x8000) !== 0;
  }

  /** The branch that it makes, by whatever means; null if it makes none. */
  get branch(): Branch | null {
    if (!this.writesPc) return null;
    const { facts, number, instructionSet: set } = this;
    const conditional = this.conditionNumber !== AL || facts.operation[number] === Operation.compareAndBranch;
    const exchange = facts.exchange[number];
    const isCall = facts.link[number] !== Link.none;
    if (facts.transfer[number] === Transfer.direct) {
      const targetSet = exchange === Exchange.same ? set : set === "a32" ? "t32" : "a32";
      return { kind: isCall ? "call" : "jump", target: this.relativeAddress, targetSet, conditional };
    }
    const kind = isCall
      ? "call"
      : facts.transfer[number] === Transfer.table
        ? "table"
        : this.#returns()
          ? "return"
          : "jump";
    return { kind, target: null, targetSet: exchange === Exchange.same ? set : null, conditional };
  }

  #returns(): boolean {
    const { facts, number, word } = this;
    const reads = this.readMask & 0x7fff;
    switch (facts.returns[number]) {
      case Returns.always:
        return true;
      case Returns.throughLink:
        return reads === 1 << 14 && (word & facts.shiftBits[number]!) === 0;
      case Returns.fromStack:
        return (reads & (1 << 13)) !== 0;
      default:
        return false;
    }
  }

  /** The accesses to memory that it makes through its operands. */
  get memoryAccesses(): readonly MemoryAccess[] {
    const { row } = this;
    if (row.memoryAccess === "none") return [];
    const found: MemoryAccess[] = [];
    const size = row.memorySize;
    const access = row.memoryAccess;
    for (const operand of this.operands) {
      if (operand.kind === "memory") {
        const { base, index, displacement, writeBack } = operand.memory;
        found.push({ base, index, displacement, size, access, writeBack });
      }
    }
    if (found.length > 0) return found;
    const base = this.operands.find((operand) => operand.kind === "register");
    const stack = registersOfMask(1 << 13)[0]!;
    const register = base?.kind === "register" && base.register.kind === "r" ? (base.register as CoreRegister) : stack;
    const writeBack = (this.writtenMask & (1 << register.number)) !== 0;
    return [{ base: register, index: null, displacement: 0, size, access, writeBack }];
  }

  /**
   * What the instruction needs and a CPU does not have.
   *
   * @param features - of the CPU, as a mask of `Feature` bits: `featureSets["cortex-m0"]`
   * @returns names of features; empty if the CPU has the instruction
   */
  missingFeatures(features: number): FeatureName[] {
    return featureNames(this.row.features & ~features);
  }

  /** The IT state of what follows. */
  get nextIt(): ItState {
    if (this.#decoder.set === "a32") return NO_IT;
    return this.facts.class[this.number] === IT ? this.word & 0xff : advanceIt(this.it);
  }

  /** What it belongs to, in words like those of other disassemblers: its class, `jump`, `call`, `ret`, `int`, `privileged`. */
  get groups(): readonly string[] {
    const groups: string[] = [this.row.class];
    const { branch } = this;
    if (branch !== null) groups.push(branch.kind === "call" ? "call" : branch.kind === "return" ? "ret" : "jump");
    const more = groupsOfClass[this.row.class];
    if (more !== undefined) groups.push(more);
    if (this.row.privileged) groups.push("privileged");
    if (this.row.exclusive !== "none") groups.push("exclusive");
    return groups;
  }

  /**
   * Encodes it again from its operands.
   *
   * @returns its bits; equal to `word` for every valid instruction
   * @throws {IsaError} if it is not valid
   */
  encode(): number {
    const candidate = { row: this.row, syntax: this.#preferred, setsFlags: this.setsFlags };
    const it = !inItBlock(this.it) ? "outside" : lastInItBlock(this.it) ? "last" : "inside";
    const inputs: OperandInput[] = this.operands.map(({ input }) => input);
    return encodeFirst(
      this.#preferred.root,
      [candidate],
      inputs,
      { address: this.address, it },
      {
        condition: this.conditionNumber,
        size: 0,
        encoding: "",
        features: allFeatures,
        allowUnpredictable: false,
      },
    ).word;
  }

  toString(): string {
    const { opStr } = this;
    return opStr === "" ? this.mnemonic : `${this.mnemonic} ${opStr}`;
  }
}
