import type { CodeWriter, Instruction } from "@armstalker/isa";
import type { CodeSource, RelocationOptions } from "./options.js";

/** The part of a relocator that does not depend on the instruction set. */
export abstract class Relocator<Writer extends CodeWriter> {
  protected constructor(input: CodeSource, output: Writer, options: RelocationOptions = {}) {
    throw new Error(`not written yet: ${input} ${output} ${options}`);
  }

  /** The instruction that was read last; null before the first. Of an IT block it is the IT instruction. */
  get input(): Instruction | null {
    return null;
  }

  /** Whether the last instruction that was read ends a block: a branch of any kind. */
  get eob(): boolean {
    return false;
  }

  /** Whether the last instruction that was read never goes on to the next: nothing more is read then. */
  get eoi(): boolean {
    return false;
  }

  /** Reads an instruction, or a whole IT block. Gives the bytes read since the start in all, 0 if there was nothing to read. */
  readOne(): number {
    return 0;
  }

  /** What the next `writeOne` writes; null if all is written that was read. */
  peekNextWriteInsn(): Instruction | null {
    return null;
  }

  /** The address of what the next `writeOne` writes; null if all is written that was read. */
  peekNextWriteSource(): number | null {
    return null;
  }

  /** Leaves out what the next `writeOne` would write. */
  skipOne(): void {}

  /** Writes the next instruction or IT block. Gives false if all is written that was read. */
  writeOne(): boolean {
    return false;
  }

  /** Writes all that was read. */
  writeAll(): void {}

  /** Begins anew with other input and output. */
  reset(input: CodeSource, output: Writer): void {
    throw new Error(`not written yet: ${input} ${output}`);
  }

  /** Forgets what was read; the name is that of Frida's API. */
  dispose(): void {}
}
