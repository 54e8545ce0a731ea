/**
 * Follows a real ARM program with call events and block coverage: what `npm start` shows. See `--help`.
 */

import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Stalker, type TargetStop } from "@armstalker/stalker";
import { type FollowArguments, parseArguments } from "./follow/arguments.js";
import { coveredBytes, rangeOf } from "./follow/coverage.js";
import { type CoveredModule, writeDrcov } from "./follow/drcov.js";
import { EndRequests } from "./follow/end-requests.js";
import { profileFunctions } from "./follow/function-profile.js";
import { Locator } from "./follow/locator.js";
import { type OpenedTarget, openTarget, timePlainRun } from "./follow/open-target.js";
import { checkWritable, pass, tolerateBrokenStreams, write, writeWhole } from "./follow/output.js";
import { findProgram, type Program } from "./follow/program.js";
import { Progress } from "./follow/progress.js";
import { type ModuleRecord, Recorder } from "./follow/recorder.js";
import { formatReport, type ReportedModule } from "./follow/report.js";
import { sampleProgram } from "./follow/sample.js";

/** What a shell reports for a command that was not run. */
const NOT_RUN = 126;
/** Milliseconds that a program has to stop when it shall end. */
const PATIENCE = 2000;

interface Followed {
  readonly recorder: Recorder;
  readonly stalker: Stalker;
  readonly end: TargetStop;
  /** What the stalker met that it could not follow. */
  readonly failures: readonly Error[];
  /** Why the program's output could not be passed on. */
  readonly failure: Error | undefined;
  readonly threads: number;
  readonly time: number;
}

/** Does what the command line says; the exit status. Every end writes what there is, says so, and leaves nothing running. */
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

async function run(argv: readonly string[], ends: EndRequests): Promise<number> {
  const options = parseArguments(argv);
  if (options.help) {
    const failure = await write(process.stdout, readFileSync(new URL("../usage.txt", import.meta.url), "utf8"));
    return failure === undefined ? 0 : NOT_RUN;
  }
  checkWritable(options.output);
  const isSample = options.program === undefined;
  if (isSample) say("Looking for Debian's packages of the sample (downloaded once) …");
  const program = isSample ? await sampleProgram(ends) : findProgram(options.program, options.args, options.sysroot);
  if (program === undefined) {
    say(`Ended by ${ends.signal}: nothing has run.`);
    return statusOf(ends) ?? NOT_RUN;
  }
  say(`Following ${program.title}`);
  const followed = await follow(program, options, ends);
  let { failure } = followed;
  const records = followed.recorder.records();
  const modules = records.flatMap(({ module, blocks }) =>
    module?.path.startsWith("/") ? [{ ...module, blocks: blocks.map(rangeOf) }] : [],
  );
  try {
    writeWhole(options.output, writeDrcov(modules));
  } catch (error) {
    if (!isExplained(error)) throw error;
    failure ??= error;
  }
  const compares = (options.compare || isSample) && ends.signal === undefined;
  const plainTime = compares
    ? await timePlainRun(program, (end) => {
        ends.listener = end;
      })
    : undefined;
  const text = describe(program, options, followed, plainTime, ends, records, modules);
  const lines = [`\n${text}`];
  for (const each of followed.failures) {
    lines.push(`Not all was followed: ${isExplained(each) ? each.message : each.stack}`);
  }
  if (failure !== undefined) lines.push(`${isExplained(failure) ? failure.code : "cannot-write"}: ${failure.message}`);
  if (ends.signal !== undefined)
    lines.push(`Ended by ${ends.signal}: the program was stopped, and this is what ran until then.`);
  const report = `${lines.join("\n")}\n`;
  // Where nobody can read the report it goes to a file.
  if ((await write(process.stderr, report)) !== undefined) writeWhole(`${options.output}.txt`, report);
  return statusOf(ends) ?? (failure === undefined ? exitStatus(followed.end) : NOT_RUN);
}

/** What a shell reports for a command that a signal ended; undefined if none asked for the end. */
function statusOf({ signal }: EndRequests): number | undefined {
  return signal === undefined ? undefined : 128 + constants.signals[signal];
}

/** Tells whoever reads standard error, if anybody does. */
function say(text: string): void {
  void write(process.stderr, `${text}\n`);
}

/** Our packages' errors have a code, and say in their message what to do. */
function isExplained(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "code" in error && "hint" in error;
}

