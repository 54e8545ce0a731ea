import type { Instruction } from "@armstalker/isa";
import { describe, expect, it } from "vitest";
import type { CpuContext, StalkerEventType, StalkerIterator, Transformer } from "../src/index.js";
import { Beds } from "./bed/beds.js";
import type { FollowedRun } from "./bed/followed.js";
import { buildSnippets, entryOf, type Snippet } from "./bed/snippets.js";
import { differences, randomFrom, randomWorld, type World } from "./bed/state.js";

// Functions that a transformer changes, followed, against functions that were written as the transformer should make them, run natively.
// What is not covered: which events there are of what was changed, but that dropped instructions have none.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;

type Set = Snippet["set"];
type Action = (iterator: StalkerIterator, instruction: Instruction) => void;

interface Case {
  readonly name: string;
  readonly sets?: readonly Set[];
  /** What is followed. Labels begin with `~`. */
  readonly text: string;
  /** What it must do as. */
  readonly becomes: string;
  /** What is done at a label instead of keeping the instruction there. */
  readonly at: Readonly<Record<string, Action>>;
}

const drop: Action = () => {};
/** Puts something instead of the instruction. */
const put =
  (body: (iterator: StalkerIterator) => void): Action =>
  (iterator) =>
    body(iterator);
const before =
  (body: (iterator: StalkerIterator) => void): Action =>
  (iterator) => {
    body(iterator);
    iterator.keep();
  };
const after =
  (body: (iterator: StalkerIterator) => void): Action =>
  (iterator) => {
    iterator.keep();
    body(iterator);
  };
const callout =
  (change: (context: CpuContext) => void) =>
  (iterator: StalkerIterator): void => {
    iterator.putCallout(change);
  };
const T32: readonly Set[] = ["t32"];
const A32: readonly Set[] = ["a32"];

