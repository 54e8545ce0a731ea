import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

// What an instruction is, the columns of `Facts` say. A name of a row or a mnemonic is for people, and for who wants to encode that very row.
// Not covered: names that are first put into a variable of another name.

const packages = fileURLToPath(new URL("../../", import.meta.url));

const tests: readonly RegExp[] = [
  // The name of a row, anywhere but in a text.
  /\brow\??\.id\b/,
  /\{[^{}]*\bid\b[^{}]*\}\s*=\s*[\w.#!?]*\brow\b/,
  /\bfind\([^()]*\)[?!]?\.id\b/,
  /\bid\.(startsWith|endsWith|includes|match|search)\(.*["'/][A-Z]{2,}/,
  // A mnemonic that something is made dependent on.
  /\bmnemonic\s*[!=]==?/,
  /[!=]==?\s*[\w.#!?]*\bmnemonic\b/,
  /\bmnemonic\.(startsWith|endsWith|includes|match|search|slice)\(/,
  /\b(test|exec|has|switch)\s*\([\w.#!?]*\bmnemonic\b/,
];

/** The lines of a source that test a name; what stands in `${}` of a text is left out. */
const linesThatTest = (source: string): string[] =>
  source.split("\n").filter((line) => tests.some((pattern) => pattern.test(line.replace(/\$\{[^}]*\}/g, ""))));

function sourcesOf(name: string): string[] {
  const folder = join(name, "src");
  if (!existsSync(join(packages, folder))) return [];
  return readdirSync(join(packages, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.generated)\.ts$/.test(file))
    .map((file) => join(folder, file));
}

describe("sources outside of isa", () => {
  it("test neither names of rows nor mnemonics", () => {
    const files = readdirSync(packages).flatMap((name) => (name === "isa" ? [] : sourcesOf(name)));
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((file) =>
      linesThatTest(readFileSync(join(packages, file), "utf8")).map((line) => `${file}: ${line.trim()}`),
    );
    expect(found, "ask Decoder.facts instead: see the section on facts of isa's README").toEqual([]);
  });

  it.each([
    'if (row.id.startsWith("BX_")) return true;',
    "/^LDM(IB)?_/.test(row.id)",
    'return instruction.row.id === "CBZ_T1";',
    "const { id } = instruction.row;",
    'decoder.find(word, size)?.id === "SVC_A1"',
    'const isCall = id.startsWith("BL_");',
    'if (instruction.mnemonic === "svc") stop();',
    'if ("svc" === insn.mnemonic) stop();',
    'instruction.mnemonic.startsWith("ldr")',
    "/^ldm/.test(instruction.mnemonic)",
    "switch (instruction.mnemonic) {",
  ])("are seen to do so in: %s", (line) => expect(linesThatTest(line)).toEqual([line]));

  it.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is a source
    "throw refuse(`${instruction.mnemonic} is UNPREDICTABLE in ${row.id}`);",
    'const lsr = new Template(table.row("MOV_r_A1"), ["Rd", "Rm"]);',
    "if (thread.id === other.id) return;",
    'if (attributes.id === undefined) throw badDocument("a thread has no id");',
    "this.putNamed(mnemonic, operands);",
  ])("may have: %s", (line) => expect(linesThatTest(line)).toEqual([]));
});
