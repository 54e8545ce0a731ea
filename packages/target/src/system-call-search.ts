import { ElfError, type ElfSegment, readSegments, SegmentType } from "@armstalker/elf";
import { AuxiliaryEntry, type AuxiliaryVector } from "@armstalker/gdb-remote";
import { type CodeAddress, codeAddress } from "@armstalker/isa";
import { ADDRESS_SPACE } from "./target.js";
import { viewOf } from "./words.js";

interface Range {
  readonly base: number;
  readonly size: number;
}

/** Reads bytes from an address on: as many as can be read. */
type Read = (address: number, size: number) => Uint8Array;

/** Bytes of an ELF header: a program's headers follow it. */
const ELF_HEADER_SIZE = 52;
const A32_SVC = 0xef000000;
const T32_SVC = 0xdf00;
const PAGE = 0x1000;

/**
 * Finds instructions `svc #0` in code that the program has: around PC, where a thread often stands right behind one, then in its loader, in the
 * program itself, and where that begins. The kernel told the program where the headers of both are.
 */
export function* systemCallInstructions(read: Read, vector: AuxiliaryVector, pc: number): Generator<CodeAddress> {
  const ranges: Range[] = [around(pc)];
  const loader = Number(vector.get(AuxiliaryEntry.BASE) ?? 0n);
  if (loader !== 0) ranges.push(...executableSegments(read, loader));
  const headers = Number(vector.get(AuxiliaryEntry.PHDR) ?? 0n);
  if (headers >= ELF_HEADER_SIZE) ranges.push(...executableSegments(read, headers - ELF_HEADER_SIZE));
  ranges.push(around(Number(vector.get(AuxiliaryEntry.ENTRY) ?? 0n)));
  for (const range of ranges) yield* search(read, range);
}

/** The page of an address, and its neighbours. */
function around(address: number): Range {
  const base = Math.max(0, Math.floor(address / PAGE) - 1) * PAGE;
  return { base, size: Math.min(3 * PAGE, ADDRESS_SPACE - base) };
}

function* search(read: Read, { base, size }: Range): Generator<CodeAddress> {
  const end = Math.min(base + size, ADDRESS_SPACE);
  // Page by page: some may not be mapped.
  for (let address = base; address < end; address = (Math.floor(address / PAGE) + 1) * PAGE) {
    const view = viewOf(read(address, Math.min(end, (Math.floor(address / PAGE) + 1) * PAGE) - address));
    for (let at = address % 2; at + 2 <= view.byteLength; at += 2) {
      if (view.getUint16(at, true) === T32_SVC) yield codeAddress(address + at, "t32");
      if (((address + at) & 3) === 0 && at + 4 <= view.byteLength && view.getUint32(at, true) === A32_SVC) {
        yield codeAddress(address + at, "a32");
      }
    }
  }
}

/** The parts of a loaded ELF file that its program headers call executable. Empty if there is none at `address`. */
function executableSegments(read: Read, address: number): Range[] {
  const segments = segmentsAt(read, address);
  // The file was moved by the distance between the place of a part in memory and that part's address in the file.
  const known =
    segments.find(({ type }) => type === SegmentType.PHDR) ?? segments.find(({ type }) => type === SegmentType.LOAD);
  if (known === undefined) return [];
  const moved = address + known.offset - known.address;
  return segments
    .filter(({ type, isExecutable }) => type === SegmentType.LOAD && isExecutable)
    .map((segment) => ({ base: (moved + segment.address) >>> 0, size: segment.memorySize }));
}

function segmentsAt(read: Read, address: number): ElfSegment[] {
  try {
    return readSegments({ size: ADDRESS_SPACE - address, read: (offset, size) => read(address + offset, size) });
  } catch (error) {
    if (error instanceof ElfError) return [];
    throw error;
  }
}
