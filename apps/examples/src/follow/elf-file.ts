import { ElfBytes, ElfError } from "./elf-bytes.js";

/** A PT_LOAD segment: what the loader maps. */
export interface ElfSegment {
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
  readonly memorySize: number;
  readonly isExecutable: boolean;
}

/** What a loader needs of a file. */
export interface ElfFile {
  /** `executable`: at fixed addresses. `shared`: at any address, also position-independent programs. */
  readonly type: "executable" | "shared" | "other";
  readonly entry: number;
  /** The path of the dynamic loader, if it needs one. */
  readonly interpreter: string | undefined;
  readonly segments: readonly ElfSegment[];
}

const EM_ARM = 40;
const ET_EXEC = 2;
const ET_DYN = 3;
const PT_LOAD = 1;
const PT_INTERP = 3;
const PF_X = 1;

const FILE_HEADER_BYTES = 52;
const PROGRAM_HEADER_BYTES = 32;
/** PATH_MAX: Linux takes no loader with a longer name. */
const LONGEST_PATH = 4096;

const machines: ReadonlyMap<number, string> = new Map([
  [3, "x86"],
  [8, "MIPS"],
  [20, "PowerPC"],
  [62, "x86-64"],
  [183, "AArch64"],
  [243, "RISC-V"],
]);

/**
 * Reads the headers of an ELF file for 32-bit ARM. Sections are not looked at: a program runs without them.
 *
 * @throws {ElfError}
 */
export function readElf(bytes: Uint8Array): ElfFile {
  checkElf(bytes);
  const elf = new ElfBytes(bytes);
  const type = elf.view.getUint16(16, true);
  return {
    type: type === ET_EXEC ? "executable" : type === ET_DYN ? "shared" : "other",
    entry: elf.view.getUint32(24, true),
    ...readProgramHeaders(elf),
  };
}

/** @throws {ElfError} if the bytes do not begin as an ELF file for 32-bit ARM does */
export function checkElf(bytes: Uint8Array): void {
  const isElf = bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
  if (!isElf)
    throw new ElfError("not-elf", bytes[0] === 0x23 && bytes[1] === 0x21 ? "it is a script" : "it is no ELF file");
  if (bytes.length < 20) throw new ElfError("malformed", "its header is cut off");
  const machine = bytes[5] === 2 ? bytes[18]! * 256 + bytes[19]! : bytes[18]! + bytes[19]! * 256;
  const bits = bytes[4] === 1 ? "32" : "64";
  if (machine !== EM_ARM || bits !== "32") {
    throw new ElfError("not-arm", `it is for ${machines.get(machine) ?? `machine ${machine}`} (${bits}-bit)`);
  }
  if (bytes[5] !== 1) throw new ElfError("not-arm", "it is for big-endian ARM");
  if (bytes.length < FILE_HEADER_BYTES) throw new ElfError("malformed", "its header is cut off");
}

function readProgramHeaders(elf: ElfBytes): Pick<ElfFile, "segments" | "interpreter"> {
  const { view } = elf;
  const segments: ElfSegment[] = [];
  let interpreter: string | undefined;
  const headers = elf.table(
    view.getUint32(28, true),
    view.getUint16(44, true),
    PROGRAM_HEADER_BYTES,
    "program headers",
  );
  for (const at of headers) {
    const kind = view.getUint32(at, true);
    const offset = view.getUint32(at + 4, true);
    const fileSize = view.getUint32(at + 16, true);
    if (kind === PT_LOAD) {
      segments.push({
        offset,
        address: view.getUint32(at + 8, true),
        fileSize,
        memorySize: view.getUint32(at + 20, true),
        isExecutable: (view.getUint32(at + 24, true) & PF_X) !== 0,
      });
    }
    // Linux takes the first one.
    if (kind === PT_INTERP && interpreter === undefined) {
      if (fileSize > LONGEST_PATH) throw new ElfError("malformed", `the name of its loader has ${fileSize} bytes`);
      interpreter = elf.text(
        elf.range(offset, fileSize, "bytes of the loader's name"),
        0,
        "bytes of the loader's name",
      );
    }
  }
  return { segments, interpreter };
}
