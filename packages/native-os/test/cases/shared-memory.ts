import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pageSize, SharedMemory } from "@armstalker/native-os";
import { type Case, type Environment, onHost } from "../harness.js";
import { filesInMemory, refused, runNode } from "../helpers.js";

// The other side is a C program that knows nothing of the addon (fixtures/futex-peer.c): of this machine, and under qemu-arm. Not covered:
// JavaScript engines that allow no ArrayBuffer over memory of others, and processes in other PID namespaces.

/** Bytes of a word, and the words that fixtures/futex-peer.c uses. */
const WORD = 4;
const QUESTION = 0;
const ANSWER = 16 * WORD;
const ROUNDS = 1000;
/** Milliseconds until a wait counts as lost. */
const LOST = 20_000;

/** Seals need a system call that emulators need not have. */
const hasSeals = ({ where }: Environment): boolean => where !== "qemu-user";

/** The other side of a memory, in a process of its own. */
class Peer {
  readonly process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #ended: Promise<unknown[]>;

  constructor(command: string[], what: string, path: string, count: number) {
    const [file, ...args] = [...command, what, path, `${count}`];
    this.process = spawn(file!, args, { stdio: ["ignore", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.process.stdout! })[Symbol.asyncIterator]();
    this.#ended = once(this.process, "exit");
  }

  async line(): Promise<string> {
    return (await this.#lines.next()).value;
  }

  async ready(): Promise<void> {
    assert.equal(await this.line(), "ready");
  }

  /** It must end by itself. */
  async end(): Promise<void> {
    assert.deepEqual(await this.#ended, [0, null]);
  }
}

/** Runs `use` with a memory for each kind of process that the other side can be. */
async function withEach(
  { peers }: Environment,
  use: (memory: SharedMemory, words: Int32Array, command: string[]) => void | Promise<void>,
): Promise<void> {
  assert.ok(peers.length > 0);
  for (const command of peers) {
    const memory = SharedMemory.create({ size: pageSize() });
    try {
      await use(memory, new Int32Array(memory.buffer), command);
    } finally {
      memory.close();
    }
  }
}

function answer(memory: SharedMemory, words: Int32Array, value: number): void {
  Atomics.store(words, ANSWER / WORD, value);
  memory.futexWake(ANSWER);
}

/** Arms a watch of the question until it is `last`. Result: the values that the callback saw. */
function watched(
  memory: SharedMemory,
  words: Int32Array,
  last: number,
  see: (value: number) => void,
): Promise<number[]> {
  const seen: number[] = [];
  return new Promise((resolve) => {
    const watch = memory.watch(QUESTION, () => {
      const value = Atomics.load(words, QUESTION);
      seen.push(value);
      see(value);
      if (value === last) {
        watch.close();
        resolve(seen);
      } else {
        watch.arm(value);
      }
    });
    watch.arm(0);
  });
}

const increasing = (values: number[]): boolean =>
  values.every((value, index) => index === 0 || value > values[index - 1]!);

export const cases: Case[] = [
  {
    name: "shared memory: a program that maps its path exchanges 1,000 futex round trips with a thread that blocks",
    run: (environment) =>
      withEach(environment, async (memory, words, command) => {
        for (const spin of [0, 50]) {
          words.fill(0);
          const peer = new Peer(command, "ask", memory.path, ROUNDS);
          for (let round = 1; round <= ROUNDS; round++) {
            assert.ok(memory.waitForChange(QUESTION, round - 1, { timeout: LOST, spin }), `round ${round}`);
            assert.equal(Atomics.load(words, QUESTION), round);
            answer(memory, words, round);
          }
          await peer.end();
        }
        // The other way round, by the futex alone.
        words.fill(0);
        const peer = new Peer(command, "answer", memory.path, ROUNDS);
        for (let round = 1; round <= ROUNDS; round++) {
          Atomics.store(words, QUESTION, round);
          memory.futexWake(QUESTION);
          while (Atomics.load(words, ANSWER / WORD) !== round) {
            assert.notEqual(memory.futexWait(ANSWER, round - 1, LOST), "timed-out", `round ${round}`);
          }
        }
        await peer.end();
      }),
  },
  {
    name: "shared memory: a program exchanges 1,000 futex round trips with the event loop",
    run: (environment) =>
      withEach(environment, async (memory, words, command) => {
        const peer = new Peer(command, "ask", memory.path, ROUNDS);
        const seen = await watched(memory, words, ROUNDS, (value) => answer(memory, words, value));
        assert.deepEqual(
          seen,
          Array.from({ length: ROUNDS }, (_, index) => index + 1),
        );
        await peer.end();
      }),
  },
  {
    name: "shared memory: of changes faster than the event loop the last is never missed, and none comes twice",
    run: (environment) =>
      withEach(environment, async (memory, words, command) => {
        for (let turn = 0; turn < 20; turn++) {
          words.fill(0);
          const last = 50 * (turn + 1);
          const peer = new Peer(command, "burst", memory.path, last);
          const seen = await watched(memory, words, last, () => undefined);
          assert.ok(increasing(seen), seen.join());
          await peer.end();
          if (command.length > 1 && turn === 4) break;
        }
      }),
  },
  {
    name: "shared memory: Atomics of both sides count together",
    run: (environment) =>
      withEach(environment, async (memory, words, command) => {
        const COUNT = 200_000;
        const peer = new Peer(command, "add", memory.path, COUNT);
        for (let i = 0; i < COUNT; i++) Atomics.add(words, QUESTION, 1);
        await peer.end();
        assert.equal(Atomics.load(words, QUESTION), 2 * COUNT);
        assert.equal(Atomics.compareExchange(words, QUESTION, 2 * COUNT, -1), 2 * COUNT);
        assert.equal(Atomics.exchange(new Uint32Array(memory.buffer), QUESTION, 7), 2 ** 32 - 1);
        assert.throws(() => Atomics.wait(words, 0, 0, 0), TypeError);
        assert.equal(Atomics.notify(words, 0), 0);
      }),
  },
  {
    name: "shared memory: code that is written here runs in the process that maps it executable",
    run: (environment) =>
      withEach(environment, async (memory, words, command) => {
        const isArm = environment.isArm || command.includes("qemu-arm");
        if (!isArm && process.arch !== "x64") return;
        // arm: mov r0, #42; bx lr. x64: mov eax, 42; ret.
        words.set(isArm ? [0xe3a0002a, 0xe12fff1e] : [0x00002ab8, 0x0000c300]);
        const peer = new Peer(command, "run", memory.path, 1);
        await peer.ready();
        assert.equal(await peer.line(), "42");
        await peer.end();
      }),
  },
  {
    name: "shared memory: no other process can shorten it",
    in: hasSeals,
    run: (environment) =>
      withEach(environment, async (memory, words, command) => {
        const peer = new Peer(command, "cut", memory.path, 0);
        await peer.ready();
        assert.equal(await peer.line(), "1", "EPERM");
        await peer.end();
        assert.equal(words.at(-1), 0);
      }),
  },
  {
    name: "shared memory: a wait ends by a wake, by another value or by the time, and says which",
    run: (environment) =>
      withEach(environment, async (memory, words, command) => {
        assert.equal(memory.futexWake(QUESTION), 0, "nobody waits");
        assert.equal(memory.futexWait(QUESTION, 1, LOST), "changed");
        assert.equal(memory.waitForChange(QUESTION, 1, { timeout: 0 }), true);
        for (const wait of [
          (): unknown => memory.futexWait(QUESTION, 0, 150.5),
          (): unknown => memory.waitForChange(QUESTION, 0, { timeout: 150.5, spin: 10_000 }),
        ]) {
          const begin = performance.now();
          assert.ok([false, "timed-out"].includes(wait() as boolean));
          assert.ok(performance.now() - begin >= 150);
        }
        assert.equal(memory.futexWait(QUESTION, 0, 0), "timed-out");
        // Unsigned and signed numbers are the same word.
        Atomics.store(words, QUESTION, -2);
        assert.equal(memory.futexWait(QUESTION, -2, 1), "timed-out");
        assert.equal(memory.futexWait(QUESTION, 2 ** 32 - 2, 1), "timed-out");
        assert.equal(memory.waitForChange(QUESTION, 2 ** 32 - 2, { timeout: 1 }), false);
        // The other side waits: one of two is woken.
        Atomics.store(words, QUESTION, 9);
        const peers = [1, 2].map(() => new Peer(command, "wait", memory.path, 9));
        for (const peer of peers) await peer.ready();
        let woken = 0;
        // Whoever has not come to its wait yet sees the value.
        Atomics.store(words, QUESTION, 10);
        woken += memory.futexWake(QUESTION, 1);
        assert.ok(woken <= 1);
        memory.futexWake(QUESTION);
        for (const peer of peers) {
          assert.equal(await peer.line(), "10");
          await peer.end();
        }
      }),
  },
  {
    name: "shared memory: signals do not end a wait before its time",
    in: onHost,
    run({ builtPackage }) {
      const program = `const { SharedMemory } = require(${JSON.stringify(builtPackage)});
        const memory = SharedMemory.create({ size: 1 });
        process.on("SIGUSR2", () => {});
        const sender = require("node:child_process").spawn("sh", ["-c", "while kill -USR2 " + process.pid + "; do sleep 0.005; done"], { stdio: "ignore" });
        sender.once("spawn", () => {
          const waits = [() => memory.futexWait(0, 0, 300), () => memory.waitForChange(0, 0, { timeout: 300 })];
          console.log(...waits.map((wait) => {
            const begin = performance.now();
            const result = wait();
            return result + " " + (performance.now() - begin >= 300);
          }));
          sender.kill("SIGKILL");
          process.exit(0);
        });`;
      assert.equal(runNode(program), "timed-out true false true");
    },
  },
  {
    name: "shared memory: a second Node and Python see the same words",
    in: onHost,
    async run({ builtPackage }) {
      const memory = SharedMemory.create({ size: 100, name: "for others" });
      const words = new Int32Array(memory.buffer);
      assert.equal(memory.size, pageSize());
      words.set([11, 12, 13]);
      const python = `import mmap, os, sys, struct
file = os.open(sys.argv[1], os.O_RDWR)
view = mmap.mmap(file, os.fstat(file).st_size)
print(*struct.unpack("=3i", view[0:12]))
view[8:12] = struct.pack("=i", 99)`;
      assert.equal(execFileSync("python3", ["-c", python, memory.path], { encoding: "utf8" }).trim(), "11 12 13");
      assert.equal(Atomics.load(words, 2), 99);
      assert.match(readFileSync("/proc/self/maps", "latin1"), /memfd:for others/);
      // The other Node is asked by the event loop, and answers a wait of this one.
      const program = `const { SharedMemory } = require(${JSON.stringify(builtPackage)});
        const memory = SharedMemory.open(${JSON.stringify(memory.path)});
        const words = new Int32Array(memory.buffer);
        const watch = memory.watch(0, () => {
          Atomics.store(words, 16, Atomics.load(words, 0) * 2);
          memory.futexWake(64);
          console.log(memory.size, words[2]);
        });
        watch.arm(11);`;
      const other = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
      const output = once(other.stdout!, "data");
      const exit = once(other, "exit");
      Atomics.store(words, 0, 21);
      memory.futexWake(0);
      assert.ok(memory.waitForChange(ANSWER, 0, { timeout: LOST }));
      assert.equal(Atomics.load(words, ANSWER / WORD), 42);
      assert.equal(String((await output)[0]).trim(), `${memory.size} 99`);
      assert.deepEqual(await exit, [0, null]);
      memory.close();
    },
  },
  {
    name: "shared memory: the largest is sparse",
    run({ where }) {
      // An emulator's address space has less room in one piece.
      const size = where === "qemu-user" ? 2 ** 26 : process.arch === "arm" ? 2 ** 29 : 2 ** 32;
      const before = process.memoryUsage.rss();
      const memory = SharedMemory.create({ size });
      const bytes = new Uint8Array(memory.buffer);
      assert.equal(bytes.length, size);
      bytes[0] = 1;
      bytes[size - 1] = 2;
      assert.deepEqual([bytes[0], bytes[size - 1], bytes[size / 2]], [1, 2, 0]);
      assert.equal(memory.futexWait(size - WORD, 2 << 24, 1), "timed-out");
      assert.ok(process.memoryUsage.rss() - before < 2 ** 25);
      memory.close();
    },
  },
  {
    name: "shared memory: bad arguments never reach the system",
    run() {
      const anything = (value: unknown): never => value as never;
      for (const size of [0, -1, 1.5, Number.NaN, 2 ** 32 + 1, 2 ** 53, "4096", undefined, null]) {
        refused("invalid-argument", () => SharedMemory.create({ size: anything(size) }));
      }
      for (const name of ["a\0b", "x".repeat(250), "ä".repeat(125), 5, null]) {
        refused("invalid-argument", () => SharedMemory.create({ size: 1, name: anything(name) }));
      }
      for (const path of ["a\0b", 5, undefined, "/", "/dev/null", "/proc/self/status"]) {
        const error = refused("invalid-argument", () => SharedMemory.open(anything(path)));
        assert.ok(error.hint!.length > 0);
      }
      refused("not-found", () => SharedMemory.open("/nonexistent/file"));
      refused("not-found", () => SharedMemory.open(`/proc/${process.pid}/fd/12345`));
      const memory = SharedMemory.create({ size: 1 });
      const watch = memory.watch(0, () => assert.fail("nothing was armed"));
      for (const offset of [-4, 1, 2, 4.5, memory.size, memory.size - 3, 2 ** 53, Number.NaN, "0", undefined]) {
        for (const use of [
          (): unknown => memory.futexWake(anything(offset)),
          (): unknown => memory.futexWait(anything(offset), 0, 0),
          (): unknown => memory.waitForChange(anything(offset), 0, { timeout: 0 }),
          (): unknown => memory.watch(anything(offset), () => undefined),
        ]) {
          refused("invalid-argument", use);
        }
      }
      for (const value of [2 ** 32, -(2 ** 31) - 1, 0.5, Number.NaN, "0", undefined, 1n]) {
        refused("invalid-argument", () => memory.futexWait(0, anything(value), 0));
        refused("invalid-argument", () => memory.waitForChange(0, anything(value), { timeout: 0 }));
        refused("invalid-argument", () => watch.arm(anything(value)));
      }
      for (const timeout of [-1, Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY, "5", undefined]) {
        refused("invalid-argument", () => memory.futexWait(0, 1, anything(timeout)));
        refused("invalid-argument", () => memory.waitForChange(0, 1, { timeout: anything(timeout) }));
      }
      for (const spin of [-1, 10_001, 0.5, "5"]) {
        refused("invalid-argument", () => memory.waitForChange(0, 1, { timeout: 0, spin: anything(spin) }));
      }
      for (const count of [0, -1, 2 ** 31, 1.5]) refused("invalid-argument", () => memory.futexWake(0, count));
      for (const callback of [undefined, 5, {}]) {
        refused("invalid-argument", () => memory.watch(0, anything(callback)));
      }
      memory.close();
    },
  },
  {
    name: "shared memory: where the system has no memfd_create, nor files without a name, a file that is unlinked does",
    in: onHost,
    run({ builtPackage, refusing, peers }) {
      const before = filesInMemory();
      for (const what of ["memfd", "tmpfile"]) {
        const program = `const os = require(${JSON.stringify(builtPackage)});
          const { execFileSync } = require("node:child_process");
          const memory = os.SharedMemory.create({ size: 8192 });
          const words = new Int32Array(memory.buffer);
          words[16] = 1;
          execFileSync(${JSON.stringify(peers[0]![0])}, ["burst", memory.path, "3"]);
          const [line] = /^.*(dev.shm|memfd:).*$/m.exec(require("node:fs").readFileSync("/proc/self/maps", "latin1"));
          const again = os.SharedMemory.open(memory.path);
          console.log(words[0], new Int32Array(again.buffer)[16], /\\(deleted\\)$/.test(line), line.includes("memfd"));
          const { blocks } = require("node:fs").fstatSync(memory.fd);
          console.log(blocks * 512 >= 8192);
          execFileSync("prlimit", ["--pid", String(process.pid), "--fsize=4096:"]);
          try { os.SharedMemory.create({ size: 8192 }); } catch (error) { console.log(error.code, error.errno); }`;
        const lines = runNode(program, 60, [refusing!, what]).split("\n");
        // Where the file system has no room, the memory is refused at once, and not missed at an access.
        assert.deepEqual([what, ...lines], [what, "3 1 true false", "true", "out-of-memory 27"]);
      }
      assert.deepEqual(filesInMemory(), before);
    },
  },
];
