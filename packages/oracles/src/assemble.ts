import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { ElfImage } from "@armstalker/elf";
import { OracleError } from "./errors.js";
import { findCommand, type InstructionSet, TemporaryFolder, type Tool } from "./tools.js";

export interface AssembleOptions {
  /**
   * The address that every line is at. With it, a plain number as the last operand of B, BL, BLX, CBZ and CBNZ
   * is the address to branch to, as disassemblers print it. Without it, write targets relative to `.`.
   */
  readonly address?: number;
  /** What GNU as is told of the processor. */
  readonly gnu?: {
    /** `-march`, by default `armv8-a+crc`. */
    readonly arch?: string;
    /** `-mfpu`, by default `crypto-neon-fp-armv8`. */
    readonly fpu?: string;
    /** `.arch_extension` names. */
    readonly extensions?: readonly string[];
  };
  /** What llvm-mc is told of the processor. */
  readonly llvm?: {
    /** The triple without its `arm` or `thumb`, by default `v8a`. */
    readonly arch?: string;
    /** `-mattr`, by default `+crc,+crypto,+neon,+fp-armv8`. */
    readonly attributes?: string;
  };
}

/** What became of one line. `warning` is the first thing the assembler remarked about it. */
export type Assembled =
  | { readonly bytes: Uint8Array; readonly warning?: string; readonly error?: undefined }
  | { readonly error: string; readonly bytes?: undefined; readonly warning?: undefined };

/** Lines in one run of an assembler: enough to make its start-up cheap, few enough to keep its memory small. */
const chunkSize = 100_000;

/**
 * Assembles each line by itself, `@` starts a comment. A line may hold several statements, separated by `;` or newlines
 * (`it eq; addeq r0, r1`): its bytes are those of all of them. Each line starts at a multiple of four, outside of
 * any IT block, whatever is in the lines before it.
 */
export function assemble(
  tool: Tool,
  instructionSet: InstructionSet,
  lines: readonly string[],
  options: AssembleOptions = {},
): Assembled[] {
  const results = new Array<Assembled>(lines.length);
  const folder = new TemporaryFolder();
  try {
    for (let start = 0; start < lines.length; start += chunkSize) {
      const end = Math.min(start + chunkSize, lines.length);
      const entries: Entry[] = [];
      for (let index = start; index < end; index++) {
        const entry = prepare(tool, instructionSet, index, lines[index]!, options);
        if (typeof entry === "string") results[index] = { error: entry };
        else entries.push(entry);
      }
      assembleEntries(tool, instructionSet, entries, options, folder, results);
    }
  } finally {
    folder.remove();
  }
  return results;
}

interface Entry {
  readonly index: number;
  readonly statements: string;
  /** What ends an IT block that the statements leave open; undefined where they have no IT. */
  readonly afterIt: string | undefined;
}

function prepare(
  tool: Tool,
  instructionSet: InstructionSet,
  index: number,
  line: string,
  options: AssembleOptions,
): Entry | string {
  let text = line;
  if (text.includes("@")) text = text.replace(/@[^\n]*/g, "");
  if (text.includes("\n")) text = text.replace(/\n/g, ";");
  if (/,\s*=/.test(text)) return "a literal pool load (`=`): write the pc-relative address instead";
  if (options.address !== undefined) text = withRelativeTarget(tool, instructionSet, index, text, options.address);
  const afterIt = instructionSet === "t32" && /(^|;)\s*it/i.test(text) ? restOfItBlock(text) : undefined;
  return { index, statements: text, afterIt };
}

const inverse: Record<string, string> = {
  eq: "ne",
  ne: "eq",
  cs: "cc",
  cc: "cs",
  hs: "lo",
  lo: "hs",
  mi: "pl",
  pl: "mi",
  vs: "vc",
  vc: "vs",
  hi: "ls",
  ls: "hi",
  ge: "lt",
  lt: "ge",
  gt: "le",
  le: "gt",
  al: "al",
};

