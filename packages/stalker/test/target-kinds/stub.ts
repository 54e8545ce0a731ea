import type { GdbTarget } from "../../src/index.js";

/** Has a debugger's stub execute one instruction of the thread that stopped last: see `StartedProgram.step`. */
export function stepOf({ remote }: GdbTarget): string {
  const stop = remote.step();
  if (stop.kind !== "stopped") throw new Error(`the program has ended: ${JSON.stringify(stop)}`);
  return stop.signalName;
}
