import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hasCode } from "@armstalker/native-os";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Native, native } from "../src/native.js";

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..");
const isLinux = process.platform === "linux";

/** A copy of the package as it is installed, without the addon unless `addon` names one. */
function installed(addon: string | undefined, use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "native-os-package-"));
  try {
    const { resolve } = createRequire(import.meta.url);
    const target = join(folder, "node_modules/@armstalker/native-os");
    for (const [from, to] of [
      [packageFolder, target],
      [dirname(resolve("@armstalker/errors/package.json")), join(target, "../errors")],
    ] as const) {
      for (const name of ["package.json", "dist"]) cpSync(join(from, name), join(to, name), { recursive: true });
    }
    cpSync(dirname(resolve("node-gyp-build")), join(folder, "node_modules/node-gyp-build"), { recursive: true });
    if (addon !== undefined) {
      const place = join(target, "prebuilds", `linux-${process.arch}`);
      mkdirSync(place, { recursive: true });
      cpSync(addon, join(place, "@armstalker+native-os.node"));
    }
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const runIn = (cwd: string, ...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd, encoding: "utf8" }).trim();

/**
 * A copy of the addon for which Node allows no ArrayBuffer over native memory, and the library to start Node with: the addon asks for a function
 * of another name, which the library has, and which answers as such an engine does.
 */
function withoutExternalBuffers(folder: string): { addon: string; library: string } {
  const [addon, source, library] = ["addon.node", "refuse.c", "refuse.so"].map((name) => join(folder, name));
  const bytes = readFileSync(join(packageFolder, "build/Release/native_os.node"), "latin1");
  const name = "napi_create_external_arraybuffer";
  const other = name.replace(/r$/, "X");
  expect(bytes).toContain(`\0${name}\0`);
  writeFileSync(addon!, bytes.replaceAll(`\0${name}\0`, `\0${other}\0`), "latin1");
  // napi_no_external_buffers_allowed
  writeFileSync(source!, `int ${other}(void) { return 22; }\n`);
  execFileSync("cc", ["-shared", "-fPIC", "-o", library!, source!]);
  return { addon: addon!, library: library! };
}

