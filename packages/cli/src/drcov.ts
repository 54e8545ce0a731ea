import type { CodeRange } from "./coverage.js";
import { CliError } from "./errors.js";

/** A file in memory, and its code that ran. Modules may overlap: they were mapped one after the other. */
export interface CoveredModule {
  readonly path: string;
  readonly base: number;
  /** The address after its last byte. */
  readonly end: number;
  /** The blocks that ran. A block that does not begin in the module is left out. */
  readonly blocks: readonly CodeRange[];
}

const ENTRY_BYTES = 8;
/** The format keeps a size in 16 bits; T32 and A32 instructions stay whole at this one. */
const LARGEST_BLOCK = 0xfffc;
/** The format keeps the number of a module in 16 bits. */
const MOST_MODULES = 0x10000;

/**
 * Coverage as DynamoRIO's drcov writes it, which Lighthouse, Cartographer and others read: by default format version 2 with a version 2 module
 * table, in the columns that all of them know; or version 3 with a version 5 table, as current DynamoRIO has it, each module one segment.
 *
 * The text lines are followed by 8 bytes for each block, little-endian: the offset in its module (32 bits), its size (16
 * bits), the number of its module (16 bits).
 *
 * @throws {CliError} `cannot-write` for more than 65,536 modules
 */
export function writeDrcov(modules: readonly CoveredModule[], version: 2 | 3 = 2): Uint8Array {
  if (modules.length > MOST_MODULES) {
    const hint = "cover a shorter part of the program";
    throw new CliError("cannot-write", `drcov files have at most ${MOST_MODULES} modules, not ${modules.length}`, hint);
  }
  const sorted = [...modules].sort((a, b) => a.base - b.base);
  const entries: { offset: number; size: number; module: number }[] = [];
  sorted.forEach(({ base, end, blocks }, module) => {
    for (const block of blocks) {
      if (block.start < base || end <= block.start) continue;
      for (let at = block.start; at < block.end; at += LARGEST_BLOCK) {
        entries.push({ offset: at - base, size: Math.min(LARGEST_BLOCK, block.end - at), module });
      }
    }
  });
  entries.sort((a, b) => a.module - b.module || a.offset - b.offset);

  const header = Buffer.from(`${[...headerLines(sorted, version), `BB Table: ${entries.length} bbs`].join("\n")}\n`);
  const bytes = Buffer.alloc(header.length + entries.length * ENTRY_BYTES);
  header.copy(bytes);
  entries.forEach(({ offset, size, module }, index) => {
    const at = header.length + index * ENTRY_BYTES;
    bytes.writeUInt32LE(offset, at);
    bytes.writeUInt16LE(size, at + 4);
    bytes.writeUInt16LE(module, at + 6);
  });
  return bytes;
}

function headerLines(modules: readonly CoveredModule[], version: 2 | 3): string[] {
  const paths = modules.map(({ path }) => path.replaceAll("\n", "?"));
  if (version === 3) {
    return [
      "DRCOV VERSION: 3",
      "DRCOV FLAVOR: drcov-32",
      `Module Table: version 5, count ${modules.length}`,
      "Columns: id, containing_id, start, end, entry, offset, preferred_base, path",
      ...modules.map(({ base, end }, id) =>
        [`${id}`.padStart(3), `${id}`.padStart(3), hex(base), hex(end), hex(0), hex(0), hex(0), ` ${paths[id]}`].join(
          ", ",
        ),
      ),
    ];
  }
  // Entry point, checksum and timestamp are Windows', and none of the readers wants them.
  const rows = modules.map(({ base, end }, id) =>
    [id, hex(base), hex(end), hex(0), hex(0), hex(0), paths[id]].join(", "),
  );
  return [
    "DRCOV VERSION: 2",
    "DRCOV FLAVOR: drcov",
    `Module Table: version 2, count ${modules.length}`,
    "Columns: id, base, end, entry, checksum, timestamp, path",
    ...rows,
  ];
}

const hex = (value: number): string => `0x${value.toString(16).padStart(8, "0")}`;
