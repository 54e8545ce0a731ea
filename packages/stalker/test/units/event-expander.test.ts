import { type RecordDescriptor, RecordKind, RecordTable } from "@armstalker/recompiler";
import { describe, expect, it } from "vitest";
import { EventExpander } from "../../src/events/event-expander.js";
import { EventQueue, type EventReceivers } from "../../src/events/event-queue.js";
import { EventType } from "../../src/events/gum-event.js";

// What records mean, by the rules of the specification's section 4.1. In programs: engine-events.test.ts, vectors.test.ts.

const MOST = 2 ** 20;
const [CALL, INDIRECT_CALL, RETURN, JUMP, EXEC, BLOCK] = [2, 4, 6, 8, 10, 12];
const descriptors: Readonly<Record<number, RecordDescriptor>> = {
  [CALL]: { kind: RecordKind.call, location: 0x100, second: 0x200, returnAddress: 0x104 },
  [INDIRECT_CALL]: { kind: RecordKind.indirectCall, location: 0x110, second: 0, returnAddress: 0x114 },
  [RETURN]: { kind: RecordKind.return, location: 0x210, second: 0, returnAddress: 0 },
  [JUMP]: { kind: RecordKind.jump, location: 0x220, second: 0, returnAddress: 0 },
  [EXEC]: { kind: RecordKind.exec, location: 0x300, second: 0, returnAddress: 0 },
  [BLOCK]: { kind: RecordKind.block, location: 0x400, second: 0x410, returnAddress: 0 },
};
const records = new RecordTable();
for (const [name, descriptor] of Object.entries(descriptors)) records.add(Number(name), descriptor);

const ALL = EventType.call | EventType.ret | EventType.exec | EventType.block;
const [CALL_EVENT, RET_EVENT, EXEC_EVENT, BLOCK_EVENT] = [1, 2, 4, 8];

/** An expander, and the events that it has put. */
function expander(mask = ALL): { one: EventExpander; events: number[][] } {
  const events: number[][] = [];
  const receivers: EventReceivers = {
    onReceive(received) {
      const words = new Uint32Array(received);
      for (let at = 0; at < words.length; at += 4) events.push([...words.subarray(at, at + 4)]);
    },
  };
  const queue = new EventQueue(
    receivers,
    () => 1,
    (error) => {
      throw error;
    },
  );
  const one = new EventExpander(queue, mask, records, (target) => target === 0x900);
  return { one, events };
}

/** The events of a stream of records. */
function expand(words: readonly number[], mask = ALL): number[][] {
  const { one, events } = expander(mask);
  one.take(Int32Array.from(words));
  return events;
}

describe("records", () => {
  it("are events, with the depth of calls", () => {
    const events = expand([BLOCK, EXEC, CALL, INDIRECT_CALL, 0x501, RETURN, 0x114, RETURN, 0x104, RETURN, 0x999]);
    expect(events).toEqual([
      [BLOCK_EVENT, 0x400, 0x410, 0],
      [EXEC_EVENT, 0x300, 0, 0],
      [CALL_EVENT, 0x100, 0x200, 0],
      [CALL_EVENT, 0x110, 0x501, 1],
      [RET_EVENT, 0x210, 0x114, 1],
      [RET_EVENT, 0x210, 0x104, 0],
      [RET_EVENT, 0x210, 0x999, 0],
    ]);
  });

  it("of jumps are returns where the last call returns to, and nothing else", () => {
    expect(expand([CALL, JUMP, 0x104, JUMP, 0x104, CALL, JUMP, 0x108])).toEqual([
      [CALL_EVENT, 0x100, 0x200, 0],
      [RET_EVENT, 0x220, 0x104, 0],
      [CALL_EVENT, 0x100, 0x200, 0],
    ]);
  });

  it("of calls of what is not followed do not add to the depth", () => {
    expect(expand([INDIRECT_CALL, 0x900, CALL])).toEqual([
      [CALL_EVENT, 0x110, 0x900, 0],
      [CALL_EVENT, 0x100, 0x200, 0],
    ]);
  });

  it("count for the depth whatever events are wanted", () => {
    expect(expand([CALL, CALL, EXEC, RETURN, 0x104], EventType.ret)).toEqual([[RET_EVENT, 0x210, 0x104, 1]]);
  });

  it("mean the same in any parts", () => {
    const words = [CALL, INDIRECT_CALL, 0x501, RETURN, 0x114, BLOCK, JUMP, 0x104, EXEC, RETURN, 0x3];
    const whole = expand(words);
    for (let first = 0; first <= words.length; first++) {
      for (let second = first; second <= words.length; second++) {
        const { one, events } = expander();
        for (const part of [words.slice(0, first), words.slice(first, second), words.slice(second)]) {
          one.take(Int32Array.from(part));
        }
        expect(events).toEqual(whole);
      }
    }
  });

  it("of calls that nothing returns from are counted, and the last of them known", () => {
    const { one, events } = expander(EventType.ret);
    const calls = new Int32Array(MOST).fill(CALL);
    one.take(calls);
    one.take(calls);
    expect(one.depth).toBe(2 * MOST);
    const returns = new Int32Array(MOST);
    for (let at = 0; at < MOST; at += 2) returns.set([RETURN, 0x104], at);
    one.take(returns);
    expect(one.depth).toBe(2 * MOST - MOST / 2);
    expect(events.length).toBe(MOST / 2);
  });
});
