import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";

it("prints what the README says", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, program, output] = /```js\n([\s\S]*?)```\n\nIt prints:\n\n```\n([\s\S]*?)```/.exec(readme)!;
  const folder = mkdtempSync(fileURLToPath(new URL("readme-", import.meta.url)));
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((...values) => void lines.push(values.join(" ")));
  try {
    writeFileSync(`${folder}/program.mjs`, program!);
    await import(`${folder}/program.mjs`);
  } finally {
    log.mockRestore();
    rmSync(folder, { recursive: true });
  }
  expect(`${lines.join("\n")}\n`).toBe(output);
});
