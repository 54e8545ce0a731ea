import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Plugin } from "esbuild";
import type { Family } from "../src/row.js";
import { textOfFamilies, unpackFamilies } from "../src/rows/unpack.js";
import { evaluate } from "./evaluate.js";
import { pack } from "./pack.js";

/** The modules that list the encodings of an instruction set, each with one function of its own name. */
const LISTS = /[\\/]rows[\\/](a32|t32)\.ts$/;

/** Attributes that only the tables of decoders are made from: builds have those tables. */
const EFFECT = /^(f|s|t|u|in|out|raises|order|to):/;

/** Rows as programs need them, without spaces that only readers need. */
const withoutEffects = (family: Family): Family => ({
  ...family,
  rows: family.rows.map((row) => {
    const [id = "", bits = "", syntaxes = "", attributes = ""] = row.split("|").map((part) => part.trim());
    const rest = attributes.split(/ +/).filter((each) => !EFFECT.test(each));
    return [id, bits, syntaxes.replaceAll(", ", ","), [...new Set(rest)].join(" ")].join("|");
  }),
});

/** What packed modules say, by the text of their families: packing takes seconds, and each format is built. */
const known = new Map<string, string>();

/**
 * Builds the lists of encodings as packed texts, which are unpacked when they are asked for. Most of an assembler would be
 * rows otherwise.
 *
 * @throws {Error} if unpacking does not give the rows of the source
 */
export const packRows: Plugin = {
  name: "pack-rows",
  setup({ onLoad, esbuild }) {
    onLoad({ filter: LISTS }, async ({ path }) => {
      const name = basename(path, ".ts");
      const module = await evaluate<Record<string, () => Family[]>>(esbuild, path);
      const families = module[name]!().map(withoutEffects);
      const text = textOfFamilies(families);
      const packed = known.get(text) ?? pack(text);
      known.set(text, packed);
      if (!isDeepStrictEqual(unpackFamilies(packed), families)) {
        throw new Error(`the rows of ${path} are not the same when they are packed: look at packing/pack.ts`);
      }
      const contents = `import { unpackFamilies } from "./unpack.js";
export const ${name} = () => unpackFamilies(${JSON.stringify(packed)});
`;
      return { contents, loader: "ts" };
    });
  },
};
