// Whose turn it is, with reports as qemu-arm's stub has sent them, also mixed ones. The threads are not real here: threads.test.ts has those.
import { describe, expect, it } from "vitest";
import type { EmulatorThreads } from "../src/emulator-threads.js";
import type { PacketConnection } from "../src/packet-connection.js";
import { ThreadTurns } from "../src/thread-turns.js";
import { errorOf } from "./support/codes.js";

const MAIN = 0x4393;
const SECOND = 0x4396;
const THIRD = 0x4398;
const report = (signal: string, thread: number): string => `T${signal}thread:p01.${thread.toString(16)};`;

/** An emulator with threads, of which some have sent something: the first is read already. */
class Scene {
  readonly sent: string[] = [];
  readonly held: Set<number> = new Set();
  unacknowledged: number[] = [];
  acknowledged = 0;
  count = 3;
  isPermitted = true;
  readonly turns: ThreadTurns;

  constructor(fromTheStart = true) {
    const all = [MAIN, SECOND, THIRD];
    const threads = {
      refusal: undefined,
      hold: () => {
        if (this.isPermitted) for (const id of all) this.held.add(id);
        return this.isPermitted;
      },
      unacknowledged: () => this.unacknowledged.filter((id) => this.held.has(id)),
      release: (id: number) => this.held.delete(id),
      releaseAllBut: (ids: readonly number[] = []) => {
        for (const id of all) if (!ids.includes(id)) this.held.delete(id);
      },
      awaitEnd: () => {},
    };
    Object.defineProperty(threads, "areSeveral", { get: () => this.count > 1 });
    const connection = {
      takeWaiting: () => {
        const text = this.sent.shift();
        return text === undefined ? undefined : Buffer.from(text, "latin1");
      },
      postponeAcknowledgement: () => {
        this.acknowledged = 0;
      },
      acknowledgeLater: () => {
        this.acknowledged++;
      },
      fail: (error: Error) => error,
    };
    const [some, others] = [connection as unknown as PacketConnection, threads as unknown as EmulatorThreads];
    this.turns = new ThreadTurns(some, others, fromTheStart);
  }

  /** What has come, and who waits for an acknowledgement. */
  next(texts: readonly string[], threads: readonly number[], wanted?: number): string | undefined {
    this.unacknowledged.push(...threads);
    this.sent.push(...texts.slice(1));
    const text = this.turns.next(texts[0], wanted);
    if (text !== undefined) this.unacknowledged = this.unacknowledged.filter((id) => this.held.has(id));
    return text;
  }
}

describe("turns", () => {
  it("are taken in the order of the reports, by one thread alone, and whoever waits stays held", () => {
    const scene = new Scene();
    const texts = [report("1e", SECOND), report("05", MAIN)];
    expect(scene.next(texts, [MAIN, SECOND])).toBe(texts[0]);
    expect(scene.turns.isServing).toBe(true);
    expect([...scene.held].sort()).toEqual([MAIN, THIRD]);
    expect(scene.acknowledged).toBe(1);
    scene.turns.end();
    expect(scene.turns.isServing).toBe(false);
    expect([...scene.held]).toEqual([MAIN]);
    expect(scene.turns.isWaiting()).toBe(true);
    expect(scene.turns.isWaiting(THIRD)).toBe(false);
    expect(scene.next([], [])).toBe(texts[1]);
    expect([...scene.held].sort()).toEqual([SECOND, THIRD]);
    scene.turns.end();
    expect([...scene.held]).toEqual([]);
    expect(scene.turns.isWaiting()).toBe(false);
  });

  it("are nobody's before a second thread has reported something, unless that is asked for", () => {
    const scene = new Scene(false);
    for (const text of [report("05", MAIN), report("0b", MAIN)]) {
      expect(scene.next([text], [MAIN])).toBe(text);
      expect([scene.held.size, scene.turns.isServing]).toEqual([0, false]);
      scene.unacknowledged = [];
    }
    for (const thread of [SECOND, MAIN]) {
      const text = report("0a", thread);
      expect(scene.next([text], [thread])).toBe(text);
      expect([scene.held.has(thread), scene.held.size, scene.turns.isServing]).toEqual([false, 2, true]);
      scene.turns.end();
    }
  });

  it("wait where only one thread's is wanted", () => {
    const scene = new Scene();
    expect(scene.next([report("1e", SECOND)], [SECOND], MAIN)).toBeUndefined();
    expect([...scene.held]).toEqual([SECOND]);
    expect(scene.acknowledged).toBe(0);
    expect(scene.next([report("05", MAIN)], [MAIN], MAIN)).toBe(report("05", MAIN));
    scene.turns.end();
    expect(scene.next([], [])).toBe(report("1e", SECOND));
  });

  it("end with the program, whose end names no thread", () => {
    const scene = new Scene();
    expect(scene.next(["W15", report("05", MAIN)], [MAIN, THIRD])).toBe("W15");
    expect([...scene.held].sort()).toEqual([MAIN, SECOND]);
  });

  it("are nobody's where there is one thread, or none can be held", () => {
    const scene = new Scene();
    scene.count = 1;
    expect(scene.next(["T05thread:p01.4393;"], [MAIN])).toBe("T05thread:p01.4393;");
    expect(scene.turns.isServing).toBe(false);
    scene.count = 3;
    scene.isPermitted = false;
    expect(scene.next([report("05", MAIN)], [MAIN])).toBe(report("05", MAIN));
    expect(scene.turns.isServing).toBe(false);
    expect(scene.acknowledged).toBe(1);
  });
});

describe("reports that are mixed", () => {
  it.each([
    ["one twice, another lost", [report("4d", SECOND), report("4d", SECOND)], [SECOND, THIRD]],
    ["one behind the other", [report("1e", SECOND), `${report("1e", SECOND)}${report("1e", THIRD)}`], [SECOND, THIRD]],
    ["one within the other", ["T4dthread:T4dthread:p01.4396;p01.4398;", report("4d", SECOND)], [SECOND, THIRD]],
    ["one without its head", [report("1e", MAIN), "p01.4396;"], [MAIN, SECOND]],
    ["one with a zero in it", [report("1e", THIRD), "\x005thread:p01.4396;"], [SECOND, THIRD]],
    ["fewer than threads that wait", [report("1e", SECOND)], [SECOND, THIRD]],
    ["more than threads that wait", [report("1e", SECOND), report("1e", THIRD)], [SECOND]],
    ["of a thread that does not wait", [report("1e", SECOND)], [THIRD]],
    ["the ends of two threads", ["W15", "W16"], [SECOND, THIRD]],
  ])("are refused: %s", (_, texts, threads) => {
    const scene = new Scene();
    expect(errorOf(() => scene.next(texts, threads)).code).toBe("unexpected-stop");
    expect(scene.turns.isServing).toBe(false);
  });
});
