import { excerpt, GdbRemoteError } from "./error.js";

/** The bytes as text of two lower-case digits each. */
export function bytesToHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/** @throws {GdbRemoteError} `malformed-reply` for an odd count of digits, or for anything that is no digit. */
export function hexToBytes(text: string, packet: string): Uint8Array {
  const bytes = Buffer.from(text, "hex");
  // Buffer stops silently at the first pair that is none.
  if (bytes.length * 2 !== text.length) throw badHex(text, packet);
  return bytes;
}

/** A number of the protocol: hexadecimal digits, most significant first. */
export function parseHexNumber(text: string, packet: string): number {
  if (!/^[0-9a-fA-F]{1,16}$/.test(text)) throw badHex(text, packet);
  const value = Number.parseInt(text, 16);
  if (!Number.isSafeInteger(value)) throw badHex(text, packet);
  return value;
}

/** Text that travels as digits: names of files and programs, output of the target. */
export function hexToText(text: string, packet: string): string {
  return Buffer.from(hexToBytes(text, packet)).toString("utf8");
}

export function textToHex(text: string): string {
  return Buffer.from(text, "utf8").toString("hex");
}

export function badHex(text: string, packet: string): GdbRemoteError {
  return new GdbRemoteError({
    code: "malformed-reply",
    message: `the stub answered "${excerpt(text)}" where hexadecimal digits belong`,
    hint: "the stub does not keep to the protocol; look for a later version of it",
    packet: excerpt(packet),
    reply: excerpt(text),
  });
}
