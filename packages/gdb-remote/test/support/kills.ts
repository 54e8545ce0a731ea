import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Milliseconds that whatever was started may take to end. */
const END_TIMEOUT = 10_000;
const STARTER = fileURLToPath(new URL("starter.mjs", import.meta.url));

/** Kills processes that start emulators, or these emulators, and looks for what remains. */
export class Kills {
  readonly #bundle: string;
  readonly #program: string;

  /**
   * @param bundle - path of the package as one file
   * @param program - path of a program that never ends
   */
  constructor(bundle: string, program: string) {
    this.#bundle = bundle;
    this.#program = program;
  }

  /**
   * Kills a Node that starts emulators, so many milliseconds after its first line.
   * @param whom - the children of the Node can be killed right before
   * @returns what remains: command lines of processes, names of files
   */
  async node(milliseconds: number, whom: "Node" | "Node and its children"): Promise<string[]> {
    return this.#within(async (folder) => {
      const node = this.#start(folder, "again and again");
      const end = once(node, "exit");
      await once(node.stdout!, "data");
      await delay(milliseconds);
      if (whom === "Node and its children") killAll(childrenOf(node.pid!));
      if (!node.kill("SIGKILL")) throw new Error("the starter ended by itself");
      await end;
    });
  }

  /** A Node kills itself so many milliseconds after its emulator has a process, and before the package knows about that. */
  async unaware(milliseconds: number): Promise<string[]> {
    return this.#within(async (folder) => {
      const end = once(this.#start(folder, String(milliseconds)), "exit");
      const [, signal] = await end;
      if (signal !== "SIGKILL") throw new Error("the starter ended by itself");
    });
  }

  /**
   * Kills a Node whose program has a child that keeps descriptors.
   * @param program - path of the program
   * @returns what remains but for the child
   */
  async daemon(program: string): Promise<string[]> {
    return this.#within(async (folder) => {
      const node = this.#start(folder, "once", program);
      const end = once(node, "exit");
      let text = "";
      node.stdout!.on("data", (part) => {
        text += part;
      });
      const emulator = () => Number(/\d+/.exec(text)?.[0]);
      let child: number | undefined;
      for (; child === undefined; await delay(5)) child = childrenOf(emulator())[0];
      node.kill("SIGKILL");
      await end;
      while (processesOf(folder).some(({ id }) => id !== child)) await delay(5);
      process.kill(child, "SIGKILL");
    });
  }

  /** Kills the emulator that a Node starts, so many milliseconds after its first line, or as soon as there is one. The Node then ends by itself. */
  async emulator(milliseconds: number): Promise<string[]> {
    return this.#within(async (folder) => {
      const node = this.#start(folder, "once");
      const end = once(node, "exit");
      await once(node.stdout!, "data");
      await delay(milliseconds);
      while (!killEmulatorOf(node.pid!)) {
        if (node.exitCode !== null) throw new Error(`the starter ended by itself, with ${node.exitCode}`);
        await delay(1);
      }
      const [status, signal] = await end;
      if (status !== 0) throw new Error(`the starter ended with ${status ?? signal}`);
    });
  }

  #start(folder: string, how: string, program: string = this.#program): ChildProcess {
    return spawn(process.execPath, [STARTER, this.#bundle, program, how], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  /** Does something in a temporary folder. @returns what it leaves there, and processes that have this folder's name in their environment */
  async #within(kill: (folder: string) => Promise<void>): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), "gdb-remote-kills-"));
    const shared = new Set(sharedFiles());
    const processes = () => processesOf(folder);
    try {
      await kill(folder);
      const remains = () => [
        ...processes().map(({ command }) => command),
        ...readdirSync(folder),
        ...sharedFiles().filter((name) => !shared.has(name)),
      ];
      const deadline = performance.now() + END_TIMEOUT;
      while (remains().length > 0 && performance.now() < deadline) await delay(20);
      return remains();
    } finally {
      killAll(processes().map(({ id }) => id));
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Processes that are alive and have a text in their environment. */
export function processesOf(text: string): { id: number; command: string }[] {
  return readdirSync("/proc").flatMap((id) => {
    if (!/^\d+$/.test(id) || !read(`/proc/${id}/environ`).includes(text)) return [];
    return [{ id: Number(id), command: read(`/proc/${id}/cmdline`).replaceAll("\0", " ") }];
  });
}

/** The emulator is the child whose command line names the stub's socket, whatever comes first there. */
function killEmulatorOf(node: number): boolean {
  const emulator = childrenOf(node).find((id) => read(`/proc/${id}/cmdline`).includes("\0-g\0"));
  return emulator !== undefined && process.kill(emulator, "SIGKILL");
}

function childrenOf(id: number): number[] {
  return [...read(`/proc/${id}/task/${id}/children`).matchAll(/\d+/g)].map(([child]) => Number(child));
}

function killAll(ids: readonly number[]): void {
  for (const id of ids) {
    try {
      process.kill(id, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

function sharedFiles(): string[] {
  return readdirSync("/dev/shm").filter((name) => name.includes("armstalker"));
}

function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    // The process has ended.
    return "";
  }
}
