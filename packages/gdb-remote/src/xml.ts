// The XML that the protocol's documents are written in: elements, attributes, text, CDATA, comments, references to characters, and a
// document type that is passed over. One pass, without recursion, and bounded by a budget: what is parsed comes from the stub.

import type { DocumentBudget } from "./document-budget.js";
import { excerpt, GdbRemoteError } from "./error.js";

/** An element of one of the protocol's documents. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly Element[];
  /** Its own text, without that of its children. */
  text: string;
}

interface OpenElement extends Element {
  attributes: Record<string, string>;
  children: Element[];
}

/** @throws {GdbRemoteError} `malformed-reply`, `what` being the document's name for the message; `limit-exceeded` */
export function parseDocument(bytes: Uint8Array, what: string, budget: DocumentBudget): Element {
  budget.addDocument(bytes.length);
  return new DocumentParser(Buffer.from(bytes).toString("utf8"), what, budget).parse();
}

const NAME = /[A-Za-z_:\u0080-\uffff][-A-Za-z0-9._:\u0080-\uffff]*/y;
const SPACE = /[ \t\r\n]*/y;
/** Characters between `&` and `;`. */
const LONGEST_REFERENCE = 10;
const characters: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const LARGEST_CHARACTER = 0x10ffff;

/** The character that `&name;` stands for. */
function characterNamed(name: string): string | undefined {
  if (name[0] !== "#") return Object.hasOwn(characters, name) ? characters[name] : undefined;
  const digits = name[1] === "x" ? `0x${name.slice(2)}` : name.slice(1);
  if (!/^(?:0x[0-9a-fA-F]+|\d+)$/.test(digits)) return undefined;
  const code = Number(digits);
  return code > 0 && code <= LARGEST_CHARACTER ? String.fromCodePoint(code) : undefined;
}

class DocumentParser {
  readonly #text: string;
  readonly #what: string;
  readonly #budget: DocumentBudget;
  #at = 0;
  #root: Element | undefined;
  readonly #open: OpenElement[] = [];

  constructor(text: string, what: string, budget: DocumentBudget) {
    this.#text = text;
    this.#what = what;
    this.#budget = budget;
    // A byte order mark.
    if (text.startsWith("\ufeff")) this.#at = 1;
  }

