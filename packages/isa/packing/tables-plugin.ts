import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Plugin } from "esbuild";
import type { DecodeTables } from "../src/decoding/tables.js";
import { unpackTables } from "../src/decoding/unpack-tables.js";
import { evaluate } from "./evaluate.js";
import { packTables } from "./pack-tables.js";

/** The modules that make the tables of a decoder, each with one function. */
const MODULES = /[\\/]decoding[\\/](a32|t32)-tables\.ts$/;

/**
 * Builds the tables of decoders as packed texts, so that a decoder neither parses rows nor makes trees when a program starts.
 *
 * @throws {Error} if unpacking does not give the tables that were packed
 */
export const packDecoders: Plugin = {
  name: "pack-decoders",
  setup({ onLoad, esbuild }) {
    onLoad({ filter: MODULES }, async ({ path }) => {
      const name = basename(path, "-tables.ts") as "a32" | "t32";
      const module = await evaluate<Record<string, () => DecodeTables>>(esbuild, path);
      const tables = module[`${name}Tables`]!();
      const packed = packTables(tables);
      if (!isDeepStrictEqual(unpackTables(name, packed), tables)) {
        throw new Error(`the tables of ${path} are not the same when they are packed: look at packing/pack-tables.ts`);
      }
      const contents = `import { unpackTables } from "./unpack-tables.js";
export const ${name}Tables = () => unpackTables("${name}", ${JSON.stringify(packed)});
`;
      return { contents, loader: "ts" };
    });
  },
};
