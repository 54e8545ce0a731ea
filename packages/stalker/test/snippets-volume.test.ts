import { describe, expect, it } from "vitest";
import { type AnnotatedEvent, type CallSummary, Stalker } from "../src/index.js";
import { Beds } from "./bed/beds.js";
import { expectedEvents } from "./bed/expected-events.js";
import { buildSnippets, entryOf, type Snippet } from "./bed/snippets.js";
import { randomFrom, randomWorld, type World } from "./bed/state.js";

// More events than the buffers hold, in the target and on the way to JavaScript: none is lost, none is out of order.

const ITERATIONS = 20_000;
const CAPACITY = 1000;

// r5 says how often.
const snippets: readonly Snippet[] = [
  {
    set: "a32",
    name: "a loop with a call",
    text: `
        push    {r4, lr}
        mov     r4, r5
1:      bl      ~leaf
        subs    r4, r4, #1
        bne     1b
        pop     {r4, pc}
~leaf:  bx      lr
`,
  },
  {
    set: "t32",
    name: "a loop with a computed call and an IT block",
    text: `
        push    {r4, lr}
        mov     r4, r5
        ldr     r1, =~leaf + 1
1:      blx     r1
        subs    r4, #1
        itt     ne
        movne   r0, r4
        bne     1b
        pop     {r4, pc}
~leaf:  bx      lr
`,
  },
];
const types = { call: true, ret: true, block: true, exec: true };

describe("many events", () => {
  const bed = buildSnippets(snippets);
  const beds = new Beds(bed);

  for (const [index, snippet] of snippets.entries()) {
    const { start, end } = entryOf(bed, snippet, index);
    const worldOf = (iterations: number): World => {
      const slots = new Uint8Array(bed.regions.find(({ name }) => name === "slots")!.size);
      const sp = bed.address("stack_top");
      const world = randomWorld(randomFrom(1), { pc: start, sp, regions: bed.regions, slots });
      world.core[5] = iterations;
      return world;
    };

    it(`of ${snippet.name} in ${snippet.set} all arrive in order`, async () => {
      // From single steps of three and of four iterations: what one more adds.
      const [three, four] = [3, 4].map((count) =>
        expectedEvents(bed.listing, beds.native.trace(worldOf(count), end).steps, { isExcluded: () => false }),
      ) as [AnnotatedEvent[], AnnotatedEvent[]];
      const period = four.length - three.length;
      const inLoop = four.findIndex(([type]) => type === "ret");
      const once = four.slice(inLoop, inLoop + period);
      const expected = [
        ...four.slice(0, inLoop),
        ...Array<AnnotatedEvent[]>(ITERATIONS - 4)
          .fill(once)
          .flat(),
        ...four.slice(inLoop),
      ];

      const received: AnnotatedEvent[] = [];
      let largest = 0;
      const calls: Record<string, number> = {};
      await beds.followed.run(worldOf(ITERATIONS), {
        until: end,
        events: types,
        prepare: (stalker) => {
          stalker.queueCapacity = CAPACITY;
        },
        onReceive: (events) => {
          largest = Math.max(largest, events.byteLength / 16);
          for (const event of Stalker.parse(events)) received.push(event);
        },
        onCallSummary: (summary: CallSummary) => {
          for (const [target, count] of Object.entries(summary)) calls[target] = (calls[target] ?? 0) + count;
        },
      });
      const rows = (events: readonly AnnotatedEvent[]): string => events.map((event) => event.join(" ")).join("\n");
      const own = received.filter(([, location]) => (Number(location) & ~1) !== end);
      expect(own.length).toBe(expected.length);
      expect(rows(own) === rows(expected)).toBe(true);
      expect(largest).toBe(CAPACITY);
      expect(Math.max(...Object.values(calls))).toBe(ITERATIONS);
    });
  }
});
