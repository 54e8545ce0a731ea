import { ProgramMemory, readWord } from "@armstalker/target";
import { ExcludedRanges } from "../../src/engine/excluded-ranges.js";
import { ExecContext } from "../../src/engine/exec-context.js";
import { Observation } from "../../src/engine/observation.js";
import { EventQueue } from "../../src/events/event-queue.js";
import { EventType } from "../../src/events/gum-event.js";
import type { StalkerEventType, Target, Transformer } from "../../src/index.js";
import { SignalActions } from "../../src/signals/actions.js";
import { HandlerBreakpoints } from "../../src/signals/handler-breakpoints.js";
import type { FollowedBed } from "../bed/followed.js";
import type { World } from "../bed/state.js";

const PC = 15;
const SIGNALS: Readonly<Record<string, number>> = { SIGSEGV: 11, SIGBUS: 7 };
/** The first instruction of doors as a word of memory, in A32 and in T32: `mcr p15, 0, lr, c13, c0, 2`. */
const DOORS: readonly number[] = [0xee0def50, 0xef50ee0d];
/** More than any snippet takes under the stalker. */
const MOST_STEPS = 5000;

/** What a thread is followed for. */
export interface Purpose {
  readonly events: readonly StalkerEventType[];
  readonly transform?: Transformer;
  readonly coverage?: boolean;
}

/** A state that the engine gives a thread which leaves generated code. */
export interface Left {
  /** Where it was, in words. */
  readonly from: string;
  /** Null where the engine cannot tell yet where the program is. */
  readonly world: World | null;
}

/** The program's state before each of its instructions, up to the trap at `end`, when nobody follows it. */
export async function nativeWorlds(bed: FollowedBed, world: World, end: number): Promise<World[]> {
  const target = await bed.target();
  bed.enter(target, world);
  const worlds = [bed.leave(target)];
  for (let pc = world.core[PC]!; pc !== end; pc = worlds.at(-1)!.core[PC]!) {
    if (worlds.length > MOST_STEPS) throw new Error("the program does not end");
    const behind = behindSystemCall(target, pc);
    // The emulator steps over what follows a system call too.
    if (behind >= 0) {
      target.insertBreakpoint(behind);
      await bed.resume(target);
      target.removeBreakpoint(behind);
    } else bed.step();
    worlds.push(bed.leave(target));
  }
  return worlds;
}

function behindSystemCall(target: Target, pc: number): number {
  const isThumb = isT32(target);
  const bytes = Buffer.from(target.readMemory(pc, 4));
  if (isThumb) return bytes.readUInt16LE() === 0xdf00 ? pc + 3 : -1;
  return (bytes.readUInt32LE() & 0x0f000000) === 0x0f000000 ? pc + 4 : -1;
}

const isT32 = (target: Target): boolean => (target.readRegister(target.mainThread, 16) & 0x20) !== 0;

/** Follows a program one instruction of generated code at a time, up to the trap at `end`, and looks before each what would become of the thread if it left there. */
export async function leaveEverywhere(bed: FollowedBed, world: World, end: number, purpose: Purpose): Promise<Left[]> {
  const target = await bed.target();
  const thread = target.mainThread;
  bed.enter(target, world);
  const report = (error: unknown): void => {
    throw error;
  };
  const memory = new ProgramMemory(target);
  const context = new ExecContext(
    {
      target,
      memory,
      actions: signalsOf(target),
      handlers: new HandlerBreakpoints(target),
      invalidate: () => {},
      followsAllThreads: () => true,
      later: () => {},
    },
    {
      trustThreshold: () => 0,
      compileAhead: () => 0,
      regroup: { after: 0, share: 1 },
      codeSize: 1 << 20,
      stopAtBreakpoints: true,
      excluded: new ExcludedRanges(),
      callProbes: { size: 0, at: () => [] },
      instructionProbes: { size: 0, at: () => [] },
      observation: new Observation(report),
    },
    {
      onLifeEvent: null,
      statistics: { blocks: 0, bytesOfSource: 0, bytesOfCode: 0, doors: 0, stops: 0, regions: 0, compileTime: 0 },
      report,
    },
    thread,
    {
      events: purpose.events.reduce((mask, type) => mask | EventType[type], 0),
      queue: new EventQueue({}, () => 1000, report),
      transform: purpose.transform ?? null,
      receiveCoverage: purpose.coverage === true ? () => {} : null,
    },
  );
  context.life.infect();
  const states: Left[] = [];
  const pc = (): number => target.readRegister(thread, PC);
  while (states.length < MOST_STEPS) {
    const here = bed.leave(target);
    context.life.disinfect();
    const left = bed.leave(target);
    const isLeft = !context.contains(left.core[PC]!) && left.core[PC] !== here.core[PC];
    states.push({ from: describe(target, here), world: isLeft ? left : null });
    if (isLeft && left.core[PC] === end && isEndOf(here, left)) break;
    bed.enter(target, here);
    // A thread that stepped through a door would wait behind it. The emulator steps over what follows a system call too.
    if (DOORS.includes(readWord(target, pc() - 4))) target.writeRegister(thread, PC, pc() - 4);
    const isAtDoor = DOORS.includes(readWord(target, pc()));
    const stopped = isAtDoor ? "a door" : bed.step();
    const signal = SIGNALS[stopped];
    const handled =
      signal !== undefined
        ? context.loop.signal(signal)
        : isAtDoor || (pc() === here.core[PC] && isTrap(target))
          ? context.loop.trap(isAtDoor)
          : "resume";
    if (handled !== "resume") throw new Error(`${stopped} at 0x${pc().toString(16)} is ${handled}`);
    memory.forgetChanging();
    context.flush();
  }
  context.destroy();
  return states;
}

/** Whether the trap at the end is what comes next. */
const isEndOf = (here: World, left: World): boolean =>
  here.core.every((value, index) => index === PC || value === left.core[index]);

const signals: WeakMap<Target, SignalActions> = new WeakMap();

/** Asking for all of them takes long. */
function signalsOf(target: Target): SignalActions {
  const known = signals.get(target) ?? new SignalActions(target);
  signals.set(target, known);
  return known;
}

function isTrap(target: Target): boolean {
  const [isThumb, pc] = [isT32(target), target.readRegister(target.mainThread, PC)];
  const bytes = target.readMemory(pc, isThumb ? 2 : 4);
  return Buffer.from(bytes).readUIntLE(0, bytes.length) === (isThumb ? 0xde01 : 0xe7f001f0);
}

function describe(target: Target, { core }: World): string {
  const bytes = Buffer.from(target.readSome(core[PC]!, 8)).toString("hex");
  return `0x${core[PC]!.toString(16)} (${(core[16]! & 0x20) === 0 ? "a32" : "t32"} ${bytes})`;
}
