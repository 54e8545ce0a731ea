import type { EndRequests } from "../end-requests.js";
import type { OptionRow, ParsedOptions } from "../options.js";

/** A command of `armstalker`. */
export interface Command {
  readonly name: string;
  /** For the list of commands. */
  readonly summary: string;
  /** What is typed after its name. */
  readonly usage: string;
  readonly options: readonly OptionRow[];
  /** Lines of the shell with what they do. */
  readonly examples: readonly (readonly [line: string, effect: string])[];
  /** How many words come before the program. */
  readonly operands: number;
  /** Resolves with the exit status. */
  run(options: ParsedOptions, ends: EndRequests): Promise<number>;
}
