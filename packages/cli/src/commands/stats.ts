import { a32Decoder, t32Decoder } from "@armstalker/isa";
import { profileFunctions } from "../function-profile.js";
import { say, write } from "../output.js";
import { type ModuleRecord, Recorder } from "../recorder.js";
import { columns } from "../report.js";
import { runOptions, runSettings } from "../run-settings.js";
import { describeEnd, exitStatus, followProgram, sayRemarks } from "../session.js";
import type { Command } from "./command.js";

const MOST_ROWS = 15;
/** GumEvent: type, location, target, depth. */
const WORDS = 4;
const CALL = 1;

/** What a program spends its instructions on. */
export const stats: Command = {
  name: "stats",
  summary: "hottest functions and blocks, instruction mix, callers, figures of the engine",
  usage: "[OPTIONS] -- PROGRAM [ARGS]",
  operands: 0,
  options: [{ name: "json", text: "as JSON on standard output" }, ...runOptions],
  examples: [
    ["armstalker stats -- ./a.out", "all of it"],
    ["armstalker stats --only 'libcrypto*' --json -- ./a.out > stats.json", "one library, for a program"],
  ],
  async run(options, ends) {
    const settings = runSettings("stats", options);
    const title = settings.program?.title ?? settings.remote ?? "";
    if (!settings.isQuiet) say(`Following ${title}`);
    let recorder: Recorder | undefined;
    const callers = new Map<number, Map<number, number>>();
    const followed = await followProgram(
      settings,
      {
        begin({ modules, target }) {
          recorder = new Recorder(modules, () => target.state === "stopped");
        },
        follow: (session) => ({
          events: { call: true, block: true },
          onReceive(events) {
            recorder!.receive(events);
            countCallers(callers, events);
            session.update();
          },
        }),
        onLifeEvent: () => recorder!.catchUp(),
        progress: ({ stalker }) =>
          `${count(stalker.statistics.blocks)} blocks, run ${count(recorder!.blocksRun)} times, ${count(recorder!.callsMade)} calls`,
      },
      ends,
    );
    const { modules, stalker } = followed.session;
    const records = recorder!.records().filter(({ module }) => settings.counts(module ?? { name: "", path: "" }));
    const functions = records
      .flatMap(({ module, blocks, calls }) => profileFunctions(blocks, calls, module))
      .filter(({ bytes, calls }) => bytes + calls > 0)
      .sort((a, b) => b.bytes - a.bytes || b.calls - a.calls || (a.name < b.name ? -1 : 1));
    const blocks = records
      .flatMap((record) => record.blocks.map((block) => ({ ...block, name: modules.format(block.address) })))
      .sort((a, b) => b.count - a.count || a.address - b.address);
    const { mix, instructions } = instructionMix(records);
    const called = records
      .flatMap(({ calls }) => calls)
      .sort((a, b) => b.count - a.count || a.address - b.address)
      .slice(0, MOST_ROWS)
      .map(({ address, count: times }) => ({
        name: modules.format(address),
        calls: times,
        callers: [...(callers.get(address) ?? [])]
          .map(([location, from]) => ({ from: modules.format(location), calls: from }))
          .sort((a, b) => b.calls - a.calls)
          .slice(0, 3),
      }));
    if (options.values.has("json")) {
      const hottest = blocks
        .slice(0, MOST_ROWS)
        .map(({ name, address, end, count: times }) => ({ name, address, end, count: times }));
      const engine = stalker.statistics;
      const all = {
        end: followed.end,
        instructions,
        functions,
        blocks: hottest,
        mix: Object.fromEntries(mix),
        called,
        engine,
      };
      await write(process.stdout, `${JSON.stringify(all, null, 2)}\n`);
    } else {
      const total = Math.max(
        1,
        functions.reduce((sum, each) => sum + each.bytes, 0),
      );
      const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
      const tables = [
        `${title}: ${describeEnd(followed.end)}, ${count(instructions)} instructions in ${count(recorder!.blocksRun)} blocks, ${count(recorder!.callsMade)} calls`,
        `Hottest functions, by the bytes of code that ran in them:\n\n${columns(
          [
            ["share", "blocks", "calls", "function", "module"],
            ...functions
              .slice(0, MOST_ROWS)
              .map((each) => [share(each.bytes, total), count(each.blocks), count(each.calls), each.name, each.module]),
          ],
          3,
        )}`,
        `Hottest blocks:\n\n${columns(
          [
            ["runs", "bytes", "block"],
            ...blocks
              .slice(0, MOST_ROWS)
              .map(({ count: times, address, end, name }) => [count(times), count(end - address), name]),
          ],
          2,
        )}`,
        `Instructions:\n\n${columns(
          [
            ["share", "executed", "kind"],
            ...mix.slice(0, MOST_ROWS).map(([kind, times]) => [share(times, instructions), count(times), kind]),
          ],
          2,
        )}`,
        `Most called functions, and from where:\n\n${columns(
          [
            ["calls", "function", "from"],
            ...called.map(({ name, calls, callers: from }) => [
              count(calls),
              name,
              from.map((each) => `${each.from} (${count(each.calls)})`).join(", "),
            ]),
          ],
          1,
        )}`,
        engineFigures(stalker.statistics),
      ];
      await write(process.stdout, `${tables.join("\n\n")}\n`);
    }
    sayRemarks(followed, ends);
    return exitStatus(followed, ends);
  },
};

function countCallers(callers: Map<number, Map<number, number>>, events: ArrayBuffer): void {
  const words = new Uint32Array(events);
  for (let at = 0; at < words.length; at += WORDS) {
    if (words[at] !== CALL) continue;
    const target = words[at + 2]!;
    let places = callers.get(target);
    if (places === undefined) {
      places = new Map();
      callers.set(target, places);
    }
    const location = words[at + 1]!;
    places.set(location, (places.get(location) ?? 0) + 1);
  }
}

/** How often instructions of each kind were executed, the most frequent first. An instruction of an IT block counts whether its condition held or not. */
function instructionMix(records: readonly ModuleRecord[]): { mix: [string, number][]; instructions: number } {
  const kinds = new Map<string, number>();
  let instructions = 0;
  for (const { module, blocks } of records) {
    const image = module?.image;
    if (module === undefined || image === null || image === undefined) continue;
    const { bias } = module;
    for (const { address, end, count: times } of blocks) {
      const start = (address & ~1) >>> 0;
      const bytes = image.bytesAt(start - bias, ((end & ~1) >>> 0) - start);
      const decoder = (address & 1) !== 0 ? t32Decoder() : a32Decoder();
      for (const instruction of decoder.instructions(bytes, start)) {
        const kind = String(instruction.class);
        kinds.set(kind, (kinds.get(kind) ?? 0) + times);
        instructions += times;
      }
    }
  }
  return { mix: [...kinds].sort(([, a], [, b]) => b - a), instructions };
}

function engineFigures(figures: {
  readonly blocks: number;
  readonly bytesOfSource: number;
  readonly bytesOfCode: number;
  readonly doors: number;
  readonly stops: number;
  readonly compileTime: number;
}): string {
  const { blocks, bytesOfSource, bytesOfCode, doors, stops, compileTime } = figures;
  return `Engine: ${count(blocks)} blocks compiled in ${(compileTime / 1000).toFixed(2)} s, ${count(bytesOfSource)} bytes of the program's code became ${count(bytesOfCode)}; left ${count(doors)} times by doors, ${count(stops)} times by stops`;
}

const count = (value: number): string => value.toLocaleString("en-US");
