// Which calls change mappings only where the engine can tell from their arguments. Not covered: the ranges themselves, which the tests of changing code and of mappings show.
import { CORE_WORDS, SystemCall } from "@armstalker/target";
import { expect, it } from "vitest";
import { changesNamedRangesOnly } from "../../src/engine/mapping-calls.js";

const BASE = 0x10000;
const PROT_READ_GROWSDOWN = 0x1000001;
const PROT_READ_GROWSUP = 0x2000001;

const tells = (number: number, ...args: number[]): boolean => {
  const core = new Uint32Array(CORE_WORDS);
  core.set(args);
  return changesNamedRangesOnly(number, core);
};

it("calls that name their ranges are known by them", () => {
  const { mmap, mmap2, munmap, mprotect, pkey_mprotect, mremap } = SystemCall;
  for (const number of [mmap, mmap2, munmap, mprotect, pkey_mprotect, mremap]) {
    expect([number, tells(number, BASE, 0x1000, 1)]).toEqual([number, true]);
  }
  expect(tells(munmap, 0, 0x1000)).toBe(true);
});

it("calls that change more, or ranges from address 0 on, are not", () => {
  const { mprotect, pkey_mprotect, mremap, remap_file_pages, shmat, shmdt } = SystemCall;
  for (const number of [remap_file_pages, shmat, shmdt]) {
    expect([number, tells(number, BASE, 0x1000, 1)]).toEqual([number, false]);
  }
  for (const number of [mprotect, pkey_mprotect]) {
    expect([number, tells(number, 0, 0x1000, 1)]).toEqual([number, false]);
    expect([number, tells(number, BASE, 0x1000, PROT_READ_GROWSDOWN)]).toEqual([number, false]);
    expect([number, tells(number, BASE, 0x1000, PROT_READ_GROWSUP)]).toEqual([number, false]);
  }
  expect(tells(mremap, 0, 0x1000, 0x2000)).toBe(false);
});
