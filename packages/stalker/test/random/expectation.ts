import { execFileSync } from "node:child_process";
import { type AnnotatedEvent, EventType } from "@armstalker/stalker";
import { expectedEvents } from "../bed/expected-events.js";
import { type Listed, type Listing, parseListing } from "../bed/listing.js";
import type { Step } from "../bed/native.js";
import type { NativeRun } from "./native-run.js";

/** Words of an event. */
export const EVENT_WORDS = 4;
const KERNEL_HELPERS = 0xffff0000;

/** The code of a program as objdump shows it. */
export function listingOf(path: string): Listing {
  return parseListing(
    execFileSync("arm-linux-gnueabihf-objdump", ["-d", path], { encoding: "latin1", maxBuffer: 1 << 28 }),
  );
}

/**
 * The events of all types that a followed run must yield, as they are in memory: from what the emulator logged of the native run, and
 * objdump's text of the instructions.
 *
 * The emulator logs the members of IT blocks whose conditions fail too, which yield no event; the log has ITSTATE and the flags, by which
 * they are known. An A32 instruction whose condition fails yields its `exec`.
 */
export function expectationOf(native: NativeRun, listing: Listing): Uint32Array {
  const events = expectedEvents(listing, stepsOf(native, listing), { isExcluded: () => false });
  const rows = new Uint32Array(events.length * EVENT_WORDS);
  events.forEach((event, at) => {
    rows.set(rowOf(event), at * EVENT_WORDS);
  });
  return rows;
}

const rowOf = ([type, ...fields]: AnnotatedEvent): number[] => [EventType[type], ...(fields as number[])];

function stepsOf({ locations, statuses }: NativeRun, listing: Listing): Step[] {
  const steps: Step[] = [];
  locations.forEach((location, at) => {
    // The emulator does all that a helper of the kernel does at once.
    if (location >= KERNEL_HELPERS) return;
    const instruction = listing.get(location & ~1);
    if (instruction === undefined) throw new Error(`objdump shows no instruction at 0x${location.toString(16)}`);
    const status = statuses[at]!;
    // ITSTATE, CPSR[15:10,26:25]: its high half is a condition.
    const it = ((status >>> 8) & 0xfc) | ((status >>> 25) & 3);
    const passed = it === 0 ? passes(instruction, status) : holds(it >>> 4, status);
    const next = locations[at + 1] ?? location + instruction.size;
    steps.push({ instruction, passed, skipped: it !== 0 && !passed, next });
  });
  return steps;
}

const passes = ({ set, word }: Listed, status: number): boolean => set === "t32" || holds(word >>> 28, status);

function holds(condition: number, status: number): boolean {
  const n = status >>> 31 === 1;
  const z = ((status >>> 30) & 1) === 1;
  const c = ((status >>> 29) & 1) === 1;
  const v = ((status >>> 28) & 1) === 1;
  const positive = [z, c, n, v, c && !z, n === v, n === v && !z, true][condition >>> 1]!;
  return (condition & 1) === 1 && condition !== 0xf ? !positive : positive;
}
