// A guest that stays: commands are run in it over a network that only this machine reaches.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { explained, prepare } from "./boot.mjs";
import { cached } from "./cache.mjs";
import { networkImage } from "./image.mjs";
import { guests } from "./systems.mjs";

const AGENT_PORT = 7;
/** Of the guest, for its gdbservers. */
const DEBUG_PORTS = [3001, 3002, 3003, 3004];
/** Before the line of a command whose standard input is what follows the line. */
const WITH_INPUT = "<";
const agentSource = fileURLToPath(new URL("../guest/agent.c", import.meta.url));

export class Guest {
  /** What `Guest.at` in another process takes. */
  address;
  #emulator;
  #ports;
  #remove;
  #inUse = new Set();
  #debugged = 0;

  /** @see index.d.mts */
  static async start(name, { root, folder, cpus = 2, megabytes = 1024, seconds = 600, onLine = () => {} }) {
    const image = await networkImage(name, root, await agent());
    const command = `/agent ${AGENT_PORT}`;
    const { emulator, args, remove } = prepare(name, { ...image, folder, command, cpus, megabytes });
    const forwarded = new Map();
    for (const port of [AGENT_PORT, ...DEBUG_PORTS]) forwarded.set(port, await freePort());
    const forwards = [...forwarded].map(([port, own]) => `hostfwd=tcp:127.0.0.1:${own}-:${port}`);
    const network = ["-netdev", ["user", "id=net", "restrict=on", ...forwards].join(",")];
    // Whatever ends this process, even a signal that cannot be caught, ends the emulator too.
    const words = [
      "--pdeathsig",
      "KILL",
      "--",
      emulator,
      ...args,
      ...network,
      "-device",
      "virtio-net-device,netdev=net",
    ];
    const child = spawn("setpriv", words, { stdio: ["ignore", "pipe", "pipe"] });
    const guest = new Guest(child, forwarded, remove);
    try {
      await guest.#becomeReady(seconds, onLine);
      return guest;
    } catch (error) {
      await guest.stop();
      throw explained(error, "setpriv");
    }
  }

  /** @see index.d.mts */
  static at(address) {
    return new Guest(undefined, new Map(address), () => {});
  }

  constructor(emulator, ports, remove) {
    this.address = [...ports];
    this.#emulator = emulator;
    this.#ports = ports;
    this.#remove = remove;
  }

  /** Starts a line for /bin/sh, as root, in /guest. */
  start(command) {
    return new GuestCommand(connect(this.#ports.get(AGENT_PORT), "127.0.0.1"), command);
  }

  /** The output, both of standard output and of errors, and the exit status (128 and more: a signal) of a command. */
  run(command) {
    return this.start(command).ended;
  }

  /** Writes a file, which is executable. Its folder is made if it is not there. */
  async put(path, bytes) {
    const [file, part] = [path, `${path}.part`].map(quoted);
    const words = `mkdir -p "$(dirname ${file})" && head -c ${bytes.length} >${part} && chmod 755 ${part} && mv ${part} ${file}`;
    const command = new GuestCommand(connect(this.#ports.get(AGENT_PORT), "127.0.0.1"), words, bytes);
    const { status, output } = await command.ended;
    if (status !== 0) throw new Error(`the guest did not take ${path}: ${output}`);
  }

  /** Starts a program under gdbserver, stopped before its first instruction. */
  async debug(program, { input = "/dev/null", folder = "/guest", options = [] } = {}) {
    const port = DEBUG_PORTS.find((one) => !this.#inUse.has(one));
    if (port === undefined) throw new Error(`${DEBUG_PORTS.length} programs are being debugged already`);
    this.#inUse.add(port);
    const files = `/tmp/debugged-${++this.#debugged}`;
    // The program's own streams, apart from those of the server; and without the variables that it adds. It does not quote these words.
    const streams = `unset LINES COLUMNS; exec "$@" <${quoted(input)} >${files}.out 2>${files}.err`;
    const wrapper = ["/bin/sh", "-c", quoted(streams), "sh"];
    const words = ["gdbserver", "--once", ...options, "--wrapper", ...wrapper, "--", `:${port}`, ...program];
    const server = this.start(`cd ${quoted(folder)}; exec ${words.map(quoted).join(" ")}`);
    server.ended.catch(() => {}).then(() => this.#inUse.delete(port));
    await server.waitFor(/Listening on port/);
    const contents = async (name) => (await this.run(`cat ${files}.${name}`)).output;
    return {
      endpoint: `127.0.0.1:${this.#ports.get(port)}`,
      server,
      output: () => contents("out"),
      errors: () => contents("err"),
    };
  }

  async stop() {
    if (this.#emulator === undefined) return;
    const { exitCode, signalCode, pid } = this.#emulator;
    if (pid !== undefined && exitCode === null && signalCode === null) {
      const exited = once(this.#emulator, "exit");
      this.#emulator.kill("SIGKILL");
      await exited;
    }
    this.#remove();
  }

  #becomeReady(seconds, onLine) {
    return new Promise((resolve, reject) => {
      let rest = "";
      let errors = "";
      const fail = (why) => reject(new Error(`the guest did not become ready: ${why}\n${errors}`));
      const timer = setTimeout(() => fail(`it took more than ${seconds} s`), seconds * 1000);
      this.#emulator.stdout.setEncoding("utf8");
      this.#emulator.stdout.on("data", (text) => {
        const lines = (rest + text.replaceAll("\r", "")).split("\n");
        rest = lines.pop();
        for (const line of lines) {
          if (line === "GUEST-READY") {
            clearTimeout(timer);
            resolve();
          } else if (line === "GUEST-TRUNCATED") errors += "the guest needs more memory for its files\n";
          else onLine(line);
        }
      });
      this.#emulator.stderr.on("data", (text) => {
        errors += text;
      });
      this.#emulator.on("error", reject);
      this.#emulator.on("close", (code, signal) => {
        clearTimeout(timer);
        fail(`the emulator ended with ${code ?? signal}`);
      });
    });
  }
}

/** A command that runs in a guest. */
class GuestCommand {
  #socket;
  #pieces = [];
  #listeners = new Set();
  /** `{ status, output }` once it has ended. */
  ended;

