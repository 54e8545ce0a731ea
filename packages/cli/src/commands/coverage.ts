import { readFileSync } from "node:fs";
import { coveredBytes, rangeOf } from "../coverage.js";
import { type CoveredModule, writeDrcov } from "../drcov.js";
import { readDrcov } from "../drcov-reader.js";
import type { EndRequests } from "../end-requests.js";
import { CliError, isExplained } from "../errors.js";
import { openFile } from "../file-modules.js";
import { type FunctionRow, profileFunctions } from "../function-profile.js";
import { writeLcov } from "../lcov.js";
import { timePlainRun } from "../open-target.js";
import { badArguments, type ParsedOptions } from "../options.js";
import { checkWritable, NOT_RUN, say, write, writeWhole } from "../output.js";
import { type ModuleRecord, Recorder } from "../recorder.js";
import { formatReport } from "../report.js";
import { runOptions, runSettings } from "../run-settings.js";
import { describeEnd, exitStatus, followProgram, remarks } from "../session.js";
import type { Command } from "./command.js";

const formats = ["drcov", "drcov3", "lcov", "summary"] as const;
type Format = (typeof formats)[number];
const defaultFiles: Readonly<Record<Format, string | undefined>> = {
  drcov: "coverage.drcov",
  drcov3: "coverage.drcov",
  lcov: "coverage.info",
  summary: undefined,
};

/** Which blocks of a program ran. */
export const coverage: Command = {
  name: "coverage",
  summary: "which code ran: a file for Lighthouse, Cartographer and lcov, and a summary",
  usage: "[OPTIONS] -- PROGRAM [ARGS]  |  coverage merge -o OUT FILE…  |  coverage diff OLD NEW",
  operands: 0,
  options: [
    {
      name: "output",
      short: "o",
      value: "FILE",
      text: "the coverage file; coverage.drcov or coverage.info by default",
    },
    {
      name: "format",
      value: "FORMAT",
      choices: formats,
      text: "drcov (version 2, the default), drcov3, lcov (by source line, where there is debug information), or summary: no file",
    },
    {
      name: "events",
      value: "WHICH",
      choices: ["once", "block"],
      text: "a block counts once (the default), or each time that it runs: several times slower, functions ranked by code that ran",
    },
    { name: "compare", text: "run the program under the plain emulator too, and compare the times" },
    { name: "json", text: "the summary as JSON on standard output" },
    ...runOptions,
  ],
  examples: [
    ["armstalker coverage -- ./a.out 5", "writes coverage.drcov"],
    ["armstalker coverage --only a.out --format lcov -- ./a.out && genhtml coverage.info -o html", "by source line"],
    ["armstalker coverage --sysroot ./rootfs -- usr/sbin/httpd -f", "a program of a device's file system"],
    ["armstalker coverage merge -o all.drcov one.drcov two.drcov", "what ran in any of them"],
    ["armstalker coverage diff old.drcov new.drcov", "what ran in one alone"],
  ],
  run(options, ends) {
    const [word, ...files] = options.rest ?? [];
    if (word === "merge") return merge(files, options);
    if (word === "diff") return diff(files, options);
    return runCoverage(options, ends);
  },
};

