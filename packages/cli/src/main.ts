import type { Command } from "./commands/command.js";
import { coverage } from "./commands/coverage.js";
import { disasm } from "./commands/disasm.js";
import { probe } from "./commands/probe.js";
import { run as runScript } from "./commands/run.js";
import { stats } from "./commands/stats.js";
import { trace } from "./commands/trace.js";
import { EndRequests } from "./end-requests.js";
import { isExplained } from "./errors.js";
import { bashCompletion, commandHelp, helpOption, overallHelp } from "./help.js";
import { badArguments, nearest, parseOptions } from "./options.js";
import { NOT_RUN, say, tolerateBrokenStreams, write } from "./output.js";

/** All commands, in the order of the help. */
const commands: readonly Command[] = [coverage, trace, probe, stats, disasm, runScript];

/**
 * Does what a command line says. Every end writes what there is, says so, and leaves nothing running.
 *
 * @param argv - without the names of the interpreter and of this program
 * @returns the exit status: the program's own where one was followed; 126 where nothing could be done
 */
export async function main(argv: readonly string[]): Promise<number> {
  const restore = tolerateBrokenStreams();
  const ends = new EndRequests(say);
  try {
    return await run(argv, ends);
  } catch (error) {
    if (!isExplained(error)) throw error;
    await write(process.stderr, `${error.code}: ${error.message}\n`);
    return NOT_RUN;
  } finally {
    ends.stop();
    restore();
  }
}

async function run([name, ...args]: readonly string[], ends: EndRequests): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return show(overallHelp(commands));
  if (name === "completion") return show(bashCompletion(commands));
  const command = commands.find((each) => each.name === name);
  if (command === undefined) {
    const near = nearest(
      name,
      commands.map((each) => each.name),
    );
    const hint = near === undefined ? "" : ` (did you mean ${near}?)`;
    throw badArguments(name.startsWith("-") ? `there is no option ${name}` : `there is no command ${name}${hint}`);
  }
  const options = parseOptions(command.name, [...command.options, helpOption], args, command.operands);
  if (options.values.has("help")) return show(commandHelp(command));
  return command.run(options, ends);
}

async function show(text: string): Promise<number> {
  const failure = await write(process.stdout, text);
  return failure === undefined ? 0 : NOT_RUN;
}
