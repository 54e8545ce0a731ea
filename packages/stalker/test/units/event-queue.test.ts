import { expect, it } from "vitest";
import { EventQueue } from "../../src/events/event-queue.js";

const fail = (error: Error): never => {
  throw error;
};

it.each([1, 3, 1024, 5000, 100_000])(
  "hands over %i events at a time, in buffers that are the receiver's",
  (capacity) => {
    const kept: ArrayBuffer[] = [];
    const queue = new EventQueue({ onReceive: (events) => void kept.push(events) }, () => capacity, fail);
    const count = Math.min(2 * capacity, 150_000) + 2;
    for (let index = 0; index < count; index++) queue.put(8, index, index + 1, 0);
    expect(queue.length).toBe(count % capacity);
    queue.flush();
    queue.flush();
    expect(kept.map(({ byteLength }) => byteLength / 16)).toEqual(
      Array.from({ length: Math.ceil(count / capacity) }, (_, part) => Math.min(capacity, count - part * capacity)),
    );
    const words = kept.flatMap((events) => [...new Uint32Array(events)]);
    let differences = 0;
    for (let index = 0; index < count; index++) {
      const event = words.slice(4 * index, 4 * index + 4);
      if (String(event) !== String([8, index, index + 1, 0])) differences++;
    }
    expect(differences).toBe(0);
  },
);

it("goes on when a receiver transfers its buffers", () => {
  const counts: number[] = [];
  const receive = (events: ArrayBuffer): void => {
    counts.push(new Uint32Array(structuredClone(events, { transfer: [events] })).at(1)!);
    expect(events.byteLength).toBe(0);
  };
  const queue = new EventQueue({ onReceive: receive }, () => 2, fail);
  for (let index = 0; index < 7; index++) queue.put(4, index, 0, 0);
  queue.flush();
  expect(counts).toEqual([0, 2, 4, 6]);
});

it("takes a new capacity at once", () => {
  const sizes: number[] = [];
  let capacity = 2000;
  const queue = new EventQueue(
    { onReceive: ({ byteLength }) => void sizes.push(byteLength / 16) },
    () => capacity,
    fail,
  );
  for (let index = 0; index < 1500; index++) queue.put(4, index, 0, 0);
  capacity = 10;
  expect(queue.room).toBe(1);
  queue.put(4, 0, 0, 0);
  for (let index = 0; index < 10; index++) queue.put(4, index, 0, 0);
  expect(sizes).toEqual([1501, 10]);
});
