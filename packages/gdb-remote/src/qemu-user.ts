import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { hasCode as hasNativeCode, connect as open } from "@armstalker/native-os";
import { EmulatorGuard } from "./emulator-guard.js";
import { EmulatorThreads } from "./emulator-threads.js";
import { GdbRemoteError, invalidArgument } from "./error.js";
import { GdbRemote } from "./gdb-remote.js";
import { type InterruptSignal, interruptSignalOf } from "./interrupt-signal.js";
import type { GdbRemoteOptions } from "./options.js";
import { checkFolder, checkProgram } from "./program-file.js";

export interface QemuUserOptions extends GdbRemoteOptions {
  /** The folder that holds the program's loader and libraries: `-L`. A static program needs none. */
  sysroot?: string;
  /** The program's whole environment; this process's by default. */
  env?: Readonly<Record<string, string | undefined>>;
  /** The program's working directory; this process's by default. */
  cwd?: string;
  /** A model as `qemu-arm -cpu help` lists them. */
  cpu?: string;
  /**
   * Lets the emulator use one of the machine's processors, with `taskset`, and holds its other threads at each stop from the start. This is for programs
   * of several threads that get signals: see the README. The program sees one processor.
   */
  oneProcessor?: boolean;
  /** The program's standard streams, as for `child_process.spawn`; `inherit` by default. */
  stdio?: StdioOptions;
  /** The emulator; `qemu-arm` on PATH by default. */
  emulator?: string;
  /** Milliseconds until the emulator must listen; 10,000 by default. */
  startTimeout?: number;
}

/** The end of the emulator: with the program's exit status, or by the signal that ended the program. */
export interface EmulatorExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const CONNECT_INTERVAL = 2;

/** Variables that a dynamic loader reads. They are meant for the program, and the emulator must not see them. */
const LOADER_VARIABLE = /^(?:LD_|GLIBC_TUNABLES$)/;

/** An ARM program under `qemu-arm` that this process started, stopped before its first instruction. It ends with this process. */
export class QemuUser extends GdbRemote {
  readonly #emulator: ChildProcess;
  readonly #interrupt: InterruptSignal | undefined;
  /** Resolves with the emulator's end. It never rejects. */
  readonly exited: Promise<EmulatorExit>;

  /**
   * Starts `program` (a path, relative to this process's working directory) with `args`.
   * @throws {GdbRemoteError} `spawn-failed`, `invalid-argument`, and what a misbehaving stub leads to.
   */
  static async spawn(program: string, args: readonly string[] = [], options: QemuUserOptions = {}): Promise<QemuUser> {
    const emulator = findExecutable(options.emulator ?? "qemu-arm");
    if (emulator === undefined) {
      throw spawnFailed(
        `there is no ${options.emulator ?? "qemu-arm"}`,
        "install qemu-user, or name it with { emulator }",
      );
    }
    if (options.cwd !== undefined) checkFolder(options.cwd, "the working directory");
    if (options.sysroot !== undefined) checkFolder(options.sysroot, "the sysroot");
    mustBeWithoutZero(program, ...args);
    const sysroot = options.sysroot ?? (options.env ?? process.env).QEMU_LD_PREFIX;
    checkProgram(resolve(program), { emulator, sysroot });
    const guard = await EmulatorGuard.create();
    let child: ChildProcess;
    try {
      child = start(emulator, guard.socket, program, args, options);
    } catch (error) {
      await guard.end();
      throw error;
    }
    if (child.pid !== undefined) guard.watch(child.pid);
    const exited = new Promise<EmulatorExit>((settle) => {
      child.once("exit", (code, signal) => settle({ code, signal }));
      child.once("error", () => settle({ code: null, signal: null }));
    });
    endWithThisProcess(child, guard, exited);
    try {
      const descriptor = await connectWhenReady(child, program, guard.socket, options.startTimeout ?? 10_000);
      guard.removeFolder();
      return new QemuUser(descriptor, options, child, exited);
    } catch (error) {
      child.kill("SIGKILL");
      await exited;
      await guard.end();
      throw error;
    }
  }

  private constructor(
    descriptor: number,
    options: QemuUserOptions,
    emulator: ChildProcess,
    exited: Promise<EmulatorExit>,
  ) {
    super(descriptor, options);
    this.#emulator = emulator;
    this.#interrupt = interruptSignalOf(this.processId);
    this.holdOthers(new EmulatorThreads(this.processId), options.oneProcessor === true);
    this.exited = exited;
  }

  /** The emulator's process on this machine. */
  get processId(): number {
    return this.#emulator.pid!;
  }

  /** The program's standard input, where `stdio` made it a pipe; so with the other two. */
  get stdin(): Writable | null {
    return this.#emulator.stdin;
  }

  get stdout(): Readable | null {
    return this.#emulator.stdout;
  }

  get stderr(): Readable | null {
    return this.#emulator.stderr;
  }

  /** Ends the emulator at once, whatever it is doing, and closes. */
  override kill(): void {
    this.close();
  }

  /** Ends the emulator, as there would be no other way to reach it. See {@link detach} for the alternative. */
  override close(): void {
    this.#emulator.kill("SIGKILL");
    super.close();
  }

