import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";

/** The output of a README's program, and the output that the README shows. */
export interface ReadmeOutput {
  readonly printed: string;
  readonly shown: string;
}

/**
 * Builds the assembly code of a README, if it has some, and runs its first program. The program runs in this process, so that it imports the sources of
 * the packages.
 *
 * @param readme - the URL of the README
 * @param folder - the URL of a folder of the package, where the program finds the packages that it imports
 */
export async function runReadme(readme: URL, folder: URL): Promise<ReadmeOutput> {
  const text = readFileSync(readme, "utf8");
  const [, program, shown] = /```js\n([\s\S]*?)```\n\nIt prints:\n\n```\n([\s\S]*?)```/.exec(text)!;
  const [, source, command, assembly] = /`([\w.]+)`, built with `([^`]+)`:\n\n```asm\n([\s\S]*?)```/.exec(text) ?? [];
  const place = mkdtempSync(fileURLToPath(new URL("readme-", folder)));
  const before = process.cwd();
  const { log } = console;
  const lines: string[] = [];
  const shownAs = (value: unknown): string => (typeof value === "string" ? value : inspect(value));
  console.log = (...values: unknown[]) => void lines.push(values.map(shownAs).join(" "));
  try {
    process.chdir(place);
    if (source !== undefined) {
      writeFileSync(source, assembly!);
      const [tool, ...flags] = command!.split(" ");
      execFileSync(tool!, flags);
    }
    writeFileSync("program.mjs", program!);
    await import(/* @vite-ignore */ join(place, "program.mjs"));
  } finally {
    console.log = log;
    process.chdir(before);
    rmSync(place, { recursive: true });
  }
  return { printed: `${lines.join("\n")}\n`, shown: shown! };
}
