import type { Command } from "./commands/command.js";
import type { OptionRow } from "./options.js";

const WIDTH = 100;
const COLUMN = 26;
/** Columns of an example, before what it does. */
const EXAMPLE = 58;

/** The help of all commands: fits a screen. */
export function overallHelp(commands: readonly Command[]): string {
  const names = Math.max(...commands.map(({ name }) => name.length));
  return `Dynamic binary instrumentation for programs of 32-bit ARM Linux.

  armstalker COMMAND [OPTIONS] -- PROGRAM [ARGS]

${commands.map(({ name, summary }) => `  ${name.padEnd(names)}  ${summary}`).join("\n")}

The program runs under qemu-arm, or behind a gdbserver (--remote HOST:PORT). Its input, output and exit status are as
without this; progress and summaries go to standard error.

  armstalker coverage -- ./a.out           which code ran, for Lighthouse, Cartographer, lcov
  armstalker trace -- ./a.out              its calls, as indented text
  armstalker probe 'open*' -- ./a.out      prints calls with their arguments

armstalker COMMAND --help has the options of each. armstalker completion prints a script for bash.
`;
}

/** The help of one command. */
export function commandHelp({ name, summary, usage, options, examples }: Command): string {
  const lines = examples.map(([line, effect]) =>
    line.length < EXAMPLE ? `  ${line.padEnd(EXAMPLE)}${effect}` : `  ${line}\n  ${" ".repeat(EXAMPLE)}${effect}`,
  );
  return `armstalker ${name}: ${summary}

  armstalker ${name} ${usage}

${[...options, helpOption].map(optionLines).join("\n")}
${lines.length === 0 ? "" : `\n${lines.join("\n")}\n`}`;
}

/** Each command has it. */
export const helpOption: OptionRow = { name: "help", short: "h", text: "show this" };

function optionLines({ name, short, value, text }: OptionRow): string {
  const head = `  ${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH - COLUMN) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  const first = head.length < COLUMN ? head.padEnd(COLUMN) : `${head}\n${" ".repeat(COLUMN)}`;
  return first + lines.join(`\n${" ".repeat(COLUMN)}`);
}

/** A script for bash that completes commands and options. */
export function bashCompletion(commands: readonly Command[]): string {
  const cases = commands.map(({ name, options }) => {
    const names = [...options, helpOption].map((option) => `--${option.name}`).join(" ");
    return `    ${name}) words="${names}" ;;`;
  });
  return `# armstalker completion >> ~/.bashrc
_armstalker() {
  local word=\${COMP_WORDS[COMP_CWORD]} words
  case \${COMP_WORDS[1]} in
${cases.join("\n")}
    *) words="${commands.map(({ name }) => name).join(" ")} completion --help" ;;
  esac
  if ((COMP_CWORD == 1)); then words="${commands.map(({ name }) => name).join(" ")} completion --help"; fi
  if [[ $word == -* ]] || ((COMP_CWORD == 1)); then COMPREPLY=($(compgen -W "$words" -- "$word")); fi
}
complete -o default -F _armstalker armstalker
`;
}
