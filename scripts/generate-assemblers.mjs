// Writes the signatures of the assemblers' methods from the rows of the instruction tables.
//   node scripts/generate-assemblers.mjs            writes them
//   node scripts/generate-assemblers.mjs --check    fails if they are not up to date
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The instruction set package, bundled from its source, so that no build is needed before. */
async function loadIsa() {
  const folder = mkdtempSync(join(tmpdir(), "armstalker-"));
  try {
    const outfile = join(folder, "isa.mjs");
    await build({
      entryPoints: [join(root, "packages/isa/src/index.ts")],
      bundle: true,
      format: "esm",
      platform: "node",
      conditions: ["@armstalker/source"],
      outfile,
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const reserved = new Set(["const", "in", "do", "if", "for", "with", "new", "case", "else", "void", "this"]);

function parameterName(name, used) {
  const words = name.replace(/[^A-Za-z0-9]+(.)?/g, (_, letter) => (letter ?? "").toUpperCase());
  const plain = words === "" || /^\d/.test(words) ? `value${words}` : words[0].toLowerCase() + words.slice(1);
  const base = reserved.has(plain) || plain === "options" ? `${plain}Value` : plain;
  let unique = base;
  for (let count = 2; used.has(unique); count++) unique = `${base}${count}`;
  used.add(unique);
  return unique;
}

/** The methods of a table's encodings from a row number on. */
function signatures(isa, table, first, name, what) {
  const types = new Set(["AssembleOptions"]);
  const methods = [];
  for (const mnemonic of [...table.mnemonics].sort()) {
    const byParameters = new Map();
    const add = (parameters, id) => {
      const key = parameters.map(([, type]) => type).join();
      const known = byParameters.get(key);
      if (known === undefined) byParameters.set(key, { parameters, ids: [id] });
      else if (!known.ids.includes(id)) known.ids.push(id);
    };
    const candidates = table.candidates(mnemonic).filter(({ row }) => row.number >= first);
    const forms = candidates.map(({ row, syntax }) => {
      const used = new Set();
      const decoders = isa.decodersOf(syntax);
      const parameters = isa.encodingOf(syntax).operands.map(({ name }, index) => {
        const { inputType } = decoders[index];
        for (const [type] of inputType.replace(/"[^"]*"/g, "").matchAll(/[A-Z]\w+/g)) types.add(type);
        return [parameterName(name, used), inputType];
      });
      return { parameters, id: row.id };
    });
    for (const { parameters, id } of forms) add(parameters, id);
    if (isa.mayOmitDestination(mnemonic)) {
      for (const { parameters, id } of forms) {
        const [[name, type], first, second] = parameters;
        const used = new Set([name]);
        const twice = [
          [name, type],
          [parameterName("Rn", used), type],
        ];
        if (parameters.length === 2) add([...twice, [parameterName(first[0], used), first[1]]], id);
        else if (parameters.length === 3 && type === first[1]) add([[name, type], second], id);
      }
    }
    for (const { parameters, ids } of byParameters.values()) {
      const list = parameters.map(([parameter, type]) => `${parameter}: ${type}, `).join("");
      methods.push(`  /** ${ids.join(", ")} */\n  ${isa.methodOf(mnemonic)}(${list}options?: AssembleOptions): void;`);
    }
  }
  return `// Written by scripts/generate-assemblers.mjs from the rows of @armstalker/isa.
import type { ${[...types].sort().join(", ")} } from "@armstalker/isa";

/** ${what}: a method for each mnemonic, with its encodings' names above each form. */
export interface ${name} {
${methods.join("\n")}
}
`;
}

const isa = await loadIsa();
const outputs = [
  ["arm", "Arm", isa.a32Table(), isa.a32FullTable()],
  ["thumb", "Thumb", isa.t32Table(), isa.t32FullTable()],
].flatMap(([folder, prefix, table, full]) => {
  const set = table.set.toUpperCase();
  const assembler = `The encodings of ${set} but Advanced SIMD and VFP arithmetic and moves`;
  const vectors = `Advanced SIMD and VFP arithmetic and moves of ${set}`;
  const path = `packages/${folder}-writer/src/${folder}`;
  return [
    [`${path}-assembler.generated.ts`, signatures(isa, table, 0, `${prefix}Assembler`, assembler)],
    [`${path}-vectors.generated.ts`, signatures(isa, full, table.length, `${prefix}VectorAssembler`, vectors)],
  ];
});
for (const [path, text] of outputs) {
  if (!process.argv.includes("--check")) {
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}, ${text.length} characters`);
  } else if (readFileSync(join(root, path), "utf8") !== text) {
    console.error(`${path} is not up to date: run node scripts/generate-assemblers.mjs`);
    process.exitCode = 1;
  }
}
