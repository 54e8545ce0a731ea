import {
  a32Decoder,
  advanceIt,
  type CodeWriter,
  type Instruction,
  type InstructionSet,
  inItBlock,
  requireOptions,
  t32Decoder,
} from "@armstalker/isa";
import type { Emitter } from "./emit/emitter.js";
import { emitterFor } from "./emit/index.js";
import { RelocationError } from "./errors.js";
import { Mover } from "./mover.js";
import type { CodeSource, RelocationOptions } from "./options.js";
import { inPlace, relocationOptions, settingsOf } from "./settings.js";
import { Source } from "./source.js";
import { canGoOn } from "./transfer.js";

/** What is read and written at once: an instruction, or an IT block. */
interface Unit {
  readonly instruction: Instruction;
  /** The instructions of the IT block after IT. */
  readonly members: readonly Instruction[];
}

/** The part of a relocator that does not depend on the instruction set. */
export abstract class Relocator<Writer extends CodeWriter> {
  readonly #set: InstructionSet;
  readonly #options: RelocationOptions;
  #source!: Source;
  #out!: Emitter;
  #mover!: Mover;
  #address = 0;
  #units: Unit[] = [];
  #written = 0;
  #total = 0;
  #input: Instruction | null = null;
  #eob = false;
  #eoi = false;

  /** @throws {RelocationError} `misaligned`, `out-of-range` for the address, `wrong-output` for a writer of the other instruction set */
  protected constructor(set: InstructionSet, input: CodeSource, output: Writer, options: RelocationOptions) {
    requireOptions("a relocator", options, relocationOptions);
    this.#set = set;
    this.#options = options;
    this.reset(input, output);
  }

  /** The instruction that was read last; null before the first. Of an IT block it is the IT instruction. */
  get input(): Instruction | null {
    return this.#input;
  }

  /** Whether the last instruction that was read ends a block: a branch of any kind. */
  get eob(): boolean {
    return this.#eob;
  }

  /** Whether the last instruction that was read never goes on to the next: nothing more is read then. */
  get eoi(): boolean {
    return this.#eoi;
  }

  /**
   * Reads an instruction, or a whole IT block.
   *
   * @returns the bytes read since the start, in all; 0 after the end of input, and for what is no instruction
   */
  readOne(): number {
    if (this.#eoi) return 0;
    const instruction = this.#fetch(this.#address, 0);
    if (instruction === null) return 0;
    const members: Instruction[] = [];
    let last = instruction;
    for (let it = instruction.nextIt; inItBlock(it); it = advanceIt(it)) {
      const member = this.#fetch(last.next, it);
      if (member === null) return 0;
      members.push(member);
      last = member;
    }
    const block = members.length === 0 ? [instruction] : members;
    this.#units.push({ instruction, members });
    this.#input = instruction;
    this.#eob = block.some(({ writesPc }) => writesPc);
    this.#eoi = block.some((each) => !canGoOn(each));
    this.#total += last.next - this.#address;
    this.#address = last.next;
    return this.#total;
  }

  #fetch(address: number, it: number): Instruction | null {
    const fetched = this.#source.fetch(address);
    if (fetched === null) return null;
    const decoder = this.#set === "a32" ? a32Decoder() : t32Decoder();
    const instruction = decoder.instruction(fetched.word, fetched.size, address, it);
    return instruction.validity === "undefined" ? null : instruction;
  }

  /** What the next `writeOne` writes, of an IT block the IT instruction; null if all is written that was read. */
  peekNextWriteInsn(): Instruction | null {
    return this.#units[this.#written]?.instruction ?? null;
  }

  /** The address of what the next `writeOne` writes, without an instruction set bit; null if all is written that was read. */
  peekNextWriteSource(): number | null {
    return this.peekNextWriteInsn()?.address ?? null;
  }

  /** Leaves out what the next `writeOne` would write. */
  skipOne(): void {
    this.#take(() => {});
  }

  /**
   * Writes the next instruction or IT block, rewritten where it must be. What cannot be moved stays the next to be written.
   *
   * @returns false if all is written that was read
   * @throws {RelocationError} if it cannot be moved
   * @throws {WriterError} `out-of-space`
   */
  writeOne(): boolean {
    return this.#take(({ instruction, members }) => {
      if (members.length === 0) this.#mover.move(instruction);
      else this.#mover.moveItBlock(instruction, members, () => {});
    });
  }

  /** Writes the next instruction or IT block as it is. */
  protected copyNext(): boolean {
    return this.#take(({ instruction, members }) => {
      this.#out.writer.putUnit(2 + 4 * members.length + 2, () => {
        for (const { word } of [instruction, ...members]) this.#out.copy(word);
      });
      for (const each of [instruction, ...members]) this.#mover.pass(each);
    });
  }

  #take(write: (unit: Unit) => void): boolean {
    const unit = this.#units[this.#written];
    if (unit === undefined) return false;
    write(unit);
    this.#written++;
    if (this.#written === this.#units.length) {
      this.#units = [];
      this.#written = 0;
    }
    return true;
  }

  /** Writes all that was read. @throws {RelocationError} as `writeOne` */
  writeAll(): void {
    while (this.writeOne());
  }

  /**
   * Begins anew with other input and output.
   *
   * @throws {RelocationError} `misaligned`, `out-of-range` for the address, `wrong-output` for a writer of the other instruction set
   */
  reset(input: CodeSource, output: Writer): void {
    const alignment = this.#set === "a32" ? 4 : 1;
    requireAddress(input.address, alignment);
    this.#source = new Source(this.#set, input);
    if (output.set !== this.#set) {
      throw new RelocationError(
        "wrong-output",
        input.address,
        new Uint8Array(0),
        `the writer writes ${output.set}, and the code is ${this.#set}`,
      );
    }
    this.#out = emitterFor(output);
    const surroundings = { source: this.#source, settings: settingsOf(this.#options), placement: inPlace };
    this.#mover = new Mover(this.#out, surroundings);
    this.#address = this.#source.start;
    this.dispose();
    this.#total = 0;
    this.#eob = this.#eoi = false;
  }

  /** Forgets what was read; the name is that of Frida's API. */
  dispose(): void {
    this.#units = [];
    this.#written = 0;
    this.#input = null;
  }
}

/** @throws {RelocationError} `misaligned`, `out-of-range` */
export function requireAddress(address: number, alignment: number): void {
  if (!(Number.isInteger(address) && address >= 0 && address < 2 ** 32)) {
    throw new RelocationError("out-of-range", Number(address), new Uint8Array(0), "addresses are 0 to 2^32 - 1");
  }
  if (address % alignment === 0) return;
  throw new RelocationError("misaligned", address, new Uint8Array(0), `its address must be a multiple of ${alignment}`);
}
