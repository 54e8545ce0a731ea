import { parseXml, XmlElement } from "@rgrove/parse-xml";
import { GdbRemoteError } from "./error.js";

/** An element of one of the protocol's documents. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly Element[];
  text: string;
}

/** @throws {GdbRemoteError} `malformed-reply`, `what` being the document's name for the message. */
export function parseDocument(bytes: Uint8Array, what: string): Element {
  try {
    const { root } = parseXml(Buffer.from(bytes).toString("utf8"));
    if (root === null) throw new Error("it has no root element");
    return convert(root);
  } catch (cause) {
    // The parser descends by recursion: a RangeError is a document that is nested beyond reason.
    throw badDocument(what, (cause as Error).message.split("\n", 1)[0] ?? "", cause);
  }
}

export function badDocument(what: string, why: string, cause?: unknown): GdbRemoteError {
  return new GdbRemoteError({
    code: "malformed-reply",
    message: `the stub's ${what} cannot be read: ${why}`,
    hint: "the stub does not keep to the protocol; for registers, connect with { description } of your own",
    cause,
  });
}

function convert(element: XmlElement): Element {
  const children = element.children.filter((child): child is XmlElement => child instanceof XmlElement).map(convert);
  return { name: element.name, attributes: element.attributes, children, text: element.text };
}

/** A number of the documents: decimal, or hexadecimal after `0x`. */
export function parseDocumentNumber(text: string | undefined, what: string, attribute: string): number {
  if (text === undefined || !/^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(text)) {
    throw badDocument(what, `${attribute} is ${text === undefined ? "missing" : `"${text}"`}`);
  }
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw badDocument(what, `${attribute} is "${text}"`);
  return value;
}
