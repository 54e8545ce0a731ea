// The text of a shared library as a recompiler reads a program's memory, and where its functions begin.
import { readFileSync } from "node:fs";
import { ElfImage, SegmentType } from "@armstalker/elf";

const PAGE = 4096;
/** Where the library is mapped. */
const BASE = 0x40000000;
const NOTHING = new Uint8Array(0);

/** @param {string} path of a 32-bit little-endian ELF file */
export function loadText(path) {
  const image = new ElfImage(readFileSync(path));
  const segments = image.segments
    .filter(({ type }) => type === SegmentType.LOAD)
    .map(({ address, memorySize, fileSize, isWritable }) => {
      const start = (BASE + address) & ~(PAGE - 1);
      const bytes = new Uint8Array((((BASE + address + memorySize + PAGE - 1) & ~(PAGE - 1)) >>> 0) - start);
      bytes.set(image.bytesAt(address, fileSize), BASE + address - start);
      return { start, bytes, isWritable };
    });
  const isFunction = ({ type, section }) => type === "function" && section !== 0;
  const functions = image.dynamicSymbols.filter(isFunction).map(({ value }) => BASE + value);
  return { segments, functions, program: programOf(segments) };
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
