import type { Disassembled, Tool } from "@armstalker/oracles";
import type { Instruction } from "../../src/instruction.js";
import { a32Differences } from "./known-differences-a32.js";
import { t32Differences } from "./known-differences-t32.js";
import { unpredictableDifferences } from "./known-differences-unpredictable.js";
import { vectorDifferences, vectorUnpredictable } from "./known-differences-vector.js";

/** What one of the disassemblers says of a word that we decoded. */
export interface Verdict {
  readonly tool: Tool;
  readonly ours: Instruction;
  readonly theirs: Disassembled;
  /** Their text, normalised. */
  readonly text: string;
}

/** A class of words on which a disassembler and the manual are at odds. */
export interface KnownDifference {
  readonly what: string;
  /** The section that decides, of DDI 0406C if not said otherwise. */
  readonly section: string;
  readonly tool: Tool;
  readonly applies: (verdict: Verdict) => boolean;
}

/** All of them. There must be no other differences. */
export const knownDifferences: readonly KnownDifference[] = [
  ...a32Differences,
  ...t32Differences,
  ...vectorDifferences,
  ...unpredictableDifferences,
  ...vectorUnpredictable,
];
