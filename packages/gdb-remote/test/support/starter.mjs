// Starts emulators, for tests that kill something meanwhile. argv: package, program, how. `again and again`: one emulator runs, and others start, run
// for a moment and end, without end. `once`: one emulator runs until somebody ends it. A number: this process kills itself while the package starts the
// emulator, so many milliseconds after it has another process, and before the package knows about it.
import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

const [, , packagePath, program, how] = process.argv;
const milliseconds = Number(how);
if (!Number.isNaN(milliseconds)) {
  const { spawn } = childProcess;
  childProcess.spawn = (command, args, options) => {
    const child = spawn(command, args, options);
    if (!args.includes("-g")) return child;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
    process.kill(process.pid, "SIGKILL");
  };
  syncBuiltinESMExports();
}
console.log("starting");
const { QemuUser } = await import(packagePath);

async function start() {
  const target = await QemuUser.spawn(program, [], { stdio: "ignore" });
  target.resume();
  return target;
}

if (how === "again and again") {
  await start();
  for (let round = 0; ; round++) {
    const target = await start();
    await new Promise((wake) => setTimeout(wake, round % 20));
    target.close();
  }
} else {
  try {
    const target = await start();
    console.log(target.processId);
    await target.exited;
  } catch (error) {
    if (!["spawn-failed", "hang-up"].includes(error.code)) throw error;
  }
}