/** The NOPs that the last IT of these statements still covers. */
function restOfItBlock(text: string): string {
  const statements = text.split(";").map((statement) => statement.trim().toLowerCase());
  const last = statements.findLastIndex((statement) => /^it[te]{0,3}\s/.test(statement));
  const match = /^i(t[te]{0,3})\s+(\w\w)$/.exec(statements[last] ?? "");
  if (match === null) return "";
  const condition = match[2]!;
  const covered = statements.slice(last + 1).filter((statement) => statement !== "").length;
  return [...match[1]!]
    .slice(covered)
    .map((letter) => `nop${letter === "t" ? condition : inverse[condition]};`)
    .join("");
}

const branchToNumber =
  /^(\s*(?:(?:b|bl|blx)(?:eq|ne|cs|cc|hs|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le|al)?(?:\.[nw])?\s+|cbn?z(?:\.n)?\s+\w+\s*,\s*))#?(-?(?:0x[0-9a-f]+|\d+))\s*$/i;

/** GNU as takes a branch target as an expression over labels, llvm-mc as the encoded offset from the PC that is read. */
function withRelativeTarget(
  tool: Tool,
  instructionSet: InstructionSet,
  index: number,
  text: string,
  address: number,
): string {
  let offset = 0;
  return text
    .split(";")
    .map((statement) => {
      if (/^\s*it[te]*\s/i.test(statement)) {
        if (instructionSet === "t32") offset += 2;
        return statement;
      }
      const match = branchToNumber.exec(statement);
      if (match === null) return statement;
      const target = Number(match[2]);
      if (tool === "gnu") return `${match[1]}s_${index} + (${(target - address) | 0})`;
      const here = address + offset;
      const pc = instructionSet === "a32" ? here + 8 : here + 4;
      const base = instructionSet === "t32" && /^\s*blx/i.test(statement) ? pc - (pc & 3) : pc;
      return `${match[1]}#${(target - base) | 0}`;
    })
    .join(";");
}

function assembleEntries(
  tool: Tool,
  instructionSet: InstructionSet,
  entries: readonly Entry[],
  options: AssembleOptions,
  folder: TemporaryFolder,
  results: Assembled[],
): void {
  let remaining = entries;
  const warnings = new Map<number, string>();
  while (remaining.length > 0) {
    const run = runAssembler(tool, instructionSet, remaining, options, folder);
    for (const [index, message] of run.warnings) if (!warnings.has(index)) warnings.set(index, message);
    if (run.object !== undefined) {
      collect(run.object, remaining, warnings, results);
      return;
    }
    if (run.errors.size > 0) {
      for (const [index, error] of run.errors) results[index] = { error };
      remaining = remaining.filter((entry) => !run.errors.has(entry.index));
    } else if (remaining.length === 1) {
      // It died without naming a line.
      results[remaining[0]!.index] = { error: run.complaint };
      return;
    } else {
      const middle = remaining.length >> 1;
      assembleEntries(tool, instructionSet, remaining.slice(0, middle), options, folder, results);
      remaining = remaining.slice(middle);
    }
  }
}

interface AssemblerRun {
  readonly object: Uint8Array | undefined;
  readonly errors: Map<number, string>;
  readonly warnings: Map<number, string>;
  readonly complaint: string;
}

