import { statSync } from "node:fs";
import { CliError } from "./errors.js";
import { matcherOf } from "./module-filter.js";
import { badArguments, numberOf, type OptionRow, type ParsedOptions } from "./options.js";
import { findProgram, type Program } from "./program.js";

/** The options of all commands that follow a program. */
export const runOptions: readonly OptionRow[] = [
  {
    name: "sysroot",
    value: "DIR",
    text: "where the program's loader and libraries are; found by itself in usual places",
  },
  {
    name: "remote",
    value: "HOST:PORT",
    text: "follow what a gdbserver there has started or attached to, instead of a program",
  },
  { name: "pid", value: "N", text: "how to follow a process that runs already: says what to type" },
  {
    name: "only",
    value: "MODULE",
    isRepeatable: true,
    text: "keep what runs in these modules alone; * and ? as in a shell",
  },
  {
    name: "exclude",
    value: "MODULE",
    isRepeatable: true,
    text: "leave out what runs in these modules: --exclude 'libc.so*'",
  },
  { name: "threads", value: "WHICH", choices: ["main", "all"], text: "follow the first thread (the default) or all" },
  { name: "duration", value: "SECONDS", text: "stop the program after this time" },
  { name: "qemu", value: "PATH", text: "the emulator; qemu-arm on PATH by default" },
  { name: "quiet", short: "q", text: "no progress and no summary" },
];

/** What a command follows, and how. */
export interface RunSettings {
  readonly program: Program | undefined;
  /** `host:port` of a gdbserver, instead of a program. */
  readonly remote: string | undefined;
  readonly sysroot: string | undefined;
  readonly emulator: string | undefined;
  readonly threads: "main" | "all";
  /** Milliseconds. */
  readonly duration: number | undefined;
  readonly isQuiet: boolean;
  /** True for a module whose code counts. */
  readonly counts: (module: { readonly name: string; readonly path: string }) => boolean;
}

/** Reads the options of {@link runOptions}. @throws {CliError} */
export function runSettings(command: string, { values, rest }: ParsedOptions): RunSettings {
  const one = (name: string): string | undefined => values.get(name)?.[0];
  const pid = one("pid");
  if (pid !== undefined) {
    throw new CliError(
      "unsupported",
      `process ${pid} cannot be followed directly`,
      `run gdbserver --attach :2345 ${pid} where it runs, then armstalker ${command} --remote HOST:2345`,
    );
  }
  const remote = one("remote");
  const sysroot = one("sysroot");
  const duration = one("duration");
  const emulator = one("qemu");
  const [name, ...args] = rest ?? [];
  if (remote !== undefined && name !== undefined) {
    throw badArguments(`--remote follows what the gdbserver has, so ${name} is one program too many`, command);
  }
  if (remote !== undefined && !/^.+:\d+$/.test(remote))
    throw badArguments(`--remote needs HOST:PORT, not ${remote}`, command);
  if (remote === undefined && name === undefined)
    throw badArguments("there is no program to follow: put it after --", command);
  if (sysroot !== undefined && statSync(sysroot, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CliError(
      "no-loader",
      `there is no folder ${sysroot}`,
      "--sysroot takes the folder that has the program's /lib",
    );
  }
  if (emulator !== undefined && statSync(emulator, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new CliError("no-emulator", `there is no emulator ${emulator}`, "--qemu takes the path of a qemu-arm");
  }
  const program = name === undefined ? undefined : findProgram(name, args, sysroot);
  return {
    program,
    remote,
    sysroot: program?.sysroot ?? sysroot,
    emulator,
    threads: one("threads") === "all" ? "all" : "main",
    duration: duration === undefined ? undefined : 1000 * numberOf(command, "duration", duration, 0.1),
    isQuiet: values.has("quiet"),
    counts: matcherOf(values.get("only") ?? [], values.get("exclude") ?? []),
  };
}
