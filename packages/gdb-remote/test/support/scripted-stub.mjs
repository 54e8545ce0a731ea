// A stub that does as it is told, in a process of its own: clients block. It speaks over a unix socket, path in argv.
//
// A script maps the body of a packet (or "+", "-", "\x03" for these bytes; a trailing "*" matches any rest) to turns; the first time the
// first is played, and so on; the last stays. A turn is a list of steps: { packet }, { raw }, { flood: bytes }, { wait: milliseconds },
// { endless: text }, { hangUp: true }, { deaf: true }. What no rule matches is answered as by a stub of one thread that knows little.

import { once } from "node:events";
import { createServer } from "node:net";

const defaults = {
  "qSupported*": "PacketSize=400;multiprocess+",
  "?": "T05thread:p1.1;",
  "vCont?": "vCont;c;C;s;S",
  "Hg*": "OK",
};

let script = {};
let played = new Map();
let received = "";

const server = createServer((socket) => {
  let pending = "";
  let acknowledges = script.acknowledges !== false;
  let queue = Promise.resolve();
  socket.on("error", () => {});

  const play = async (steps) => {
    for (const step of steps) {
      if (socket.destroyed) return;
      if (step.packet !== undefined) socket.write(frame(step.packet), "latin1");
      if (step.raw !== undefined) socket.write(step.raw, "latin1");
      if (step.flood !== undefined) socket.write("$".padEnd(step.flood, "0"), "latin1");
      if (step.endless !== undefined) await sendWithoutEnd(socket, step.endless);
      if (step.wait !== undefined) await new Promise((resolve) => setTimeout(resolve, step.wait));
      if (step.deaf) socket.pause();
      if (step.hangUp) socket.destroySoon();
    }
  };

  const turnFor = (body) => {
    const key = Object.keys(script.rules ?? {}).find((one) => matches(one, body));
    if (key === undefined) return undefined;
    const turns = script.rules[key];
    const index = Math.min(played.get(key) ?? 0, turns.length - 1);
    played.set(key, index + 1);
    return turns[index];
  };

  const handle = (body, isPacket) => {
    if (isPacket && acknowledges) socket.write("+");
    let turn = turnFor(body);
    if (turn === undefined && isPacket) {
      const key = Object.keys(defaults).find((one) => matches(one, body));
      turn = [{ packet: key === undefined ? "" : defaults[key] }];
    }
    if (turn !== undefined) queue = queue.then(() => play(turn));
    if (body === "QStartNoAckMode") acknowledges = false;
  };

  socket.on("data", (bytes) => {
    received += bytes.toString("latin1");
    pending += bytes.toString("latin1");
    while (pending !== "") {
      if (pending[0] !== "$") {
        handle(pending[0], false);
        pending = pending.slice(1);
        continue;
      }
      const hash = pending.indexOf("#");
      if (hash < 0 || pending.length < hash + 3) return;
      const body = pending.slice(1, hash);
      pending = pending.slice(hash + 3);
      handle(body, true);
    }
  });
  const greeting = turnFor("connect");
  if (greeting !== undefined) queue = queue.then(() => play(greeting));
});

/** As fast as the client reads. */
async function sendWithoutEnd(socket, text) {
  const bytes = Buffer.from(text.repeat(Math.ceil(65536 / text.length)), "latin1");
  const closed = once(socket, "close").catch(() => {});
  while (!socket.destroyed) {
    const isTaken = socket.write(bytes);
    await Promise.race([closed, isTaken ? new Promise(setImmediate) : once(socket, "drain").catch(() => {})]);
  }
}

function matches(key, body) {
  return key.endsWith("*") && key.length > 1 ? body.startsWith(key.slice(0, -1)) : key === body;
}

function frame(body) {
  let sum = 0;
  for (let index = 0; index < body.length; index++) sum += body.charCodeAt(index);
  return `$${body}#${(sum % 256).toString(16).padStart(2, "0")}`;
}

process.on("message", (message) => {
  if (message.script !== undefined) {
    script = message.script;
    played = new Map();
    received = "";
    process.send("ready");
  } else {
    process.send({ received });
  }
});
process.on("disconnect", () => process.exit());
server.listen(process.argv[2], () => process.send("ready"));
