import { type AssemblyError, type AssemblyErrorCode, assemblyError, type TextPlace } from "./assembly-error.js";

/** @internal Reads one statement from left to right. */
export class Cursor {
  readonly text: string;
  readonly #line: number;
  readonly #column: number;
  at = 0;
  /** The name that a numeric label has where the statement stands: `1b`, `1f`. */
  localName: (name: string) => string = (name) => name;

  /**
   * @param text - of the statement, without comments
   * @param place - where the statement begins
   */
  constructor(text: string, place: TextPlace) {
    this.text = text;
    this.#line = place.line;
    this.#column = place.column;
  }

  get place(): TextPlace {
    return { line: this.#line, column: this.#column + this.at };
  }

  get isAtEnd(): boolean {
    this.skipSpace();
    return this.at >= this.text.length;
  }

  skipSpace(): void {
    while (this.text[this.at] === " " || this.text[this.at] === "\t") this.at++;
  }

  /** The next character that is no space, empty at the end. */
  peek(): string {
    this.skipSpace();
    return this.text[this.at] ?? "";
  }

  /** Goes over a text if it is next. */
  accept(text: string): boolean {
    this.skipSpace();
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw this.fail("syntax", `"${text}" is missing here`, "add it");
  }

  /** Goes over what a sticky pattern matches next. */
  match(pattern: RegExp): string | null {
    this.skipSpace();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at += found[0].length;
    return found[0];
  }

  /** An error at this place. */
  fail(code: AssemblyErrorCode, message: string, hint: string): AssemblyError {
    return assemblyError(this.place, code, message, hint);
  }
}
