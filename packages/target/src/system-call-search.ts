import { ElfError, type ElfSegment, readSegments, SegmentType } from "@armstalker/elf";
import { AuxiliaryEntry, type AuxiliaryVector } from "@armstalker/gdb-remote";
import { type CodeAddress, codeAddress } from "@armstalker/isa";
import { ADDRESS_SPACE } from "./target.js";

interface Range {
  readonly base: number;
  readonly size: number;
}

/** Reads bytes from an address on: as many as can be read. */
type Read = (address: number, size: number) => Uint8Array;

/** Bytes of an ELF header: a program's headers follow it. */
const ELF_HEADER_SIZE = 52;
/** `svc #0` in memory. Their second bytes tell which of them it is. */
const A32_SVC: Uint8Array = Uint8Array.of(0, 0, 0, 0xef);
const T32_SVC: Uint8Array = Uint8Array.of(0, 0xdf);
const PAGE = 0x1000;

/**
 * Finds instructions `svc #0` in code that the program has: around PC, where a thread often stands right behind one, then in its loader, in the
 * program itself, and where that begins. The kernel told the program where the headers of both are.
 */
export function* systemCallInstructions(read: Read, vector: AuxiliaryVector, pc: number): Generator<CodeAddress> {
  yield* search(read, around(pc));
  const loader = Number(vector.get(AuxiliaryEntry.BASE) ?? 0n);
  if (loader !== 0) yield* searchAll(read, executableSegments(read, loader));
  const headers = Number(vector.get(AuxiliaryEntry.PHDR) ?? 0n);
  if (headers >= ELF_HEADER_SIZE) yield* searchAll(read, executableSegments(read, headers - ELF_HEADER_SIZE));
  yield* search(read, around(Number(vector.get(AuxiliaryEntry.ENTRY) ?? 0n)));
}

/** The page of an address, and its neighbours. */
function around(address: number): Range {
  const base = Math.max(0, Math.floor(address / PAGE) - 1) * PAGE;
  return { base, size: Math.min(3 * PAGE, ADDRESS_SPACE - base) };
}

function* searchAll(read: Read, ranges: readonly Range[]): Generator<CodeAddress> {
  for (const range of ranges) yield* search(read, range);
}

function* search(read: Read, { base, size }: Range): Generator<CodeAddress> {
  const end = Math.min(base + size, ADDRESS_SPACE);
  // Page by page: some may not be mapped.
  for (let address = base; address < end; address = (Math.floor(address / PAGE) + 1) * PAGE) {
    const bytes = read(address, Math.min(end, (Math.floor(address / PAGE) + 1) * PAGE) - address);
    const places = [...occurrences(bytes, T32_SVC, address, 2), ...occurrences(bytes, A32_SVC, address, 4)];
    for (const at of places.sort((one, other) => one - other)) {
      yield codeAddress(at, bytes[at - address + 1] === 0 ? "a32" : "t32");
    }
  }
}

/** The addresses that are multiples of an alignment, and where a pattern is. */
function occurrences(bytes: Uint8Array, pattern: Uint8Array, address: number, alignment: number): number[] {
  const found: number[] = [];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = buffer.indexOf(pattern); at >= 0; at = buffer.indexOf(pattern, at + 1)) {
    if ((address + at) % alignment === 0) found.push(address + at);
  }
  return found;
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
