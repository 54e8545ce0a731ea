import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkWritable, say, write } from "../output.js";
import { runOptions, runSettings } from "../run-settings.js";
import { describeEnd, exitStatus, followProgram, type Session, sayRemarks } from "../session.js";
import { CallStacks } from "../trace/call-stacks.js";
import { writeFirefox } from "../trace/firefox-profile.js";
import { writePerfetto } from "../trace/perfetto.js";
import { type Frame, type WriterMaker, writeCollapsed, writeSpeedscope, writeText } from "../trace/trace-writer.js";
import type { Command } from "./command.js";

const formats = {
  text: { make: writeText, file: "trace.txt", readers: "a text editor" },
  firefox: { make: writeFirefox, file: "trace.json", readers: "profiler.firefox.com and ui.perfetto.dev" },
  perfetto: { make: writePerfetto, file: "trace.perfetto", readers: "ui.perfetto.dev" },
  collapsed: { make: writeCollapsed, file: "trace.folded", readers: "flamegraph.pl, inferno and speedscope" },
  speedscope: { make: writeSpeedscope, file: "trace.speedscope.json", readers: "speedscope.app" },
} as const satisfies Record<string, { make: WriterMaker; file: string; readers: string }>;
type Format = keyof typeof formats;

/** The calls of a program, in order. */
export const trace: Command = {
  name: "trace",
  summary: "calls and returns: indented text, Firefox Profiler, Perfetto, speedscope, collapsed stacks",
  usage: "[OPTIONS] -- PROGRAM [ARGS]",
  operands: 0,
  options: [
    {
      name: "format",
      value: "FORMAT",
      choices: Object.keys(formats),
      text: `${Object.keys(formats).join(", ")}; text by default`,
    },
    { name: "output", short: "o", value: "FILE", text: "trace.txt, trace.json, … by default; - is standard output" },
    ...runOptions,
  ],
  examples: [
    ["armstalker trace -o - --only a.out -- ./a.out", "the program's own functions as a tree, on the terminal"],
    ["armstalker trace --format firefox -- ./a.out", "open trace.json in profiler.firefox.com"],
    ["armstalker trace --format collapsed -- ./a.out && flamegraph.pl trace.folded > trace.svg", "a flame graph"],
  ],
  async run(options, ends) {
    const settings = runSettings("trace", options);
    const format = (options.values.get("format")?.[0] ?? "text") as Format;
    const { make, file, readers } = formats[format];
    const output = options.values.get("output")?.[0] ?? file;
    const isShown = output === "-";
    const folder = isShown ? mkdtempSync(join(tmpdir(), "armstalker-")) : undefined;
    const path = folder === undefined ? output : join(folder, file);
    if (!isShown) checkWritable(path);
    try {
      const title = settings.program?.title ?? settings.remote ?? "";
      if (!settings.isQuiet) say(`Following ${title}`);
      const frames = new Frames(settings.counts);
      const writer = make(path, frames.list, title);
      const stacks: CallStacks[] = [];
      const followed = await followProgram(
        settings,
        {
          begin: (session) => frames.watch(session),
          follow(session, thread) {
            const index = stacks.length;
            writer.thread(index, thread);
            const calls = new CallStacks((address) => frames.of(address), {
              enter: (frame, depth, at) => writer.enter(index, frame, depth, at),
              leave: (frame, at) => writer.leave(index, frame, at),
            });
            stacks.push(calls);
            return {
              events: { call: true, ret: true },
              onReceive(events) {
                calls.receive(events);
                session.update();
              },
            };
          },
          progress: () =>
            `${stacks.reduce((sum, { events }) => sum + events, 0).toLocaleString("en-US")} calls and returns`,
        },
        ends,
      );
      for (const calls of stacks) calls.end();
      writer.end();
      if (isShown) await write(process.stdout, readFileSync(path));
      if (!settings.isQuiet) {
        const events = stacks.reduce((sum, each) => sum + each.events, 0).toLocaleString("en-US");
        const where = isShown ? "" : ` Written to ${output}, for ${readers}.`;
        say(`${title}: ${describeEnd(followed.end)}, ${events} calls and returns.${where}`);
      }
      sayRemarks(followed, ends);
      return exitStatus(followed, ends);
    } finally {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The functions of a trace, by the addresses that are called. */
class Frames {
  readonly list: Frame[] = [];
  readonly #counts: (module: { readonly name: string; readonly path: string }) => boolean;
  readonly #byName = new Map<string, number>();
  readonly #byAddress = new Map<number, { readonly frame: number; readonly isShown: boolean }>();
  #session: Session | undefined;

  constructor(counts: (module: { readonly name: string; readonly path: string }) => boolean) {
    this.#counts = counts;
  }

  watch(session: Session): void {
    this.#session = session;
    // Other code may be at the same addresses then.
    const forget = (): void => this.#byAddress.clear();
    session.modules.on("moduleLoaded", forget).on("moduleUnloaded", forget);
  }

  of(address: number): { readonly frame: number; readonly isShown: boolean } {
    let known = this.#byAddress.get(address);
    if (known === undefined) {
      const { modules } = this.#session!;
      const module = modules.find((address & ~1) >>> 0);
      const name = modules.format(address);
      let frame = this.#byName.get(name);
      if (frame === undefined) {
        frame = this.list.push({ name, module: module?.name ?? "" }) - 1;
        this.#byName.set(name, frame);
      }
      known = { frame, isShown: this.#counts(module ?? { name: "", path: "" }) };
      this.#byAddress.set(address, known);
    }
    return known;
  }
}
