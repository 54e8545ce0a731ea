import { codeAddress } from "@armstalker/isa";
import type { Recompiler, RefusedSite } from "@armstalker/recompiler";
import type { ProgramMemory } from "@armstalker/target";
import type { SignalDelivery } from "../../signals/delivery.js";
import type { ContextLife } from "../life.js";
import type { NativeStretch } from "../native-stretch.js";
import type { StoppedThread } from "../stopped-thread.js";
import type { Onward } from "./onward.js";

/** The parts of a context that execute an instruction which generated code cannot hold. */
export interface RefusedParts {
  readonly thread: StoppedThread;
  readonly memory: ProgramMemory;
  readonly recompiler: Recompiler;
  readonly stretch: NativeStretch;
  readonly signals: SignalDelivery;
  readonly life: ContextLife;
}

/**
 * The thread has come to an instruction that generated code cannot hold: it executes that where it lies in the program.
 *
 * @returns null where PC is set
 */
export function passRefused(site: RefusedSite, parts: RefusedParts): Onward | null {
  const { pc, set, next, it, cause } = site;
  if (cause.code === "truncated") return enterUnmapped(site, parts);
  const { stretch, life } = parts;
  if (!life.isLeaving) {
    if (next !== -1) {
      stretch.executeInPlace(site);
      return null;
    }
    life.refuse(pc, cause);
  }
  return { real: codeAddress(pc, set), it };
}

/** No memory was here when the block was compiled. */
function enterUnmapped({ pc, set }: RefusedSite, { thread, memory, recompiler, signals }: RefusedParts): Onward | null {
  if (memory.readCode(pc, 2).length > 0) {
    recompiler.invalidate(pc, pc + 1);
    return { real: codeAddress(pc, set) };
  }
  // The thread faults there, as it would without the engine.
  signals.noteStray(pc);
  thread.pc = pc;
  return null;
}
