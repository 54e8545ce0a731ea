export type { Address, MemoryRange } from "./address.js";
export { type AddressSpec, ANYWHERE, intersect, within } from "./address-spec.js";
export type { AttachedHelper } from "./attached-helper.js";
export { CodeSlab, type CodeSlabOptions } from "./code-slab.js";
export { CodeSlabChain, type CodeSlabChainOptions } from "./code-slab-chain.js";
export { DataSlab, type DataSlabOptions } from "./data-slab.js";
export { DataSlabChain, type DataSlabChainOptions } from "./data-slab-chain.js";
export { SlabError, type SlabErrorCode, type SlabErrorDetails } from "./errors.js";
export type { CodeAccess, MappedRange, MemoryProvider, Protection } from "./memory-provider.js";
export { allocateNear, type GapRequest, type NearRequest, nearestFreeGap } from "./near-allocation.js";
export {
  A32_ADR,
  A32_ADR_WORD,
  A32_B,
  A32_BLX,
  A32_LDR_LITERAL,
  A32_LDRD_LITERAL,
  A32_VLDR_LITERAL,
  mutualSpan,
  neighboursOf,
  type Reach,
  reaches,
  sourcesOf,
  T16_ADR,
  T16_B,
  T16_B_COND,
  T16_CBZ,
  T16_LDR_LITERAL,
  T32_ADR,
  T32_B_COND_W,
  T32_B_W,
  T32_BLX,
  T32_LDR_LITERAL,
  T32_LDRD_LITERAL,
  T32_TBB,
  T32_TBH,
  T32_VLDR_LITERAL,
  targetsOf,
} from "./reach.js";
export { ScratchSlab, type ScratchSlabOptions } from "./scratch-slab.js";
export { type MemoryCall, SimulatedMemory, type SimulatedMemoryOptions } from "./simulated-memory.js";
export { Slab } from "./slab.js";
export { type GrowthPolicy, SlabChain } from "./slab-chain.js";
export { WriteAccess, type WriteCounts } from "./write-access.js";
