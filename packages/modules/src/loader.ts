import { type ElfImage, SegmentType } from "@armstalker/elf";

/** Reads memory of a stopped program: as many bytes from the address on as can be read, perhaps none. */
export type MemoryReader = (address: number, size: number) => Uint8Array;

/** A file that the program's dynamic loader has loaded: a `link_map`. */
export interface LoadedFile {
  /** As the loader names it; empty for the program itself. */
  readonly name: string;
  /** What the loader has added to the addresses of the file. */
  readonly bias: number;
  /** Where its dynamic section is in memory. */
  readonly dynamic: number;
}

/** What the dynamic loader tells debuggers: the `r_debug` of the program. */
export interface LoaderState {
  /** Where the loader goes after each change of its list; bit 0 set: T32. */
  readonly breakAddress: number;
  /** False while the loader changes its list. */
  readonly isConsistent: boolean;
  readonly files: readonly LoadedFile[];
}

const DT_DEBUG = 21;
const DYNAMIC_ENTRY_BYTES = 8;
/** Entries of a dynamic section: usual ones have about 30. */
const MOST_ENTRIES = 512;
/** Files in the loader's list; a damaged list may lead in a circle. */
const MOST_FILES = 4096;
const LONGEST_PATH = 4096;

/**
 * Reads the list of files that the dynamic loader has loaded; null before it has run, and for a program without one.
 *
 * @param main - the program's own file
 * @param bias - what to add to that file's addresses
 */
export function readLoaderState(read: MemoryReader, main: ElfImage, bias: number): LoaderState | null {
  const dynamic = main.segments.find(({ type }) => type === SegmentType.DYNAMIC);
  if (dynamic === undefined) return null;
  const size = Math.min(dynamic.memorySize, MOST_ENTRIES * DYNAMIC_ENTRY_BYTES);
  const table = viewOf(read(dynamic.address + bias, size));
  let debug = 0;
  for (let at = 0; at + DYNAMIC_ENTRY_BYTES <= table.byteLength; at += DYNAMIC_ENTRY_BYTES) {
    const tag = table.getUint32(at, true);
    if (tag === 0) break;
    if (tag === DT_DEBUG) debug = table.getUint32(at + 4, true);
  }
  if (debug === 0) return null;
  // r_version, r_map, r_brk, r_state
  const state = viewOf(read(debug, 16));
  if (state.byteLength < 16 || state.getUint32(0, true) === 0) return null;
  const files: LoadedFile[] = [];
  let link = state.getUint32(4, true);
  while (link !== 0 && files.length < MOST_FILES) {
    // l_addr, l_name, l_ld, l_next
    const entry = viewOf(read(link, 16));
    if (entry.byteLength < 16) break;
    files.push({
      bias: entry.getUint32(0, true),
      name: textAt(read, entry.getUint32(4, true)),
      dynamic: entry.getUint32(8, true),
    });
    link = entry.getUint32(12, true);
  }
  return { breakAddress: state.getUint32(8, true), isConsistent: state.getUint32(12, true) === 0, files };
}

function textAt(read: MemoryReader, address: number): string {
  const bytes = read(address, LONGEST_PATH);
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString("utf8");
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
