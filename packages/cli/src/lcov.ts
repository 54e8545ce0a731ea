import type { Module } from "@armstalker/modules";
import type { CodeRange } from "./coverage.js";

/** A module and its code that ran. */
export interface LineCoverageInput {
  readonly module: Module;
  readonly blocks: readonly CodeRange[];
}

interface FileCoverage {
  /** By line: whether any of its code ran. */
  readonly lines: Map<number, boolean>;
  /** By name: the line it begins at, and whether it ran. */
  readonly functions: Map<string, { line: number; ran: boolean }>;
}

/**
 * Coverage by source line, in lcov's text format (the records that all its versions read), of the modules that have debugging data. A line counts as executed (1) if any of its code ran, else 0.
 */
export function writeLcov(inputs: readonly LineCoverageInput[]): string {
  const files = new Map<string, FileCoverage>();
  for (const { module, blocks } of inputs) {
    const { lines, bias } = module;
    if (lines === null || lines.isEmpty) continue;
    const covered = new Covered(blocks.map(({ start, end }) => ({ start: start - bias, end: end - bias })));
    for (const { file, line, start, end } of lines.ranges()) {
      const known = fileOf(files, file).lines;
      known.set(line, (known.get(line) ?? false) || covered.has(start, end));
    }
    for (const { name, address, size } of module.functions) {
      const place = module.sourceOf(address);
      if (place === undefined) continue;
      const at = address - bias;
      const ran = covered.has(at, at + Math.max(2, size));
      const { functions } = fileOf(files, place.file);
      functions.set(name, { line: place.line, ran: ran || functions.get(name)?.ran === true });
    }
  }
  const records = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, file]) => recordOf(path, file));
  return `TN:\n${records.join("")}`;
}

function fileOf(files: Map<string, FileCoverage>, path: string): FileCoverage {
  let file = files.get(path);
  if (file === undefined) {
    file = { lines: new Map(), functions: new Map() };
    files.set(path, file);
  }
  return file;
}

function recordOf(path: string, { lines, functions }: FileCoverage): string {
  const count = (ran: boolean): number => (ran ? 1 : 0);
  const sortedLines = [...lines].sort(([a], [b]) => a - b);
  const sortedFunctions = [...functions].sort(([, a], [, b]) => a.line - b.line);
  return [
    `SF:${path.replaceAll("\n", "?")}`,
    ...sortedFunctions.map(([name, { line }]) => `FN:${line},${name}`),
    ...sortedFunctions.map(([name, { ran }]) => `FNDA:${count(ran)},${name}`),
    `FNF:${functions.size}`,
    `FNH:${sortedFunctions.filter(([, { ran }]) => ran).length}`,
    ...sortedLines.map(([line, ran]) => `DA:${line},${count(ran)}`),
    `LF:${lines.size}`,
    `LH:${sortedLines.filter(([, ran]) => ran).length}`,
    "end_of_record\n",
  ].join("\n");
}

/** Ranges of code that ran. */
class Covered {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(ranges: readonly CodeRange[]) {
    for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
      const last = this.#ends.length - 1;
      if (last >= 0 && start <= this.#ends[last]!) this.#ends[last] = Math.max(end, this.#ends[last]!);
      else {
        this.#starts.push(start);
        this.#ends.push(end);
      }
    }
  }

  /** True if a byte from `start` to the one before `end` is in a range. */
  has(start: number, end: number): boolean {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle]! < end) low = middle + 1;
      else high = middle;
    }
    return low > 0 && this.#ends[low - 1]! > start;
  }
}
