import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { armstalker, compile, folderFor } from "./support/command.js";

const folder = folderFor("wrong");
const at = (name: string): string => join(folder, name);
const program = compile(folder, "prog", "int main(void) { return 0; }", "-static");
const dynamic = compile(folder, "dynamic", "int main(void) { return 0; }");
const object = compile(folder, "object.o", "int main(void) { return 0; }", "-c");
writeFileSync(at("script"), "#!/bin/sh\necho hello\n", { mode: 0o755 });
writeFileSync(at("text"), "hello\n");
writeFileSync(at("cut"), readFileSync(program).subarray(0, 60), { mode: 0o755 });
copyFileSync(program, at("unexecutable"));
chmodSync(at("unexecutable"), 0o644);
mkdirSync(at("empty"));
writeFileSync(at("wrong.mjs"), "export const nothing = 1;\n");
writeFileSync(at("syntax.mjs"), "export default (\n");

afterEach(() => vi.unstubAllEnvs());

/** What a newcomer types, and the one line that answers it: what is wrong with what, and what to do. */
const cases: [string, string[], RegExp][] = [
  [
    "no program",
    ["coverage"],
    /^bad-arguments: there is no program to follow: put it after --; armstalker coverage --help shows/,
  ],
  [
    "a command that there is not",
    ["covreage", "--", program],
    /there is no command covreage \(did you mean coverage\?\); armstalker --help/,
  ],
  ["a program where the command belongs", [program], /there is no command .*prog; armstalker --help/],
  [
    "an option that there is not",
    ["trace", "--ony", "a", "--", program],
    /there is no option --ony \(did you mean --only\?\); armstalker trace --help/,
  ],
  [
    "an option without its value",
    ["trace", "--format"],
    /--format needs a value: --format FORMAT; armstalker trace --help/,
  ],
  [
    "a format that there is not",
    ["trace", "--format", "xml", "--", program],
    /--format is text, firefox, perfetto, collapsed or speedscope, not xml;/,
  ],
  [
    "a number that is none",
    ["coverage", "--duration", "soon", "--", program],
    /--duration needs a number from 0\.1 on, not soon;/,
  ],
  [
    "a program that is not there",
    ["coverage", "--", at("nowhere")],
    /^no-such-program: there is no program .*nowhere; looked for: /,
  ],
  [
    "a program of PATH",
    ["coverage", "--", "ls"],
    /^no-such-program: there is no program ls in this folder; give its path: PATH is not searched/,
  ],
  ["a folder", ["coverage", "--", folder], /^no-such-program: .* is a folder; give the path of a program in it/],
  [
    "a script",
    ["coverage", "--", at("script")],
    /^not-arm: .*script is no program for 32-bit ARM: it is a script; give .*its interpreter/,
  ],
  [
    "a text",
    ["coverage", "--", at("text")],
    /^not-arm: .*text is no program for 32-bit ARM: it is no ELF file; give a program/,
  ],
  [
    "a program of another processor",
    ["coverage", "--", process.execPath],
    /^not-arm: .* it is for .*; give a program for 32-bit ARM Linux/,
  ],
  [
    "a file that is cut off",
    ["coverage", "--", at("cut")],
    /^not-arm: .*cut is no program.* is cut off: .*; give a program/,
  ],
  [
    "an object file",
    ["coverage", "--", object],
    /^not-arm: .*object\.o is no program, but an object file or the like; link it first/,
  ],
  [
    "a program that may not be executed",
    ["coverage", "--", at("unexecutable")],
    /^no-such-program: .* has no execute permission; run chmod \+x /,
  ],
  [
    "a sysroot that is not there",
    ["coverage", "--sysroot", at("nowhere"), "--", program],
    /^no-loader: there is no folder .*nowhere; --sysroot takes the folder/,
  ],
  [
    "a sysroot without the program's loader",
    ["coverage", "--sysroot", at("empty"), "--", dynamic],
    /^no-loader: the program's loader \/lib\/ld-linux-armhf\.so\.3 is in none of .*; name the folder .*--sysroot/,
  ],
  [
    "an emulator that is not there",
    ["coverage", "--qemu", at("nowhere"), "--", program],
    /^no-emulator: there is no emulator .*nowhere; --qemu takes/,
  ],
  [
    "a file that cannot be written",
    ["coverage", "-o", at("no/folder"), "--", program],
    /^cannot-write: .*no\/folder cannot be written: .*; name another file with --output/,
  ],
  [
    "a process",
    ["trace", "--pid", "4711"],
    /^unsupported: process 4711 cannot be followed directly; run gdbserver --attach :2345 4711 .*--remote HOST:2345/,
  ],
  ["a stub without a port", ["trace", "--remote", "board"], /^bad-arguments: --remote needs HOST:PORT, not board;/],
  [
    "a stub that does not answer",
    ["trace", "-o", at("t"), "--remote", "localhost:1"],
    /^connect-failed: .*localhost.*; /,
  ],
  [
    "a stub and a program",
    ["trace", "--remote", "localhost:1", "--", program],
    /^bad-arguments: --remote follows what the gdbserver has, so .*prog is one program too many;/,
  ],
  [
    "no function to probe",
    ["probe", "--", program],
    /^bad-arguments: there is no function to probe: armstalker probe 'libc\.so\.6!open\*' -- PROGRAM;/,
  ],
  [
    "a pattern that is none",
    ["probe", "prog!", "--", program],
    /^bad-name: "prog!" names no address; write module!symbol/,
  ],
  [
    "an argument format that there is not",
    ["probe", "main", "--args", "string", "--", program],
    /--args has formats of str, int, .*, not string;/,
  ],
  [
    "a script that exports nothing of use",
    ["run", at("wrong.mjs"), "--", program],
    /^bad-script: .*wrong\.mjs has no function as its default export; export default/,
  ],
  [
    "a script with an error",
    ["run", at("syntax.mjs"), "--", program],
    /^bad-script: .*syntax\.mjs cannot be loaded: .*; give the path of an ES module/,
  ],
  [
    "a file to merge that is none",
    ["coverage", "merge", "-o", at("merged"), at("text")],
    /^not-drcov: .*text is no drcov file of version 2 or 3; give a file/,
  ],
  [
    "one file to compare",
    ["coverage", "diff", at("text")],
    /^bad-arguments: diff needs two files: coverage diff OLD NEW;/,
  ],
  ["a function that a file does not have", ["disasm", program, "mian"], /^no-such-symbol: prog has no symbol mian; /],
  ["nothing to disassemble", ["disasm"], /^bad-arguments: there is no file to disassemble; armstalker disasm --help/],
];