function runAssembler(
  tool: Tool,
  instructionSet: InstructionSet,
  entries: readonly Entry[],
  options: AssembleOptions,
  folder: TemporaryFolder,
): AssemblerRun {
  const source = folder.file("lines.s");
  const object = folder.file("lines.o");
  const messages = folder.file("messages");

  const text: string[] = [".syntax unified"];
  if (tool === "gnu") for (const name of options.gnu?.extensions ?? []) text.push(`.arch_extension ${name}`);
  text.push(instructionSet === "a32" ? ".arm" : ".thumb");
  /** The entry that each physical line (counted from 1) is of; -1 - entry for what was added after it. */
  const owners: number[] = new Array<number>(text.length + 1).fill(Number.NaN);
  for (let at = 0; at < entries.length; at++) {
    const { index, statements, afterIt } = entries[at]!;
    text.push(`s_${index}: ${statements}`);
    owners.push(at);
    if (afterIt === undefined) {
      text.push(`e_${index}: .balign 4`);
      owners.push(-1 - at);
    } else {
      // The four NOPs use up the IT block of statements that were refused; they are outside of it otherwise.
      text.push(`e_${index}: ${afterIt}`, "nop", "nop", "nop", "nop", ".balign 4");
      for (let line = 0; line < 6; line++) owners.push(-1 - at);
    }
  }
  text.push("");
  writeFileSync(source, text.join("\n"));
  rmSync(object, { force: true });

  const [command, args] =
    tool === "gnu"
      ? [
          findCommand("arm-linux-gnueabihf-as"),
          [
            `-march=${options.gnu?.arch ?? "armv8-a+crc"}`,
            `-mfpu=${options.gnu?.fpu ?? "crypto-neon-fp-armv8"}`,
            "-mimplicit-it=arm",
            source,
            "-o",
            object,
          ],
        ]
      : [
          findCommand("llvm-mc"),
          [
            `-triple=${instructionSet === "a32" ? "arm" : "thumb"}${options.llvm?.arch ?? "v8a"}-linux-gnueabihf`,
            `-mattr=${options.llvm?.attributes ?? "+crc,+crypto,+neon,+fp-armv8"}`,
            "-arm-implicit-it=arm",
            "-filetype=obj",
            source,
            "-o",
            object,
          ],
        ];
  const descriptor = openSync(messages, "w");
  const { status, signal, error } = spawnSync(command, args, { stdio: ["ignore", "ignore", descriptor] });
  closeSync(descriptor);
  if (error !== undefined) throw new OracleError("tool-failed", `${command} did not start: ${error.message}`);

  const complaints = readFileSync(messages, "utf8");
  const errors = new Map<number, string>();
  const warnings = new Map<number, string>();
  const afterErrors = new Map<number, string>();
  if (complaints !== "") {
    for (const line of complaints.split("\n")) {
      if (!line.startsWith(source)) continue;
      const match = /^:(\d+)(?::\d+)?: (error|warning): (.*)$/i.exec(line.slice(source.length));
      const owner = owners[Number(match?.[1])];
      if (match === null || owner === undefined || Number.isNaN(owner)) continue;
      const list = match[2]!.toLowerCase() === "warning" ? warnings : owner < 0 ? afterErrors : errors;
      if (list === warnings && owner < 0) continue;
      const index = entries[owner < 0 ? -1 - owner : owner]!.index;
      if (!list.has(index)) list.set(index, match[3]!.replace(/ -- `.*$/, ""));
    }
  }
  return {
    object: status === 0 ? readFileSync(object) : undefined,
    errors: errors.size > 0 ? errors : afterErrors,
    warnings,
    complaint: complaints.trim().split("\n")[0] || `${command} ended with ${signal ?? status}`,
  };
}

function collect(
  object: Uint8Array,
  entries: readonly Entry[],
  warnings: ReadonlyMap<number, string>,
  results: Assembled[],
): void {
  const elf = new ElfImage(object);
  const code = elf.section(".text");
  const text = code === undefined ? new Uint8Array() : elf.contents(code);
  const first = entries[0]!.index;
  const count = entries[entries.length - 1]!.index - first + 1;
  const starts = new Float64Array(count);
  const ends = new Float64Array(count);
  for (const { name, value, section } of elf.symbols) {
    if (section !== code?.index) continue;
    const at = Number(name.slice(2)) - first;
    if (name.startsWith("s_")) starts[at] = value;
    else if (name.startsWith("e_")) ends[at] = value;
  }
  const unresolved = elf.sections
    .filter(({ info }) => info === code?.index)
    .flatMap((section) => elf.relocations(section).map(({ offset }) => offset))
    .sort((a, b) => a - b);
  let relocation = 0;
  for (const { index } of entries) {
    const start = starts[index - first]!;
    const end = ends[index - first]!;
    while (relocation < unresolved.length && unresolved[relocation]! < start) relocation++;
    if (relocation < unresolved.length && unresolved[relocation]! < end) {
      results[index] = { error: "left to the linker: the address that it refers to is not known" };
      continue;
    }
    const bytes = text.slice(start, end);
    const warning = warnings.get(index);
    results[index] = warning === undefined ? { bytes } : { bytes, warning };
  }
}
