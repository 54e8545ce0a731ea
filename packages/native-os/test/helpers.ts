import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readSync } from "node:fs";
import {
  hasCode,
  type SpawnOptions,
  type TracedProcess,
  type TraceEvent,
  type Tracer,
  waitReadable,
} from "@armstalker/native-os";

/** Asserts that `run` throws a NativeOsError with this code; returns it. */
export function refused(
  code: string,
  run: () => unknown,
): Error & { code: string; errno?: number; hint?: string; call: string } {
  try {
    run();
  } catch (error) {
    assert.ok(hasCode(error, code), `expected ${code}, got ${error}`);
    return error;
  }
  assert.fail(`expected ${code}, and nothing was thrown`);
}

/** Starts the tracee with its standard output in a pipe. */
export function start(tracer: Tracer, tracee: string, args: string[], options: SpawnOptions = {}): TracedProcess {
  return tracer.spawn(tracee, args, { stdio: ["pipe", "pipe", "inherit"], ...options });
}

/** Starts it and lets it run until it says that it is ready. */
export function startReady(tracer: Tracer, tracee: string, args: string[], options: SpawnOptions = {}): TracedProcess {
  const process = start(tracer, tracee, args, options);
  process.resume();
  assert.equal(lineWhileTracing(tracer, process), "ready");
  return process;
}

/** The next line of the program's output; it must not need its tracer for that. */
export function line(process: TracedProcess, timeout = 20_000): string {
  const descriptor = process.stdio[1];
  assert.ok(descriptor !== null);
  const byte = Buffer.alloc(1);
  let text = "";
  for (;;) {
    assert.ok(waitReadable(descriptor, timeout), `no line after ${timeout} ms, only ${JSON.stringify(text)}`);
    if (readSync(descriptor, byte) === 0 || byte[0] === 10) return text;
    text += byte.toString("latin1");
  }
}

/** The next line of the program's output, letting every thread go on at every event meanwhile, also new ones. */
export function lineWhileTracing(tracer: Tracer, process: TracedProcess): string {
  const descriptor = process.stdio[1];
  assert.ok(descriptor !== null);
  const end = Date.now() + 30_000;
  while (!waitReadable(descriptor, 1)) {
    assert.ok(Date.now() < end, "no line");
    drain(tracer);
  }
  return line(process);
}

/** Lets every thread with an event go on. */
export function drain(tracer: Tracer): void {
  for (;;) {
    if (tracer.processes.length === 0) return;
    const event = tracer.waitNow();
    if (event === undefined) return;
    if (event.thread.state === "stopped") resumeQuietly(event);
  }
}

/** A thread may have been killed since. */
export function resumeQuietly(event: TraceEvent): void {
  try {
    event.thread.resume();
  } catch (error) {
    if (!hasCode(error, "no-such-thread")) throw error;
  }
}

/** Waits for an event of this type, of any thread; others before it are an error, unless `skip` says to go on. */
export function next<T extends TraceEvent["type"]>(
  tracer: Tracer,
  type: T,
  skip: TraceEvent["type"][] = [],
): TraceEvent & { type: T } {
  for (;;) {
    const event = tracer.waitSync({ timeout: 20_000 });
    assert.ok(event, `no ${type} within 20 s`);
    if (event.type === type) return event as TraceEvent & { type: T };
    assert.ok(
      skip.includes(event.type),
      `expected ${type}, got ${JSON.stringify({ ...event, thread: event.thread.id, child: undefined })}`,
    );
    if (event.thread.state === "stopped") resumeQuietly(event);
  }
}

/** Kills the process, and takes all that it still reports. */
export function finish(tracer: Tracer, process: TracedProcess): void {
  process.kill();
  const end = Date.now() + 20_000;
  while (process.threads.size > 0) {
    assert.ok(Date.now() < end, "the process did not end");
    const event = tracer.waitSync({ timeout: 1000 });
    if (event !== undefined && event.thread.state === "stopped") resumeQuietly(event);
  }
}

/** The one-letter state of a process, or undefined where it is gone. */
export function stateOf(pid: number): string | undefined {
  try {
    return /^State:\s*(\S)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

export async function eventually(what: string, check: () => boolean, milliseconds = 20_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!check()) {
    assert.ok(Date.now() < end, `never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Files of this package in the folder for shared memory. */
export function filesInMemory(): string[] {
  return readdirSync("/dev/shm").filter((file) => file.startsWith("native-os-"));
}

/** What a Node with this program prints; it must end by itself, with status 0. `through` is a command that starts it. */
export function runNode(program: string, seconds = 60, through: string[] = []): string {
  const [file, ...args] = [...through, process.execPath, "-e", program];
  const { status, signal, stdout, stderr } = spawnSync(file!, args, {
    encoding: "utf8",
    timeout: seconds * 1000,
    killSignal: "SIGKILL",
  });
  assert.deepEqual({ status, signal }, { status: 0, signal: null }, `${stdout}\n${stderr.slice(-2000)}`);
  return stdout.trim();
}

/** The head of a program that starts workers. */
export const WORKER = `const { Worker, parentPort } = require("node:worker_threads");
  const started = async (source) => {
    const worker = new Worker(source, { eval: true });
    worker.on("error", (error) => { console.log("error in the worker:", error); process.exit(3); });
    return { worker, message: await new Promise((resolve) => worker.once("message", resolve)) };
  };
  const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));`;

/** The head of a worker's source. It loads the package. */
export const inWorker = (builtPackage: string): string =>
  `const os = require(${JSON.stringify(builtPackage)}); const { parentPort } = require("node:worker_threads");`;
