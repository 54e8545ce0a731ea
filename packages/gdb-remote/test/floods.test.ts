// Stubs that send without end. The scripts follow the GDB manual's appendix E ("Overview", "Notification Packets", "Stop Reply Packets").
import { describe, expect, it } from "vitest";
import { type ByteStream, type ConnectOptions, connect, GdbRemote, type StreamEvent } from "../src/index.js";
import { pause } from "../src/pause.js";
import { errorOf, rejectionOf } from "./support/codes.js";
import { bytesOf, frame, textOf } from "./support/reference.js";
import { ScriptedClient } from "./support/scripted-client.js";
import type { Script, Step } from "./support/scripted-stub.js";

const scripted = new ScriptedClient();

const play = (rules: NonNullable<Script["rules"]>, options?: ConnectOptions): Promise<GdbRemote> =>
  scripted.play({ rules }, options);

/** Milliseconds of waits, and of requests, which the handshake needs as well. */
const TIMEOUT = 150;
const REQUEST_TIMEOUT = 1500;
/** What a wait may take beyond its timeout, on a machine under load. */
const SLACK = 15_000;

/** Milliseconds that `body` takes. */
function timeOf(body: () => unknown): number {
  const start = performance.now();
  body();
  return performance.now() - start;
}

const NO_ACK = {
  "qSupported*": [[{ packet: "PacketSize=400;QStartNoAckMode+" }]],
  QStartNoAckMode: [[{ packet: "OK" }]],
};

const notification = frame("Stop:T05thread:p1.1;").replace("$", "%");
const floods: Record<string, string> = {
  notifications: notification,
  acknowledgements: "+",
  "console output": frame("O68656c6c6f0a"),
  "requests for files": frame("Fgettimeofday,1000,0"),
};

describe("a stub that sends without end", () => {
  for (const [what, text] of Object.entries({ notifications: notification, acknowledgements: "+", refusals: "-" })) {
    it(`does not keep a request beyond its timeout: ${what}`, async () => {
      const target = await play({ ...NO_ACK, "m*": [[{ endless: text }]] }, { timeout: REQUEST_TIMEOUT });
      const time = timeOf(() => expect(errorOf(() => target.readMemory(0x1000, 4)).code).toBe("timeout"));
      expect(time).toBeLessThan(REQUEST_TIMEOUT + SLACK);
      expect(target.state).toBe("closed");
    });
  }

  it("does not keep a resume beyond its timeout, where packets are acknowledged", async () => {
    await scripted.stub.play({ rules: { "vCont;c": [[{ endless: notification }]] }, acknowledges: false });
    const target = connect(scripted.stub.path, { timeout: REQUEST_TIMEOUT });
    scripted.remote = target;
    const time = timeOf(() => expect(errorOf(() => target.resume()).code).toBe("timeout"));
    expect(time).toBeLessThan(REQUEST_TIMEOUT + SLACK);
  });

  for (const [what, text] of Object.entries(floods)) {
    it(`does not keep a step or a blocking wait beyond its timeout: ${what}`, async () => {
      const target = await play({ ...NO_ACK, "vCont;*": [[{ endless: text }]] });
      const step = timeOf(() => expect(errorOf(() => target.step(undefined, TIMEOUT)).code).toBe("timeout"));
      expect(step).toBeLessThan(TIMEOUT + SLACK);
      expect(target.state).toBe("running");
      const wait = timeOf(() => expect(target.waitForStopSync(TIMEOUT)).toBeUndefined());
      expect(wait).toBeLessThan(TIMEOUT + SLACK);
      expect(timeOf(() => expect(target.waitForStopSync(0)).toBeUndefined())).toBeLessThan(SLACK);
    });

    it(`leaves timers and memory alone while the event loop waits: ${what}`, async () => {
      let size = 0;
      const onOutput = (bytes: Uint8Array): void => {
        size += bytes.length;
      };
      const target = await play({ ...NO_ACK, "vCont;c": [[{ endless: text }]] }, { onOutput });
      target.resume();
      const before = process.memoryUsage().arrayBuffers;
      const start = performance.now();
      const error = await rejectionOf(target.waitForStop({ timeout: 500 }));
      expect(performance.now() - start).toBeLessThan(500 + SLACK);
      expect(error.code).toBe("timeout");
      expect(target.state).toBe("running");
      // While one waits without end, too.
      const wait = rejectionOf(target.waitForStop());
      for (let ticks = 0; ticks < 20; ticks++) await new Promise((resolve) => setTimeout(resolve, 10));
      target.close();
      expect((await wait).code).toBe("closed");
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 << 20);
      if (what === "console output") expect(size).toBeGreaterThan(1000);
    });
  }

  it("is not kept in memory while it takes no bytes", async () => {
    const steps: Step[] = [{ packet: "00112233" }, { deaf: true }, { endless: notification }];
    const target = await play({ ...NO_ACK, "m*": [steps] }, { timeout: 700, maximumPacketSize: 65536 });
    target.readMemory(0x1000, 4);
    const packet = "q".repeat(4 << 20);
    const before = process.memoryUsage().arrayBuffers;
    expect(errorOf(() => target.request(packet)).code).toBe("timeout");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 << 20);
  });
});

/** A stub in memory: replies to each packet with pieces of bytes, each read taking so long. */
class SlowStream implements ByteStream {
  readonly #pieces: string[] = [];
  readonly #answer: (packet: string) => string[];
  /** Milliseconds that this process sleeps in the next read. */
  nap = 0;

  constructor(answer: (packet: string) => string[]) {
    this.#answer = answer;
  }

  read(): StreamEvent | { kind: "timeout" } {
    pause(this.nap);
    this.nap = 0;
    const piece = this.#pieces.shift();
    return piece === undefined ? { kind: "timeout" } : { kind: "bytes", bytes: bytesOf(piece) };
  }

  write(bytes: Uint8Array): { kind: "written" } {
    const packet = /\$([^#]*)#/.exec(textOf(bytes))?.[1];
    if (packet !== undefined) this.#pieces.push("+", ...this.#answer(packet));
    return { kind: "written" };
  }

  listen(): void {}
  pause(): void {}
  close(): void {}
}

it("takes a reply that had arrived when this process slept over the deadline", () => {
  const reply = frame("ab".repeat(200));
  const stream = new SlowStream((packet) =>
    packet === "?" ? [frame("S05")] : packet[0] === "m" ? (reply.match(/.{1,7}/g) ?? []) : [frame("")],
  );
  const target = new GdbRemote(stream, { timeout: 50 });
  stream.nap = 100;
  expect(target.readMemory(0x1000, 200)).toHaveLength(200);
});
