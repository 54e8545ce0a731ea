import type { Mapping } from "@armstalker/target";
import { requireBytes } from "./arguments.js";
import { StalkerError } from "./errors.js";

/** A way that was led straight to a block. Addresses have bit 0 set for T32. */
export interface Backpatch {
  /** Where the block begins that the branch belongs to; 0 for indirect branches, which share one table. */
  readonly from: number;
  /** Where the block begins that the branch goes to. */
  readonly to: number;
  /** The address of the branch, without an instruction set bit; 0 for indirect branches. */
  readonly fromInsn: number;
}

/** How serialised backpatches begin, and the version of what follows. */
const MAGIC = 0x50424b41;
const WORDS_OF_HEADER = 3;
/** Words of an address: the number of its file, counted from 1 (0: none, the address is absolute), and the offset there. */
const WORDS_OF_BACKPATCH = 6;

/**
 * Backpatches as bytes, for another process that runs the same program. Addresses in mapped files are kept as places in these files, so that they are found again wherever the files are
 * mapped.
 *
 * @param mappings - of the program that they come from: `target.mappings()`
 */
export function serializeBackpatches(backpatches: Iterable<Backpatch>, mappings: readonly Mapping[]): Uint8Array {
  const known = codeFirst(mappings);
  const files: string[] = [];
  const words: number[] = [];
  const place = (address: number): void => {
    const mapping = known.find(({ base, size, path }) => isFile(path) && address >= base && address < base + size);
    if (mapping === undefined) {
      words.push(0, address);
      return;
    }
    let file = files.indexOf(mapping.path);
    if (file < 0) file = files.push(mapping.path) - 1;
    words.push(file + 1, address - mapping.base + mapping.offset);
  };
  let count = 0;
  for (const { from, to, fromInsn } of backpatches) {
    place(from);
    place(to);
    place(fromInsn);
    count++;
  }
  const names = new TextEncoder().encode(JSON.stringify(files));
  const view = new DataView(new ArrayBuffer(4 * (WORDS_OF_HEADER + words.length) + names.length));
  for (const [index, word] of [MAGIC, count, names.length, ...words].entries()) view.setUint32(4 * index, word, true);
  const bytes = new Uint8Array(view.buffer);
  bytes.set(names, bytes.length - names.length);
  return bytes;
}

/**
 * Backpatches that {@link serializeBackpatches} has made, with the addresses that they have in a process. Those in files that are not mapped there are left out.
 *
 * @param mappings - of the program that they are for
 * @throws {StalkerError} `invalid-argument` for other bytes
 */
export function deserializeBackpatches(bytes: Uint8Array, mappings: readonly Mapping[]): Backpatch[] {
  requireBytes("what is deserialised", bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const header = 4 * WORDS_OF_HEADER;
  if (bytes.length < header || view.getUint32(0, true) !== MAGIC) throw noBackpatches();
  const count = view.getUint32(4, true);
  const names = view.getUint32(8, true);
  if (header + 4 * WORDS_OF_BACKPATCH * count + names !== bytes.length) throw noBackpatches();
  const files = filesIn(bytes.subarray(bytes.length - names));
  const known = codeFirst(mappings);
  const addressAt = (at: number): number => {
    const file = view.getUint32(at, true);
    const offset = view.getUint32(at + 4, true);
    if (file === 0) return offset;
    const path = files[file - 1];
    if (path === undefined) throw noBackpatches();
    const mapping = known.find((one) => one.path === path && offset >= one.offset && offset < one.offset + one.size);
    return mapping === undefined ? -1 : mapping.base + offset - mapping.offset;
  };
  const backpatches: Backpatch[] = [];
  for (let index = 0; index < count; index++) {
    const at = header + 4 * WORDS_OF_BACKPATCH * index;
    const [from, to, fromInsn] = [addressAt(at), addressAt(at + 8), addressAt(at + 16)];
    if (from >= 0 && to >= 0 && fromInsn >= 0) backpatches.push({ from, to, fromInsn });
  }
  return backpatches;
}

/** A part of a file may be mapped twice, where code and data meet. */
const codeFirst = (mappings: readonly Mapping[]): readonly Mapping[] =>
  [...mappings].sort((one, other) => Number(other.protection[2] === "x") - Number(one.protection[2] === "x"));

const isFile = (path: string): boolean => path.startsWith("/");

function filesIn(bytes: Uint8Array): string[] {
  try {
    const files: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (Array.isArray(files) && files.every((file) => typeof file === "string")) return files;
  } catch {
    // Not JSON.
  }
  throw noBackpatches();
}

const noBackpatches = (): StalkerError =>
  new StalkerError({
    code: "invalid-argument",
    message: "the bytes hold no backpatches",
    hint: "give what serializeBackpatches returned",
  });
