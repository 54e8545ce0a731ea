import { a32Decoder, t32Decoder } from "@armstalker/isa";
import type { Module, Modules } from "@armstalker/modules";
import { loadFile } from "../file-modules.js";
import { badArguments } from "../options.js";
import { write } from "../output.js";
import type { Command } from "./command.js";

/** Bytes of code without a size. */
const WITHOUT_SIZE = 64;
const PART = 4096;

interface Line {
  readonly address: number;
  readonly bytes: string;
  readonly text: string;
}

/** The code of a file. */
export const disasm: Command = {
  name: "disasm",
  summary: "the code of a file, A32 and T32, by function",
  usage: "[OPTIONS] FILE [NAME…]",
  operands: 0,
  options: [
    { name: "size", value: "BYTES", text: "how much of each; the function's size by default" },
    { name: "json", text: "as JSON" },
  ],
  examples: [
    ["armstalker disasm ./a.out main", "one function"],
    ["armstalker disasm libc.so.6 'str*' 0x18f00", "all that match, and the code at an address"],
    ["armstalker disasm ./a.out", "all functions"],
  ],
  async run({ values, rest }) {
    const [path, ...names] = rest ?? [];
    if (path === undefined) throw badArguments("there is no file to disassemble", "disasm");
    const asked = values.get("size")?.[0];
    const size = asked === undefined ? undefined : Number(asked);
    if (size !== undefined && !(Number.isInteger(size) && size > 0)) {
      throw badArguments(`--size needs a number of bytes, not ${asked}`, "disasm");
    }
    const modules = loadFile(path);
    const module = modules.main!;
    const functions = names.length === 0 ? all(module) : names.flatMap((name) => found(modules, module, name));
    if (functions.length === 0) {
      throw badArguments(`${path} has no functions with names: give an address, as 0x10400`, "disasm");
    }
    const isJson = values.has("json");
    const listed: { name: string; lines: Line[] }[] = [];
    for (const { name, address } of functions) {
      const lines = linesOf(module, address, size ?? sizeAt(module, address));
      if (isJson) {
        listed.push({ name, lines });
        continue;
      }
      const text = lines.map((each) => `  ${hex(each.address)}  ${each.bytes.padEnd(8)}  ${each.text}`).join("\n");
      if ((await write(process.stdout, `${hex(address & ~1)} <${name}>:\n${text}\n\n`)) !== undefined) break;
    }
    if (isJson) await write(process.stdout, `${JSON.stringify(listed, null, 2)}\n`);
    return 0;
  },
};

function all(module: Module): { name: string; address: number }[] {
  const known = new Map<number, { name: string; address: number }>();
  for (const { address, instructionSet } of module.functions) {
    const { name } = module.locate(address);
    if (name !== undefined) known.set(address, { name, address: address + (instructionSet === "t32" ? 1 : 0) });
  }
  return [...known.values()];
}

function found(modules: Modules, module: Module, name: string): { name: string; address: number }[] {
  if (/^0x[0-9a-f]+$/i.test(name)) {
    const address = Number(name);
    const isT32 = module.codeKindAt((address & ~1) >>> 0) === "t32";
    return [{ name: modules.format(address), address: isT32 ? address | 1 : address }];
  }
  return modules.match(name.includes("!") ? name : `${module.name}!${name}`);
}

function sizeAt(module: Module, address: number): number {
  const even = (address & ~1) >>> 0;
  const covering = module.functions.filter((each) => even >= each.address && even < each.address + each.size);
  const end = Math.max(0, ...covering.map((each) => each.address + each.size));
  return end > even ? end - even : WITHOUT_SIZE;
}

/** Literals between code are shown as words. */
function linesOf(module: Module, code: number, size: number): Line[] {
  const lines: Line[] = [];
  const isT32 = (code & 1) !== 0;
  const start = (code & ~1) >>> 0;
  const bytes: Uint8Array[] = [];
  for (let at = 0; at < size; ) {
    const part = module.image!.bytesAt(start + at - module.bias, Math.min(PART, size - at));
    if (part.length === 0) break;
    bytes.push(part);
    at += part.length;
  }
  const contents = Buffer.concat(bytes);
  const step = isT32 ? 2 : 4;
  for (let at = 0; at < contents.length; ) {
    const isData = module.codeKindAt(start + at) === "data";
    let end = at;
    while (end < contents.length && (module.codeKindAt(start + end) === "data") === isData) end += step;
    end = Math.min(end, contents.length);
    if (isData) lines.push(...wordsOf(contents.subarray(at, end), start + at));
    else {
      const decoder = isT32 ? t32Decoder() : a32Decoder();
      for (const instruction of decoder.instructions(contents.subarray(at, end), start + at)) {
        const from = instruction.address - start;
        lines.push({
          address: instruction.address,
          bytes: contents.subarray(from, from + instruction.size).toString("hex"),
          text: String(instruction),
        });
      }
    }
    at = Math.max(end, at + 1);
  }
  return lines;
}

function wordsOf(bytes: Buffer, address: number): Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = (address + at) % 4 === 0 && at + 4 <= bytes.length ? 4 : Math.min(2, bytes.length - at);
    const value = bytes.readUIntLE(at, size);
    const kind = size === 4 ? ".word" : size === 2 ? ".short" : ".byte";
    const text = `${kind} 0x${value.toString(16).padStart(2 * size, "0")}`;
    lines.push({ address: address + at, bytes: bytes.subarray(at, at + size).toString("hex"), text });
    at += size;
  }
  return lines;
}

const hex = (value: number): string => `0x${(value >>> 0).toString(16).padStart(8, "0")}`;