async function follow(program: Program, { coverage }: FollowArguments, ends: EndRequests): Promise<Followed> {
  const started = performance.now();
  ends.firstControlC = "program";
  const opened = await openTarget(program);
  const { target } = opened;
  let progress: Progress | undefined;
  let patience: NodeJS.Timeout | undefined;
  try {
    const recorder = new Recorder(() => (target.state === "stopped" ? target.mappings() : []));
    const failures: Error[] = [];
    const stalker = new Stalker(target, {
      onError: (error) => failures.push(error),
      // Events come when their buffer is full, and when the program is stopped for another reason: its mappings can be read then.
      queueDrainInterval: 0,
      onLifeEvent(event) {
        if (event.kind === "unmap") recorder.unmap(event.base, event.size);
      },
    });
    progress = new Progress(process.stderr, () => {
      const time = ((performance.now() - started) / 1000).toFixed(1);
      const run = coverage === "block" ? `, run ${count(recorder.blocksRun)} times` : "";
      return `${time} s: ${count(stalker.statistics.blocks)} blocks${run}, ${count(recorder.callsMade)} calls`;
    });
    const relayed = relay(opened, progress);
    const threads = new Set([target.mainThread]);
    stalker.follow(target.mainThread, {
      events: { call: true, block: coverage === "block" },
      ...(coverage === "once" ? { onCoverage: (blocks) => recorder.cover(blocks) } : {}),
      onReceive(events) {
        recorder.receive(events);
        if (target.state === "stopped") for (const thread of target.threads()) threads.add(thread);
        progress?.update();
      },
    });
    const ended = target.resume();
    // A program that is stopped gives away its last events first. One that cannot be stopped is killed.
    ends.listener = () => {
      if (patience !== undefined) {
        target.kill();
        return;
      }
      patience = setTimeout(() => target.kill(), PATIENCE);
      target.interrupt();
    };
    const end = await ended;
    ends.listener = undefined;
    clearTimeout(patience);
    if (target.state !== "ended") target.kill();
    const failure = await relayed;
    return { recorder, stalker, end, failures, failure, threads: threads.size, time: performance.now() - started };
  } finally {
    ends.listener = undefined;
    ends.firstControlC = "this process";
    clearTimeout(patience);
    progress?.stop();
    if (target.state !== "ended") target.kill();
  }
}

/** Passes the program's output on; done when all of it has come. Resolves with the error if it cannot be written. */
async function relay({ stdout, stderr }: OpenedTarget, progress: Progress): Promise<Error | undefined> {
  const clear = (): void => progress.clear();
  const failures = await Promise.all([pass(stdout, process.stdout, clear), pass(stderr, process.stderr, clear)]);
  // A reader that has read enough is no failure.
  return failures.find((failure) => failure !== undefined && (failure as NodeJS.ErrnoException).code !== "EPIPE");
}

function describe(
  program: Program,
  options: FollowArguments,
  followed: Followed,
  plainTime: number | undefined,
  ends: EndRequests,
  records: readonly ModuleRecord[],
  modules: readonly (CoveredModule & { readonly name: string })[],
): string {
  const { recorder, stalker, end } = followed;
  const locator = new Locator(join(program.sysroot ?? "/", "usr/lib/debug"));
  const { statistics } = stalker;
  return formatReport({
    command: program.title,
    end: ends.signal === undefined ? describeEnd(end) : `stopped by ${ends.signal} to this process`,
    followedTime: followed.time,
    plainTime,
    threads: followed.threads,
    calls: recorder.callsMade,
    coverage: options.coverage,
    blocksRun: options.coverage === "block" ? recorder.blocksRun : undefined,
    blocksCompiled: statistics.blocks,
    bytesOfSource: statistics.bytesOfSource,
    bytesOfCode: statistics.bytesOfCode,
    compileTime: statistics.compileTime,
    doors: statistics.doors,
    stops: statistics.stops,
    functions: records.flatMap(({ module, blocks, calls }) =>
      profileFunctions(blocks, calls, (address) =>
        module === undefined ? undefined : locator.locate(module, address),
      ),
    ),
    modules: modules.map(
      ({ name, blocks }): ReportedModule => ({ name, blocks: blocks.length, bytes: coveredBytes(blocks) }),
    ),
    coverageFile: options.output,
  });
}

function describeEnd(end: TargetStop): string {
  switch (end.kind) {
    case "exited":
      return `exit status ${end.status}`;
    case "terminated":
      return `ended by ${signalName(end.signal)}`;
    case "lost":
      return `lost: ${end.cause.message}`;
    default:
      return `stopped: ${end.kind}`;
  }
}

/** As a shell reports how a command ended. */
function exitStatus(end: TargetStop): number {
  if (end.kind === "exited") return end.status;
  return end.kind === "terminated" ? 128 + end.signal : NOT_RUN;
}

function signalName(signal: number): string {
  return Object.entries(constants.signals).find(([, number]) => number === signal)?.[0] ?? `signal ${signal}`;
}

const count = (value: number): string => value.toLocaleString("en-US");

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = await main(process.argv.slice(2));
