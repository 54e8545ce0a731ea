import { constants } from "node:os";
import { shown } from "./arguments.js";
import { invalidArgument } from "./error.js";

// The protocol has its own numbers of signals, the same for every system (GDB's include/gdb/signals.def).
const FIRST_NAMES =
  "HUP INT QUIT ILL TRAP ABRT EMT FPE KILL BUS SEGV SYS PIPE ALRM TERM URG STOP TSTP CONT CHLD TTIN TTOU IO XCPU XFSZ VTALRM PROF WINCH LOST USR1 USR2 PWR";

const nameByNumber: Map<number, string> = new Map();
const numberByName: Map<string, number> = new Map();

function add(number: number, name: string): void {
  nameByNumber.set(number, name);
  numberByName.set(name, number);
}

FIRST_NAMES.split(" ").forEach((name, index) => {
  add(index + 1, `SIG${name}`);
});
for (let realtime = 33; realtime <= 63; realtime++) add(realtime - 33 + 45, `SIG${realtime}`);
add(77, "SIG32");
add(78, "SIG64");

/** `SIGSEGV`; real-time signals are `SIG32` … `SIG64` as Linux counts; `signal 99` for a number without a name, `none` for 0. */
export function signalName(number: number): string {
  return number === 0 ? "none" : (nameByNumber.get(number) ?? `signal ${number}`);
}

/** The protocol's number of a signal by name, for {@link ResumeAction}. */
export function signalNumber(name: string): number {
  const number = numberByName.get(name);
  if (number === undefined) {
    throw invalidArgument(
      `there is no signal ${shown(name)} in the protocol`,
      "names are as SIGINT, or SIG40 for real-time ones",
    );
  }
  return number;
}

/** The number that Linux on ARM and x86 has for a signal of the protocol; undefined where it has none. */
export function linuxSignalNumber(number: number): number | undefined {
  const name = nameByNumber.get(number);
  if (name === undefined) return undefined;
  const realtime = /^SIG(\d+)$/.exec(name);
  return realtime === null ? (constants.signals as Record<string, number>)[name] : Number(realtime[1]);
}

/** The protocol's number for a signal of Linux on ARM and x86; undefined where it has none. */
export function signalNumberOfLinux(number: number): number | undefined {
  if (number >= 32) return numberByName.get(`SIG${number}`);
  for (const name of nameByNumber.values()) {
    if ((constants.signals as Record<string, number>)[name] === number) return numberByName.get(name);
  }
  return undefined;
}
