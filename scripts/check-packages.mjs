// Checks every published package as its users get it: packs all, lints the tarballs (publint, are-the-types-wrong), installs
// them together in a fresh project, imports them from ESM and from CommonJS, compiles against their types, and
// compares what they export with packages/NAME/test/exports.txt. `--update` rewrites those files instead.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { SetupError } from "./run.mjs";
import { main, root, runTool, setup } from "./setup.mjs";

const update = process.argv.includes("--update");

/** What a user's bundle may grow by, minified, with all dependencies. */
const sizeLimits = {
  "@armstalker/arm-writer": { only: "ArmWriter", bytes: 60 * 1024 },
  "@armstalker/thumb-writer": { only: "ThumbWriter", bytes: 60 * 1024 },
};

/** Why the check fails, in the end. */
const problems = [];

await main(async () => {
  await setup();
  const packages = publishedPackages();
  if (packages.length === 0) throw new SetupError("There is no package under packages/ that is not private.");
  if ((await runTool("turbo", ["run", "build", "--filter=./packages/*", "--output-logs=errors-only"])) !== 0) {
    throw new SetupError("The build failed: there is nothing to check.");
  }

  const folder = mkdtempSync(join(tmpdir(), "armstalker-packages-"));
  try {
    for (const each of packages) pack(each, folder);
    for (const each of packages) lint(each);
    const project = installTogether(packages, folder);
    const declared = await declaredExports(packages, project);
    const fromEsm = valueExports(packages, project, "esm");
    const fromCommonJs = valueExports(packages, project, "cjs");
    for (const { name, entries } of packages) {
      for (const { specifier } of entries) {
        const values = declared.get(specifier).filter(({ isValue }) => isValue);
        const names = values.map((each) => each.name);
        // The bundler of types makes a value of a class that is exported as `export { type Name }`.
        compare(`${specifier}: values by its types (-), at run time (+)`, names, fromEsm[specifier]);
        compare(`${specifier}: exports as ESM (-), as CommonJS (+)`, fromEsm[specifier], fromCommonJs[specifier]);
      }
      const count = entries.reduce((sum, { specifier }) => sum + declared.get(specifier).length, 0);
      console.log(`${name}: ${count} names exported`);
    }
    compile(packages, project, declared);
    for (const format of ["esm", "cjs"]) checkErrors(packages, project, format);
    for (const each of packages) compareWithSnapshot(each, declared);
    for (const each of packages) runReadme(each, project);
    for (const each of packages) await checkSize(each, project);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  for (const problem of problems) console.error(`\n${problem}`);
  console.log(`\n${packages.length} packages checked, ${problems.length} problems`);
  return problems.length > 0 ? 1 : 0;
});

function publishedPackages() {
  const folder = join(root, "packages");
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, "package.json")))
    .map((path) => ({ path, manifest: JSON.parse(readFileSync(join(path, "package.json"), "utf8")) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ path, manifest }) => ({
      path,
      name: manifest.name,
      tarball: "",
      // Each subpath that is a module: not "./package.json".
      entries: Object.keys(manifest.exports ?? { ".": "" })
        .filter((subpath) => !subpath.endsWith(".json"))
        .map((subpath) => ({ subpath, specifier: manifest.name + subpath.slice(1) })),
    }));
}