async function runCoverage(options: ParsedOptions, ends: EndRequests): Promise<number> {
  const { values } = options;
  const settings = runSettings("coverage", options);
  const format = (values.get("format")?.[0] ?? "drcov") as Format;
  const output = values.get("output")?.[0] ?? defaultFiles[format];
  const counted = (values.get("events")?.[0] ?? "once") as "once" | "block";
  if (output !== undefined) checkWritable(output);
  let recorder: Recorder | undefined;
  if (!settings.isQuiet) say(`Following ${settings.program?.title ?? settings.remote}`);
  const followed = await followProgram(
    settings,
    {
      begin({ modules, target }) {
        recorder = new Recorder(modules, () => target.state === "stopped");
      },
      follow: (session) => ({
        events: { call: true, block: counted === "block" },
        ...(counted === "once" ? { onCoverage: (blocks: Uint32Array) => recorder!.cover(blocks) } : {}),
        onReceive(events) {
          recorder!.receive(events);
          session.update();
        },
      }),
      onLifeEvent: () => recorder!.catchUp(),
      progress({ stalker }) {
        const run = counted === "block" ? `, run ${count(recorder!.blocksRun)} times` : "";
        return `${count(stalker.statistics.blocks)} blocks${run}, ${count(recorder!.callsMade)} calls`;
      },
    },
    ends,
  );
  const records = recorder!.records().filter(({ module }) => module === undefined || settings.counts(module));
  const modules = records.flatMap(({ module, blocks }) =>
    module?.path.startsWith("/")
      ? [
          {
            module,
            path: module.path,
            name: module.name,
            base: module.base,
            end: module.end,
            blocks: blocks.map(rangeOf),
          },
        ]
      : [],
  );
  const notes = remarks(followed, ends);
  let failed = followed.failure !== undefined;
  try {
    if (output !== undefined) {
      const lcov = format === "lcov" ? writeLcov(modules) : undefined;
      if (lcov !== undefined && !lcov.includes("SF:")) {
        notes.push("No module has debug information, so there is no line: build it with -g, or use --format drcov.");
      }
      writeWhole(output, lcov ?? writeDrcov(modules, format === "drcov3" ? 3 : 2));
    }
  } catch (error) {
    if (!isExplained(error)) throw error;
    notes.push(`${error.code}: ${error.message}`);
    failed = true;
  }
  const { program } = settings;
  const compares = values.has("compare") && program !== undefined && ends.signal === undefined;
  const plainTime = compares
    ? await timePlainRun(program, (end) => {
        ends.listener = end;
      })
    : undefined;
  const functions = records.flatMap(({ module, blocks, calls }) => profileFunctions(blocks, calls, module));
  const reported = modules.map(({ name, path, blocks }) => ({
    name,
    path,
    blocks: blocks.length,
    bytes: coveredBytes(blocks),
  }));
  if (values.has("json")) {
    const text = JSON.stringify(
      { end: followed.end, modules: reported, functions: covered(records, functions) },
      null,
      2,
    );
    await write(process.stdout, `${text}\n`);
  }
  const { statistics } = followed.session.stalker;
  if (!settings.isQuiet) {
    const text = formatReport({
      command: settings.program?.title ?? settings.remote ?? "",
      end: ends.signal === undefined ? describeEnd(followed.end) : `stopped by ${ends.signal} to this process`,
      followedTime: followed.time,
      plainTime,
      threads: followed.threads,
      calls: recorder!.callsMade,
      coverage: counted,
      blocksRun: counted === "block" ? recorder!.blocksRun : undefined,
      blocksCompiled: statistics.blocks,
      bytesOfSource: statistics.bytesOfSource,
      bytesOfCode: statistics.bytesOfCode,
      compileTime: statistics.compileTime,
      doors: statistics.doors,
      stops: statistics.stops,
      functions,
      modules: reported,
      coverageFile: output,
    });
    const report = `${[`\n${text}`, ...notes].join("\n")}\n`;
    // Where nobody can read the report it goes to a file.
    if ((await write(process.stderr, report)) !== undefined && output !== undefined)
      writeWhole(`${output}.txt`, report);
  } else {
    for (const note of notes) say(note);
  }
  const status = exitStatus(followed, ends);
  return failed && ends.signal === undefined ? NOT_RUN : status;
}

/** The functions that ran at all, for JSON. */
function covered(records: readonly ModuleRecord[], functions: readonly FunctionRow[]): readonly FunctionRow[] {
  return records.length === 0 ? [] : functions.filter(({ calls, blocks }) => calls + blocks > 0);
}

async function merge(files: readonly string[], { values }: ParsedOptions): Promise<number> {
  const { files: inputs, output = values.get("output")?.[0] } = withoutOutput(files);
  if (inputs.length === 0) throw badArguments("merge needs files: coverage merge -o OUT FILE…", "coverage");
  if (output === undefined) throw badArguments("merge needs a file to write: -o OUT", "coverage");
  checkWritable(output);
  const merged = mergeModules(inputs.map(readCoverage));
  writeWhole(output, writeDrcov(merged));
  const blocks = merged.reduce((sum, module) => sum + module.blocks.length, 0);
  say(`${inputs.length} files: ${count(merged.length)} modules, ${count(blocks)} blocks. Written to ${output}`);
  return 0;
}