describe("is answered in one line that says what to do:", () => {
  it.each(cases)("%s", async (_, argv, expected) => {
    const { status, stdout, stderr } = await armstalker(...argv);
    // What a command says before is no part of the answer.
    const answer = stderr.replace(/^Following .*\n/, "");
    expect(answer).toMatch(expected);
    expect(answer.trimEnd()).not.toContain("\n");
    expect(answer).toContain("; ");
    expect(stdout).toBe("");
    expect(status).toBe(126);
  });

  it("no emulator", async () => {
    vi.stubEnv("PATH", folder);
    const { status, stderr } = await armstalker("coverage", "-q", "-o", at("none.drcov"), "--", program);
    expect(stderr).toMatch(/^no-emulator: there is no qemu-arm, .*; install it .*apt-get install qemu-user.*\n$/);
    expect(status).toBe(126);
  });
});

describe("help", () => {
  const commands = ["coverage", "trace", "probe", "stats", "disasm", "run"];

  it("of all commands fits a screen, and names each", async () => {
    const { status, stdout } = await armstalker("--help");
    expect(status).toBe(0);
    expect(stdout.split("\n").length).toBeLessThan(26);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command} +\\w`, "m"));
    expect((await armstalker()).stdout).toBe(stdout);
  });

  it.each(commands)("of %s has its options, and examples that are read without an error", async (command) => {
    const { status, stdout } = await armstalker(command, "--help");
    expect(status).toBe(0);
    expect(stdout.split("\n").length).toBeLessThan(50);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThan(140);
    const lines = stdout.split("\n").filter((line) => line.startsWith("  armstalker ") && !/[A-Z]{4}/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const typed = line.trim().split(/ {2,}| && | > /)[0]!;
      const words = Array.from(typed.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain]) => quoted ?? plain!).slice(1);
      const end = words.indexOf("--");
      // With another program, which is not there: the rest must be right.
      const argv = end === -1 ? words : [...words.slice(0, end + 1), at("nowhere")];
      const answer = await armstalker(...argv.filter((word) => word !== "--sysroot" && word !== "./rootfs"));
      expect(answer.stderr).not.toMatch(/bad-arguments/);
    }
  });

  it("has a completion script that bash takes", async () => {
    const { stdout } = await armstalker("completion");
    expect(stdout).toContain("complete -o default -F _armstalker armstalker");
    writeFileSync(
      at("completion.bash"),
      `${stdout}\nCOMP_WORDS=(armstalker cov); COMP_CWORD=1; _armstalker; echo "\${COMPREPLY[@]}"\nCOMP_WORDS=(armstalker trace --for); COMP_CWORD=2; _armstalker; echo "\${COMPREPLY[@]}"\n`,
    );
    expect(execFileSync("bash", [at("completion.bash")], { encoding: "utf8" })).toBe("coverage\n--format\n");
  });
});
