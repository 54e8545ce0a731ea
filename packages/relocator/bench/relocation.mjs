// Instructions of a real libc that are relocated per second, against a WebAssembly disassembler that merely decodes them; and how
// much longer the code gets. The libc is that of the cross compiler (Debian: libc6-armhf-cross, T32), or ARMSTALKER_LIBC, an ELF file.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { LeanInstruction, t32Decoder } from "@armstalker/isa";
import { relocate } from "@armstalker/relocator";

const require = createRequire(import.meta.url);

/** Each task is run so often; the fastest run counts, for other work on the machine only adds. */
const RUNS = 7;
/** A page of the disassembler's memory is lost for each call, so it gets pieces. */
const PIECE = 0x4000;

const path =
  process.env.ARMSTALKER_LIBC ??
  spawnSync("arm-linux-gnueabihf-gcc", ["-print-file-name=libc.so.6"], { encoding: "utf8" }).stdout?.trim();

/** The section `.text` of an ELF file of 32 bits, and its address. */
function textOf(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const u32 = (at) => view.getUint32(at, true);
  const sections = Array.from({ length: view.getUint16(48, true) }, (_, index) => u32(32) + 40 * index);
  const names = u32(sections[view.getUint16(50, true)] + 16);
  const name = (at) => file.toString("latin1", names + u32(at), file.indexOf(0, names + u32(at)));
  const section = sections.find((at) => name(at) === ".text");
  return { address: u32(section + 12), code: file.subarray(u32(section + 16), u32(section + 16) + u32(section + 20)) };
}

let file;
try {
  file = readFileSync(path);
} catch {
  console.log("no libc of an ARM system found: install libc6-armhf-cross, or set ARMSTALKER_LIBC to one of armhf");
  process.exit(0);
}
const { address, code } = textOf(file);

function fastest(task) {
  let best = Number.POSITIVE_INFINITY;
  let result;
  for (let run = 0; run < RUNS; run++) {
    const before = performance.now();
    result = task();
    best = Math.min(best, performance.now() - before);
  }
  return { milliseconds: best, result };
}

const report = (name, instructions, milliseconds, more = "") => {
  const rate = (instructions / milliseconds / 1000).toFixed(2);
  console.log(`${name.padEnd(58)} ${rate.padStart(6)} M/s   ${milliseconds.toFixed(0).padStart(5)} ms ${more}`);
};

/** Decodes straight through, data as if they were code. */
function decodeAll() {
  const decoder = t32Decoder();
  const lean = new LeanInstruction();
  const view = new DataView(code.buffer, code.byteOffset, code.length);
  let count = 0;
  for (let offset = 0; offset + 4 <= code.length; count++) {
    const first = view.getUint16(offset, true);
    const size = first >= 0xe800 ? 4 : 2;
    decoder.lean(lean, size === 2 ? first : (first << 16) | view.getUint16(offset + 2, true), size);
    offset += size;
  }
  return count;
}

async function disassembler() {
  const capstone = await require("@alexaltea/capstone-js")();
  const cs = new capstone.Capstone(capstone.ARCH_ARM, capstone.MODE_THUMB | capstone.MODE_V8);
  return () => {
    let count = 0;
    for (let offset = 0; offset < code.length; ) {
      const piece = code.subarray(offset, offset + PIECE);
      let found = [];
      try {
        found = cs.disasm(piece, address + offset);
      } catch {
        // It throws where it knows no instruction.
      }
      count += found.length;
      const last = found.at(-1);
      offset = last === undefined ? offset + 2 : Number(last.address) + last.size - address;
    }
    return count;
  };
}

console.log(`${code.length} bytes of ${path.split("/").at(-1)}, T32\n`);
const moves = {
  "relocate, in reach of the original": { to: address + 0x400000 },
  "relocate, far away": { to: 0x60000000 },
  "relocate, far away, all scratch registers spilled": { to: 0x60000000, scratchFrom: "spilled" },
  "relocate, far away, branches within the moved code": { to: 0x60000000, branchesWithin: "moved" },
};
for (const [name, options] of Object.entries(moves)) {
  const task = () => relocate(code, { from: address, set: "t32", refused: "trap", ...options });
  const { milliseconds, result } = fastest(task);
  const growth = `growth ${(result.code.length / code.length).toFixed(3)}, refused ${result.refused.length}`;
  report(name, result.map.length, milliseconds, growth);
}
const decoded = fastest(decodeAll);
report("our decoder alone", decoded.result, decoded.milliseconds);
const disassembled = fastest(await disassembler());
report("Capstone in WebAssembly, decoding only", disassembled.result, disassembled.milliseconds);
