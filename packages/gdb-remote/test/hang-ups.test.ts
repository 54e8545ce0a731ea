// Whoever waits for a stop is told, at whatever moment the stub hangs up or the connection is closed.
import { describe, expect, it } from "vitest";
import { type ByteStream, GdbRemote, type StreamEvent } from "../src/index.js";
import { pause } from "../src/pause.js";
import { rejectionOf } from "./support/codes.js";
import { bytesOf, frame, textOf } from "./support/reference.js";
import { ScriptedClient } from "./support/scripted-client.js";
import type { Step } from "./support/scripted-stub.js";

const scripted = new ScriptedClient();

const playRun = (steps: Step[]): Promise<GdbRemote> => scripted.play({ rules: { "vCont;c": [steps] } });

/** What a wait came to: a kind of stop, or an error's code; "nothing" where it stays pending. */
async function outcomeOf(wait: Promise<{ kind: string }>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const nothing = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("nothing"), 20_000);
  });
  const told = wait.then(
    ({ kind }) => kind,
    (error: { code: string }) => error.code,
  );
  const outcome = await Promise.race([told, nothing]);
  clearTimeout(timer);
  return outcome;
}

/** The code of what `body` throws, if it throws. */
function attempt(body: () => unknown): string {
  try {
    body();
    return "done";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("a stub that hangs up while the event loop is busy", () => {
  it("is found by interrupt(), and whoever waits is told", async () => {
    const target = await playRun([{ hangUp: true }]);
    target.resume();
    const wait = target.waitForStop();
    pause(100);
    expect(attempt(() => target.interrupt())).toBe("hang-up");
    expect(await outcomeOf(wait)).toBe("hang-up");
    expect(target.state).toBe("closed");
  });

  it("is told after its last packet", async () => {
    for (const [packet, outcome] of [
      ["W00", "exited"],
      ["T05thread:p1.1;", "stopped"],
    ] as const) {
      const target = await playRun([{ packet }, { hangUp: true }]);
      target.resume();
      const wait = target.waitForStop();
      pause(100);
      expect(attempt(() => target.interrupt())).toBe("done");
      expect(await outcomeOf(wait)).toBe(outcome);
    }
  });

  it("is told to one who waits later", async () => {
    const target = await playRun([{ packet: "O6869" }, { hangUp: true }]);
    target.resume();
    pause(50);
    expect(attempt(() => target.interrupt())).toBe("done");
    expect(await outcomeOf(target.waitForStop())).toBe("hang-up");
    expect(await outcomeOf(target.waitForStop())).toBe("closed");
    expect(attempt(() => target.whenStopped(() => {}))).toBe("closed");
  });

  it("leaves nobody waiting, wherever its report is cut, and whoever notices first", async () => {
    const report = frame("T05thread:p1.1;");
    const moments: Record<string, (target: GdbRemote) => Promise<{ kind: string }>> = {
      "wait, block, interrupt": (target) => {
        const wait = target.waitForStop();
        pause(8);
        attempt(() => target.interrupt());
        return wait;
      },
      "block, interrupt, wait": async (target) => {
        pause(8);
        attempt(() => target.interrupt());
        return target.waitForStop();
      },
      "interrupt at once, wait": async (target) => {
        attempt(() => target.interrupt());
        return target.waitForStop();
      },
      "wait, interrupt from a timer": (target) => {
        const wait = target.waitForStop();
        setTimeout(() => attempt(() => target.interrupt()), 2);
        return wait;
      },
    };
    for (const [what, run] of Object.entries(moments)) {
      for (let cut = 0; cut <= report.length; cut++) {
        const target = await playRun([{ raw: report.slice(0, cut) }, { hangUp: true }]);
        target.resume();
        const outcome = await outcomeOf(run(target));
        const allowed = cut === report.length ? ["stopped"] : ["hang-up", "closed"];
        expect(allowed, `${what}, cut at ${cut}`).toContain(outcome);
      }
    }
  });
});

/** A stub in memory that says what a test has it say, from the event loop or to one who reads. */
class DirectedStream implements ByteStream {
  readonly #pieces: string[] = [];
  #listener: ((event: StreamEvent) => void) | undefined;

  say(text: string): void {
    const listener = this.#listener;
    if (listener === undefined) this.#pieces.push(text);
    else listener({ kind: "bytes", bytes: bytesOf(text) });
  }

  read(): StreamEvent | { kind: "timeout" } {
    const piece = this.#pieces.shift();
    return piece === undefined ? { kind: "timeout" } : { kind: "bytes", bytes: bytesOf(piece) };
  }

  write(bytes: Uint8Array): { kind: "written" } {
    const packet = /\$([^#]*)#/.exec(textOf(bytes))?.[1];
    if (packet === "?") this.say(`+${frame("T05thread:1;")}`);
    else if (packet === "vCont?") this.say(`+${frame("vCont;c;s")}`);
    else if (packet === "vCont;c") this.say("+");
    else if (packet !== undefined) this.say(`+${frame("")}`);
    return { kind: "written" };
  }

  listen(listener: (event: StreamEvent) => void): void {
    this.#listener = listener;
  }

  pause(): void {
    this.#listener = undefined;
  }

  close(): void {}
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("a wait for a stop", () => {
  it("ends with `closed` where the receiver of output closes the connection", async () => {
    const stream = new DirectedStream();
    const target = new GdbRemote(stream, { onOutput: () => target.close() });
    target.resume();
    const wait = target.waitForStop();
    stream.say(frame("O6869"));
    expect(await outcomeOf(wait)).toBe("closed");
  });

  it("goes on where the receiver of output throws", async () => {
    const stream = new DirectedStream();
    const onOutput = (): void => {
      throw new Error("on purpose");
    };
    const target = new GdbRemote(stream, { onOutput });
    target.resume();
    const wait = target.waitForStop();
    expect(() => stream.say(frame("O6869"))).toThrow("on purpose");
    await nextTurn();
    stream.say(frame("T05thread:1;"));
    expect(await outcomeOf(wait)).toBe("stopped");
    target.resume();
    stream.say(frame("O6869"));
    expect(() => target.waitForStopSync(10)).toThrow("on purpose");
    stream.say(frame("T05thread:1;"));
    expect(target.waitForStopSync(10)).toMatchObject({ kind: "stopped" });
  });

  it("is refused where the connection was closed before, and can be asked for again", async () => {
    const stream = new DirectedStream();
    const target = new GdbRemote(stream);
    target.resume();
    target.close();
    for (let count = 0; count < 2; count++) expect((await rejectionOf(target.waitForStop())).code).toBe("closed");
  });
});
