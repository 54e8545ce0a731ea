import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type ConnectOptions, connect, type GdbRemote } from "../../src/index.js";

/** Debian's gdbserver for this machine, as often as a test wants it. */
export class GdbServers {
  readonly #servers: ChildProcess[] = [];
  readonly #remotes: GdbRemote[] = [];

  /** A program under a gdbserver of its own, stopped before its first instruction. */
  async serve(command: readonly string[], options?: ConnectOptions): Promise<GdbRemote> {
    const server = spawn("gdbserver", ["--once", "127.0.0.1:0", ...command], { stdio: ["ignore", "ignore", "pipe"] });
    this.#servers.push(server);
    let text = "";
    const port = await new Promise<number>((resolve, reject) => {
      server.stderr!.on("data", (piece) => {
        text += piece;
        const match = /Listening on port (\d+)/.exec(text);
        if (match !== null) resolve(Number(match[1]));
      });
      server.on("error", reject);
      server.on("exit", () => reject(new Error(text)));
    });
    const remote = connect(`127.0.0.1:${port}`, options);
    this.#remotes.push(remote);
    return remote;
  }

  /** Hangs up. Each gdbserver then ends its program, and itself. */
  async end(): Promise<void> {
    for (const one of this.#remotes.splice(0)) one.close();
    for (const one of this.#servers.splice(0)) {
      if (one.exitCode !== null || one.signalCode !== null) continue;
      const left = await Promise.race([once(one, "exit"), new Promise((resolve) => setTimeout(resolve, 5000, "left"))]);
      if (left === "left") one.kill("SIGKILL");
    }
  }
}
