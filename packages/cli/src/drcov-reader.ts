import { CliError } from "./errors.js";

/** A module of a coverage file. */
export interface DrcovModule {
  readonly path: string;
  /** What offsets of blocks are relative to. */
  readonly base: number;
  /** The address after its last byte. */
  readonly end: number;
}

/** A coverage file, read. */
export interface Drcov {
  readonly modules: readonly DrcovModule[];
  /** Blocks by the index of their module: offset from its base, and size in bytes. */
  readonly blocks: readonly { readonly module: number; readonly offset: number; readonly size: number }[];
}

const ENTRY_BYTES = 8;

/**
 * Reads a drcov file of version 2 or 3, with a module table of version 2 to 5, whose blocks are binary.
 *
 * @param name - of the file, for the error
 * @throws {CliError} `not-drcov`
 */
export function readDrcov(bytes: Uint8Array, name: string): Drcov {
  let at = 0;
  const fail = (reason: string): never => {
    throw new CliError("not-drcov", `${name} ${reason}`, "give a file that armstalker coverage or drcov has written");
  };
  const line = (): string => {
    const end = bytes.indexOf(10, at);
    if (end === -1) return fail(at === 0 ? "is no drcov file" : "is cut off");
    const text = Buffer.from(bytes.subarray(at, end)).toString("utf8");
    at = end + 1;
    return text.trimEnd();
  };
  const match = (pattern: RegExp, reason: string): RegExpExecArray => pattern.exec(line()) ?? fail(reason);
  match(/^DRCOV VERSION: ([23])$/, "is no drcov file of version 2 or 3");
  match(/^DRCOV FLAVOR: /, "has no flavor");
  const table = match(/^Module Table: (?:version (\d+), count )?(\d+)$/, "has no module table");
  const count = Number(table[2]);
  const columns =
    table[1] === undefined ? ["id", "size", "path"] : match(/^Columns: (.*)$/, "has no columns")[1]!.split(", ");
  const modules: DrcovModule[] = [];
  for (let index = 0; index < count; index++) {
    const cells = line().trim().split(", ");
    // A path may have commas itself.
    const row = new Map(
      columns.map((column, place) => [
        column,
        place === columns.length - 1 ? cells.slice(place).join(", ") : cells[place],
      ]),
    );
    const base = Number(row.get("base") ?? row.get("start"));
    const end = Number(row.get("end"));
    const path = row.get("path");
    if (!Number.isFinite(base) || !Number.isFinite(end) || path === undefined)
      fail(`has a module ${index} without a place`);
    // Version 3 has two spaces before a path.
    modules.push({ base, end, path: path!.trimStart() });
  }
  const blockCount = Number(match(/^BB Table: (\d+) bbs$/, "has no table of blocks")[1]);
  if (bytes.length - at < blockCount * ENTRY_BYTES) fail("is cut off");
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, blockCount * ENTRY_BYTES);
  const blocks = Array.from({ length: blockCount }, (_, index) => ({
    offset: view.getUint32(index * ENTRY_BYTES, true),
    size: view.getUint16(index * ENTRY_BYTES + 4, true),
    module: view.getUint16(index * ENTRY_BYTES + 6, true),
  }));
  if (blocks.some(({ module }) => module >= modules.length)) fail("has a block of no module");
  return { modules, blocks };
}