describe.runIf(isLinux)("the addon", () => {
  test("no function takes arguments of the wrong kind, in any number", () => {
    const wrong = fc.constantFrom<unknown>(
      undefined,
      null,
      -1,
      0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      -(2 ** 60),
      // A name for nobody: the system would stop reading in its middle.
      "te\0xt",
      true,
      1n,
      {},
      [1],
      Symbol("s"),
      new Uint16Array(3),
      new ArrayBuffer(8),
      () => 1,
    );
    const table = native();
    const needNothing = new Set(["pageSize", "isRwxAllowed", "threadId", "pipe"]);
    // A function is what this one wants: it is given anything but.
    const names = (Object.keys(table) as (keyof Native)[]).filter((name) => !needNothing.has(name));
    expect(names.length).toBeGreaterThan(25);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(wrong, { maxLength: 9 }), (name, args) => {
        if (name === "createNotifier" && typeof args[0] === "function") return;
        let thrown: unknown;
        try {
          (table[name] as (...list: unknown[]) => unknown)(...args);
        } catch (error) {
          thrown = error;
        }
        const isRefused = hasCode(thrown, "invalid-argument") || hasCode(thrown, "unsupported");
        expect(isRefused, `${name}: ${thrown}`).toBe(true);
      }),
      { numRuns: 3000, endOnFailure: true },
    );
  });

  test("wait takes no end that libuv waits for, asked for by its id or by ids that the results overwrite", async () => {
    const child = spawn("sh", ["-c", "exit 9"], { stdio: "ignore" });
    const ended = once(child, "exit");
    const id = child.pid!;
    // This thread does not let libuv look before.
    while (!/^State:\s*Z/m.test(readFileSync(`/proc/${id}/status`, "utf8")));
    const out = new Int32Array(2);
    expect(native().wait(Int32Array.of(id), out, 0)).toBe(1);
    expect([...out]).toEqual([id, -1]);
    // The system has no such ids: each is answered with -1, which to the system means any child.
    for (const shared of [new ArrayBuffer(64), new SharedArrayBuffer(64)]) {
      const all = new Int32Array(shared);
      all.fill(0x3fffff00, 0, 4);
      expect(native().wait(all.subarray(0, 4), all.subarray(1), 0)).toBe(4);
    }
    for (const wrong of [0, -1, -id]) {
      expect(() => native().wait(Int32Array.of(id, wrong), new Int32Array(4), 0)).toThrow("greater than zero");
    }
    expect(await ended).toEqual([9, null]);
  });

  test("only three files call N-API, and they look at every status", () => {
    const calls = readdirSync(join(packageFolder, "native")).flatMap((name) =>
      readFileSync(join(packageFolder, "native", name), "utf8")
        .split("\n")
        .filter((line) => /\bnapi_\w+\(/.test(line) && !line.trimStart().startsWith("//"))
        .map((line) => ({ name, line })),
    );
    expect(new Set(calls.map(({ name }) => name))).toEqual(new Set(["addon.cc", "arguments.cc", "waker.cc"]));
    expect(calls.length).toBeGreaterThan(30);
    expect(calls.filter(({ line }) => /^\s*napi_\w+\(/.test(line))).toEqual([]);
  });

  test("node-addon-api is used only where it neither ends Node nor drops a status", () => {
    const lines = readdirSync(join(packageFolder, "native")).flatMap((name) =>
      readFileSync(join(packageFolder, "native", name), "utf8")
        .split("\n")
        .filter((line) => !line.trimStart().startsWith("//")),
    );
    const types = new Set(lines.flatMap((line) => [...line.matchAll(/\bNapi::(\w+)/g)].map(([, type]) => type)));
    const harmless = "Boolean CallbackInfo Env Function Number Object String TypedArrayOf Value".split(" ");
    expect([...types].sort()).toEqual(harmless);
    // What makes an Error of a status, or answers without it: the head of addon.cc has the reasons.
    const harmful =
      /\.(Call|MakeCallback|Set|Get|Has|Delete|Length|IsExceptionPending|GetAndClearPendingException|AddCleanupHook)\(|Function::New/;
    expect(lines.filter((line) => harmful.test(line))).toEqual([]);
  });

  test("a prebuilt binary is loaded, by both builds of the package, and their errors are their own", () => {
    installed(join(packageFolder, "build/Release/native_os.node"), (folder) => {
      const esm =
        'import { pageSize, NativeOsError, readMemory } from "@armstalker/native-os"; import { createRequire } from "node:module";';
      const both = `${esm} const other = createRequire(process.cwd() + "/")("@armstalker/native-os");
        const kinds = [[readMemory, NativeOsError], [other.readMemory, other.NativeOsError]].map(([read, Class]) => {
          try { read(0, 1); } catch (error) { return error instanceof Class; }
        });
        console.log(pageSize() === other.pageSize(), ...kinds);`;
      expect(runIn(folder, "--input-type=module", "-e", both)).toBe("true true true");
    });
  });

  test("the README's programs print what the README says", () => {
    const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
    const programs = [...readme.matchAll(/```js\n([\s\S]*?)```\n\n((?: {4}.*\n)+)/g)];
    expect(programs).toHaveLength(2);
    installed(join(packageFolder, "build/Release/native_os.node"), (folder) => {
      for (const [, program, output] of programs) {
        const expected = output!.replace(/^ {4}/gm, "").trim();
        expect(runIn(folder, "--input-type=module", "-e", program!)).toBe(expected);
      }
    });
  });

  test("where the engine allows no ArrayBuffer over native memory, shared memory says so, and keeps nothing", () => {
    const folder = mkdtempSync(join(tmpdir(), "native-os-refused-"));
    try {
      const { addon, library } = withoutExternalBuffers(folder);
      const script = `const { SharedMemory } = require("@armstalker/native-os");
        const { readFileSync, readdirSync, readlinkSync } = require("node:fs");
        const name = (file) => { try { return readlinkSync("/proc/self/fd/" + file); } catch { return ""; } };
        try { SharedMemory.create({ size: 1, name: "kept" }); } catch (error) { console.log(error.name, error.code, error.hint.length > 0); }
        console.log(readFileSync("/proc/self/maps", "latin1").includes("kept"), readdirSync("/proc/self/fd").filter((file) => name(file).includes("kept")).length);`;
      installed(addon, (cwd) => {
        const env = { ...process.env, LD_PRELOAD: library };
        const output = execFileSync(process.execPath, ["-e", script], { cwd, env, encoding: "utf8" });
        expect(output.trim()).toBe("NativeOsError unsupported true\nfalse 0");
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("without a binary, the import works and the first use says what to type", () => {
    installed(undefined, (folder) => {
      const script = `const { pageSize } = require("@armstalker/native-os");
        try { pageSize(); } catch (error) { console.log(error.code, "|", error.hint); }`;
      expect(runIn(folder, "-e", script)).toMatch(/^load-failed \| type: cd .*native-os && npx node-gyp rebuild/);
    });
  });

  test("it works in worker threads, and a worker that ends leaves it working", () => {
    const script = `const { Worker } = require("node:worker_threads");
      const path = ${JSON.stringify(join(packageFolder, "dist/index.cjs"))};
      const one = () => new Promise((resolve) => new Worker(
        "const { Tracer } = require(" + JSON.stringify(path) + "); const tracer = new Tracer();" +
        "const target = tracer.spawn('/bin/true', []); target.resume();" +
        "tracer.wait().then((event) => require('node:worker_threads').parentPort.postMessage(event.type));", { eval: true })
        .once("message", resolve));
      (async () => { for (let i = 0; i < 3; i++) console.log(await one(), await one()); process.exit(0); })();`;
    expect(runIn(packageFolder, "-e", script)).toBe("exit exit\nexit exit\nexit exit");
  });
});

test("on another operating system the package imports, and its first use says so", () => {
  expect(existsSync(join(packageFolder, "dist/index.cjs"))).toBe(true);
  const script = `Object.defineProperty(process, "platform", { value: "sunos" });
    const os = require(${JSON.stringify(join(packageFolder, "dist/index.cjs"))});
    for (const use of [() => os.pageSize(), () => os.memoryMap(), () => os.connect({ path: "/x" }), () => new os.Tracer().spawn("/bin/true")]) {
      try { use(); console.log("worked"); } catch (error) { console.log(error.code); }
    }`;
  expect(runIn(packageFolder, "-e", script)).toBe(Array(4).fill("unsupported-platform").join("\n"));
});
