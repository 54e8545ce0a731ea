// Instructions encoded and decoded per second, against a bare loop that stores the same words and against WebAssembly peers.
import { createRequire } from "node:module";
import { ArmWriter } from "@armstalker/arm-writer";
import {
  a32Decoder,
  assemble as assembleText,
  LeanInstruction,
  r0,
  r1,
  r2,
  r3,
  r4,
  sp,
  t32Decoder,
} from "@armstalker/isa";
import { ThumbWriter } from "@armstalker/thumb-writer";
import { Bench } from "tinybench";

const require = createRequire(import.meta.url);

/** Instructions of one run of a task: enough that the clock does not matter. */
const COUNT = 12_000;
const PC = 0x10000;

/** Twelve instructions of the kind that generated code consists of. */
const armConstants = (w) => {
  w.putAddRegRegImm(r0, r1, 4);
  w.putMovRegReg(r2, r3);
  w.putLdrRegRegOffset(r3, sp, 8);
  w.putStrRegRegOffset(r3, sp, 12);
  w.putCmpRegImm(r0, 10);
  w.putBCondImm("ne", PC);
  w.putSubRegRegImm(sp, sp, 16);
  w.putAddRegRegReg(r4, r2, r3);
  w.putLdrRegRegOffset(r1, r2, -4);
  w.putBlImm(PC);
  w.putBxReg(r4);
  w.putNop();
};
const armNames = (w) => {
  w.putAddRegRegImm("r0", "r1", 4);
  w.putMovRegReg("r2", "r3");
  w.putLdrRegRegOffset("r3", "sp", 8);
  w.putStrRegRegOffset("r3", "sp", 12);
  w.putCmpRegImm("r0", 10);
  w.putBCondImm("ne", PC);
  w.putSubRegRegImm("sp", "sp", 16);
  w.putAddRegRegReg("r4", "r2", "r3");
  w.putLdrRegRegOffset("r1", "r2", -4);
  w.putBlImm(PC);
  w.putBxReg("r4");
  w.putNop();
};
const thumbConstants = (w) => {
  w.putMovRegReg(r2, r3);
  w.putLdrRegRegOffset(r3, sp, 8);
  w.putStrRegRegOffset(r3, sp, 12);
  w.putMovRegU8(r0, 10);
  w.putBImm(PC);
  w.putLdrRegRegOffset(r1, r2, 400);
  w.putStrRegRegOffset(r1, r2, 4);
  w.putMovRegReg(r4, sp);
  w.putMovRegCpsr(r1);
  w.putBlImm(PC);
  w.putBxReg(r4);
  w.putNop();
};

const code = (Writer, put) => {
  const writer = new Writer({ pc: PC });
  for (let done = 0; done < COUNT; done += 12) put(writer);
  writer.flush();
  return writer.toBytes().slice();
};
const armCode = code(ArmWriter, armConstants);
const thumbCode = code(ThumbWriter, thumbConstants);
const armWords = new Uint32Array(armCode.buffer);
const output = new Uint8Array(armCode.length);
const view = new DataView(output.buffer);

const put = (Writer, body) => {
  const writer = new Writer({ pc: PC, output });
  return () => {
    for (let done = 0; done < COUNT; done += 12) body(writer);
    writer.flush();
    writer.reset();
  };
};

const asmWriter = new ArmWriter({ pc: PC, output });
const { asm } = asmWriter;
const assemble = () => {
  for (let done = 0; done < COUNT; done += 4) {
    asm.add(r0, r1, 4);
    asm.mov(r2, r3);
    asm.cmp(r0, 10);
    asm.bx(r4);
  }
  asmWriter.flush();
  asmWriter.reset();
};

const thumbAsmWriter = new ThumbWriter({ pc: PC, output });
const assembleThumb = () => {
  const { asm } = thumbAsmWriter;
  for (let done = 0; done < COUNT; done += 4) {
    asm.adds(r0, r1, 4);
    asm.mov(r2, r3);
    asm.cmp(r0, 10);
    asm.bx(r4);
  }
  thumbAsmWriter.flush();
  thumbAsmWriter.reset();
};

