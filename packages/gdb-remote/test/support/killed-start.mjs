// Starts a program, and kills itself so many milliseconds later. argv: package, program, milliseconds.
const [, , packagePath, program, milliseconds] = process.argv;
const { QemuUser } = await import(packagePath);
const deadline = performance.now() + Number(milliseconds);
QemuUser.spawn(program, [], { stdio: "ignore" }).catch(() => {});
while (performance.now() < deadline) await new Promise(setImmediate);
process.kill(process.pid, "SIGKILL");
