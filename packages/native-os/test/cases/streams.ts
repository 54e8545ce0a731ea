import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, readSync, rmSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, waitReadable } from "@armstalker/native-os";
import type { Case, Environment } from "../harness.js";
import { refused } from "../helpers.js";

/** Under qemu-user a child is a program of the host, which a 32-bit ARM Node is not. */
const canStartNode = ({ where }: Environment): boolean => where !== "qemu-user";

/** An echo server in a process of its own: this one will block. */
async function withServer(listen: string, use: (address: string) => void): Promise<void> {
  const script = `
    const server = require("node:net").createServer((socket) => socket.pipe(socket));
    server.listen(${listen}, () => console.log(JSON.stringify(server.address())));`;
  const child: ChildProcess = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      child.stdout!.once("data", (text) => resolve(String(text)));
      child.once("close", () => reject(new Error("the server did not start")));
    });
    use(JSON.parse(address));
  } finally {
    if (child.exitCode === null) {
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("close", resolve));
    }
  }
}

function echo(descriptor: number): void {
  const bytes = Buffer.alloc(64);
  assert.equal(waitReadable(descriptor, 0), false, "nothing to read yet");
  for (const text of ["$qSupported#37", "+"]) {
    writeSync(descriptor, text);
    assert.equal(waitReadable(descriptor, 10_000), true);
    assert.equal(bytes.toString("latin1", 0, readSync(descriptor, bytes)), text);
  }
  closeSync(descriptor);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const cases: Case[] = [
  {
    name: "streams: a TCP connection is a descriptor for blocking reads and writes",
    in: canStartNode,
    run: () =>
      withServer('0, "127.0.0.1"', (address) => {
        const { port } = address as unknown as { port: number };
        echo(connect({ host: "127.0.0.1", port }));
        echo(connect({ host: "localhost", port }, { timeout: 20_000 }));
      }),
  },
  {
    name: "streams: a unix socket is one too",
    in: canStartNode,
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), "native-os-"));
      const path = join(folder, "socket");
      await withServer(JSON.stringify(path), () => echo(connect({ path }, { timeout: 20_000 })));
      rmSync(folder, { recursive: true });
    },
  },
  {
    name: "streams: a closed port, a missing socket and an unknown name are told apart",
    run: async () => {
      const port = await freePort();
      assert.equal(refused("connection-refused", () => connect({ host: "127.0.0.1", port })).errno, 111);
      refused("not-found", () => connect({ path: "/nonexistent/socket" }));
      refused("not-found", () => connect({ host: "no such host", port: 1 }, { timeout: 1000 }));
    },
  },
  {
    name: "streams: a connection that nobody accepts ends with the time limit",
    in: canStartNode,
    run: async () => {
      // A full backlog answers nothing. The server of this process never accepts, because this thread blocks.
      const server = createServer();
      const folder = mkdtempSync(join(tmpdir(), "native-os-"));
      const path = join(folder, "socket");
      await new Promise<void>((resolve) => server.listen({ path, backlog: 1 }, resolve));
      const held: number[] = [];
      const begin = performance.now();
      const error = refused("timeout", () => {
        for (let i = 0; i < 200; i++) held.push(connect({ path }, { timeout: 300 }));
      });
      assert.ok(performance.now() - begin >= 290);
      assert.equal(error.errno, 110);
      for (const one of held) closeSync(one);
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  },
  {
    name: "streams: bad arguments never reach the system",
    run() {
      for (const port of [0, 65536, -1, 1.5, "80", undefined]) {
        refused("invalid-argument", () => connect({ host: "127.0.0.1", port: port as number }));
      }
      refused("invalid-argument", () => connect({ host: 5 as unknown as string, port: 1 }));
      refused("invalid-argument", () => connect({ host: "a\0b", port: 1 }));
      refused("invalid-argument", () => connect({ path: "" }));
      refused("invalid-argument", () => connect({ path: "x".repeat(200) }));
      for (const timeout of [-1, Number.NaN, 2 ** 40, "5"]) {
        refused("invalid-argument", () => connect({ path: "/x" }, { timeout: timeout as number }));
      }
      refused("invalid-argument", () => waitReadable(-1, 0));
      assert.equal(refused("system-error", () => waitReadable(12345, 0)).errno, 9);
    },
  },
];
