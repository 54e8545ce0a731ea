import { Random } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import type { StalkerEventType, Transformer } from "../src/index.js";
import { Beds } from "./bed/beds.js";
import { buildSnippets, entryOf, type Snippet } from "./bed/snippets.js";
import { differences, randomFrom, randomWorld, type World } from "./bed/state.js";
import { keepAll } from "./vectors/transforms.js";

// Functions that are rewritten between calls of them, or are not, by a schedule in the program's data: what runs, natively and followed. What is
// not covered: code that is rewritten by other threads.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const CALLS = 40;
/** In a schedule: a call without a change, and the end. Other values are what the function shall return. */
const [UNCHANGED, END] = [0, 0x100];
/** Where the results are, in the bed's data. */
const RESULTS = 0x400;

const ways = { bl: "bl ~f", "blx of a register": "blx r4", "a tail call": "bl ~tail" };
const flush = "mov r0, r4\n bic r0, r0, #1\n add r1, r0, #4\n mov r2, #0\n ldr r7, =0x0f0002\n svc #0";

/** Follows the schedule at r8, and writes the results to r6. */
const scheduled = (set: Snippet["set"], call: string, told: string): string => `
        push    {r4-r9, lr}
        ldr     r4, =${set === "t32" ? "~f + 1" : "~f"}
        ldr     r8, =data
        ldr     r6, =data + ${RESULTS}
        ldr     r9, =${set === "t32" ? "0x2000" : "0xe3a00000"}
1:      ldr     r1, [r8], #4
        cmp     r1, #${END}
        beq     3f
        cmp     r1, #${UNCHANGED}
        beq     2f
        orr     r1, r1, r9
        ${set === "t32" ? "strh r1, [r4, #-1]" : "str r1, [r4]"}
        ${told}
2:      ${call}
        str     r0, [r6], #4
        b       1b
3:      mov     r1, #0
        mov     r4, #0
        pop     {r4-r9, pc}
        .ltorg
~tail:  b       ~f
        .balign 4
        nop
~f:     mov${set === "t32" ? "s" : ""} r0, #1
        bx      lr
`;

interface Place {
  readonly snippet: Snippet;
  readonly isTold: boolean;
}
const places = (["a32", "t32"] as const).flatMap((set): Place[] =>
  Object.entries(ways).flatMap(([name, call]) =>
    [true, false].map((isTold) => ({
      isTold,
      snippet: {
        set,
        name: `${name}, ${isTold ? "with cacheflush after changes" : "without a word"}`,
        text: scheduled(set, call, isTold ? flush : ""),
      },
    })),
  ),
);

/** What the function returns, if code is compared at each entry until it was found unchanged so often. */
function trusting(schedule: readonly number[], threshold: number): number[] {
  let [now, compiled, unchanged] = [1, -1, 0];
  return schedule.map((wanted) => {
    if (wanted !== UNCHANGED) now = wanted;
    if (compiled >= 0 && unchanged >= threshold) return compiled;
    unchanged = compiled === now ? unchanged + 1 : 0;
    compiled = now;
    return compiled;
  });
}

const settings: readonly { readonly types: readonly StalkerEventType[]; readonly transform?: Transformer }[] = [
  { types: [] },
  { types: ["call", "ret", "block", "exec"] },
  { types: ["exec"], transform: keepAll },
];

describe(`code that is rewritten (ARMSTALKER_SEED=${seed})`, () => {
  const bed = buildSnippets(places.map(({ snippet }) => snippet));
  const beds = new Beds(bed);

  const resultsOf = ({ memory }: World): number[] => [
    ...new Uint32Array(memory[0]!.slice(RESULTS, RESULTS + 4 * CALLS).buffer),
  ];

  for (const [index, { snippet, isTold }] of places.entries()) {
    for (const [turn, trustThreshold] of [-1, 0, 1, 3].entries()) {
      it(`${snippet.set}: ${snippet.name}, trustThreshold ${trustThreshold}`, async () => {
        const random = new Random(seed + 4 * index + turn);
        const { start, end } = entryOf(bed, snippet, index);
        for (const [at, { types, transform }] of settings.entries()) {
          // Often unchanged, in the last setting for long.
          const changes = [2, 3, 8][at]!;
          const schedule = Array.from({ length: CALLS }, (_, call) =>
            call === 0 || random.below(changes) === 0 ? 1 + random.below(250) : UNCHANGED,
          );
          const stage = { pc: start, sp: bed.address("stack_top"), regions: bed.regions };
          const world = randomWorld(randomFrom(seed + index), {
            ...stage,
            slots: beds.slots,
          });
          world.memory[0]!.set(new Uint8Array(Uint32Array.of(...schedule, END).buffer));
          const expected = beds.native.run(world, end);
          expect(resultsOf(expected)).toEqual(trusting(schedule, Number.POSITIVE_INFINITY));
          const { end: actual } = await beds.followed.run(world, {
            until: end,
            trustThreshold,
            ...(transform === undefined ? {} : { transform }),
            events: Object.fromEntries(types.map((type) => [type, true])),
          });
          if (isTold || trustThreshold < 0) {
            expect([types, differences(expected, actual, bed.regions)]).toEqual([types, []]);
          } else {
            expect([types, resultsOf(actual)]).toEqual([types, trusting(schedule, trustThreshold)]);
          }
        }
      });
    }
  }

  it("the schedules tell thresholds apart, and no trust from the native run", () => {
    const random = new Random(seed);
    const schedule = Array.from({ length: CALLS }, () => (random.below(3) === 0 ? 1 + random.below(250) : UNCHANGED));
    const never = trusting(schedule, Number.POSITIVE_INFINITY);
    expect(trusting(schedule, 0)).not.toEqual(never);
    expect(trusting([5, UNCHANGED, 7, 7, 8], 0)).toEqual([5, 5, 5, 5, 5]);
    expect(trusting([5, UNCHANGED, 7, 7, 8], 1)).toEqual([5, 5, 5, 5, 5]);
    expect(trusting([5, 6, 7, 7, 8], 1)).toEqual([5, 6, 7, 7, 7]);
    expect(trusting([5, UNCHANGED, 7, 7, 8], 3)).toEqual([5, 5, 7, 7, 8]);
  });
});
