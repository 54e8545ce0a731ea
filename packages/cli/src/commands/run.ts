import type { Modules } from "@armstalker/modules";
import type { FollowOptions, GdbTarget, Stalker } from "@armstalker/stalker";
import { CliError } from "../errors.js";
import { badArguments } from "../options.js";
import { say } from "../output.js";
import { runOptions, runSettings } from "../run-settings.js";
import { describeEnd, exitStatus, followProgram, sayRemarks } from "../session.js";
import type { Command } from "./command.js";
import { importScript } from "./probe.js";

/** What a script is given, before the program's first instruction. */
export interface ScriptContext {
  readonly target: GdbTarget;
  readonly stalker: Stalker;
  readonly modules: Modules;
  /** Stops the program, as Ctrl-C does. */
  end(): void;
}

/** The default export of a script. What it returns is what the program's threads are followed for. */
export type ScriptSetup = (context: ScriptContext) => FollowOptions | undefined | Promise<FollowOptions | undefined>;

/** A script of the user's own. */
export const run: Command = {
  name: "run",
  summary: "follows a program as a script of yours says, with the Stalker's whole API",
  usage: "[OPTIONS] SCRIPT -- PROGRAM [ARGS]",
  operands: 1,
  options: runOptions,
  examples: [["armstalker run count.mjs -- ./a.out", "its default export: ({ stalker, modules }) => ({ events, … })"]],
  async run(options, ends) {
    const [path] = options.operands;
    if (path === undefined) throw badArguments("there is no script: armstalker run SCRIPT -- PROGRAM", "run");
    const settings = runSettings("run", options);
    const setup = (await importScript(path)).default;
    if (typeof setup !== "function") {
      throw new CliError(
        "bad-script",
        `${path} has no function as its default export`,
        "export default ({ target, stalker, modules }) => ({ events: { call: true }, onReceive(events) { … } })",
      );
    }
    let wanted: FollowOptions = {};
    const followed = await followProgram(
      settings,
      {
        async begin({ target, stalker, modules, end }) {
          wanted = (await (setup as ScriptSetup)({ target, stalker, modules, end })) ?? {};
        },
        follow: () => wanted,
      },
      ends,
    );
    if (!settings.isQuiet) say(`${settings.program?.title ?? settings.remote}: ${describeEnd(followed.end)}`);
    sayRemarks(followed, ends);
    return exitStatus(followed, ends);
  },
};
