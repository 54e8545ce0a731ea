export { AuxiliaryEntry, type AuxiliaryVector } from "./auxiliary-vector.js";
export type { ByteStream, StreamEvent } from "./byte-stream.js";
export { type ConnectOptions, connect } from "./connect.js";
export { GdbRemoteError, type GdbRemoteErrorCode, type GdbRemoteErrorFields, hasCode } from "./error.js";
export type { RemoteState, StopListener } from "./execution.js";
export type { StubFeatures } from "./features.js";
export { encodePacket, type Frame, PacketReader, unescapeBinary } from "./framing.js";
export { GdbRemote } from "./gdb-remote.js";
export type { Library } from "./libraries.js";
export { defaultLimits, type GdbRemoteLimits } from "./limits.js";
export type { BreakpointKind } from "./memory.js";
export type { MonitorOptions } from "./monitor.js";
export type { GdbRemoteOptions, ResumeAction } from "./options.js";
export { type EmulatorExit, QemuUser, type QemuUserOptions } from "./qemu-user.js";
export { type Endianness, RegisterValues } from "./register-values.js";
export { type OpenOptions, RemoteFiles } from "./remote-files.js";
export { linuxSignalNumber, signalName, signalNumber, signalNumberOfLinux } from "./signals.js";
export type { StopReason, StopReply, ThreadStop } from "./stop-reply.js";
export {
  ARM_WITHOUT_DESCRIPTION,
  describeRegisters,
  type RegisterDescription,
  type RegisterSource,
  type TargetDescription,
} from "./target-description.js";
export { formatThreadId, isSameThread, NAMELESS_THREAD, type ThreadId } from "./thread-id.js";
