import {
  type CoreRegister,
  type CoreRegisterLike,
  coreRegisterNumber,
  coreRegisters,
  isRegisterName,
  Register,
} from "../registers.js";
import { requireWord, writerError } from "./writer-error.js";

/** An argument of a call: a register, as a constant or by name, or a 32-bit constant, -2^31 to 2^32 - 1. */
export type CallArgument = CoreRegisterLike | number;

/** What is called: an address (bit 0 set for T32 code) or a register that holds one. */
export type CallTarget = number | CoreRegister;

/** @internal What a call sequence is made of, in either instruction set. None of these may change flags or other registers. */
export interface CallPrimitives {
  move(destination: CoreRegister, source: CoreRegister): void;
  loadConstant(destination: CoreRegister, value: number): void;
  /** destination = sp + bytes, which are a multiple of 8 if the destination is sp. */
  addToStack(destination: CoreRegister, bytes: number): void;
  storeOnStack(source: CoreRegister, bytes: number): void;
  call(target: CallTarget): void;
}

const scratch = coreRegisters[14]!;
const callee = coreRegisters[12]!;
const sp = coreRegisters[13]!;

/** An argument with its place settled. */
interface Placed {
  readonly value: CoreRegister | number;
  readonly index: number;
}

const argumentOf = (argument: CallArgument, index: number): CoreRegister | number => {
  if (typeof argument === "number") {
    requireWord(`argument ${index}`, argument, ", or a register");
    return argument >>> 0;
  }
  const number = coreRegisterNumber(argument);
  if (number !== 15) return coreRegisters[number]!;
  throw writerError("out-of-range", `argument ${index}`, "pc", "r0 to lr", ": pc has no fixed value, pass an address");
};

/** @internal True if a call argument is a register. */
export const isRegisterArgument = (argument: unknown): boolean =>
  argument instanceof Register || (typeof argument === "string" && isRegisterName(argument));

/**
 * Moves registers to registers as if all at once: what a move overwrites is read before. A cycle is broken through `lr`, which is
 * never a destination.
 *
 * @returns whether there was a cycle
 */
function moveAll(moves: Map<CoreRegister, CoreRegister>, move: CallPrimitives["move"]): boolean {
  const waiting = new Map(moves);
  let cyclic = false;
  while (waiting.size > 0) {
    const sources = new Set(waiting.values());
    const free = [...waiting.keys()].find((destination) => !sources.has(destination));
    if (free !== undefined) {
      move(free, waiting.get(free)!);
      waiting.delete(free);
      continue;
    }
    const [destination] = waiting.keys();
    cyclic = true;
    move(scratch, destination!);
    for (const [to, from] of waiting) if (from === destination) waiting.set(to, scratch);
  }
  return cyclic;
}

/**
 * @internal Calls a function by the procedure call standard (AAPCS32, 6.4): the first four arguments in r0 to r3, the others on
 * the stack, which is kept a multiple of 8 bytes and given back. The flags are not changed before the call; ip and lr are lost.
 *
 *     sub sp, sp, #space          only with more than four arguments
 *     str rN, [sp, #offset]       each register argument on the stack
 *     mov ...                     register arguments to r0-r3, and the target to ip if it would be lost, as one parallel move
 *     ldr lr, =constant; str lr   each constant on the stack
 *     ldr rN, =constant           each constant in r0-r3
 *     bl target / blx target / blx ip
 *     add sp, sp, #space
 */
export function putCallSequence(target: CallTarget, args: readonly CallArgument[], primitives: CallPrimitives): void {
  const placed = args.map((argument, index): Placed => ({ value: argumentOf(argument, index), index }));
  const onStack = placed.slice(4).map(({ value, index }) => ({ value, offset: (index - 4) * 4 }));
  const space = Math.ceil(onStack.length / 2) * 8;
  const isRegister = (value: CoreRegister | number): value is CoreRegister => typeof value !== "number";
  if (space > 0) primitives.addToStack(sp, -space);
  for (const { value, offset } of onStack)
    if (isRegister(value) && value !== sp) primitives.storeOnStack(value, offset);
  const moves = new Map<CoreRegister, CoreRegister>();
  const inRegisters = placed.slice(0, 4);
  for (const { value, index } of inRegisters) {
    const register = coreRegisters[index]!;
    if (isRegister(value) && value !== sp && value !== register) moves.set(register, value);
  }
  const losesTarget =
    target === scratch
      ? onStack.some(({ value }) => !isRegister(value) || value === sp) || moveAll(moves, () => {})
      : inRegisters.some(({ value, index }) => coreRegisters[index] === target && value !== target);
  const called = losesTarget ? callee : target;
  if (losesTarget) moves.set(callee, target as CoreRegister);
  moveAll(moves, primitives.move);
  for (const { value, offset } of onStack) {
    if (isRegister(value) && value !== sp) continue;
    if (isRegister(value)) primitives.addToStack(scratch, space);
    else primitives.loadConstant(scratch, value);
    primitives.storeOnStack(scratch, offset);
  }
  for (const { value, index } of inRegisters) {
    const register = coreRegisters[index]!;
    if (value === sp) primitives.addToStack(register, space);
    else if (!isRegister(value)) primitives.loadConstant(register, value);
  }
  primitives.call(called);
  if (space > 0) primitives.addToStack(sp, space);
}
