import { Signal } from "./events.js";
import { native } from "./native.js";

const SIGNAL_INFO_BYTES = 128;
/** The offset in a siginfo_t of the fields of the signal's kind: after three integers, aligned for a pointer. */
const KIND_OFFSET = process.arch === "arm" ? 12 : 16;
/** Codes from 1 to below this one are the kernel's own reasons; 0 and below mean that a process sent the signal (`SI_KERNEL`). */
const SI_KERNEL = 0x80;
const FAULTS: ReadonlySet<number> = new Set([
  Signal.SIGSEGV,
  Signal.SIGBUS,
  Signal.SIGILL,
  Signal.SIGFPE,
  Signal.SIGTRAP,
]);

/** Details of the signal that a thread is stopped for. */
export interface SignalInfo {
  signal: number;
  errno: number;
  /** `si_code`: above 0 the kernel's reason, 0 and below how it was sent. */
  code: number;
  /** Of a fault: the address that caused it. */
  address?: number;
  /** The process that sent it, or the child that it reports. */
  pid?: number;
  uid?: number;
  /** All of it, in the layout of this tracer: 128 bytes. */
  raw: Uint8Array;
}

/** Asks for the details of the signal that a thread is stopped for. */
export function readSignalInfo(threadId: number): SignalInfo {
  const raw = new Uint8Array(SIGNAL_INFO_BYTES);
  native().signalInfo(threadId, raw);
  const integers = new Int32Array(raw.buffer);
  const [signal, errno, code] = integers as unknown as [number, number, number];
  const info: SignalInfo = { signal, errno, code, raw };
  if (FAULTS.has(signal) && code > 0 && code < SI_KERNEL) {
    info.address = KIND_OFFSET === 12 ? integers[3]! >>> 0 : Number(new BigUint64Array(raw.buffer, KIND_OFFSET, 1)[0]!);
  } else if (code <= 0 || signal === Signal.SIGCHLD) {
    info.pid = integers[KIND_OFFSET / 4]!;
    info.uid = integers[KIND_OFFSET / 4 + 1]! >>> 0;
  }
  return info;
}