  /** @param input - what it gets on its standard input, which must not read on behind that; nothing by default */
  constructor(socket, command, input) {
    if (command.includes("\n")) throw new Error("a command is one line");
    this.#socket = socket;
    this.ended = new Promise((resolve, reject) => {
      socket.on("connect", () => {
        socket.write(`${input === undefined ? "" : WITH_INPUT}cd /guest; ${command}\n`);
        if (input !== undefined) socket.write(input);
      });
      socket.on("data", (bytes) => {
        this.#pieces.push(bytes);
        for (const listener of this.#listeners) listener();
      });
      socket.on("error", reject);
      socket.on("close", () => {
        const all = this.output;
        const at = all.lastIndexOf("\nGUEST-EXIT:");
        const match = at < 0 ? null : /^\nGUEST-EXIT:(\d+)\n$/.exec(all.toString("latin1", at));
        if (match) resolve({ status: Number(match[1]), output: all.subarray(0, at) });
        else reject(new Error(`the guest hung up on: ${command}\n${all}`));
        for (const listener of this.#listeners) listener();
      });
    });
    // Whoever is not interested in the end need not wait for it.
    this.ended.catch(() => {});
  }

  /** All that came up to now. */
  get output() {
    return Buffer.concat(this.#pieces);
  }

  /** Waits until the output has a text that matches, and returns the match. */
  waitFor(pattern) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(this.output.toString("latin1"));
        if (match) {
          this.#listeners.delete(look);
          resolve(match);
        } else if (this.#socket.closed) reject(new Error(`the command ended without ${pattern}:\n${this.output}`));
      };
      this.#listeners.add(look);
      look();
    });
  }

  /** Kills it. */
  kill() {
    this.#socket.destroy();
  }
}

/** The program in the guest that runs commands. */
function agent() {
  const digest = createHash("sha256").update(readFileSync(agentSource)).digest("hex").slice(0, 12);
  return cached(`agent-${digest}`, (out) => {
    const compiler = `${guests.arm.system.triplet}-gcc`;
    const result = spawnSync(compiler, ["-O1", "-static", "-Wall", "-Wextra", "-o", out, agentSource], {
      encoding: "utf8",
    });
    if (result.status !== 0) throw new Error(`${compiler}: ${result.error?.message ?? result.stderr}`);
  });
}

/** A word as the shell reads it. */
export function quoted(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** A port of this machine that nobody uses at the moment. */
async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
