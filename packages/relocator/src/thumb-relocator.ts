import type { ThumbWriter } from "@armstalker/thumb-writer";
import type { CodeSource, RelocationOptions } from "./options.js";
import { Relocator } from "./relocator.js";

/** Moves T32 code. An IT block is read, skipped and written as a whole. */
export class ThumbRelocator extends Relocator<ThumbWriter> {
  constructor(input: CodeSource, output: ThumbWriter, options: RelocationOptions = {}) {
    super("t32", input, output, options);
  }

  /** Writes the next instruction or IT block as it is, without rewriting. Gives false if all is written that was read. */
  copyOne(): boolean {
    return this.copyNext();
  }
}
