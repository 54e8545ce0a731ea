/**
 * Follows a real ARM program with call events and block coverage: what `npm start` shows. See `--help`.
 */

import { closeSync, openSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { Stalker, type TargetStop } from "@armstalker/stalker";
import type { CountedAddress } from "./follow/address-counter.js";
import { type FollowArguments, parseArguments, USAGE } from "./follow/arguments.js";
import { type CodeRange, coveredBytes } from "./follow/coverage.js";
import { writeDrcov } from "./follow/drcov.js";
import { FollowError } from "./follow/errors.js";
import { profileFunctions } from "./follow/function-profile.js";
import { Locator } from "./follow/locator.js";
import { type OpenedTarget, openTarget, timePlainRun } from "./follow/open-target.js";
import { findProgram, type Program } from "./follow/program.js";
import { Progress } from "./follow/progress.js";
import { Recorder } from "./follow/recorder.js";
import { formatReport, type ReportedModule } from "./follow/report.js";
import { sampleProgram } from "./follow/sample.js";

/** What a shell reports for a command that was not run. */
const NOT_RUN = 126;

interface Followed {
  readonly recorder: Recorder;
  readonly stalker: Stalker;
  readonly end: TargetStop;
  /** What the stalker met that it could not follow. */
  readonly failures: readonly Error[];
  readonly threads: number;
  readonly time: number;
}

/** Does what the command line says; the exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = parseArguments(argv);
    if (options.help) {
      console.log(USAGE);
      return 0;
    }
    checkOutput(options.output);
    const isSample = options.program === undefined;
    if (isSample) console.error("Looking for Debian's packages of the sample (downloaded once) …");
    const program = isSample ? sampleProgram() : findProgram(options.program, options.args, options.sysroot);
    console.error(`Following ${program.title}`);
    const followed = await follow(program, options);
    const plainTime = options.compare || isSample ? await timePlainRun(program) : undefined;
    report(program, options, followed, plainTime);
    for (const failure of followed.failures) {
      console.error(`Not all was followed: ${isExplained(failure) ? failure.message : failure.stack}`);
    }
    return exitStatus(followed.end);
  } catch (error) {
    if (!isExplained(error)) throw error;
    console.error(`${error.code}: ${error.message}`);
    return NOT_RUN;
  }
}

/** Before the program runs for long, and for nothing. */
function checkOutput(path: string): void {
  try {
    closeSync(openSync(path, "a"));
  } catch (error) {
    const message = `${path} cannot be written: ${(error as Error).message}`;
    throw new FollowError("cannot-write", message, "name another file with --output", error);
  }
}

/** Our packages' errors have a code, and say in their message what to do. */
function isExplained(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "code" in error && "hint" in error;
}

async function follow(program: Program, { blockEvents }: FollowArguments): Promise<Followed> {
  const started = performance.now();
  const opened = await openTarget(program);
  const { target } = opened;
  // The terminal interrupts the program too: this process stays to report.
  const onInterrupt = (): void => {};
  process.on("SIGINT", onInterrupt);
  let progress: Progress | undefined;
  try {
    const recorder = new Recorder(() => (target.state === "stopped" ? target.mappings() : []));
    const failures: Error[] = [];
    const stalker = new Stalker(target, {
      onError: (error) => failures.push(error),
      // Events come when their buffer is full. Under the emulator, asking for them earlier would end the program's waiting with EINTR.
      queueDrainInterval: 0,
      onLifeEvent(event) {
        if (event.kind === "unmap") recorder.unmap(event.base, event.size);
      },
    });
    progress = new Progress(process.stderr, () => {
      const time = ((performance.now() - started) / 1000).toFixed(1);
      const run = blockEvents === "block" ? `, run ${count(recorder.blocksRun)} times` : "";
      return `${time} s: ${count(stalker.statistics.blocks)} blocks${run}, ${count(recorder.callsMade)} calls`;
    });
    const relayed = relay(opened, progress);
    const threads = new Set([target.mainThread]);
    stalker.follow(target.mainThread, {
      events: { call: true, [blockEvents]: true },
      onReceive(events) {
        recorder.receive(events);
        if (target.state === "stopped") for (const thread of target.threads()) threads.add(thread);
        progress?.update();
      },
    });
    const end = await target.resume();
    await relayed;
    return { recorder, stalker, end, failures, threads: threads.size, time: performance.now() - started };
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    progress?.stop();
    if (target.state !== "ended") target.kill();
  }
}

/** Passes the program's output on; done when all of it has come. */
async function relay({ stdout, stderr }: OpenedTarget, progress: Progress): Promise<void> {
  const pass = async (from: Readable | null, to: NodeJS.WriteStream): Promise<void> => {
    for await (const text of from ?? []) {
      progress.clear();
      to.write(text);
    }
  };
  await Promise.all([pass(stdout, process.stdout), pass(stderr, process.stderr)]);
}

function report(program: Program, options: FollowArguments, followed: Followed, plainTime: number | undefined): void {
  const { recorder, stalker, end } = followed;
  const records = recorder.records();
  const modules = records.flatMap(({ module, blocks }) =>
    module?.path.startsWith("/") ? [{ ...module, blocks: blocks.map(rangeOf) }] : [],
  );
  writeFileSync(options.output, writeDrcov(modules));
  const locator = new Locator(join(program.sysroot ?? "/", "usr/lib/debug"));
  const { statistics } = stalker;
  const text = formatReport({
    command: program.title,
    end: describeEnd(end),
    followedTime: followed.time,
    plainTime,
    threads: followed.threads,
    calls: recorder.callsMade,
    blockEvents: options.blockEvents,
    blocksRun: options.blockEvents === "block" ? recorder.blocksRun : undefined,
    blocksCompiled: statistics.blocks,
    bytesOfSource: statistics.bytesOfSource,
    bytesOfCode: statistics.bytesOfCode,
    compileTime: statistics.compileTime,
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
  console.error(`\n${text}`);
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

const rangeOf = ({ address, end }: CountedAddress): CodeRange => ({
  start: withoutBit0(address),
  end: withoutBit0(end),
});
const withoutBit0 = (address: number): number => (address & ~1) >>> 0;
const count = (value: number): string => value.toLocaleString("en-US");

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = await main(process.argv.slice(2));