  /** Lets the program run on without a debugger and without our breakpoints. It still ends with this process. */
  override detach(): void {
    // After a `D` packet this stub goes on to report stops, and dies of SIGPIPE when nobody listens. `?` removes breakpoints, and a
    // hang-up while the program is stopped lets it run on for itself.
    this.request("?");
    super.close();
  }

  /**
   * The signal that interrupts, by its number for the program; undefined if the emulator handles none. It ends a waiting system call with EINTR unless
   * the program's action for it has SA_RESTART, the default action too.
   */
  get interruptSignal(): number | undefined {
    return this.#interrupt?.program;
  }

  /** True if the emulator handles a signal that can interrupt: 7.2 and 10.0 do. */
  override get canInterrupt(): boolean {
    return this.#interrupt !== undefined;
  }

  protected override sendInterrupt(): void {
    try {
      // The kernel's numbers of real-time signals have no names in Node.
      process.kill(this.processId, this.#interrupt!.host);
    } catch (error) {
      // An emulator that is gone has hung up, and the wait for the stop ends with that error.
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }

  protected override isInterruptSignal(signal: number): boolean {
    return signal === this.#interrupt?.reported;
  }
}

function mustBeWithoutZero(...texts: readonly string[]): void {
  if (!texts.some((text) => text.includes("\0"))) return;
  throw invalidArgument("the program or an argument has a zero byte", "leave it out");
}

const alive: Set<ChildProcess> = new Set();

function endAll(): void {
  for (const child of alive) child.kill("SIGKILL");
}

/** The guard ends the emulator in any case. Where this process ends in order, the emulator is gone first. */
function endWithThisProcess(child: ChildProcess, guard: EmulatorGuard, exited: Promise<EmulatorExit>): void {
  if (alive.size === 0) process.on("exit", endAll);
  alive.add(child);
  void exited.then(() => {
    alive.delete(child);
    if (alive.size === 0) process.removeListener("exit", endAll);
    void guard.end();
  });
}

function start(
  emulator: string,
  socket: string,
  program: string,
  args: readonly string[],
  options: QemuUserOptions,
): ChildProcess {
  const command = [emulator, "-g", socket];
  if (options.sysroot !== undefined) command.push("-L", resolve(options.sysroot));
  if (options.cpu !== undefined) command.push("-cpu", options.cpu);
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.env ?? process.env)) {
    if (value === undefined) continue;
    if (options.env !== undefined && LOADER_VARIABLE.test(name)) {
      // The emulator splits this option's argument at commas.
      if (value.includes(","))
        throw invalidArgument(`${name} has a comma`, "qemu-arm cannot hand it to the program; leave it out");
      command.push("-E", `${name}=${value}`);
    } else {
      environment[name] = value;
    }
  }
  command.push(options.cwd === undefined ? program : resolve(program), ...args);
  if (options.oneProcessor === true) {
    const taskset = findExecutable("taskset");
    if (taskset === undefined)
      throw spawnFailed("there is no taskset", "install util-linux, or do without oneProcessor");
    command.unshift(taskset, "-c", someProcessor());
  }
  return spawn(command[0]!, command.slice(1), {
    env: environment,
    stdio: options.stdio ?? "inherit",
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
}

/** A processor that this process may use, another one each time. */
function someProcessor(): string {
  const allowed = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync("/proc/self/status", "latin1"))?.[1] ?? "0";
  const numbers = allowed.split(",").flatMap((range) => {
    const [first, last] = range.split("-").map(Number) as [number, number?];
    return Array.from({ length: (last ?? first) - first + 1 }, (_, index) => first + index);
  });
  return String(numbers[turn++ % numbers.length]);
}

let turn = process.pid;

async function connectWhenReady(
  child: ChildProcess,
  program: string,
  socket: string,
  timeout: number,
): Promise<number> {
  let failure: GdbRemoteError | undefined;
  child.once("error", (cause) => {
    failure = spawnFailed(
      `the emulator did not start ${program}: ${cause.message}`,
      "look whether this machine is out of processes or memory",
      cause,
    );
  });
  child.once("exit", (code, signal) => {
    failure ??= spawnFailed(
      `the emulator ended before it ran ${program} (${signal ?? `exit status ${code}`})`,
      "its message is on standard error: does it know the cpu, and is there room for the program at its addresses?",
    );
  });
  const deadline = performance.now() + timeout;
  while (failure === undefined) {
    await new Promise((wake) => setTimeout(wake, CONNECT_INTERVAL));
    if (failure !== undefined) break;
    try {
      return open({ path: socket }, { timeout: 1000 });
    } catch (error) {
      if (performance.now() > deadline) {
        throw spawnFailed(`the emulator did not listen within ${timeout} ms`, "give it a longer startTimeout", error);
      }
      // Not bound yet, or bound and not listening yet.
      if (!hasNativeCode(error, "not-found") && !hasNativeCode(error, "connection-refused")) throw error;
    }
  }
  throw failure;
}

function findExecutable(name: string): string | undefined {
  const candidates = name.includes("/")
    ? [name]
    : (process.env.PATH ?? "")
        .split(delimiter)
        .filter((folder) => folder !== "")
        .map((folder) => join(folder, name));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function spawnFailed(message: string, hint: string, cause?: unknown): GdbRemoteError {
  return new GdbRemoteError({ code: "spawn-failed", message, hint, cause });
}
