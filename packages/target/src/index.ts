export type { DriverStop, TargetDriver } from "./driver.js";
export { TargetError, type TargetErrorCode, type TargetErrorFields } from "./errors.js";
export { GdbTarget } from "./gdb/gdb-target.js";
export {
  ENGINE_MEMORY,
  FIRST_REALTIME_SIGNAL,
  isSystemCallError,
  MAP_FIXED_NOREPLACE,
  SIGNAL_SET_BYTES,
  SystemCall,
} from "./linux-arm.js";
export { StopLoop } from "./stop-loop.js";
export {
  ADDRESS_SPACE,
  CORE_WORDS,
  CPSR,
  CPSR_E,
  CPSR_T,
  type Mapping,
  type StopDecision,
  type StopHandler,
  type Target,
  type TargetEnd,
  type TargetStop,
  type ThreadId,
  VECTOR_BYTES,
} from "./target.js";
export { readWord, writeWord } from "./words.js";