const bare = () => {
  for (let index = 0; index < COUNT; index++) view.setUint32(index * 4, armWords[index], true);
};

const lean = new LeanInstruction();
const a32 = a32Decoder();
const t32 = t32Decoder();
let sink = 0;
const leanArm = () => {
  for (let index = 0; index < COUNT; index++) {
    a32.lean(lean, armWords[index], 4);
    sink ^= lean.writes;
  }
};
const thumbView = new DataView(thumbCode.buffer);
const leanThumb = () => {
  for (let offset = 0; offset < thumbCode.length; ) {
    const first = thumbView.getUint16(offset, true);
    if (first >= 0xe800) {
      t32.lean(lean, ((first << 16) | thumbView.getUint16(offset + 2, true)) >>> 0, 4);
      offset += 4;
    } else {
      t32.lean(lean, first, 2);
      offset += 2;
    }
    sink ^= lean.writes;
  }
};
const full = (decoder, bytes) => () => {
  for (const instruction of decoder.instructions(bytes, PC)) sink ^= instruction.operands.length;
};
const text = (decoder, bytes) => () => {
  for (const instruction of decoder.instructions(bytes, PC)) sink ^= instruction.toString().length;
};

const capstone = await require("@alexaltea/capstone-js")();
const capstoneArm = new capstone.Capstone(capstone.ARCH_ARM, capstone.MODE_ARM);
const keystone = await require("@alexaltea/keystone-js")();
const keystoneArm = new keystone.Keystone(keystone.ARCH_ARM, keystone.MODE_ARM);
const keystoneText = [
  "add r0, r1, #4",
  "mov r2, r3",
  "ldr r3, [sp, #8]",
  "str r3, [sp, #12]",
  "cmp r0, #10",
  "sub sp, sp, #16",
].join("\n");

const tasks = [
  ["bare loop that stores the words", COUNT, bare],
  ["ArmWriter, register constants", COUNT, put(ArmWriter, armConstants)],
  ["ArmWriter, register names", COUNT, put(ArmWriter, armNames)],
  ["ArmWriter.asm, register constants", COUNT, assemble],
  ["ThumbWriter, register constants", COUNT, put(ThumbWriter, thumbConstants)],
  ["ThumbWriter.asm, register constants", COUNT, assembleThumb],
  ["assemble, A32 text", 6, () => assembleText(keystoneText)],
  ["keystone-js (WebAssembly), A32 text", 6, () => keystoneArm.asm(keystoneText)],
  ["A32 lean", COUNT, leanArm],
  ["T32 lean", COUNT, leanThumb],
  ["A32 full, operands", COUNT, full(a32, armCode)],
  ["A32 full, text", COUNT, text(a32, armCode)],
  ["T32 full, text", COUNT, text(t32, thumbCode)],
  ["capstone-js (WebAssembly), A32, no detail", COUNT, () => capstoneArm.disasm(armCode, PC)],
];

const bench = new Bench({ time: 500, warmupTime: 200 });
for (const [name, , run] of tasks) bench.add(name, run);
await bench.run();

const rates = new Map(
  bench.tasks.map((task, index) => [task.name, (1000 / task.result.latency.min) * tasks[index][1]]),
);
const bareRate = rates.get(tasks[0][0]);
const capstoneRate = rates.get(tasks.at(-1)[0]);
const keystoneRate = rates.get("keystone-js (WebAssembly), A32 text");
console.log("Instructions per second, from the fastest run of each task; higher is better.\n");
for (const [index, [name]] of tasks.entries()) {
  const rate = rates.get(name);
  const encoding = index < 8;
  const against = encoding
    ? `${(bareRate / rate).toFixed(1)} times the bare loop's time, ${(rate / keystoneRate).toFixed(0)} times keystone's rate`
    : `${(rate / capstoneRate).toFixed(1)} times capstone's rate`;
  console.log(`${name.padEnd(44)} ${Math.round(rate).toLocaleString("en").padStart(15)}   ${against}`);
}
if (sink === 0.5) console.log(sink);
