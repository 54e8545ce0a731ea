import { FollowError } from "./errors.js";

export interface FollowArguments {
  /** Undefined: the sample program. */
  readonly program: string | undefined;
  readonly args: readonly string[];
  readonly sysroot: string | undefined;
  /** The coverage file. */
  readonly output: string;
  /** Whether a block counts once, or each time that it runs. */
  readonly coverage: "once" | "block";
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
  let coverage: FollowArguments["coverage"] = "once";
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
    else if (option === "--coverage") coverage = coverageOf(value());
    else if (option === "--compare") compare = true;
    else if (option === "--help" || option === "-h") help = true;
    else throw badArguments(`there is no option ${option}`);
  }
  return { program: argv[at], args: argv.slice(at + 1), sysroot, output, coverage, compare, help };
}

function splitOption(argument: string): [string, string | undefined] {
  const equals = argument.indexOf("=");
  return equals === -1 ? [argument, undefined] : [argument.slice(0, equals), argument.slice(equals + 1)];
}

function coverageOf(text: string): FollowArguments["coverage"] {
  if (text === "once" || text === "block") return text;
  throw badArguments(`--coverage is once or block, not ${text}`);
}

function badArguments(message: string): FollowError {
  return new FollowError("bad-arguments", message, "npm start -- --help shows all options");
}
