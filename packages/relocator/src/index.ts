export { ArmRelocator } from "./arm-relocator.js";
export {
  type CanRelocateOptions,
  type CanRelocateReason,
  type CanRelocateResult,
  canRelocate,
} from "./can-relocate.js";
export { RelocationError, type RelocationErrorCode } from "./errors.js";
export { kindOf, type RelocationKind, type RewritingKind, rewritingKinds } from "./kinds.js";
export type { AddressRange, CodeSource, Relocated, RelocateOptions, RelocationOptions } from "./options.js";
export { relocate } from "./relocate.js";
export { ThumbRelocator } from "./thumb-relocator.js";
