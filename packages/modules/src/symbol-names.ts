import { ModulesError } from "./errors.js";

/** A name of an address or of several: `module!symbol+0x10`, `module!0x1234`, or `0x10000`. */
export interface ParsedName {
  /** Undefined: any module. A pattern with `*` and `?`. */
  readonly module: string | undefined;
  /** A pattern with `*` and `?`; undefined for an offset alone. */
  readonly symbol: string | undefined;
  /** Added to the symbol's address; without a symbol to the module's base; without both, the address itself. */
  readonly offset: number;
}

const NUMBER = /^(?:0x[0-9a-f]+|\d+)$/i;

/** Reads the name of an address. @throws {ModulesError} `bad-name` */
export function parseName(text: string): ParsedName {
  const mark = text.indexOf("!");
  const module = mark === -1 ? undefined : text.slice(0, mark);
  const rest = text.slice(mark + 1);
  if (rest === "" || module === "") throw badName(text);
  if (NUMBER.test(rest)) return { module, symbol: undefined, offset: Number(rest) };
  const match = /^(.+?)(?:\+(0x[0-9a-f]+|\d+))?$/i.exec(rest)!;
  return { module, symbol: match[1]!, offset: match[2] === undefined ? 0 : Number(match[2]) };
}

/** A function that tells whether names match a pattern with `*` (any text) and `?` (one character). */
export function matcher(pattern: string): (name: string) => boolean {
  if (!/[*?]/.test(pattern)) return (name) => name === pattern;
  const parts = pattern.split(/([*?])/).map((part) => (part === "*" ? ".*" : part === "?" ? "." : escaped(part)));
  const expression = new RegExp(`^${parts.join("")}$`, "s");
  return (name) => expression.test(name);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function badName(text: string): ModulesError {
  return new ModulesError(
    "bad-name",
    `${JSON.stringify(text)} names no address`,
    "write module!symbol, module!symbol+0x10, module!0x1234 or 0x10000",
  );
}
