export { CONTEXT_BYTES } from "./doors/context-page.js";
export type { DoorPlace } from "./doors/door.js";
export type { DriverStop, TargetDriver } from "./driver.js";
export { TargetError, type TargetErrorCode, type TargetErrorFields } from "./errors.js";
export { GdbTarget, type GdbTargetOptions } from "./gdb/gdb-target.js";
export {
  CLONE_THREAD,
  DISCARDING_ADVICE,
  ENGINE_MEMORY,
  FAULTS,
  FIRST_REALTIME_SIGNAL,
  HARMLESS_SIGNALS,
  isSystemCallError,
  KERNEL_HELPERS,
  MAP_FIXED,
  MAP_FIXED_NOREPLACE,
  MASK_AFTER_PC,
  MOST_SIGNALS,
  MREMAP_FIXED,
  MREMAP_MAYMOVE,
  OABI_BASE,
  PATH_MAX,
  SIG_DFL,
  SIG_IGN,
  SIG_SETMASK,
  SIG_UNBLOCK,
  SIGACTION_BYTES,
  SIGINFO_ADDRESS,
  SIGNAL_SET_BYTES,
  SIGNALS_WITH_INSTRUCTION_ADDRESS,
  Signal,
  SP_BEFORE_PC,
  STANDARD_ERROR,
  SystemCall,
  savedPcOffset,
} from "./linux-arm.js";
export { ProgramMemory } from "./program-memory.js";
export type { SharedMapping } from "./shared-mapping.js";
export { SharedPool } from "./shared-pool.js";
export { StopLoop } from "./stop-loop.js";
export {
  ADDRESS_SPACE,
  CORE_WORDS,
  CPSR,
  CPSR_E,
  CPSR_IT,
  CPSR_T,
  isEnd,
  LR,
  type Mapping,
  PC,
  R7,
  SP,
  type StopDecision,
  type StopHandler,
  type Target,
  type TargetEnd,
  type TargetStop,
  type ThreadId,
  VECTOR_BYTES,
} from "./target.js";
export { TargetMemory } from "./target-memory.js";
export { readWord, viewOf, writeWord } from "./words.js";
