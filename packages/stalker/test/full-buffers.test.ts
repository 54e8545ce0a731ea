// Event buffers that fill up: no event is lost, whatever a receiver does, and it is told how the threads have left their code.
import { afterEach, expect, it, vi } from "vitest";
import { ContextSlabs } from "../src/engine/context-slabs.js";
import type { FollowOptions } from "../src/index.js";
import { Program } from "./engine/programs.js";
import { startTo } from "./engine/running.js";

const LIMIT = 120_000;
/** Records that half of a buffer has room for, where it is shared. */
const ROOM = 4 << 20;
const TURNS = 6_000_000;
const program = new Program("events.c", "-mthumb", "-O1");
const hold = vi.spyOn(ContextSlabs.prototype, "hold");
const letGo = vi.spyOn(ContextSlabs.prototype, "letGo");
afterEach(() => {
  program.end();
  vi.clearAllMocks();
});

/** Counts the blocks of the program's loop, which alternate. */
class Loop {
  readonly #first = program.range("turn_begins").base;
  readonly #last = program.range("turn_ends").base;
  #before = 0;
  blocks = 0;
  repeated = 0;
  events = 0;

  count(received: ArrayBuffer): void {
    const words = new Uint32Array(received);
    this.events += words.length / 4;
    for (let at = 0; at < words.length; at += 4) {
      const start = words[at + 1]!;
      if (start < this.#first || start >= this.#last) continue;
      this.blocks++;
      if (start === this.#before) this.repeated++;
      this.#before = start;
    }
  }
}

function wait(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {}
}

it.each(["that counts", "that is slow", "that keeps and transfers its buffers", "that flushes"] as const)(
  "a receiver %s gets all events of many full buffers, in order",
  async (what) => {
    const { target, stalker, errors } = await startTo(program, "main", ["counted", String(TURNS)], {
      queueCapacity: what === "that is slow" ? 1 << 20 : 50_000,
    });
    const loop = new Loop();
    const kept: [ArrayBuffer, number][] = [];
    const receive: Record<typeof what, (events: ArrayBuffer) => void> = {
      "that counts": () => {},
      "that is slow": () => wait(60),
      "that keeps and transfers its buffers": (events) => {
        if (kept.length < 50) kept.push([events, new Uint32Array(events)[1]!]);
        else structuredClone(events, { transfer: [events] });
      },
      "that flushes": () => stalker.flush(),
    };
    const options: FollowOptions = {
      events: { block: true },
      onReceive(events) {
        loop.count(events);
        receive[what](events);
      },
    };
    stalker.follow(target.mainThread, options);
    expect((await target.resume()).kind).toBe("exited");
    expect(errors).toEqual([]);
    expect([loop.blocks, loop.repeated]).toEqual([2 * TURNS, 0]);
    for (const [events, first] of kept) expect(new Uint32Array(events)[1]).toBe(first);
    expect(letGo.mock.calls.length).toBe(hold.mock.calls.length);
    if (!target.hasDoors) return;
    // The thread is held at its door meanwhile, if it comes to one: its loop is long.
    if (what === "that is slow") expect(hold.mock.calls.length).toBeGreaterThan(0);
    // One stop a full buffer at most, and those of the program's start and end.
    const { stops, doors } = stalker.statistics;
    expect(doors).toBeGreaterThan(0);
    expect(stops).toBeLessThanOrEqual(Math.floor(loop.events / ROOM) + 4);
  },
  LIMIT,
);
