// Packets and bytes per second against qemu-arm. Not a test: the figures are this machine's, and nothing depends on them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QemuUser } from "../dist/index.js";

const ROUNDS = 7;

/** The best of several rounds: calls per second of `body`. */
function rate(calls, body) {
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    for (let call = 0; call < calls; call++) body(call);
    best = Math.max(best, (calls / (performance.now() - start)) * 1000);
  }
  return best;
}

function report(what, perSecond, unit = "") {
  const each = unit === "" ? `${(1e6 / perSecond).toFixed(1)} µs each` : "";
  console.log(
    `${what.padEnd(52)} ${Math.round(perSecond).toLocaleString("en").padStart(12)} ${unit || "/s"}  ${each}`.trimEnd(),
  );
}

const folder = mkdtempSync(join(tmpdir(), "gdb-remote-bench-"));
try {
  const source = join(folder, "loop.S");
  const program = join(folder, "loop");
  writeFileSync(
    source,
    ".arm\n.globl _start\n_start: nop\n nop\n nop\n b _start\n.bss\n.globl room\nroom: .space 1048576\n",
  );
  execFileSync("arm-linux-gnueabihf-gcc", ["-static", "-nostdlib", "-o", program, source]);
  const names = execFileSync("arm-linux-gnueabihf-nm", [program], { encoding: "latin1" });
  const room = Number.parseInt(/^(\w+) . room$/m.exec(names)[1], 16);

  const target = await QemuUser.spawn(program);
  const pc = target.readRegister("pc");
  const bytes = new Uint8Array(1 << 20).map((_, index) => index * 7);
  target.writeMemory(room, bytes);

  console.log("packets:");
  report(
    "readRegister (p)",
    rate(3000, () => target.readRegister("r0")),
  );
  report(
    "readRegisters (g)",
    rate(3000, () => target.readRegisters()),
  );
  report(
    "writeRegister (P)",
    rate(3000, (call) => target.writeRegister("r0", call)),
  );
  report(
    "readMemory of 4 bytes (m)",
    rate(3000, () => target.readMemory(room, 4)),
  );

  console.log("\nmemory:");
  for (const size of [2048, 65536, 1 << 20]) {
    const calls = Math.max(2, Math.floor((1 << 21) / size));
    const perSecond = rate(calls, () => target.readMemory(room, size)) * size;
    report(`readMemory, ${size.toLocaleString("en")} bytes a call`, perSecond, "bytes/s");
  }
  report(
    "writeMemory, 65,536 bytes a call",
    rate(16, () => target.writeMemory(room, bytes.subarray(0, 65536))) * 65536,
    "bytes/s",
  );
  if (Buffer.compare(target.readMemory(room, 65536), bytes.subarray(0, 65536)) !== 0) throw new Error("memory differs");

  console.log("\nstops:");
  report(
    "step, blocking (vCont, stop)",
    rate(500, () => target.step()),
  );
  target.insertBreakpoint("software", pc + 4, 4);
  const perSecond = await new Promise((resolve, reject) => {
    let left = 2000;
    const start = performance.now();
    const run = () => {
      target.writeRegister("pc", pc);
      target.resume();
      target.whenStopped((stop) => {
        if (stop instanceof Error) reject(stop);
        else if (--left > 0) run();
        else resolve((2000 / (performance.now() - start)) * 1000);
      });
    };
    run();
  });
  report("breakpoint, by listener (P, vCont, stop)", perSecond);
  target.kill();
} finally {
  rmSync(folder, { recursive: true });
}