function pack(each, folder) {
  const { status, stdout, stderr } = run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: each.path });
  if (status !== 0) throw new SetupError(`npm pack failed for ${each.name}:\n${stderr}`);
  // Scripts of the package may print before; npm 11 prints an array, later ones an object by name.
  const answer = JSON.parse(stdout.slice(stdout.search(/^[[{]/m)));
  const [{ filename, size, unpackedSize }] = Object.values(answer);
  // Some versions of npm write the scope's slash here, none into the name of the file.
  each.tarball = join(folder, filename.replace(/^@/, "").replace("/", "-"));
  console.log(`${each.name}: ${(size / 1024).toFixed(1)} KiB packed, ${(unpackedSize / 1024).toFixed(1)} KiB unpacked`);
}

function lint({ name, tarball }) {
  const tools = [
    ["publint", ["run", tarball, "--strict"]],
    ["attw", [tarball, "--no-definitely-typed", "--no-emoji", "--format", "ascii"]],
  ];
  for (const [tool, args] of tools) {
    const { status, stdout, stderr } = run(join(root, "node_modules", ".bin", tool), args);
    if (status !== 0) problems.push(`${tool} on ${name}:\n${stdout}${stderr}`.trimEnd());
  }
}

function installTogether(packages, folder) {
  const project = join(folder, "project");
  mkdirSync(project);
  const dependencies = Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:${tarball}`]));
  // Else npm may ask the registry for the siblings that a package depends on.
  const overrides = Object.fromEntries(packages.map(({ name }) => [name, `$${name}`]));
  writeJson(join(project, "package.json"), { private: true, type: "module", dependencies, overrides });
  const { status, stdout, stderr } = run(
    "npm",
    ["install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"],
    { cwd: project },
  );
  if (status !== 0) throw new SetupError(`The packages cannot be installed together:\n${stdout}${stderr}`);
  return project;
}

/** The names of the values that each entry has at run time, sorted, by specifier. */
function valueExports(packages, project, format) {
  const { specifiers, file, load } = loader(packages, project, format, "exports");
  const program =
    `const found = {};\n` +
    `for (const specifier of ${specifiers}) found[specifier] = Object.keys(${load("specifier")}).sort();\n` +
    "process.stdout.write(JSON.stringify(found));\n";
  writeFileSync(file, program);
  const { status, stdout, stderr } = run(process.execPath, [file], { cwd: project });
  if (status !== 0) throw new SetupError(`The packages cannot be loaded as ${format}:\n${stderr}`);
  return JSON.parse(stdout);
}

/** Each error class of a package stands on the base class, in both formats, and its errors say what to do. */
function checkErrors(packages, project, format) {
  const { specifiers, file, load } = loader(packages, project, format, "errors");
  const program =
    `const { ArmstalkerError } = ${load('"@armstalker/errors"')};\n` +
    `for (const specifier of ${specifiers}) {\n` +
    `  for (const [name, value] of Object.entries(${load("specifier")})) {\n` +
    "    if (!/Error$/.test(name) || !(value.prototype instanceof Error) || value === ArmstalkerError) continue;\n" +
    "    if (!(value.prototype instanceof ArmstalkerError)) console.log(specifier, name);\n" +
    "  }\n" +
    "}\n";
  writeFileSync(file, program);
  const { status, stdout, stderr } = run(process.execPath, [file], { cwd: project });
  if (status !== 0) throw new SetupError(`The errors of the packages cannot be looked at as ${format}:\n${stderr}`);
  if (stdout !== "") problems.push(`Error classes that are no ArmstalkerError as ${format}:\n${stdout}`.trimEnd());
}

/** What a program in one of the formats is made of that loads every entry. */
function loader(packages, project, format, name) {
  const specifiers = JSON.stringify(packages.flatMap(({ entries }) => entries.map(({ specifier }) => specifier)));
  const load = (specifier) => (format === "esm" ? `await import(${specifier})` : `require(${specifier})`);
  return { specifiers, load, file: join(project, `${name}.${format === "esm" ? "mjs" : "cjs"}`) };
}

/** What the types of each entry export, sorted, by specifier: { name, kind, isValue }. */
async function declaredExports(packages, project) {
  const { default: ts } = await import("typescript");
  const options = compilerOptions("nodenext");
  const specifiers = packages.flatMap(({ entries }) => entries.map(({ specifier }) => specifier));
  const file = join(project, "declared.mts");
  writeFileSync(file, specifiers.map((specifier, index) => `import * as m${index} from "${specifier}";\n`).join(""));
  const { options: parsed } = ts.convertCompilerOptionsFromJson(options, project);
  const program = ts.createProgram([file], parsed);
  const checker = program.getTypeChecker();
  const declared = new Map();
  for (const statement of program.getSourceFile(file).statements) {
    const specifier = statement.moduleSpecifier.text;
    const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
    if (module === undefined) throw new SetupError(`${specifier} has no types that TypeScript finds.`);
    const exports = checker.getExportsOfModule(module).map((exported) => {
      const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
      const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
      // `export { type Name }` of a class exports no value.
      const isTypeOnly = (exported.declarations ?? []).some((declaration) =>
        ts.isTypeOnlyExportDeclaration(declaration),
      );
      const isValue = !isTypeOnly && (symbol.flags & ts.SymbolFlags.Value) !== 0;
      return { name: exported.name, kind: kindOf(ts, symbol, isTypeOnly), isValue };
    });
    exports.sort((a, b) => (a.name < b.name ? -1 : 1));
    declared.set(specifier, exports);
  }
  return declared;
}

function kindOf(ts, symbol, isTypeOnly) {
  const kinds = [
    ["class", ts.SymbolFlags.Class],
    ["enum", ts.SymbolFlags.Enum],
    ["function", ts.SymbolFlags.Function],
    ["const", ts.SymbolFlags.Variable],
    ["namespace", ts.SymbolFlags.ValueModule],
    ["interface", ts.SymbolFlags.Interface],
    ["type", ts.SymbolFlags.TypeAlias],
  ];
  const found = kinds.filter(([, flag]) => (symbol.flags & flag) !== 0).map(([kind]) => kind);
  return `${isTypeOnly ? "only as a type: " : ""}${found.join(" + ") || "other"}`;
}

/** A program that imports every name, as an ES module and as CommonJS, under both ways of finding modules. */
function compile(packages, project, declared) {
  const lines = [];
  for (const [index, { specifier }] of packages.flatMap(({ entries }) => entries).entries()) {
    lines.push(`import * as module${index} from "${specifier}";`, `void module${index};`);
    for (const { name, isValue } of declared.get(specifier)) {
      if (name === "default") continue;
      const local = `${name}_${index}`;
      lines.push(`import ${isValue ? "" : "type "}{ ${name} as ${local} } from "${specifier}";`);
      lines.push(isValue ? `void ${local};` : `export type { ${local} };`);
    }
  }
  const source = `${lines.join("\n")}\n`;
  for (const name of ["consumer.mts", "consumer.cts"]) writeFileSync(join(project, name), source);
  for (const [resolution, files] of [
    ["nodenext", ["consumer.mts", "consumer.cts"]],
    ["bundler", ["consumer.mts"]],
  ]) {
    writeJson(join(project, "tsconfig.json"), { compilerOptions: compilerOptions(resolution), files });
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const { status, stdout } = run(process.execPath, [tsc, "-p", project, "--pretty", "false"], { cwd: project });
    if (status !== 0) problems.push(`Types do not compile with moduleResolution ${resolution}:\n${stdout}`.trimEnd());
  }
}

function compilerOptions(resolution) {
  return {
    target: "es2022",
    lib: ["es2023"],
    module: resolution === "bundler" ? "preserve" : "nodenext",
    moduleResolution: resolution,
    strict: true,
    noEmit: true,
    // The packages' own declarations are checked too.
    skipLibCheck: false,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
  };
}

function compareWithSnapshot({ name, path, entries }, declared) {
  const file = join(path, "test", "exports.txt");
  const lines = entries.flatMap(({ specifier }) =>
    declared.get(specifier).map((each) => `${specifier}: ${each.name} (${each.kind})`),
  );
  if (update) {
    mkdirSync(join(path, "test"), { recursive: true });
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    return;
  }
  const command = "`npm run check:packages -- --update`";
  if (!existsSync(file)) {
    problems.push(`${name}: ${relative(root, file)} is missing. Write it with ${command}.`);
    return;
  }
  const known = readFileSync(file, "utf8").split("\n").filter(Boolean);
  compare(`${name}: exports differ from ${relative(root, file)}. If they should, run ${command}`, known, lines);
}

/** Runs the program of a README, if it says what it prints, and compares. */
function runReadme({ name, path }, project) {
  const readme = readFileSync(join(path, "README.md"), "utf8");
  const [, program, expected] = /```js\n([\s\S]*?)```\n\nIt prints:\n\n```\n([\s\S]*?)```/.exec(readme) ?? [];
  if (program === undefined) return;
  const [, source, command, assembly] = /`([\w.]+)`, built with `([^`]+)`:\n\n```asm\n([\s\S]*?)```/.exec(readme) ?? [];
  if (source !== undefined) {
    writeFileSync(join(project, source), assembly);
    const { status, stderr } = run("sh", ["-c", command], { cwd: project });
    if (status !== 0) problems.push(`${name}: ${source} of the README cannot be built:\n${stderr}`.trimEnd());
  }
  const file = join(project, "readme.mjs");
  writeFileSync(file, program);
  const { status, stdout, stderr } = run(process.execPath, [file], { cwd: project });
  const printed = stdout.replace(/[ \t]+$/gm, "");
  if (status !== 0) problems.push(`${name}: the program of the README fails:\n${stderr}`.trimEnd());
  else if (printed !== expected)
    problems.push(`${name}: the program of the README prints something else:\n${printed}`.trimEnd());
  else console.log(`${name}: the program of the README prints what it says`);
}

/** Bundles the class that a package is there for, as a user's bundler would, and looks at its size. */
async function checkSize({ name }, project) {
  const limit = sizeLimits[name];
  if (limit === undefined) return;
  const { build } = await import("esbuild");
  const options = { bundle: true, minify: true, format: "esm", platform: "neutral", target: "es2022", write: false };
  const contents = `export { ${limit.only} } from "${name}";`;
  const mainFields = ["module", "main"];
  const { outputFiles } = await build({ ...options, mainFields, stdin: { contents, resolveDir: project } });
  const size = outputFiles[0].contents.length;
  console.log(`${name}: ${limit.only} alone has ${size} bytes minified, of at most ${limit.bytes}`);
  if (size > limit.bytes) problems.push(`${name}: ${limit.only} alone has ${size} bytes, more than ${limit.bytes}`);
}

/** Notes a problem that shows what is only in one of two lists. */
function compare(what, expected, found) {
  const gone = expected.filter((line) => !found.includes(line)).map((line) => `- ${line}`);
  const come = found.filter((line) => !expected.includes(line)).map((line) => `+ ${line}`);
  if (gone.length + come.length > 0) problems.push([what, ...gone, ...come].join("\n"));
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (result.error !== undefined) throw new SetupError(`${command} did not start: ${result.error.message}`);
  return result;
}

function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
