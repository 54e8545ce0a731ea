import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Step {
  /** Framed, with its checksum. */
  packet?: string;
  /** As it is, a character a byte. */
  raw?: string;
  /** The beginning of a packet, of so many bytes, that has no end. */
  flood?: number;
  /** Sent again and again, as fast as the client reads, until the client hangs up. */
  endless?: string;
  wait?: number;
  hangUp?: boolean;
  /** Reads nothing from now on. */
  deaf?: boolean;
}

export interface Script {
  rules?: Record<string, Step[][]>;
  acknowledges?: boolean;
}

/** test/support/scripted-stub.mjs, running. */
export class ScriptedStub {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly path: string;

  private constructor(child: ChildProcess, folder: string, path: string) {
    this.#child = child;
    this.#folder = folder;
    this.path = path;
  }

  static async start(): Promise<ScriptedStub> {
    const folder = mkdtempSync(join(tmpdir(), "scripted-stub-"));
    const path = join(folder, "socket");
    const child = fork(fileURLToPath(new URL("scripted-stub.mjs", import.meta.url)), [path], { execArgv: [] });
    await once(child, "message");
    return new ScriptedStub(child, folder, path);
  }

  /** What to do on the next connections. */
  async play(script: Script): Promise<void> {
    this.#child.send({ script });
    await once(this.#child, "message");
  }

  /** All that the client sent since `play`. */
  async received(): Promise<string> {
    this.#child.send({});
    const [message] = (await once(this.#child, "message")) as [{ received: string }];
    return message.received;
  }

  stop(): void {
    this.#child.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
