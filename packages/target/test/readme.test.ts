import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { expect, it, vi } from "vitest";

it("prints what the README says", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, command] = /built with `([^`]*)`/.exec(readme)!;
  const [, assembly] = /```asm\n([\s\S]*?)```/.exec(readme)!;
  const [, program, output] = /```js\n([\s\S]*?)```\n\nIt prints:\n\n```\n([\s\S]*?)```/.exec(readme)!;
  const folder = mkdtempSync(fileURLToPath(new URL("readme-", import.meta.url)));
  const before = process.cwd();
  const lines: string[] = [];
  const text = (value: unknown): string => (typeof value === "string" ? value : inspect(value));
  const log = vi.spyOn(console, "log").mockImplementation((...values) => void lines.push(values.map(text).join(" ")));
  try {
    process.chdir(folder);
    writeFileSync("count.S", assembly!);
    const [tool, ...flags] = command!.split(" ");
    execFileSync(tool!, flags);
    writeFileSync("program.mjs", program!);
    await import(`${folder}/program.mjs`);
  } finally {
    log.mockRestore();
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
  expect(`${lines.join("\n")}\n`).toBe(output);
});
