export { ArmRelocator } from "./arm-relocator.js";
export {
  type CanRelocateOptions,
  type CanRelocateReason,
  type CanRelocateResult,
  canRelocate,
} from "./can-relocate.js";
export { Emitter, LONGEST_REWRITING } from "./emit/emitter.js";
export { emitterFor } from "./emit/index.js";
export { Step, type StepObserver } from "./emit/steps.js";
export { RelocationError, type RelocationErrorCode } from "./errors.js";
export { itWord } from "./it-block.js";
export { kindOf, type RelocationKind, type RewritingKind, rewritingKinds } from "./kinds.js";
export { Mover } from "./mover.js";
export type { AddressRange, CodeSource, Relocated, RelocateOptions, RelocationOptions } from "./options.js";
export { retarget } from "./relative.js";
export { relocate } from "./relocate.js";
export { inPlace, settingsOf } from "./settings.js";
export { Site } from "./site.js";
export { Source } from "./source.js";
export { type Substitutes, type Substitution, substitutionOf } from "./substitution.js";
export { ThumbRelocator } from "./thumb-relocator.js";
export {
  addressAfter,
  type CompareTransfer,
  type ComputedTransfer,
  type ControlTransfer,
  canGoOn,
  type DirectTransfer,
  directTarget,
  type ExceptionReturnTransfer,
  fallsThrough,
  type LoadTransfer,
  type MisalignedTransfer,
  type MultipleLoadTransfer,
  type MultipleTransfer,
  multipleTransferOf,
  type RegisterTransfer,
  type TableTransfer,
  transferOf,
} from "./transfer.js";
