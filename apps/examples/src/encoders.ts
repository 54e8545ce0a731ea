/**
 * The encoders at work: an A32 function that computes Fibonacci numbers, and a T32 function that adds up the first ten by calling
 * it. Both are written here, shown by GNU objdump, and run on an emulated ARM CPU.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ArmWriter } from "@armstalker/arm-writer";
import type { InstructionSet } from "@armstalker/isa";
import { ArmRunner } from "@armstalker/oracles";
import { ThumbWriter } from "@armstalker/thumb-writer";

const FIBONACCI = 0x10000;
const SUM = 0x2000000;
const STACK = 0x40000;

/** fib(n), n in r0: A32, with conditions, labels and a literal from a pool. */
export function writeFibonacci(): Uint8Array {
  const writer = new ArmWriter({ pc: FIBONACCI });
  const { asm } = writer;
  writer.putMovRegReg("r3", "r0");
  asm.mov("r0", 0);
  writer.putLdrRegU32("r1", 1);
  writer.putLabel("next");
  asm.cmp("r3", 0);
  asm.bx("lr", { condition: "eq" });
  asm.add("r2", "r0", "r1");
  writer.putMovRegReg("r0", "r1");
  writer.putMovRegReg("r1", "r2");
  asm.sub("r3", "r3", 1);
  writer.putBLabel("next");
  writer.flush();
  return writer.toBytes();
}

/** fib(0) + ... + fib(9): T32; the call crosses into A32 and is further away than a branch reaches. */
export function writeSum(): Uint8Array {
  const writer = new ThumbWriter({ pc: SUM });
  const { asm } = writer;
  writer.putPushRegs(["r4", "r5", "r6", "lr"]);
  asm.movs("r4", 0);
  asm.movs("r5", 0);
  writer.putLabel("next");
  writer.putCallAddressWithArguments(FIBONACCI, ["r4"]);
  asm.adds("r5", "r5", "r0");
  asm.adds("r4", 1);
  asm.cmp("r4", 10);
  writer.putBCondLabel("lt", "next");
  asm.it("ge");
  asm.mov("r0", "r5");
  writer.putPopRegs(["r4", "r5", "r6", "pc"]);
  writer.flush();
  return writer.toBytes();
}

/** The sum, as an emulated CPU computes it. */
export function runSum(fibonacci: Uint8Array, sum: Uint8Array): number {
  const runner = new ArmRunner();
  runner.map(FIBONACCI, 0x1000, "rx");
  runner.map(SUM, 0x1000, "rx");
  runner.map(STACK - 0x1000, 0x1000, "rw");
  runner.write(FIBONACCI, fibonacci);
  runner.write(SUM, sum);
  const handle = runner.run({ pc: SUM | 1, sp: STACK });
  const { exit, r } = runner.execute().run(handle);
  if (exit !== "returned") throw new Error(`the code did not return: ${exit}`);
  return r[0]!;
}

/** Code as GNU objdump prints it; the literals at its end look like instructions to it. */
function show(title: string, set: InstructionSet, code: Uint8Array, address: number): void {
  const folder = mkdtempSync(join(tmpdir(), "armstalker-"));
  try {
    const file = join(folder, "code.bin");
    writeFileSync(file, code);
    const options = ["-D", "-b", "binary", "-m", "arm", `--adjust-vma=${address}`, "-M", "reg-names-std"];
    const thumb = set === "t32" ? ["-M", "force-thumb"] : [];
    const listing = execFileSync("arm-linux-gnueabihf-objdump", [...options, ...thumb, file], { encoding: "utf8" });
    console.log(`\n${title}, ${code.length} bytes, as GNU objdump reads it:\n`);
    console.log(listing.slice(listing.indexOf("<.data>:") + "<.data>:\n".length).trimEnd());
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const fibonacci = writeFibonacci();
  const sum = writeSum();
  show("fib(n) in A32", "a32", fibonacci, FIBONACCI);
  show("fib(0) + ... + fib(9) in T32", "t32", sum, SUM);
  console.log(`\nRun on an emulated ARM CPU, the sum is ${runSum(fibonacci, sum)}.`);
}