/** `-o OUT` may come behind `merge` as well. */
function withoutOutput(words: readonly string[]): { files: string[]; output?: string } {
  const files: string[] = [];
  let output: string | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === "-o" || word === "--output") output = words[++at];
    else if (word.startsWith("--output=")) output = word.slice("--output=".length);
    else files.push(word);
  }
  return output === undefined ? { files } : { files, output };
}

function readCoverage(path: string): CoveredModule[] {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new CliError(
      "not-drcov",
      `${path} cannot be read: ${(error as Error).message}`,
      "give a file that armstalker coverage has written",
      error,
    );
  }
  const { modules, blocks } = readDrcov(bytes, path);
  const lists = modules.map(() => [] as { start: number; end: number }[]);
  for (const { module, offset, size } of blocks) {
    const start = modules[module]!.base + offset;
    lists[module]!.push({ start, end: start + size });
  }
  return modules.map((module, index) => ({ ...module, blocks: lists[index]! }));
}

/** Modules of several runs by their paths; blocks are those of all, at the place that the first run has. */
function mergeModules(runs: readonly CoveredModule[][]): CoveredModule[] {
  const merged = new Map<
    string,
    { path: string; base: number; end: number; blocks: Map<string, { start: number; end: number }> }
  >();
  for (const { path, base, end, blocks } of runs.flat()) {
    let known = merged.get(path);
    if (known === undefined) {
      known = { path, base, end, blocks: new Map() };
      merged.set(path, known);
    }
    known.end = Math.max(known.end, known.base + end - base);
    const by = known.base - base;
    for (const block of blocks) {
      const moved = { start: block.start + by, end: block.end + by };
      known.blocks.set(`${moved.start} ${moved.end}`, moved);
    }
  }
  return [...merged.values()].map((module) => ({ ...module, blocks: [...module.blocks.values()] }));
}

async function diff(files: readonly string[], { values }: ParsedOptions): Promise<number> {
  if (files.length !== 2) throw badArguments("diff needs two files: coverage diff OLD NEW", "coverage");
  const [older, newer] = files.map(
    (file) => new Map(mergeModules([readCoverage(file)]).map((module) => [module.path, module])),
  );
  const paths = [...new Set([...older!.keys(), ...newer!.keys()])].sort();
  const rows: { path: string; lost: string[]; gained: string[] }[] = [];
  for (const path of paths) {
    const offsets = (module: CoveredModule | undefined): Set<number> =>
      new Set(module?.blocks.map(({ start }) => start - module.base) ?? []);
    const before = offsets(older!.get(path));
    const after = offsets(newer!.get(path));
    const name = namer(path);
    const lost = [...before].filter((offset) => !after.has(offset)).sort((a, b) => a - b);
    const gained = [...after].filter((offset) => !before.has(offset)).sort((a, b) => a - b);
    if (lost.length + gained.length > 0) rows.push({ path, lost: lost.map(name), gained: gained.map(name) });
  }
  const text = values.has("json")
    ? JSON.stringify(rows, null, 2)
    : rows
        .map(({ path, lost, gained }) =>
          [
            `${path}: ${gained.length} blocks more, ${lost.length} fewer`,
            ...lost.map((each) => `- ${each}`),
            ...gained.map((each) => `+ ${each}`),
          ].join("\n"),
        )
        .join("\n\n") || "The same blocks ran.";
  await write(process.stdout, `${text}\n`);
  return 0;
}

/** Names offsets of a file, as far as the file is still there. */
function namer(path: string): (offset: number) => string {
  const modules = openFile(path);
  const base = modules?.main?.base ?? 0;
  return (offset) => (modules === null ? `0x${offset.toString(16)}` : modules.format(base + offset));
}

const count = (value: number): string => value.toLocaleString("en-US");
