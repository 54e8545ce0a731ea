import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  allocate,
  EntryContext,
  EXIT_SITE_SIZE,
  GeneratedCodeEntry,
  type InstructionSet,
  memoryMap,
  pageSize,
} from "@armstalker/native-os";
import type { Case, Environment } from "../harness.js";
import { refused } from "../helpers.js";

const onArm = ({ where }: Environment): boolean => where === "arm" || where === "qemu-user";
const BRANCH_BYTES = 4;
const MiB = 1 << 20;
const [N, Z, C, V] = [0x80000000, 0x40000000, 0x20000000, 0x10000000];
const Q_AND_GE = 0x080a0000;

/** The loop of test/fixtures/generated.S with an exit site in its place, in fresh memory near the entry. */
function place(
  entry: GeneratedCodeEntry,
  folder: string,
  set: InstructionSet,
): { loop: number; site: number; free(): void } {
  const code = Uint8Array.from(readFileSync(join(folder, `${set}.bin`)));
  const memory = allocate({ size: code.length, near: entry.address, maximumDistance: 15 * MiB });
  const siteOffset = code.length - BRANCH_BYTES - EXIT_SITE_SIZE;
  code.set(entry.exitSite(memory.address + siteOffset, set), siteOffset);
  memory.write(0, code);
  memory.protect("r-x");
  memory.clearInstructionCache();
  return { loop: memory.address, site: memory.address + siteOffset, free: () => memory.free() };
}

/** What one pass of the loop does to a context, computed here. */
function pass(context: Uint32Array): void {
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12]) context[n]! += n;
  context[14]! += 14;
  const [low, high] = [context[D0 + 62]!, context[D0 + 63]!];
  for (let n = 0; n < 31; n++) {
    context[D0 + 2 * n]! += low;
    context[D0 + 2 * n + 1]! += high;
  }
  const [a, b] = [context[0]!, context[11]!];
  const sum = (a + b) >>> 0;
  context[0] = sum;
  const overflow = (~(a ^ b) & (a ^ sum)) < 0;
  const flags = (sum >= 2 ** 31 ? N! : 0) + (sum === 0 ? Z! : 0) + (a + b >= 2 ** 32 ? C! : 0) + (overflow ? V! : 0);
  context[CPSR] = flags + (context[CPSR]! & 0x0fffffff);
}
const CPSR = 16;
const D0 = 18;

const words = (context: EntryContext): Uint32Array => new Uint32Array(context.bytes.buffer);

export const cases: Case[] = [
  {
    name: "entry: code leaves and is resumed 100,000 times, in both instruction sets, with every register and flag intact",
    in: onArm,
    seconds: 240,
    run({ generatedCode }) {
      const entry = GeneratedCodeEntry.create();
      const arm = place(entry, generatedCode!, "a32");
      const thumb = place(entry, generatedCode!, "t32");
      const stack = allocate({ size: 64 * 1024 });
      const context = new EntryContext();
      const now = words(context);
      for (let i = 0; i < now.length; i++) now[i] = Math.imul(i + 1, 0x9e3779b1);
      context.sp = stack.address + stack.size - 64;
      context.cpsr = 0x10 + Q_AND_GE;
      context.fpscr = 0x02c00000; // default NaN, round towards zero
      context.r[11] = 0x7000_0001; // N, C and V come and go
      const expected = now.slice();
      const seen = new Set<number>();
      for (let i = 0; i < 100_000; i++) {
        // Mostly on from where it left, and now and then over to the other loop.
        const set: InstructionSet = Math.floor(i / 1000) % 2 === 0 ? "a32" : "t32";
        const { loop, site } = set === "a32" ? arm : thumb;
        if (i % 1000 === 0) {
          context.pc = loop;
          context.isThumb = set === "t32";
        }
        if (i === 50_000) {
          // Through zero: the flag that the sums before do not reach.
          for (const one of [now, expected]) {
            one[0] = 0;
            one[11] = 0x4000_0000;
          }
        }
        assert.equal(entry.enter(context), site);
        expected[15] = site + EXIT_SITE_SIZE;
        expected[CPSR] = set === "t32" ? expected[CPSR]! | 0x20 : expected[CPSR]! & ~0x20;
        pass(expected);
        for (let w = 0; w < expected.length; w++) {
          if (now[w] !== expected[w]) assert.fail(`word ${w} after pass ${i} is ${now[w]}, not ${expected[w]}`);
        }
        seen.add(context.cpsr >>> 28);
      }
      for (const flags of [0, N! >>> 28, (N! + V!) >>> 28, C! >>> 28, (Z! + C!) >>> 28]) {
        assert.ok(seen.has(flags), `flags ${flags} were not among ${[...seen]}`);
      }
      const pages = (address: number) => memoryMap().find(({ start, end }) => start <= address && address < end);
      assert.doesNotMatch(pages(entry.address)!.protection, /w/, "the entry's code cannot be written");
      assert.doesNotMatch(pages(entry.address + pageSize())!.protection, /x/, "nor its data run");
      for (const one of [arm, thumb, stack]) one.free();
      entry.free();
      refused("freed", () => entry.enter(context));
      refused("freed", () => entry.free());
    },
  },
  {
    name: "entry: a context that no jump can load is refused",
    in: onArm,
    run() {
      const entry = GeneratedCodeEntry.create();
      const context = new EntryContext();
      for (const [pc, thumb] of [
        [0x10002, false],
        [0x10001, false],
        [0x10001, true],
      ] as const) {
        context.pc = pc;
        context.isThumb = thumb;
        refused("invalid-argument", () => entry.enter(context));
      }
      context.pc = 0x10000;
      for (const bits of [0x02000000, 0x0400, 0x0200, 0x01000000]) {
        context.cpsr = 0x10 + bits;
        refused("invalid-argument", () => entry.enter(context));
      }
      refused("invalid-argument", () => entry.enter({ bytes: new Uint8Array(10) } as EntryContext));
      entry.free();
    },
  },
  {
    name: "entry: one is made near an address, and an exit site too far away is refused",
    in: onArm,
    run() {
      const hole = allocate({ size: 48 * MiB, protection: "---" });
      const near = hole.address + 24 * MiB;
      hole.free();
      const entry = GeneratedCodeEntry.create({ near, maximumDistance: MiB });
      assert.ok(Math.abs(entry.address - near) <= MiB);
      assert.equal(entry.exitSite(near - (near % 4), "a32").length, EXIT_SITE_SIZE);
      // Towards the middle of the address space: the system may have placed the entry near either end.
      const inward = entry.address < 2 ** 31 ? MiB : -MiB;
      refused("out-of-reach", () => entry.exitSite(entry.address + 33 * inward, "a32"));
      refused("out-of-reach", () => entry.exitSite(entry.address + 17 * inward, "t32"));
      refused("invalid-argument", () => entry.exitSite(entry.address + 2, "a32"));
      refused("invalid-argument", () => entry.exitSite(entry.address + pageSize() + 1, "t32"));
      refused("invalid-argument", () => entry.exitSite(entry.address, "a64" as "a32"));
      entry.free();
    },
  },
  {
    name: "entry: elsewhere than in a 32-bit ARM process it says that there is none",
    in: (environment) => !onArm(environment),
    run() {
      const error = refused("unsupported", () => GeneratedCodeEntry.create());
      assert.match(error.hint!, /32-bit ARM/);
    },
  },
];
