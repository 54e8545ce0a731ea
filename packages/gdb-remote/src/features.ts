import { excerpt, GdbRemoteError } from "./error.js";
import { type GdbRemoteLimits, limitExceeded } from "./limits.js";

/** The features of a stub, by its reply to `qSupported`: `true` and `false` for `name+` and `name-`, else the value as text. */
export type StubFeatures = ReadonlyMap<string, boolean | string>;

/** Less than that, and registers do not fit. */
const LEAST_PACKET_SIZE = 64;
/** More than that brings no speed, and could fill the buffers of a socket. */
const MOST_PACKET_SIZE = 65536;

export function parseFeatures(reply: string, limits: GdbRemoteLimits): StubFeatures {
  const features = new Map<string, boolean | string>();
  const items = reply.split(";", limits.entries + 1);
  if (items.length > limits.entries) throw limitExceeded(limits, "entries", "the stub lists too many features");
  for (const item of items) {
    const equals = item.indexOf("=");
    const last = item.at(-1);
    if (equals > 0) features.set(item.slice(0, equals), item.slice(equals + 1));
    else if (last === "+" || last === "-") features.set(item.slice(0, -1), last === "+");
    // `name?` means "perhaps": it is tried where it is needed.
  }
  return features;
}

/**
 * True if the stub is that of qemu's user emulator, which reads nothing while the program runs. QEMU alone answers this request, and of its stubs
 * that of a user emulator alone has an auxiliary vector.
 *
 * @param ask - gives the reply to a packet
 */
export function isUserEmulator(features: StubFeatures, ask: (packet: string) => Uint8Array): boolean {
  return features.get("qXfer:auxv:read") === true && ask("qqemu.sstepbits").length > 0;
}

/** Bytes of a packet's body that the stub takes; undefined where it does not say. @throws {GdbRemoteError} `malformed-reply` */
export function packetSizeOf(features: StubFeatures): number | undefined {
  const text = features.get("PacketSize");
  if (text === undefined) return undefined;
  const size = typeof text === "string" && /^[0-9a-fA-F]{1,12}$/.test(text) ? Number.parseInt(text, 16) : Number.NaN;
  if (!(size >= LEAST_PACKET_SIZE)) {
    throw new GdbRemoteError({
      code: "malformed-reply",
      message: `the stub's PacketSize is "${excerpt(String(text))}"`,
      hint: `it has to be a hexadecimal number of ${LEAST_PACKET_SIZE} or more; look for a later version of the stub`,
      packet: "qSupported",
    });
  }
  return Math.min(size, MOST_PACKET_SIZE);
}
