import type { AnnotatedEvent, StalkerEventType } from "../../src/events/gum-event.js";
import { type Flow, flowOf, isExclusiveEnd, isExclusiveLoad, type Listed, type Listing } from "./listing.js";
import type { Step } from "./native.js";

/** What the events of a run depend on besides its instructions. */
export interface EventRules {
  /** Whether calls of an address run natively. Helpers of the kernel do always. */
  readonly isExcluded: (address: number) => boolean;
}

const at = ({ address, set }: Listed): number => address + (set === "t32" ? 1 : 0);
const after = (instruction: Listed): number => at(instruction) + instruction.size;
/** The lowest of the kernel's helpers. */
const FIRST_HELPER = 0xffff0f60;

/**
 * The events that a run must yield, derived from its single-stepped instructions and their disassembly alone:
 *
 * - `block` where control comes to from a branch or from behind one, whether that was taken or not; its end is behind the next branch,
 *   or where it is too long;
 * - `exec` before each instruction but those whose place in an IT block is skipped; a failed condition of A32 does not matter;
 * - `call` for BL and BLX that are executed; its depth is the number of calls that have not returned;
 * - `ret` for what returns by its form, and for what goes to where the last call is to return;
 * - `exec` before `call` or `ret` of an instruction, `block` before the `exec` of its first;
 * - none between an exclusive load and the store or CLREX that ends its claim, itself included; a branch there that is not taken ends
 *   no block.
 */
export function expectedEvents(listing: Listing, steps: readonly Step[], rules: EventRules): AnnotatedEvent[] {
  const events: AnnotatedEvent[] = [];
  const frames: number[] = [];
  let end: number | undefined;
  for (const { step, isQuiet } of followedSteps(steps, rules)) {
    const { instruction, passed, skipped, next } = step;
    const location = at(instruction);
    if (end === undefined) {
      end = blockEnd(listing, instruction);
      if (!isQuiet) events.push(["block", location, end]);
    }
    if (!isQuiet && !skipped) events.push(["exec", location]);
    const flow = flowOf(instruction);
    if (flow === "none") {
      if (next !== after(instruction)) throw new Error(`"${instruction.text}" went to 0x${next.toString(16)}.`);
      if (next === end) end = undefined;
      continue;
    }
    const goesOn = !passed || (isCompareAndBranch(instruction) && next === after(instruction));
    // Where nothing may be written there is no boundary either.
    if (!(isQuiet && goesOn)) end = undefined;
    if (passed) leave(flow, location, next, after(instruction), isQuiet ? [] : events, frames, rules);
  }
  return events;
}

/** A step that is not in excluded code. */
export interface FollowedStep<S extends Step> {
  readonly step: S;
  /** Whether it is between an exclusive load and what ends its claim, or that itself. */
  readonly isQuiet: boolean;
}

/** The steps outside of code that runs natively. */
export function followedSteps<S extends Step>(steps: readonly S[], { isExcluded }: EventRules): FollowedStep<S>[] {
  const followed: FollowedStep<S>[] = [];
  let native: number | undefined;
  let isExclusive = false;
  for (const step of steps) {
    const { instruction, passed, next } = step;
    if (native !== undefined && at(instruction) !== native) continue;
    native = undefined;
    followed.push({ step, isQuiet: isExclusive });
    if (passed && isExclusiveLoad(instruction)) isExclusive = true;
    if (isExclusiveEnd(instruction)) isExclusive = false;
    if (passed && isCall(flowOf(instruction)) && isNative(next, isExcluded)) native = after(instruction);
  }
  return followed;
}

const isCall = (flow: Flow): boolean => flow === "call" || flow === "indirect-call";
const isNative = (target: number, isExcluded: EventRules["isExcluded"]): boolean =>
  target >= FIRST_HELPER || isExcluded(target);

/** The stalker's own limit of instructions in a block. It does not divide IT blocks and exclusive sequences. */
const LONGEST_BLOCK = 256;

/** The address behind the first branch, but for those in an exclusive sequence that can go on. */
function blockEnd(listing: Listing, first: Listed): number {
  let isExclusive = false;
  let conditional = 0;
  let count = 0;
  for (let one: Listed | undefined = first; one !== undefined; one = listing.get(one.address + one.size)) {
    const canGoOn = isCompareAndBranch(one) || isConditional(one) || conditional > 0;
    if (flowOf(one) !== "none" && !(isExclusive && canGoOn)) return after(one);
    if (isExclusiveLoad(one)) isExclusive = true;
    if (isExclusiveEnd(one)) isExclusive = false;
    // The members of an IT block.
    const [, shape] = /^i(t[te]*) /.exec(one.text) ?? [];
    conditional = shape === undefined ? Math.max(0, conditional - 1) : shape.length;
    if (++count >= LONGEST_BLOCK && conditional === 0 && !isExclusive) return after(one);
  }
  throw new Error(`The block at 0x${first.address.toString(16)} has no end.`);
}

const isCompareAndBranch = ({ text }: Listed): boolean => /^cbn?z /.test(text);

/** Outside of IT blocks. */
const isConditional = ({ set, size, word }: Listed): boolean =>
  set === "a32"
    ? word >>> 28 < 0xe
    : size === 2
      ? word >>> 12 === 0xd && ((word >>> 8) & 0xf) < 0xe
      : (word & 0xf800d000) >>> 0 === 0xf0008000 && ((word >>> 22) & 0xf) < 0xe;

function leave(
  flow: Flow,
  location: number,
  target: number,
  returnAddress: number,
  events: AnnotatedEvent[],
  frames: number[],
  { isExcluded }: EventRules,
): void {
  if (isCall(flow)) {
    events.push(["call", location, target, frames.length]);
    if (!isNative(target, isExcluded)) frames.push(returnAddress);
  } else if (flow !== "branch") {
    const matches = frames.at(-1) === target;
    if (matches) frames.pop();
    if (matches || flow === "return") events.push(["ret", location, target, frames.length]);
  }
}

/** Those of some types. */
export function eventsOfTypes(events: readonly AnnotatedEvent[], types: readonly StalkerEventType[]): AnnotatedEvent[] {
  return events.filter(([type]) => types.includes(type));
}
