import { type Address, addressOf, codeAddress } from "@armstalker/isa";
import { Random } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { BlockCompiler } from "../src/block-compiler.js";
import { BlockTables } from "../src/block-tables.js";
import { doorWay } from "../src/ways-out/door.js";
import { trapWay } from "../src/ways-out/trap.js";

// What is compiled ahead may be data. Whatever the bytes are, they become a block: what cannot be moved stops when it is reached.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const BASE = 0x20000;
const SIZE = 4096;
const MEMORIES = 20;
const BLOCKS = 300;
const IT_BLOCKS = 200;
const PC = 0x90000000;
const EXIT = (PC - 64) as Address;

const data = {
  directory: 0x80000000,
  callDirectory: 0x80000000,
  cursorCell: 0x70000000,
  systemCallTable: 0x70001000,
  linkCell: 0x70002000,
};

describe.each([
  ["without events", false, "traps"],
  ["with all events", true, "traps"],
  ["without events", false, "doors"],
  ["with all events", true, "doors"],
] as const)(`any bytes become blocks, %s (%s), by %s (ARMSTALKER_SEED=${seed})`, (_, records, way) => {
  it.each(["a32", "t32"] as const)("in %s", (set) => {
    const random = new Random(seed);
    const alignment = set === "a32" ? 4 : 2;
    for (let memory = 0; memory < MEMORIES; memory++) {
      const bytes = Uint8Array.from({ length: SIZE }, () => random.below(256));
      // IT instructions of all kinds, also those that should not be.
      for (let index = 0; index < IT_BLOCKS; index++) bytes[2 * random.below(SIZE / 2) + 1] = 0xbf;
      const read = (address: number, size: number): Uint8Array =>
        address < BASE ? new Uint8Array(0) : bytes.subarray(address - BASE, Math.max(0, address - BASE + size));
      const tables = new BlockTables();
      const compiler = new BlockCompiler(
        {
          program: {
            read,
            readCode: read,
            isWritable: () => random.below(2) === 0,
            canWrite: () => true,
          },
          policy: {
            trustThreshold: () => 0,
            compileAhead: 0,
            isNative: () => random.below(8) === 0,
            isUnreadable: () => false,
            hasCallouts: () => false,
            calloutsAt: () => [],
            interestIn: () => (way === "traps" || random.below(2) === 0 ? "stop" : "look-up"),
          },
          data: { ...data, storesWanted: way === "doors" },
          tables,
          waysOut: way === "traps" ? trapWay : doorWay(EXIT),
          records: { exec: records, block: records, flow: records },
          endsAtBranches: random.below(4) === 0,
          isCompiled: () => random.below(8) === 0,
        },
        set,
        null,
        32 * 1024,
      );
      for (let block = 0; block < BLOCKS; block++) {
        const start = codeAddress(BASE + alignment * random.below(SIZE / alignment), set);
        const entry = random.below(8) === 0 ? "exclusive" : "open";
        const { sites, rows } = tables.mark();
        const { code, end } = compiler.compile({ start, entry, it: 0, transform: null, mark: 0 }, PC);
        expect(code.length).toBeGreaterThan(0);
        expect(end).toBeGreaterThanOrEqual(addressOf(start));
        // Ways out and recovery rows lie within the code, each behind the one before.
        let last = PC - 1;
        for (let site = sites; site < tables.sites.end; site++) {
          const address = tables.sites.addressOf(site);
          expect(address).toBeGreaterThan(last);
          expect(address).toBeLessThan(PC + code.length);
          last = address;
        }
        last = -1;
        for (let row = rows; row < tables.rows.end; row++) {
          const offset = tables.rows.offsetOf(row);
          expect(offset).toBeGreaterThan(last);
          expect(offset).toBeLessThanOrEqual(code.length);
          last = offset;
        }
      }
    }
  });
});
