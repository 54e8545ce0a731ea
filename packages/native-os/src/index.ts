export { ArmRegisters, ArmVfpRegisters } from "./arm-registers.js";
export { GeneratedCodeEntry } from "./entry.js";
export { EntryContext } from "./entry-context.js";
export { hasCode, NativeOsError, type NativeOsErrorFields } from "./error.js";
export { type Ending, Signal, type TraceEvent } from "./events.js";
export { EXIT_SITE_SIZE, exitSite, type InstructionSet } from "./exit-site.js";
export { HeldThreads } from "./held-threads.js";
export {
  type AllocateOptions,
  Allocation,
  allocate,
  clearInstructionCache,
  isRwxAllowed,
  type Protection,
  pageSize,
  readMemory,
  writeMemory,
} from "./memory.js";
export { type MemoryMapping, memoryMap, parseMemoryMap } from "./memory-map.js";
export type { EventName, TraceOptions } from "./options.js";
export { readProcessMemory, TracedProcess, writeProcessMemory } from "./process.js";
export { RegisterSet } from "./register-set.js";
export { RemoteMemory } from "./remote-memory.js";
export { type ChangeOptions, SharedMemory, type SharedMemoryOptions, type WaitOutcome } from "./shared-memory.js";
export type { SignalInfo } from "./signal-info.js";
export type { SpawnOptions, Stdio } from "./spawn.js";
export { type ConnectOptions, connect, type Endpoint, waitReadable } from "./streams.js";
export { type ResumeOptions, TracedThread } from "./thread.js";
export { type AttachOptions, Tracer, type WaitOptions } from "./tracer.js";
export { WordWatch } from "./word-watch.js";
