import { FollowError } from "./errors.js";

export interface FollowArguments {
  /** Undefined: the sample program. */
  readonly program: string | undefined;
  readonly args: readonly string[];
  readonly sysroot: string | undefined;
  /** The coverage file. */
  readonly output: string;
  /** The events that coverage is made of. */
  readonly blockEvents: "block" | "compile";
  /** Whether the program is run once more under the plain emulator. */
  readonly compare: boolean;
  readonly help: boolean;
}

/**
 * Reads the command line: options, then the program with what is its own.
 *
 * @throws {FollowError} `bad-arguments`
 */
export function parseArguments(argv: readonly string[]): FollowArguments {
  let sysroot: string | undefined;
  let output = "follow.drcov";
  let blockEvents: FollowArguments["blockEvents"] = "block";
  let compare = false;
  let help = false;
  let at = 0;
  for (; at < argv.length; at++) {
    const argument = argv[at]!;
    if (argument === "--") {
      at++;
      break;
    }
    if (!argument.startsWith("-")) break;
    const [option, attached] = splitOption(argument);
    const value = (): string => {
      const text = attached ?? argv[++at];
      if (text === undefined || text === "") throw badArguments(`${option} needs a value`);
      return text;
    };
    if (option === "--sysroot") sysroot = value();
    else if (option === "--output" || option === "-o") output = value();
    else if (option === "--coverage") blockEvents = blockEventsOf(value());
    else if (option === "--compare") compare = true;
    else if (option === "--help" || option === "-h") help = true;
    else throw badArguments(`there is no option ${option}`);
  }
  return { program: argv[at], args: argv.slice(at + 1), sysroot, output, blockEvents, compare, help };
}

function splitOption(argument: string): [string, string | undefined] {
  const equals = argument.indexOf("=");
  return equals === -1 ? [argument, undefined] : [argument.slice(0, equals), argument.slice(equals + 1)];
}

function blockEventsOf(text: string): FollowArguments["blockEvents"] {
  if (text === "block" || text === "compile") return text;
  throw badArguments(`--coverage is block or compile, not ${text}`);
}

function badArguments(message: string): FollowError {
  return new FollowError("bad-arguments", message, "npm start -- --help shows all options");
}
