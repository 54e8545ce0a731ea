import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, vi } from "vitest";

/** The command, built. */
export const command: string = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));
export const root: string = fileURLToPath(new URL("../../../../", import.meta.url));

/** A folder for a test file, removed at its end. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "armstalker-ends-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes "ready", then waits for ever. The program's own SIGINT handler, if it has one, writes "caught". */
export const WAITS: string = `
  mov r7, #4; mov r0, #1; adr r1, ready; mov r2, #5; svc #0
again: mov r7, #29; svc #0
  b again
ready: .ascii "ready"`;
export const CATCHES: string = `
  mov r7, #67; mov r0, #2; adr r1, action; mov r2, #0; svc #0
  b waits
  .align 2
action: .word handler, 0x04000000, restorer, 0
restorer: mov r7, #119; svc #0
handler: mov r7, #4; mov r0, #1; adr r1, caught; mov r2, #6; svc #0
  bx lr
caught: .ascii "caught"
  .align 2
waits: ${WAITS}`;
/** Ends with status 7. */
export const ENDS: string = "mov r7, #1; mov r0, #7; svc #0";

/** Builds a program that begins at 0x20000, without a library: its blocks are known. */
export function build(path: string, source: string): string {
  writeFileSync(`${path}.S`, `.syntax unified\n.globl _start\n_start: ${source}\n`);
  execFileSync("arm-linux-gnueabihf-gcc", ["-nostdlib", "-static", "-Wl,-Ttext=0x20000", "-o", path, `${path}.S`]);
  return path;
}

/** Command lines of running processes that have a text in them. */
function running(text: string): string[] {
  return readdirSync("/proc").flatMap((name) => {
    try {
      const line = /^\d+$/.test(name) ? readFileSync(`/proc/${name}/cmdline`, "latin1") : "";
      return line.includes(text) ? [line.replaceAll("\0", " ")] : [];
    } catch {
      return [];
    }
  });
}

/** Resolves when no process is left whose command line has a text in it. */
export async function nothingRuns(text: string): Promise<void> {
  await vi.waitFor(
    () => {
      const left = running(text);
      if (left.length > 0) throw new Error(`still running: ${left.join(", ")}`);
    },
    { timeout: 60_000, interval: 20 },
  );
}

/** A command that runs another one in a terminal, which closes when this one is killed. Its standard input is typed there. */
export function inTerminal(command: readonly string[]): [string, string[]] {
  return ["python3", ["-c", "import pty, sys; pty.spawn(sys.argv[1:])", ...command]];
}
