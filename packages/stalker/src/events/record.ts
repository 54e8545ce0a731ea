/** The kinds of records that generated code writes, each a word that names it, and of some a second word. */
export type RecordKind =
  /** `exec` and `block` events: known when the block is compiled. */
  | "exec"
  | "block"
  /** A call whose target is known. */
  | "call"
  /** A call; the second word is its target. */
  | "indirect-call"
  /** A branch by a form that returns; the second word is its target. */
  | "return"
  /** Any other branch to an address that is computed; the second word is that address. */
  | "jump";

/** What a record says besides its second word. Addresses have bit 0 set for T32. */
export interface RecordDescriptor {
  readonly kind: RecordKind;
  /** Of the instruction, or the block. */
  readonly location: number;
  /** `block`: its end. `call`: its target. */
  readonly second: number;
  /** Of calls: what is left in LR; 0 if the callee does not run under the stalker, so that no frame is recorded. */
  readonly returnAddress: number;
}

/** Whether a record has a second word. */
export const hasTarget = (kind: RecordKind): boolean =>
  kind === "indirect-call" || kind === "return" || kind === "jump";
