import { readFileSync } from "node:fs";
import { signalNumber } from "./signals.js";

/** The signal that makes the stub of a running qemu-user report a stop. */
export interface InterruptSignal {
  /** Its number in the kernel, by which it is sent to the emulator. */
  readonly host: number;
  /** Its number in the program. */
  readonly program: number;
  /** Its number in the protocol. */
  readonly reported: number;
}

/** The emulator keeps two real-time signals for itself. Hardly a program uses this one, ignores it, or gets it from a terminal. */
const UNUSED: InterruptSignal = { host: 62, program: 60, reported: signalNumber("SIG60") };
const ABORT = { program: 6, reported: signalNumber("SIGABRT") } as const;
const LEAST_REALTIME = 34;

/**
 * The stub of qemu-user reads nothing while the program runs, and reports signals before the program sees them. So it is interrupted by a signal that the
 * emulator handles whatever the program does. Version 7.2 handles all signals that would end it. Later ones handle those that dump core, and any other
 * ends them: there the program's SIGABRT has a real-time signal of the kernel to itself, the last one that is handled before the program runs. Only
 * emulated programs send that. An `abort()` at the moment of an interrupt is not lost: it raises the signal twice.
 *
 * @param processId - an emulator whose program has not run yet
 * @returns undefined if there is none
 */
export function interruptSignalOf(processId: number): InterruptSignal | undefined {
  const digits = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${processId}/status`, "latin1"))?.[1];
  const caught = BigInt(`0x${digits ?? 0}`);
  if ((caught >> BigInt(UNUSED.host - 1)) & 1n) return UNUSED;
  const last = caught.toString(2).length;
  return last < LEAST_REALTIME ? undefined : { host: last, ...ABORT };
}
