import type { Instruction } from "@armstalker/isa";

/** The kinds of rewriting, one a file in src/rules. */
export const rewritingKinds = ["branch", "call", "literal", "address", "operand", "jump", "table", "stored"] as const;

/**
 * Why an instruction must be rewritten:
 *
 * - `branch`: it branches to an address that it holds;
 * - `call`: it leaves a return address in LR;
 * - `literal`: it loads, stores or preloads at a constant distance from PC;
 * - `address`: its result is an address at a constant distance from PC;
 * - `operand`: PC is one of its operands otherwise;
 * - `jump`: it branches to an address that it computes or loads by means of PC;
 * - `table`: it branches by a table (TBB, TBH);
 * - `stored`: it stores PC.
 */
export type RewritingKind = (typeof rewritingKinds)[number];

/** What becomes of an instruction: it is kept as it is, rewritten, or refused. */
export type RelocationKind = "kept" | RewritingKind | "refused";

/** What becomes of an instruction when it is moved. */
export function kindOf(instruction: Instruction): RelocationKind {
  throw new Error(`not written yet: ${instruction}`);
}
