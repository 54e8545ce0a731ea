import { type ElfBytes, viewOf } from "./elf-bytes.js";
import { cutOff, ElfError, malformed } from "./errors.js";

const EM_ARM = 40;
const HEADER_BYTES = 52;

/** Names of processors by e_machine, of files that people have at hand. */
const machines: ReadonlyMap<number, string> = new Map([
  [3, "32-bit x86"],
  [8, "MIPS"],
  [20, "PowerPC"],
  [21, "64-bit PowerPC"],
  [22, "s390"],
  [62, "64-bit x86"],
  [183, "64-bit ARM"],
  [243, "RISC-V"],
  [258, "LoongArch"],
]);

/** The place of a table in a file. */
export interface TablePlace {
  readonly offset: number;
  readonly count: number;
  /** Bytes of an entry, as the header has it. */
  readonly entryBytes: number;
}

/** The header of an ELF file. */
export interface ElfHeader {
  /** e_type */
  readonly type: number;
  readonly entry: number;
  /** e_flags */
  readonly flags: number;
  readonly programHeaders: TablePlace;
  readonly sectionHeaders: TablePlace;
  /** The number of the section that has the sections' names; 0 if there is none. */
  readonly namesSection: number;
}

/** Reads the header. @throws {ElfError} if it is not that of a little-endian file for 32-bit ARM */
export function readHeader(bytes: ElfBytes): ElfHeader {
  const header = bytes.start(HEADER_BYTES);
  checkMagic(header);
  if (header.length < HEADER_BYTES) throw cutOff(HEADER_BYTES, header.length);
  const view = viewOf(header);
  const isLittleEndian = header[5] !== 2;
  const machine = view.getUint16(18, isLittleEndian);
  if (machine !== EM_ARM || header[4] !== 1) {
    throw new ElfError(
      "not-arm",
      `is for ${machines.get(machine) ?? `another processor (ELF machine ${machine})`}`,
      "build it for 32-bit ARM, for example with arm-linux-gnueabihf-gcc",
    );
  }
  if (!isLittleEndian) throw new ElfError("not-arm", "is for big-endian ARM", "build it for little-endian ARM");
  return {
    type: view.getUint16(16, true),
    entry: view.getUint32(24, true),
    flags: view.getUint32(36, true),
    programHeaders: placeOf(view, 28, 42),
    sectionHeaders: placeOf(view, 32, 46),
    namesSection: view.getUint16(50, true),
  };
}

function checkMagic(header: Uint8Array): void {
  const isElf = header[0] === 0x7f && header[1] === 0x45 && header[2] === 0x4c && header[3] === 0x46;
  if (isElf) return;
  const isScript = header[0] === 0x23 && header[1] === 0x21;
  const reason = isScript ? "is a script" : header.length === 0 ? "is empty" : "is no ELF file";
  throw new ElfError("not-elf", reason, "give a file for Linux on 32-bit ARM; of a script, its interpreter");
}

/** @param sizeAt - the offset of the size of an entry in the header; the number of entries follows it */
function placeOf(view: DataView, offsetAt: number, sizeAt: number): TablePlace {
  return {
    offset: view.getUint32(offsetAt, true),
    count: view.getUint16(sizeAt + 2, true),
    entryBytes: view.getUint16(sizeAt, true),
  };
}

/**
 * Reads a table that the header names. A file without sections runs, so each table is checked when it is read.
 *
 * @param wanted - the size of its entries
 * @param what - names the entries in the error
 */
export function tableAt(
  bytes: ElfBytes,
  place: TablePlace,
  wanted: number,
  what: string,
): ReturnType<ElfBytes["table"]> {
  const { offset, count, entryBytes } = place;
  if (count > 0 && entryBytes !== wanted) throw malformed(`has ${what} of ${entryBytes} bytes instead of ${wanted}`);
  return bytes.table(offset, count, wanted);
}
