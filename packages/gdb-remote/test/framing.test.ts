import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodePacket, type Frame, PacketReader, unescapeBinary } from "../src/index.js";
import { bytesOf, checksumText, escapeBinary, frame, shortenRuns, textOf } from "./support/reference.js";

const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 0x7fffffff);
console.log(`framing: ARMSTALKER_SEED=${seed}`);
const settings = { seed, numRuns: 2000 };

/** Text of bytes, with many of those that mean something. */
const data = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 255 }) },
      { weight: 2, arbitrary: fc.constantFrom(0x23, 0x24, 0x2a, 0x7d, 0x03, 0x5d, 0x2b, 0x2d, 0x25, 0) },
    ),
    { maxLength: 300 },
  )
  .chain((bytes) => fc.array(fc.nat(110), { maxLength: 4 }).map((runs) => ({ bytes, runs })))
  .map(({ bytes, runs }) =>
    bytes
      .flatMap((byte, index) => Array.from({ length: 1 + (runs[index] ?? 0) }, () => byte))
      .map((byte) => String.fromCharCode(byte))
      .join(""),
  );

function readAll(text: string, cuts: readonly number[] = [], maximumSize = 1 << 20): Frame[] {
  const reader = new PacketReader(maximumSize);
  const frames: Frame[] = [];
  let at = 0;
  for (const end of [...cuts.filter((cut) => cut <= text.length).sort((one, other) => one - other), text.length]) {
    reader.push(bytesOf(text.slice(at, end)));
    at = end;
    for (let next = reader.next(); next !== undefined; next = reader.next()) frames.push(next);
  }
  return frames;
}

function kinds(text: string, maximumSize?: number): string[] {
  return readAll(text, [], maximumSize).map(({ kind }) => kind);
}

function payloads(frames: readonly Frame[]): string[] {
  return frames.map((one) =>
    one.kind === "packet" || one.kind === "notification" ? textOf(one.payload) : `(${one.kind})`,
  );
}

describe("framing", () => {
  it("writes packets as they stand in sessions that GDB recorded", () => {
    for (const packet of ["$OK#9a", "$#00", "$vCont?#49", "$g#67", "$qC#b4", "$qfThreadInfo#bb", "$Hg0#df"]) {
      expect(textOf(encodePacket(packet.slice(1, -3)))).toBe(packet);
      expect(payloads(readAll(packet))).toEqual([packet.slice(1, -3)]);
    }
  });

  it("expands runs as in the manual's example", () => {
    // "0* " is 0000: a space is 32, 29 more than 3.
    expect(payloads(readAll(frame("0* ")))).toEqual(["0000"]);
  });

  it("encodes any bytes into what the reference calls a packet", () => {
    fc.assert(
      fc.property(data, (payload) => {
        expect(textOf(encodePacket(bytesOf(payload)))).toBe(frame(escapeBinary(payload)));
      }),
      settings,
    );
  });

  it("reads back what the reference escaped and shortened, cut anywhere", () => {
    fc.assert(
      fc.property(
        fc.array(data, { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat(97)),
        fc.array(fc.nat(1500), { maxLength: 12 }),
        fc.constantFrom("", "+", "-+"),
        (parts, counts, cuts, between) => {
          const choose = (): number => counts.next().value;
          const text = parts.map((part) => between + frame(shortenRuns(escapeBinary(part), choose))).join("");
          const packets = readAll(text, cuts).filter(({ kind }) => kind !== "acknowledged" && kind !== "refused");
          const read = packets.map((one) => (one.kind === "packet" ? unescapeBinary(one.payload) : undefined));
          expect(read.map((one) => one && textOf(one))).toEqual(parts);
        },
      ),
      settings,
    );
  });

  it("reads back a packet cut at each of its bytes", () => {
    const text = `+${frame(shortenRuns(escapeBinary("aaaaaaaaaa#$}*\x03bbbbbb"), () => 97))}`;
    for (let cut = 0; cut <= text.length; cut++) {
      const [, packet] = readAll(text, [cut]);
      expect(packet?.kind === "packet" && textOf(unescapeBinary(packet.payload)!)).toBe("aaaaaaaaaa#$}*\x03bbbbbb");
    }
  });

  it("reads on through packets that are larger than what it holds room for", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 6000 }),
        (sizes, step) => {
          const parts = sizes.map((size, index) => String.fromCharCode(0x61 + index).repeat(size));
          const text = parts.map(frame).join("");
          const cuts = Array.from({ length: Math.floor(text.length / step) }, (_, index) => (index + 1) * step);
          expect(payloads(readAll(text, cuts))).toEqual(parts);
        },
      ),
      { seed, numRuns: 100 },
    );
  });

  it("sees any one changed byte of a body, or never takes it for the packet", () => {
    fc.assert(
      fc.property(data, fc.nat(), fc.integer({ min: 1, max: 255 }), (payload, where, change) => {
        const whole = frame(escapeBinary(payload));
        const at = where % whole.length;
        const broken = whole.slice(0, at) + String.fromCharCode(whole.charCodeAt(at) ^ change) + whole.slice(at + 1);
        // Only the case of a checksum's digit, which means nothing.
        const isSameChecksum = at >= whole.length - 2 && broken.slice(-2).toLowerCase() === whole.slice(-2);
        if (isSameChecksum) return;
        for (const one of readAll(broken)) {
          expect(one.kind === "packet" && textOf(one.payload) === escapeBinary(payload)).toBe(false);
        }
      }),
      settings,
    );
  });

  it("survives any bytes, and accounts for each packet in them", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            data,
            data.map((one) => frame(escapeBinary(one))),
          ),
          { maxLength: 6 },
        ),
        (parts) => {
          for (const one of readAll(parts.join(""), [], 2048)) {
            if (one.kind === "packet") expect(one.payload.length).toBeLessThanOrEqual(2048);
          }
        },
      ),
      settings,
    );
  });

  it("tells what is wrong", () => {
    expect(kinds("$OK#9b")).toEqual(["bad-checksum"]);
    expect(kinds("$OK#zz")).toEqual(["bad-checksum"]);
    expect(kinds("$OK#9A")).toEqual(["packet"]);
    expect(kinds("boot 1.0\r\n$OK#9a")).toEqual(["garbage", "packet"]);
    expect(kinds("$O$OK#9a")).toEqual(["truncated", "packet"]);
    expect(kinds(`$${"0".repeat(40)}`, 32)).toEqual(["oversized"]);
    expect(kinds(frame("0*~0*~"), 128)).toEqual(["oversized"]);
    expect(kinds("+-%Stop:T05#31")).toEqual(["acknowledged", "refused", "bad-checksum"]);
    expect(kinds(`%Stop:T05#${checksumText("Stop:T05")}`)).toEqual(["notification"]);
    for (const run of ["*!", "0*", "0*\x1f", "0*\x7f"]) expect(kinds(frame(run))).toEqual(["malformed"]);
  });

  it("knows an escape without its byte", () => {
    expect(unescapeBinary(bytesOf("ab}"))).toBeUndefined();
    expect(textOf(unescapeBinary(bytesOf("a}]b"))!)).toBe("a}b");
  });
});
