import { expect } from "vitest";
import type { GdbTarget, TargetStop } from "../../src/index.js";

export const pause = (milliseconds: number): Promise<void> => new Promise((wake) => setTimeout(wake, milliseconds));

/** Lets the program run for a while, and interrupts it. */
export async function runFor(target: GdbTarget, milliseconds: number): Promise<TargetStop> {
  const stopped = target.resume();
  await pause(milliseconds);
  target.interrupt();
  const stop = await stopped;
  expect(stop).toMatchObject({ kind: "interrupted" });
  return stop;
}

/** Lets the program run up to an instruction. @param address - bit 0 set: T32 */
export async function runTo(target: GdbTarget, address: number): Promise<void> {
  target.insertBreakpoint(address);
  expect((await target.resume()).kind).toBe("trap");
  target.removeBreakpoint(address);
  expect(target.readRegister(target.mainThread, 15)).toBe((address & ~1) >>> 0);
}
