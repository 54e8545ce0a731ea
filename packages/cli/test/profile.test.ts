import type { Module } from "@armstalker/modules";
import { expect, it } from "vitest";
import { AddressCounter } from "../src/address-counter.js";
import { profileFunctions } from "../src/function-profile.js";

it("a counter counts what a Map counts", () => {
  const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 0x7fffffff);
  console.log(`profile: ARMSTALKER_SEED=${seed}`);
  let state = seed;
  const counter = new AddressCounter();
  const expected = new Map<number, { end: number; count: number }>();
  for (let step = 0; step < 200_000; step++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    // Many near each other, as blocks are; 0 and the last address among them.
    const address = state % 3 === 0 ? (state >>> 8) % 64 : ((state >>> 8) * 0x2001) >>> 0;
    const isNew = !expected.has(address);
    expect(counter.add(address, step)).toBe(isNew);
    const known = expected.get(address) ?? { end: step, count: 0 };
    expected.set(address, { end: known.end, count: known.count + 1 });
  }
  expect(counter.total).toBe(200_000);
  expect(counter.size).toBe(expected.size);
  const found = new Map([...counter.entries()].map(({ address, end, count }) => [address, { end, count }]));
  expect(found).toEqual(expected);
  expect(counter.count(1)).toBe(expected.get(1)?.count ?? 0);
});

it("a counter gives away the addresses of a range, and counts the others on", () => {
  const counter = new AddressCounter();
  for (let address = 0; address < 10_000; address++) counter.add(address, address + 4, 2);
  const taken = counter.take(1000, 9001);
  expect(taken.map(({ address }) => address).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 8001 }, (_, n) => 1000 + n),
  );
  expect(taken.every(({ address, end, count }) => end === address + 4 && count === 2)).toBe(true);
  expect([counter.size, counter.total, counter.count(1000), counter.count(9001)]).toEqual([1999, 20_000, 0, 2]);
  expect(counter.add(1000)).toBe(true);
  expect(counter.add(9001)).toBe(false);
});

it("blocks and calls add up by function; code without a symbol goes by the calls that reach it", () => {
  // named: 0x1010 to 0x1020, in a module from 0x1000 to 0x2000
  const module = {
    name: "libx.so",
    base: 0x1000,
    locate(address: number) {
      if (address >= 0x1010 && address < 0x1020) return { name: "named", start: 0x1010 };
      return { name: undefined, start: address < 0x1010 ? 0x1000 : 0x1020 };
    },
  } as Module;
  const rows = profileFunctions(
    [
      { address: 0x1011, end: 0x1015, count: 3 },
      { address: 0x1015, end: 0x1021, count: 1 },
      { address: 0x1101, end: 0x1105, count: 2 },
      { address: 0x1141, end: 0x1149, count: 5 },
      { address: 0x1024, end: 0x1028, count: 1 },
    ],
    [
      { address: 0x1011, count: 7 },
      { address: 0x1101, count: 4 },
      { address: 0x1140, count: 1 },
    ],
    module,
  );
  rows.push(...profileFunctions([{ address: 0x9000, end: 0x9010, count: 1 }], [], undefined));
  expect(rows.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: "(outside of all modules)", module: "", calls: 0, blocks: 1, bytes: 16 },
    { name: "libx.so+0x100", module: "libx.so", calls: 4, blocks: 2, bytes: 8 },
    { name: "libx.so+0x140", module: "libx.so", calls: 1, blocks: 5, bytes: 40 },
    { name: "libx.so+0x20", module: "libx.so", calls: 0, blocks: 1, bytes: 4 },
    { name: "named", module: "libx.so", calls: 7, blocks: 4, bytes: 24 },
  ]);
});