/** A function, its body between a prologue and an epilogue. */
const framed = (body: string): string => `
        push    {r4-r8, lr}
${body}
        pop     {r4-r8, pc}
`;
const CACHEFLUSH = 0xf0002;
/** Calls a function, changes it, makes a system call that tells, calls it again. */
const changing = (call: string): string => `
${framed(`mov r8, #0
        bl      ~changes
        adr     r4, ~changes
        ldr     r2, ~changes + 8
        ldr     r3, ~changes + 12
        eor     r2, r2, r3
        ldr     r1, [r4]
        eor     r1, r1, r2
        str     r1, [r4]
        mov     r0, r4
        add     r1, r4, #4
        mov     r2, #0
        ${call}
        mov     r1, #0
        bl      ~changes
        mov     r0, r8`)}
        .balign 4
~changes: add r8, r8, #1
        bx      lr
        .balign 4
        add     r8, r8, #1
        add     r8, r8, #17
`;
const cases: readonly Case[] = [
  {
    name: "one instruction left out, the first, and the last before a return",
    text: "~a: mov r0, r1\n add r0, r0, #1\n~b: mov r1, r2\n bx lr",
    becomes: "add r0, r0, #1\n bx lr",
    at: { a: drop, b: drop },
  },
  {
    name: "an instruction put again after it was kept",
    text: "mov r0, #1\n~a: add r0, r0, #1\n bx lr",
    becomes: "mov r0, #3\n bx lr",
    at: { a: after((to) => to.putAddRegRegImm("r0", "r0", 1)) },
  },
  {
    name: "an instruction kept between others that were put",
    text: "mov r0, #1\n~a: add r0, r0, r0\n bx lr",
    becomes: "mov r0, #1\n add r0, r0, #1\n add r0, r0, r0\n add r0, r0, #1\n bx lr",
    at: {
      a: (to) => {
        to.putAddRegRegImm("r0", "r0", 1);
        to.keep();
        to.putAddRegRegImm("r0", "r0", 1);
      },
    },
  },
  {
    name: "labels, branches forward and back, and flags of its own",
    text: "mov r0, #0\n~a: mov r1, #5\n add r0, r0, r1\n bx lr",
    becomes:
      "mov r0, #0\n mov r1, #5\n1: add r0, r0, #3\n sub r1, r1, #1\n cmp r1, #0\n bne 1b\n add r0, r0, r1\n bx lr",
    at: {
      a: after((to) => {
        to.putLabel("again");
        to.putAddRegRegImm("r0", "r0", 3);
        to.putSubRegRegImm("r1", "r1", 1);
        to.putCmpRegImm("r1", 0);
        to.putBCondLabel("ne", "again");
      }),
    },
  },
  {
    name: "a branch over what is kept",
    text: "mov r0, #7\n cmp r0, #7\n~a: mov r0, #9\n~b: add r0, r0, #1\n bx lr",
    becomes: "mov r0, #7\n cmp r0, #7\n beq 1f\n mov r0, #9\n1: add r0, r0, #1\n bx lr",
    at: {
      a: before((to) => to.putBCondLabel("eq", "over")),
      b: before((to) => to.putLabel("over")),
    },
  },
  {
    name: "literals, more than a pool reaches over",
    text: "mov r0, #0\n~a: add r0, r0, #1\n ldr r1, =0x11223344\n~b: add r0, r0, r1\n bx lr",
    becomes:
      "mov r0, #0\n .irpc d, 0123456789\n movw r2, #0x5000 + \\d\n movt r2, #0x1234\n add r0, r0, r2\n .rept 300\n add r0, r0, #1\n .endr\n .endr\n add r0, r0, #1\n ldr r1, =0x11223344\n ldr r3, =0x55667788\n add r0, r0, r1\n bx lr",
    at: {
      a: before((to) => {
        for (let digit = 0; digit < 10; digit++) {
          to.putLdrRegU32("r2", 0x12345000 + digit);
          to.putAddRegRegReg("r0", "r0", "r2");
          for (let count = 0; count < 300; count++) to.putAddRegRegImm("r0", "r0", 1);
        }
      }),
      b: before((to) => to.putLdrRegU32("r3", 0x55667788)),
    },
  },
  {
    name: "a conditional branch left out, taken and not",
    text: framed(
      "mov r0, #0\n cmp r0, #0\n~a: beq 1f\n add r0, r0, #1\n1: cmp r0, #9\n~b: beq 2f\n add r0, r0, #4\n2: add r0, r0, #8",
    ),
    becomes: framed("mov r0, #0\n cmp r0, #0\n add r0, r0, #1\n cmp r0, #9\n add r0, r0, #4\n add r0, r0, #8"),
    at: { a: drop, b: drop },
  },
  {
    name: "a branch left out: what follows it is what follows",
    text: "mov r0, #0\n~a: b 1f\n add r0, r0, #1\n1: add r0, r0, #2\n bx lr",
    becomes: "mov r0, #3\n bx lr",
    at: { a: drop },
  },
  {
    name: "a return left out",
    text: "mov r0, #0\n~a: bx lr\n add r0, r0, #2\n bx lr",
    becomes: "mov r0, #2\n bx lr",
    at: { a: drop },
  },
  {
    name: "a call left out, and one replaced by code and by a callout",
    text: `${framed("mov r0, #1\n~a: bl ~leaf\n add r0, r0, #2\n~b: bl ~leaf\n add r0, r0, #4\n~c: bl ~leaf\n bl ~leaf")}~leaf: add r0, r0, #0x100\n bx lr\n`,
    becomes: `${framed("mov r0, #1\n add r0, r0, #2\n add r0, r0, #0x40\n add r0, r0, #4\n add r0, r0, #0x1000\n bl ~leaf")}~leaf: add r0, r0, #0x100\n bx lr\n`,
    at: {
      a: drop,
      b: put((to) => to.putAddRegRegImm("r0", "r0", 0x40)),
      c: put(callout((context) => (context.r0 += 0x1000))),
    },
  },
  {
    name: "a function that returns at once",
    text: `${framed("mov r0, #1\n bl ~leaf\n add r0, r0, #2\n bl ~leaf")}~leaf: add r0, r0, #0x100\n add r0, r0, #0x200\n bx lr\n`,
    becomes: `${framed("mov r0, #1\n bl ~leaf\n add r0, r0, #2\n bl ~leaf")}~leaf: add r0, r0, #0x1000\n bx lr\n`,
    at: {
      leaf: put((to) => {
        to.putAddRegRegImm("r0", "r0", 0x1000);
        to.putChainingReturn();
      }),
    },
  },
  {
    name: "calls of its own, by address with arguments",
    text: `${framed("mov r4, #1\n~a: add r4, r4, #2")}~leaf: add r0, r0, r1\n bx lr\n`,
    becomes: `${framed("mov r4, #1\n mov r0, #7\n mov r1, #8\n bl ~leaf\n mov r5, r0\n add r4, r4, #2")}~leaf: add r0, r0, r1\n bx lr\n`,
    at: {},
  },
  {
    name: "SVC left out, and replaced, and with callouts on both sides",
    text: framed(
      "mov r7, #199\n mov r0, #5\n~a: svc #0\n add r4, r0, #1\n~b: svc #0\n mov r5, r0\n mov r0, #3\n~c: svc #0\n mov r6, r0",
    ),
    becomes: framed(
      "mov r7, #199\n mov r0, #5\n add r4, r0, #1\n mov r0, #77\n mov r5, r0\n svc #0\n add r0, r0, #1\n mov r6, r0",
    ),
    at: {
      a: drop,
      b: put(callout((context) => (context.r0 = 77))),
      c: (to) => {
        to.putCallout((context) => (context.r0 += 1));
        to.keep();
        to.putCallout((context) => (context.r0 += 1));
      },
    },
  },
  {
    name: "a system call whose number is put, between instructions that say another",
    text: changing("mov r7, #199\n~a: svc #0"),
    becomes: changing("ldr r7, =0x0f0002\n svc #0"),
    at: { a: before((to) => to.putLdrRegU32("r7", CACHEFLUSH)) },
  },
  {
    name: "a system call whose number is a callout's",
    text: changing("mov r7, #199\n~a: svc #0"),
    becomes: changing("ldr r7, =0x0f0002\n svc #0"),
    at: { a: before(callout((context) => (context.r7 = CACHEFLUSH))) },
  },
  {
    name: "a system call whose number is left out",
    text: changing("ldr r7, =0x0f0002\n~a: mov r7, #199\n svc #0"),
    becomes: changing("ldr r7, =0x0f0002\n svc #0"),
    at: { a: drop },
  },
  {
    name: "a return by a callout that sets PC",
    text: "mov r0, #1\n~a: mov r0, #2\n mov r0, #3\n bx lr",
    becomes: "mov r0, #1\n bx lr",
    at: { a: before(callout((context) => (context.pc = context.lr))) },
  },
  {
    name: "an exclusive sequence whose sum is another",
    text: "~a: ldr r1, =data + 16\n1: ldrex r0, [r1]\n~b: add r0, r0, #1\n strex r2, r0, [r1]\n cmp r2, #0\n bne 1b\n bx lr",
    becomes:
      "ldr r1, =data + 16\n1: ldrex r0, [r1]\n add r0, r0, #5\n strex r2, r0, [r1]\n cmp r2, #0\n bne 1b\n bx lr",
    at: { b: put((to) => to.putAddRegRegImm("r0", "r0", 5)) },
  },
  {
    name: "an exclusive store left out, and callouts behind it",
    text: "ldr r1, =data + 16\n mov r3, #0\n ldrex r0, [r1]\n~a: strex r2, r0, [r1]\n~b: add r3, r3, #1\n bx lr",
    becomes: "ldr r1, =data + 16\n mov r3, #4\n ldrex r0, [r1]\n add r3, r3, #1\n bx lr",
    at: { a: drop, b: before(callout((context) => (context.r3 += 4))) },
  },
  {
    name: "conditional instructions left out, returns too",
    sets: A32,
    text: "cmp r0, r0\n~a: moveq r0, #1\n addeq r0, r0, #2\n~b: bxeq lr\n~c: popeq {r1, pc}\n addne r0, r0, #8\n addeq r0, r0, #16\n bx lr",
    becomes: "cmp r0, r0\n addeq r0, r0, #2\n addne r0, r0, #8\n addeq r0, r0, #16\n bx lr",
    at: { a: drop, b: drop, c: drop },
  },
  {
    name: "PC-relative code around code that is put",
    sets: A32,
    text: "~a: ldr r0, =0x1020304\n~b: adr r1, 1f\n ldr r1, [r1]\n~c: add pc, pc, #4\n mov r0, #0\n mov r0, #1\n add r0, r0, r1\n bx lr\n1: .word 0x11111111",
    becomes:
      "ldr r0, =0x1020304\n adr r1, 1f\n ldr r1, [r1]\n add r0, r0, #3\n add r0, r0, r1\n bx lr\n1: .word 0x11111111",
    at: {
      a: before((to) => to.putNop()),
      b: after((to) => to.putAddRegRegImm("r0", "r0", 1)),
      c: before((to) => to.putAddRegRegImm("r0", "r0", 2)),
    },
  },
  ...["a", "b", "c", "d"].map(
    (left): Case => ({
      name: `member ${left} of an IT block left out`,
      sets: T32,
      text: "cmp r0, r0\n itete eq\n~a: addeq r1, r1, #1\n~b: addne r1, r1, #2\n~c: addeq r1, r1, #4\n~d: addne r1, r1, #8\n adds r1, #16\n bx lr",
      becomes: `cmp r0, r0\n add r1, r1, #${left === "a" ? 4 : left === "c" ? 1 : 5}\n adds r1, #16\n bx lr`,
      at: { [left]: drop },
    }),
  ),
  {
    name: "IT left out: its members are kept under their conditions",
    sets: T32,
    text: "cmp r0, r0\n~a: ite ne\n addne r1, r1, #1\n addeq r1, r1, #2\n bx lr",
    becomes: "cmp r0, r0\n add r1, r1, #2\n bx lr",
    at: { a: drop },
  },
  {
    name: "code and callouts between the members of an IT block run under no condition",
    sets: T32,
    text: "cmp r0, r0\n~z: itte ne\n~a: addne r1, r1, #1\n~b: cmpne r1, #1\n~c: addeq r1, r1, #2\n bx lr",
    becomes: "cmp r0, r0\n add r1, r1, #(2 + 8 + 16 + 32 + 64)\n bx lr",
    at: {
      z: after((to) => to.putAddRegRegImm("r1", "r1", 8)),
      a: after(callout((context) => (context.r1 += 16))),
      b: after((to) => to.putAddRegRegImm("r1", "r1", 32)),
      c: after(callout((context) => (context.r1 += 64))),
    },
  },
  {
    name: "flags that are changed between members of an IT block",
    sets: T32,
    text: "cmp r0, r0\n itt eq\n addeq r1, r1, #1\n~a: addeq r1, r1, #2\n bx lr",
    becomes: "add r1, r1, #1\n mov r2, #1\n cmp r2, #2\n bx lr",
    at: {
      a: before((to) => {
        to.putLdrRegU32("r2", 1);
        to.putCmpRegImm("r2", 2);
      }),
    },
  },
  {
    name: "transfers at the end of IT blocks left out",
    sets: T32,
    text: `push {r4, lr}\n cmp r0, r0\n itt eq\n addeq r1, r1, #1\n~a: beq 1f\n adds r1, #2\n1: cmp r0, r0\n it eq\n~b: bleq ~leaf\n cmp r0, r0\n it eq\n~c: popeq {r4, pc}\n adds r1, #16\n pop {r4, pc}\n~leaf: adds r1, #32\n bx lr`,
    becomes: "push {r4, lr}\n add r1, r1, #1\n adds r1, #2\n cmp r0, r0\n adds r1, #16\n pop {r4, pc}",
    at: { a: drop, b: drop, c: drop },
  },
  {
    name: "cbz and cbnz left out, and taken over code that is put",
    sets: T32,
    text: "movs r0, #0\n~a: cbz r0, 1f\n movs r1, #1\n1: adds r1, #2\n~b: cbnz r1, 2f\n adds r1, #4\n2: bx lr",
    becomes: "movs r0, #0\n movs r1, #1\n adds r1, #2\n add r1, r1, #16\n bx lr",
    at: { a: drop, b: before((to) => to.putAddRegRegImm("r1", "r1", 16)) },
  },
  {
    name: "a table branch replaced by a jump of a callout",
    sets: T32,
    text: "movs r0, #1\n movs r1, #0\n~a: tbb [pc, r0]\n .byte 1, 2\n adds r1, #1\n adds r1, #2\n~b: bx lr",
    becomes: "movs r0, #1\n movs r1, #0\n bx lr",
    at: {},
  },
  {
    name: "a table branch with code before it, at both places in a word",
    sets: T32,
    text: "movs r0, #1\n movs r1, #0\n~a: tbb [pc, r0]\n .byte 1, 2\n adds r1, #1\n adds r1, #2\n~b: tbh [pc, r0, lsl #1]\n .hword 2, 3\n adds r1, #4\n adds r1, #8\n bx lr",
    becomes: "movs r0, #1\n movs r1, #5\n adds r1, #8\n bx lr",
    at: {
      a: before((to) => to.putAddRegRegImm("r1", "r1", 1)),
      b: before((to) => {
        to.putNop();
        to.putAddRegRegImm("r1", "r1", 2);
      }),
    },
  },
];

