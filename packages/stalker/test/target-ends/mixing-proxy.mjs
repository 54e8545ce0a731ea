// Stands between a client and a stub, both on unix sockets, in a process of its own, as clients block. argv: own path, the stub's, and that of a file:
// once it is there, a report of a stop comes before the next reply, as from a stub whose threads stop when they like.
import { existsSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";

const [, , own, stub, sign] = process.argv;
const REPORT = "$T05thread:p01.01;#06";
const server = createServer((client) => {
  const there = connect(stub);
  for (const [from, to] of [
    [client, there],
    [there, client],
  ]) {
    from.on("error", () => {});
    from.on("close", () => to.destroy());
  }
  there.on("data", (bytes) => client.write(bytes));
  client.on("data", (bytes) => {
    if (bytes.includes("$") && existsSync(sign)) {
      rmSync(sign);
      client.write(`+${REPORT}`);
    }
    there.write(bytes);
  });
});
server.listen(own, () => process.send("ready"));
process.on("disconnect", () => process.exit());
