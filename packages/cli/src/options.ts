import { CliError } from "./errors.js";

/** An option of a command: how it is written, and what it is for. */
export interface OptionRow {
  /** Without the dashes. */
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  /** Names its value in the help; undefined for an option without one. */
  readonly value?: string;
  /** True if it may be given several times. */
  readonly isRepeatable?: boolean;
  /** The values that it takes. */
  readonly choices?: readonly string[];
  /** For the help. */
  readonly text: string;
}

/** A command line, read. */
export interface ParsedOptions {
  /** The values of options by name: all that were given, in order. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** What comes before `--`, and is no option. */
  readonly operands: readonly string[];
  /** What comes after `--`; undefined without it. */
  readonly rest: readonly string[] | undefined;
}

/**
 * Reads a command line.
 *
 * @param operands - how many words that are no option come before the program: what follows is the program's own
 * @throws {CliError} `bad-arguments`
 */
export function parseOptions(
  command: string,
  rows: readonly OptionRow[],
  argv: readonly string[],
  operands: number,
): ParsedOptions {
  const values = new Map<string, string[]>();
  const words: string[] = [];
  const fail = (message: string): never => {
    throw badArguments(message, command);
  };
  for (let at = 0; at < argv.length; at++) {
    const argument = argv[at]!;
    if (argument === "--") return { values, operands: words, rest: argv.slice(at + 1) };
    if (!argument.startsWith("-") || argument === "-") {
      if (words.length >= operands) return { values, operands: words, rest: argv.slice(at) };
      words.push(argument);
      continue;
    }
    const equals = argument.indexOf("=");
    const written = equals === -1 ? argument : argument.slice(0, equals);
    const row = rows.find(
      ({ name, short }) => written === `--${name}` || (short !== undefined && written === `-${short}`),
    );
    if (row === undefined) {
      const near = nearest(
        written.replace(/^-+/, ""),
        rows.map(({ name }) => name),
      );
      return fail(`there is no option ${written}${near === undefined ? "" : ` (did you mean --${near}?)`}`);
    }
    let value = "";
    if (row.value === undefined) {
      if (equals !== -1) fail(`--${row.name} takes no value`);
    } else {
      value = equals === -1 ? (argv[++at] ?? "") : argument.slice(equals + 1);
      if (value === "" || value === "--") fail(`--${row.name} needs a value: --${row.name} ${row.value}`);
      const { choices } = row;
      if (choices !== undefined && !choices.includes(value)) {
        fail(`--${row.name} is ${orList(choices)}, not ${value}`);
      }
    }
    const known = values.get(row.name) ?? [];
    if (known.length > 0 && row.isRepeatable !== true && row.value !== undefined) fail(`--${row.name} is given twice`);
    values.set(row.name, [...known, value]);
  }
  return { values, operands: words, rest: undefined };
}

/** The error for a command line that means nothing. */
export function badArguments(message: string, command = ""): CliError {
  const help = command === "" ? "armstalker --help" : `armstalker ${command} --help`;
  return new CliError("bad-arguments", message, `${help} shows what there is`);
}

/** A number that an option has. @throws {CliError} `bad-arguments` */
export function numberOf(command: string, name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= least) return value;
  throw badArguments(`--${name} needs a number from ${least} on, not ${text}`, command);
}

const orList = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

/** The name that is most like a word, if one is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const name of names) {
    const distance = editDistance(word, name);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

/** How many letters must be put, taken away or replaced to make one word another. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
