/** How often something ran in a function. */
export interface ReportedFunction {
  readonly name: string;
  readonly module: string;
  readonly calls: number;
  readonly blocks: number;
  readonly bytes: number;
}

/** How much of a module ran. */
export interface ReportedModule {
  readonly name: string;
  readonly blocks: number;
  readonly bytes: number;
}

/** What a run came to. Times are in milliseconds. */
export interface RunReport {
  readonly command: string;
  /** Such as `exit status 0`. */
  readonly end: string;
  readonly followedTime: number;
  /** Of the same under the plain emulator; undefined if that was not run. */
  readonly plainTime: number | undefined;
  readonly threads: number;
  readonly calls: number;
  /** Whether a block counts once in the profile, or each time that it ran. */
  readonly coverage: "once" | "block";
  /** How many blocks ran, where that is known. */
  readonly blocksRun: number | undefined;
  readonly blocksCompiled: number;
  readonly bytesOfSource: number;
  readonly bytesOfCode: number;
  readonly compileTime: number;
  /** How often generated code was left: by doors, and by stops of the debugger. */
  readonly doors: number;
  readonly stops: number;
  readonly functions: readonly ReportedFunction[];
  readonly modules: readonly ReportedModule[];
  /** Where the result is; undefined if it is this report alone. */
  readonly coverageFile: string | undefined;
}

const HOTTEST = 10;

/** The report as lines of text. */
export function formatReport(report: RunReport): string {
  return [summary(report), hottestFunctions(report), coverage(report)].join("\n\n");
}

function summary(report: RunReport): string {
  const { followedTime, plainTime, blocksCompiled, blocksRun, doors, stops } = report;
  const ran = blocksRun === undefined ? "" : `, run ${integer(blocksRun)} times`;
  const plain =
    plainTime === undefined
      ? ""
      : `; plain qemu-arm ${seconds(plainTime)}: ${ratio(followedTime / plainTime)} times as long`;
  const rows: [string, string][] = [
    ["program", report.command],
    ["end", report.end],
    ["time", `${seconds(followedTime)} followed${plain}`],
    ["threads", integer(report.threads)],
    ["blocks", `${integer(blocksCompiled)} compiled${ran}`],
    ["calls", integer(report.calls)],
    [
      "exits taken",
      `${integer(doors)} by doors, ${integer(stops)} stops: ${perThousand(doors + stops, blocksCompiled)} per thousand blocks compiled`,
    ],
    [
      "code",
      `${bytes(report.bytesOfSource)} of the program's became ${bytes(report.bytesOfCode)}` +
        ` (${ratio(report.bytesOfCode / Math.max(1, report.bytesOfSource))} bytes a byte)`,
    ],
    [
      "compiling",
      `${seconds(report.compileTime)}, ${Math.round((1000 * report.compileTime) / Math.max(1, blocksCompiled))} µs a block`,
    ],
  ];
  return rows.map(([name, value]) => `${name.padEnd(13)}${value}`).join("\n");
}

function hottestFunctions({ functions, coverage: counted }: RunReport): string {
  const byBytes = counted === "block";
  const weight = ({ bytes: weighed, calls }: ReportedFunction): number => (byBytes ? weighed : calls);
  const total = functions.reduce((sum, each) => sum + weight(each), 0);
  const rows = functions
    .filter((each) => weight(each) > 0)
    .sort((a, b) => weight(b) - weight(a) || (a.name < b.name ? -1 : 1))
    .slice(0, HOTTEST)
    .map((each) => [
      `${((100 * weight(each)) / total).toFixed(1)} %`,
      ...(byBytes ? [integer(each.blocks)] : []),
      integer(each.calls),
      each.name,
      each.module,
    ]);
  const heads = ["share", ...(byBytes ? ["blocks run"] : []), "calls", "function", "module"];
  const title = byBytes
    ? `The ${rows.length} hottest functions, by the bytes of code that ran in them:`
    : `The ${rows.length} hottest functions, by calls:`;
  return `${title}\n\n${columns([heads, ...rows], byBytes ? 3 : 2)}`;
}

function coverage({ modules, coverageFile }: RunReport): string {
  const covered = modules.filter(({ blocks }) => blocks > 0).sort((a, b) => b.bytes - a.bytes);
  const rows = covered.map(({ name, blocks, bytes: size }) => [integer(blocks), bytes(size), name]);
  return `Coverage, of the blocks that ran:\n\n${columns([["blocks", "code", "module"], ...rows], 2)}${coverageFile === undefined ? "" : `\n\nWritten to ${coverageFile}`}`;
}

/** Rows of text under each other, the first columns to the right. */
export function columns(rows: readonly (readonly string[])[], toTheRight: number): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string =>
    column < toTheRight ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return rows.map((row) => `  ${row.map(pad).join("  ")}`.trimEnd()).join("\n");
}

const integer = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 0 });
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
const ratio = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
const perThousand = (part: number, whole: number): string => integer((1000 * part) / Math.max(1, whole));

function bytes(count: number): string {
  if (count < 10_000) return `${integer(count)} bytes`;
  return count < 10_000_000 ? `${integer(count / 1024)} KiB` : `${integer(count / 1024 / 1024)} MiB`;
}