interface Placed {
  readonly one: Case;
  readonly set: Set;
}

describe(`transformers that change a function (ARMSTALKER_SEED=${seed})`, () => {
  const placed = cases.flatMap((one): Placed[] => (one.sets ?? ["a32", "t32"]).map((set) => ({ one, set })));
  const snippets = placed.flatMap(({ one: { name, text, becomes }, set }): Snippet[] => [
    { set, name, text },
    { set, name, text: becomes },
  ]);
  const bed = buildSnippets(snippets);
  const beds = new Beds(bed);

  const settings: readonly { types: readonly StalkerEventType[]; trustThreshold: number }[] = [
    { types: [], trustThreshold: 1 },
    { types: ["call", "ret", "block", "exec"], trustThreshold: 0 },
    { types: ["exec"], trustThreshold: -1 },
  ];

  /** PC, and LR if it is of the bed, are those of different callers. */
  function withoutPlace({ core, vector, memory }: World): World {
    const values = core.slice();
    values[15] = 0;
    if (values[14]! >= bed.address("_start") && values[14]! < bed.address("code")) values[14] = 0;
    return { core: values, vector, memory };
  }

  for (const [number, { one, set }] of placed.entries()) {
    it(`${set}: ${one.name}`, async () => {
      const index = 2 * number;
      const at = special(one, index) ?? one.at;
      const actions = new Map(Object.entries(at).map(([label, action]) => [bed.address(`n${index}_${label}`), action]));
      for (const { types, trustThreshold } of settings) {
        const dropped = new Set<number>();
        const transform: Transformer = (iterator) => {
          for (let next = iterator.next(); next !== null; next = iterator.next()) {
            const action = actions.get(next.address);
            if (action === undefined) iterator.keep();
            else action(iterator, next);
            if (action === drop) dropped.add(next.address);
          }
        };
        const source = entryOf(bed, snippets[index]!, index);
        const result = entryOf(bed, snippets[index + 1]!, index + 1);
        const stage = {
          sp: bed.address("stack_top"),
          regions: bed.regions,
          slots: beds.slots,
        };
        const world = (pc: number): World => randomWorld(randomFrom(seed + number), { ...stage, pc });
        const run: FollowedRun = {
          until: source.end,
          transform,
          trustThreshold,
          events: Object.fromEntries(types.map((type) => [type, true])),
        };
        const { end, events } = await beds.followed.run(world(source.start), run);
        const expected = beds.native.run(world(result.start), result.end);
        const found = differences(withoutPlace(expected), withoutPlace(end), bed.regions);
        expect([types, found]).toEqual([types, []]);
        const told = events.filter(([type, where]) => type === "exec" && dropped.has((Number(where) & ~1) >>> 0));
        expect(told).toEqual([]);
        if (types.includes("exec")) expect(events.length).toBeGreaterThan(2);
      }
    });
  }

  /** Actions that need addresses. */
  function special({ name }: Case, index: number): Case["at"] | null {
    const place = (label: string): number =>
      bed.address(`n${index}_${label}`) + (snippets[index]!.set === "t32" ? 1 : 0);
    if (name.startsWith("calls of its own")) {
      return {
        a: before((to) => {
          to.putPushRegs(["r12", "lr"]);
          to.putCallAddressWithArguments(place("leaf"), [7, 8]);
          to.putPopRegs(["r12", "lr"]);
          to.putAddRegRegImm("r5", "r0", 0);
        }),
      };
    }
    if (name.startsWith("a table branch replaced")) return { a: put(callout((context) => (context.pc = place("b")))) };
    return null;
  }
});
