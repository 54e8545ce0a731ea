// Starts an endless program and says where; then it ends as argv tells. argv: package, program, how.
const [, , packagePath, program, how] = process.argv;
const { QemuUser } = await import(packagePath);
const target = await QemuUser.spawn(program);
if (how.startsWith("running")) {
  target.resume();
  target.whenStopped(() => {});
}
console.log(target.processId);
if (how.endsWith("exit")) process.exit();
if (how.endsWith("throw")) throw new Error("on purpose");
setInterval(() => {}, 1000);