  parse(): Element {
    while (this.#at < this.#text.length) {
      const markup = this.#text.indexOf("<", this.#at);
      const end = markup < 0 ? this.#text.length : markup;
      if (end > this.#at) this.#addText(this.#plainText(this.#text.slice(this.#at, end)));
      this.#at = end;
      if (markup >= 0) this.#markup();
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) throw this.#bad(`<${excerpt(unclosed.name)}> has no end`);
    if (this.#root === undefined) throw this.#bad("it has no root element");
    return this.#root;
  }

  #markup(): void {
    if (this.#takes("<!--")) {
      this.#takeUntil("-->", "a comment");
    } else if (this.#takes("<?")) {
      this.#takeUntil("?>", "an instruction");
    } else if (this.#takes("<![CDATA[")) {
      this.#addText(this.#takeUntil("]]>", "a CDATA section"));
    } else if (this.#takes("<!DOCTYPE")) {
      if (this.#root !== undefined || this.#open.length > 0) throw this.#bad("its document type is not at its start");
      if (this.#takeUntil(">", "the document type").includes("[")) {
        throw this.#bad("its document type has declarations, which are not read");
      }
    } else if (this.#takes("</")) {
      this.#closeElement();
    } else {
      this.#at++;
      this.#openElement();
    }
  }

  #openElement(): void {
    this.#budget.addElement(this.#open.length + 1);
    const name = this.#name("an element");
    const element: OpenElement = { name, attributes: Object.create(null), children: [], text: "" };
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (this.#root === undefined) this.#root = element;
    else throw this.#bad("it has several root elements");
    for (;;) {
      const hasSpace = this.#skipSpace();
      if (this.#takes("/>")) return;
      if (this.#takes(">")) break;
      if (!hasSpace) throw this.#bad(`<${excerpt(name)}> is no tag`);
      this.#attribute(element);
    }
    this.#open.push(element);
  }

  #attribute(element: OpenElement): void {
    this.#budget.addElement(0);
    const name = this.#name(`an attribute of <${excerpt(element.name)}>`);
    this.#skipSpace();
    const hasSign = this.#takes("=");
    this.#skipSpace();
    const quote = this.#text[this.#at];
    if (!hasSign || (quote !== '"' && quote !== "'")) throw this.#bad(`the attribute ${excerpt(name)} has no value`);
    this.#at++;
    const value = this.#takeUntil(quote, `the attribute ${excerpt(name)}`);
    if (value.includes("<")) throw this.#bad(`the attribute ${excerpt(name)} has a < in it`);
    if (Object.hasOwn(element.attributes, name)) throw this.#bad(`the attribute ${excerpt(name)} is there twice`);
    element.attributes[name] = this.#decode(value.replace(/\r\n|[\t\r\n]/g, " "));
  }

  #closeElement(): void {
    const name = this.#name("an end tag");
    this.#skipSpace();
    const element = this.#open.pop();
    if (element === undefined || element.name !== name || !this.#takes(">")) {
      throw this.#bad(`</${excerpt(name)}> ends no element`);
    }
  }

  #plainText(text: string): string {
    if (text.includes("]]>")) throw this.#bad("a CDATA section ends that did not begin");
    return this.#decode(text);
  }

  #addText(text: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined) element.text += text;
    else if (text.trim() !== "") throw this.#bad(`it has text outside of its root: "${excerpt(text)}"`);
  }

  #name(whose: string): string {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) throw this.#bad(`${whose} has no name`);
    this.#at += name.length;
    return name;
  }

  #skipSpace(): boolean {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    const hasSpace = SPACE.lastIndex > this.#at;
    if (hasSpace) this.#at = SPACE.lastIndex;
    return hasSpace;
  }

  #takes(mark: string): boolean {
    if (!this.#text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }

  /** The text up to `mark`, which is passed over. */
  #takeUntil(mark: string, what: string): string {
    const end = this.#text.indexOf(mark, this.#at);
    if (end < 0) throw this.#bad(`${what} has no end`);
    const text = this.#text.slice(this.#at, end);
    this.#at = end + mark.length;
    return text;
  }

  #decode(text: string): string {
    let decoded = "";
    let at = 0;
    for (let start = text.indexOf("&"); start >= 0; start = text.indexOf("&", at)) {
      const name = text.slice(start + 1, start + 1 + LONGEST_REFERENCE).split(";", 1)[0]!;
      const character = characterNamed(name);
      const end = start + 1 + name.length;
      if (character === undefined || text[end] !== ";") {
        throw this.#bad(`"&${excerpt(name)}" is no reference to a character`);
      }
      decoded += text.slice(at, start) + character;
      at = end + 1;
    }
    return at === 0 ? text : decoded + text.slice(at);
  }

  #bad(why: string): GdbRemoteError {
    return badDocument(this.#what, why);
  }
}

export function badDocument(what: string, why: string): GdbRemoteError {
  return new GdbRemoteError({
    code: "malformed-reply",
    message: `the stub's ${excerpt(what)} cannot be read: ${why}`,
    hint: "the stub does not keep to the protocol; for registers, connect with { description } of your own",
  });
}

/** A number of the documents: decimal, or hexadecimal after `0x`. */
export function parseDocumentNumber(text: string | undefined, what: string, attribute: string): number {
  const value = text !== undefined && /^(?:0[xX][0-9a-fA-F]{1,16}|\d{1,16})$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw badDocument(what, `${attribute} is ${text === undefined ? "missing" : `"${excerpt(text)}"`}`);
}
