export type { MemoryRange } from "@armstalker/slab-allocator";
export {
  GdbTarget,
  type GdbTargetOptions,
  type Mapping,
  type StopDecision,
  type StopHandler,
  type Target,
  type TargetEnd,
  TargetError,
  type TargetErrorCode,
  type TargetErrorFields,
  type TargetStop,
  type ThreadId,
} from "@armstalker/target";
export { type Backpatch, deserializeBackpatches, serializeBackpatches } from "./backpatch.js";
export type { CallDetails, CallProbe, InstructionProbe } from "./call-probes.js";
export { type Callout, ContextMemory, type CpuContext } from "./cpu-context.js";
export type { LifeEvent } from "./engine/life-events.js";
export type { StalkerCounter, StalkerObserver, SwitchDetails } from "./engine/observation.js";
export type { Statistics } from "./engine/statistics.js";
export { StalkerError, type StalkerErrorCode, type StalkerErrorFields } from "./errors.js";
export type { CallSummary } from "./events/event-queue.js";
export {
  type AnnotatedEvent,
  type BareEvent,
  EventType,
  type ParseOptions,
  parseEvents,
  type StalkerEventType,
} from "./events/gum-event.js";
export {
  type MemoryAccess,
  StalkerArmIterator,
  type StalkerIteration,
  type StalkerIterator,
  StalkerThumbIterator,
  type Transformer,
} from "./iterator.js";
export type { EventSelection, FollowOptions, RegroupOptions, StalkerOptions } from "./options.js";
export { Stalker } from "./stalker.js";
