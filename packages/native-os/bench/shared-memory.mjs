// Round trips of a program under qemu-arm, and of one of this machine, with Node by a shared memory, and their parts.
//   node bench/shared-memory.mjs [ROUNDS]      after npm run build
import { spawn } from "node:child_process";
import { once } from "node:events";
import { SharedMemory } from "../dist/index.js";
import { fixture } from "../scripts/fixtures.mjs";

const ROUNDS = Number(process.argv[2] ?? 5000);
const TURNS = 5;
/** What fixtures/futex-peer.c uses: byte offsets of words, and indices of doubles with times. */
const QUESTION = 0;
const ANSWER = 64;
const ASKED_AT = 16;
const ANSWERED_AT = 17;
const SPIN = 200;

const now = () => Number(process.hrtime.bigint()) / 1000;
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** Each answers until the last round. `came` is called at once when a question is seen. */
const ways = {
  [`blocks, looks for ${SPIN} µs first`]: (memory, words, came) => block(memory, words, came, SPIN),
  "blocks in the futex": (memory, words, came) => block(memory, words, came, 0),
  "event loop (watch)": (memory, words, came) =>
    new Promise((resolve) => {
      const watch = memory.watch(QUESTION, () => {
        const round = Atomics.load(words, QUESTION / 4);
        came(round);
        if (round === ROUNDS) resolve(watch.close());
        else watch.arm(round);
      });
      watch.arm(0);
    }),
  [`event loop, looks for ${SPIN} µs first`]: (memory, words, came) =>
    new Promise((resolve) => {
      const watch = memory.watch(QUESTION, () => {
        let round;
        do {
          round = Atomics.load(words, QUESTION / 4);
          came(round);
          if (round === ROUNDS) return resolve(watch.close());
        } while (memory.waitForChange(QUESTION, round, { timeout: SPIN / 1000, spin: SPIN }));
        watch.arm(round);
      });
      watch.arm(0);
    }),
};

function block(memory, words, came, spin) {
  for (let round = 1; round <= ROUNDS; round++) {
    if (!memory.waitForChange(QUESTION, round - 1, { timeout: 10_000, spin })) throw new Error("no question came");
    came(Atomics.load(words, QUESTION / 4));
  }
}

async function turn(command, way) {
  const memory = SharedMemory.create({ size: 4096 });
  const words = new Int32Array(memory.buffer);
  const times = new Float64Array(memory.buffer);
  const [file, ...args] = [...command, "time", memory.path, `${ROUNDS}`];
  const peer = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  peer.stdout.on("data", (text) => {
    output += text;
  });
  const closed = once(peer, "close");
  // Its start is no part of the rounds.
  memory.waitForChange(QUESTION, 0, { timeout: 10_000 });
  const took = [];
  const usage = process.cpuUsage();
  const begin = now();
  await way(memory, words, (round) => {
    took.push(now() - times[ASKED_AT]);
    times[ANSWERED_AT] = now();
    Atomics.store(words, ANSWER / 4, round);
    memory.futexWake(ANSWER);
  });
  const wall = now() - begin;
  const { user, system } = process.cpuUsage(usage);
  await closed;
  memory.close();
  return {
    trip: wall / ROUNDS,
    cpu: (user + system) / ROUNDS,
    here: median(took),
    there: Number(output.split("\n")[1]),
  };
}

const peers = {
  "this machine's": [await fixture("futex-peer", process.arch)],
  "under qemu-arm": ["qemu-arm", await fixture("futex-peer", "arm")],
};
const figures = new Map();
// They take turns, since the machine may have other things to do; the median counts.
for (let index = 0; index < TURNS; index++) {
  for (const [peer, command] of Object.entries(peers)) {
    for (const [name, way] of Object.entries(ways)) {
      const key = `${peer.padEnd(16)}${name}`;
      figures.set(key, [...(figures.get(key) ?? []), await turn(command, way)]);
    }
  }
}
const head = ["round trip", "round trips/s", "Node's CPU", "program wakes Node", "Node wakes program"];
console.log(`${"".padEnd(48)}${head.map((text) => text.padStart(20)).join("")}`);
for (const [name, turns] of figures) {
  const of = (part) => median(turns.map((one) => one[part]));
  const cells = [
    `${of("trip").toFixed(1)} µs`,
    (1e6 / of("trip")).toFixed(0),
    `${of("cpu").toFixed(1)} µs`,
    `${of("here").toFixed(1)} µs`,
    `${of("there").toFixed(1)} µs`,
  ];
  console.log(`${name.padEnd(48)}${cells.map((text) => text.padStart(20)).join("")}`);
}
const idle = SharedMemory.create({ size: 4096 });
const begin = now();
for (let index = 0; index < 100_000; index++) idle.futexWake(QUESTION);
console.log(
  `${"futexWake when nobody waits".padEnd(48)}${`${((now() - begin) / 100_000).toFixed(2)} µs`.padStart(20)}`,
);
idle.close();
