import { ElfBytes, type ElfSource } from "./elf-bytes.js";
import { malformed } from "./errors.js";
import { type ElfHeader, readHeader, tableAt } from "./header.js";

/** The types of segments that this package knows: values of p_type. */
export const SegmentType = { LOAD: 1, DYNAMIC: 2, INTERP: 3, NOTE: 4, PHDR: 6, EXIDX: 0x70000001 } as const;

/** A program header. */
export interface ElfSegment {
  /** See {@link SegmentType}; others exist. */
  readonly type: number;
  /** The offset of its first byte in the file. */
  readonly offset: number;
  /** The address of its first byte in memory, as the file has it: shared files are moved when they are loaded. */
  readonly address: number;
  /** In bytes. */
  readonly fileSize: number;
  /** In bytes: those beyond `fileSize` are zero. */
  readonly memorySize: number;
  readonly isWritable: boolean;
  readonly isExecutable: boolean;
}

/** The parts of a file that its loader needs. */
export interface ElfFile {
  /** `executable`: at fixed addresses. `shared`: at any address; position-independent programs are of this type. `object`: not linked. */
  readonly type: "object" | "executable" | "shared" | "core" | "other";
  /** The address of its first instruction, as the file has it, with the instruction set in bit 0. */
  readonly entry: number;
  /** The path of the dynamic loader; undefined if it needs none. */
  readonly interpreter: string | undefined;
  /** The segments that the loader maps. */
  readonly segments: readonly ElfSegment[];
}

const types: readonly ElfFile["type"][] = ["other", "object", "executable", "shared", "core"];
const PROGRAM_HEADER_BYTES = 32;
const PF_X = 1;
const PF_W = 2;
/** PATH_MAX: Linux takes no loader with a longer name. */
const LONGEST_PATH = 4096;

/**
 * Reads the headers of an ELF file for 32-bit ARM that a loader reads. A program runs without its sections, so the function leaves these alone.
 *
 * @throws {ElfError}
 */
export function readElf(file: Uint8Array | ElfSource): ElfFile {
  const bytes = new ElfBytes(file);
  const header = readHeader(bytes);
  const segments = segmentsOf(bytes, header);
  return {
    type: elfTypeOf(header),
    entry: header.entry,
    interpreter: interpreterOf(bytes, segments),
    segments: segments.filter(({ type }) => type === SegmentType.LOAD),
  };
}

/** Reads all program headers of an ELF file for 32-bit ARM. @throws {ElfError} */
export function readSegments(file: Uint8Array | ElfSource): ElfSegment[] {
  const bytes = new ElfBytes(file);
  return segmentsOf(bytes, readHeader(bytes));
}

/** The type of a file, by its header. */
export function elfTypeOf({ type }: ElfHeader): ElfFile["type"] {
  return types[type] ?? "other";
}

/** All program headers. @throws {ElfError} */
export function segmentsOf(bytes: ElfBytes, { programHeaders }: ElfHeader): ElfSegment[] {
  const { view, entries } = tableAt(bytes, programHeaders, PROGRAM_HEADER_BYTES, "program headers");
  return entries.map((at) => {
    const word = (index: number): number => view.getUint32(at + 4 * index, true);
    return {
      type: word(0),
      offset: word(1),
      address: word(2),
      fileSize: word(4),
      memorySize: word(5),
      isWritable: (word(6) & PF_W) !== 0,
      isExecutable: (word(6) & PF_X) !== 0,
    };
  });
}

/** The name of the loader. Linux takes the first one. @throws {ElfError} */
export function interpreterOf(bytes: ElfBytes, segments: readonly ElfSegment[]): string | undefined {
  const segment = segments.find(({ type }) => type === SegmentType.INTERP);
  if (segment === undefined) return undefined;
  const { offset, fileSize } = segment;
  if (fileSize > LONGEST_PATH) throw malformed(`has a name of its loader with ${fileSize} bytes`);
  return bytes.text(bytes.range(offset, fileSize), 0, "a name of its loader");
}
