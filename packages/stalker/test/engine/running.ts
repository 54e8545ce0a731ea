import { expect } from "vitest";
import { Stalker, type StalkerOptions, type Target, type TargetStop } from "../../src/index.js";
import type { ProgramOutput } from "../target-kind.js";
import type { Program } from "./programs.js";

/** Milliseconds: machines may be busy. */
const LONGEST_WAIT = 60_000;

export const pause = (milliseconds: number): Promise<void> => new Promise((wake) => setTimeout(wake, milliseconds));

/** Lets the program run for a while, and interrupts it. */
export async function runFor(target: Target, milliseconds: number): Promise<TargetStop> {
  const stopped = target.resume();
  await pause(milliseconds);
  target.interrupt();
  const stop = await stopped;
  expect(stop).toMatchObject({ kind: "interrupted" });
  return stop;
}

/** Lets the program run, and looks every now and then, until what a test waits for has come about. */
export async function runUntil(target: Target, what: () => boolean): Promise<void> {
  const end = performance.now() + LONGEST_WAIT;
  while (!what()) {
    if (performance.now() > end) throw new Error("it does not come about");
    await runFor(target, 15);
  }
}

/** Waits for something to come about while the program runs. */
export async function until(what: () => boolean): Promise<void> {
  const end = performance.now() + LONGEST_WAIT;
  while (!what()) {
    if (performance.now() > end) throw new Error("it does not come about");
    await pause(2);
  }
}

/** Lets the program run up to an instruction. @param address - bit 0 set: T32 */
export async function runTo(target: Target, address: number): Promise<void> {
  target.insertBreakpoint(address);
  expect((await target.resume()).kind).toBe("trap");
  target.removeBreakpoint(address);
  expect(target.readRegister(target.mainThread, 15)).toBe((address & ~1) >>> 0);
}

/** A program that waits before one of its functions, and a stalker for it whose errors are collected. */
export interface Started {
  readonly target: Target;
  readonly output: ProgramOutput;
  readonly stalker: Stalker;
  readonly errors: readonly Error[];
}

/** Starts a program, and lets it run up to a function. */
export async function startTo(
  program: Program,
  name: string,
  args: readonly string[],
  options: StalkerOptions = {},
): Promise<Started> {
  const { target, output } = await program.start(...args);
  const errors: Error[] = [];
  const stalker = new Stalker(target, {
    stopAtBreakpoints: true,
    onError: (error) => errors.push(error),
    ...options,
  });
  await runTo(target, program.address(name));
  return { target, output, stalker, errors };
}
