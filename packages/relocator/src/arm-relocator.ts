import type { ArmWriter } from "@armstalker/arm-writer";
import type { CodeSource, RelocationOptions } from "./options.js";
import { Relocator } from "./relocator.js";

/** Moves A32 code. */
export class ArmRelocator extends Relocator<ArmWriter> {
  /** @throws {RelocationError} `misaligned` for an address that is no multiple of 4 */
  constructor(input: CodeSource, output: ArmWriter, options: RelocationOptions = {}) {
    super("a32", input, output, options);
  }
}
