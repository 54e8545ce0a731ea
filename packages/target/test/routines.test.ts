// The routines that threads of the program execute, against GNU as: their code is written as words. Not covered: what they do, which the conformance suite and the tests of doors show.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSegments, SegmentType } from "@armstalker/elf";
import { addressOf } from "@armstalker/isa";
import { ArmPrograms } from "@armstalker/oracles";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ContextWord, DoorCommand } from "../src/doors/context-page.js";
import { exitRoutine } from "../src/doors/exit-routine.js";
import { CONTEXT_BYTES, SIGNAL_SET_BYTES } from "../src/index.js";
import { FUTEX_WAIT, FUTEX_WAKE, O_CLOEXEC, O_RDWR, SA_RESTART } from "../src/linux-arm.js";
import { routineCode, routinesAt } from "../src/routines.js";

const programs = new ArmPrograms(new URL("routines/", import.meta.url));
afterAll(() => programs.remove());

/** Bytes from the context to the exit routine. */
const DISTANCE = CONTEXT_BYTES + 120;
const numbers = Object.entries({
  ...{ DISTANCE, SIGNAL_SET_BYTES, FUTEX_WAIT, FUTEX_WAKE, O_CLOEXEC, O_RDWR, SA_RESTART, O_RDONLY: 0 },
  ...Object.fromEntries(Object.entries(ContextWord).map(([name, word]) => [`WORD_${name}`, word])),
  COMMAND_trap: DoorCommand.trap,
}).map(([name, value]) => `#define ${name} ${value}`);
beforeAll(() => writeFileSync(join(programs.folder, "numbers.h"), numbers.join("\n")));

/** The code that GNU as makes of a source, and the places of its names from `_start` on. */
function assembled(source: string): { code: Buffer; place: (name: string) => number } {
  const { path, symbols } = programs.build(source, "-I.");
  const start = symbols.get("_start")!;
  const place = (name: string): number => symbols.get(name)! - start;
  const file = readFileSync(path);
  const segments = readSegments({ size: file.length, read: (offset, size) => file.subarray(offset, offset + size) });
  const { offset, address } = segments.find(({ type, isExecutable }) => type === SegmentType.LOAD && isExecutable)!;
  const at = offset + start - address;
  return { code: file.subarray(at, at + place("end")), place };
}

const words = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString("hex").match(/.{8}/g) ?? [];

it("routines of borrowed threads are what GNU as makes of them", () => {
  const { code, place } = assembled("routines.S");
  expect(code.length).toBeGreaterThan(0);
  expect(words(routineCode())).toEqual(words(code));
  const base = 0x40000000;
  const { data, dataSize, systemCall, ...routines } = routinesAt(base, 0x1000, 0x2000);
  expect({ data, dataSize, systemCall }).toEqual({ data: base + 0x1000, dataSize: 0x2000, systemCall: base });
  for (const [name, routine] of Object.entries(routines)) {
    expect([name, addressOf(routine) - base]).toEqual([name, place(name)]);
  }
});

it("the exit routine is what GNU as makes of it", () => {
  const { code, place } = assembled("exit.S");
  const exit = 0x40001000 as never;
  const { code: made, ...places } = exitRoutine(exit, (exit - DISTANCE) as never);
  expect(words(made)).toEqual(words(code));
  for (const [name, offset] of Object.entries(places)) expect([name, offset]).toEqual([name, place(name)]);
});

it("the exit routine refuses contexts that it does not reach", () => {
  const exit = 0x40001000;
  for (const context of [exit - 804, exit - CONTEXT_BYTES + 4, exit - CONTEXT_BYTES - 2, exit + 0x100]) {
    expect(() => exitRoutine(exit as never, context as never)).toThrow(
      expect.objectContaining({ code: "invalid-argument" }),
    );
  }
  expect(exitRoutine(exit as never, (exit - 800) as never).code.length).toBeGreaterThan(0);
});
