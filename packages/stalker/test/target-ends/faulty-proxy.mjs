// Stands between a client and a stub of qemu-arm, both on unix sockets, in a process of its own, as clients block. argv: own path, the stub's, that
// of a file, and a fault that begins once that file is there:
// - mixed: a report of a stop comes before the next reply, as from a stub whose threads stop when they like.
// - killed: the program has got SIGKILL. What is said then is what Debian's gdbserver 13.1 said of such a program.
import { existsSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";

const [, , own, stub, sign, fault] = process.argv;
const REPORT = "+$T05thread:p01.01;#06";
const INTERRUPT = 3;

const frame = (body) =>
  `+$${body}#${[...body]
    .reduce((sum, one) => (sum + one.charCodeAt(0)) % 256, 0)
    .toString(16)
    .padStart(2, "0")}`;

/** What gdbserver says of a program that was killed; undefined for what it answers from its caches. */
function answerOfKilled(packet) {
  if (/^(?:m|M|X|Z|z|qXfer:(?:auxv|libraries-svr4|siginfo):)/.test(packet)) return "E01";
  if (/^vCont;/.test(packet)) return "X09";
  return undefined;
}

/** Each gets the bytes of a client, which has one packet under way. Returns what the client gets at once, and what the stub gets. */
const faults = {
  mixed(bytes) {
    if (!bytes.includes("$") || !existsSync(sign)) return { toStub: bytes };
    rmSync(sign);
    return { toClient: REPORT, toStub: bytes };
  },
  killed(all) {
    // The stub of qemu-arm reads no interrupts, and would be known by its own request. An interrupt may come together with the packet behind it.
    const bytes = all.filter((byte) => byte !== INTERRUPT);
    if (bytes.length === 0) return {};
    const packet = /\$([^#]*)#/.exec(bytes.toString("latin1"))?.[1];
    if (packet === undefined) return { toStub: bytes };
    if (packet.startsWith("qqemu")) return { toClient: frame("") };
    const answer = existsSync(sign) ? answerOfKilled(packet) : undefined;
    return answer === undefined ? { toStub: bytes } : { toClient: frame(answer) };
  },
};

const server = createServer((client) => {
  const there = connect(stub);
  for (const one of [client, there]) one.on("error", () => {});
  there.on("close", () => client.destroy());
  // A program that is killed for its client alone would run on, with registers that were never meant.
  client.on("close", () => fault === "killed" || there.destroy());
  there.on("data", (bytes) => client.write(bytes));
  client.on("data", (bytes) => {
    const { toClient, toStub } = faults[fault](bytes);
    if (toClient !== undefined) client.write(toClient);
    if (toStub !== undefined) there.write(toStub);
  });
});
server.listen(own, () => process.send("ready"));
process.on("disconnect", () => process.exit());
