// The text of a shared library as a recompiler reads a program's memory, and where its functions begin.
import { readFileSync } from "node:fs";

const PAGE = 4096;
const PT_LOAD = 1;
const SHT_DYNSYM = 11;
const STT_FUNC = 2;
const PF_W = 2;
/** Where the library is mapped. */
const BASE = 0x40000000;
const NOTHING = new Uint8Array(0);

/** @param {string} path of a 32-bit little-endian ELF file */
export function loadText(path) {
  const file = readFileSync(path);
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const segments = [];
  const headers = view.getUint32(28, true);
  for (let index = 0; index < view.getUint16(44, true); index++) {
    const [type, offset, address, , fileSize, size, flags] = words(view, headers + 32 * index, 7);
    if (type !== PT_LOAD) continue;
    const start = (BASE + address) & ~(PAGE - 1);
    const bytes = new Uint8Array((((BASE + address + size + PAGE - 1) & ~(PAGE - 1)) >>> 0) - start);
    bytes.set(file.subarray(offset, offset + fileSize), BASE + address - start);
    segments.push({ start, bytes, isWritable: (flags & PF_W) !== 0 });
  }
  return { segments, functions: functionsOf(view), program: programOf(segments) };
}

function functionsOf(view) {
  const functions = [];
  const sections = view.getUint32(32, true);
  for (let index = 0; index < view.getUint16(48, true); index++) {
    const [, type, , , offset, size] = words(view, sections + 40 * index, 6);
    if (type !== SHT_DYNSYM) continue;
    for (let at = offset; at < offset + size; at += 16) {
      const isFunction = (view.getUint8(at + 12) & 15) === STT_FUNC && view.getUint16(at + 14, true) !== 0;
      if (isFunction) functions.push(BASE + view.getUint32(at + 4, true));
    }
  }
  return functions;
}

function programOf(segments) {
  const segmentAt = (address) =>
    segments.find(({ start, bytes }) => address >= start && address < start + bytes.length);
  const read = (address, size) => {
    const segment = segmentAt(address);
    if (segment === undefined) return NOTHING;
    const offset = address - segment.start;
    return segment.bytes.subarray(offset, offset + size);
  };
  return {
    read,
    readCode: read,
    isWritable: (address) => segmentAt(address)?.isWritable ?? true,
    canWrite: (address) => segmentAt(address)?.isWritable ?? false,
  };
}

const words = (view, at, count) => Array.from({ length: count }, (_, index) => view.getUint32(at + 4 * index, true));
