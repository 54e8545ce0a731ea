import { expect, it } from "vitest";
import { coveredBytes } from "../src/coverage.js";
import { Progress } from "../src/progress.js";
import { formatReport, type RunReport } from "../src/report.js";

const report: RunReport = {
  command: "a.out 1",
  end: "exit status 0",
  followedTime: 12_345,
  plainTime: 1000,
  threads: 1,
  calls: 1234,
  coverage: "block",
  blocksRun: 1_234_567,
  blocksCompiled: 2000,
  bytesOfSource: 40_000,
  bytesOfCode: 120_000,
  compileTime: 300,
  doors: 400,
  stops: 100,
  functions: Array.from({ length: 12 }, (_, n) => ({
    name: `f${n}`,
    module: "a.out",
    calls: 12 - n,
    blocks: n,
    bytes: n * 10,
  })),
  modules: [
    { name: "a.out", blocks: 1500, bytes: 30_000 },
    { name: "unused.so", blocks: 0, bytes: 0 },
  ],
  coverageFile: "coverage.drcov",
};

it("a report names the ten hottest functions, by code that ran, and the modules that ran at all", () => {
  const text = formatReport(report);
  expect(text).toContain("12.35 s followed; plain qemu-arm 1.00 s: 12.3 times as long");
  expect(text).toContain("2,000 compiled, run 1,234,567 times");
  expect(text).toContain("400 by doors, 100 stops: 250 per thousand blocks compiled");
  expect(text).toContain("3.00 bytes a byte");
  expect(text).toContain("150 µs a block");
  expect([...text.matchAll(/% .* (f\d+) /g)].map(([, name]) => name)).toEqual(
    Array.from({ length: 10 }, (_, n) => `f${11 - n}`),
  );
  expect(text).toMatch(/16\.7 % +11 +1 +f11 +a\.out/);
  expect(text).not.toContain("unused.so");
});

it("without block events, functions are ranked by calls", () => {
  const text = formatReport({ ...report, coverage: "once", blocksRun: undefined, plainTime: undefined });
  expect([...text.matchAll(/% .* (f\d+) /g)].map(([, name]) => name)[0]).toBe("f0");
  expect(text).not.toContain("plain qemu-arm");
});

it("a report of nothing at all has no division by zero in it", () => {
  const none = {
    calls: 0,
    blocksRun: 0,
    blocksCompiled: 0,
    bytesOfSource: 0,
    bytesOfCode: 0,
    compileTime: 0,
    doors: 0,
    stops: 0,
  };
  expect(formatReport({ ...report, ...none, functions: [], modules: [] })).not.toMatch(/NaN|Infinity/);
});

it("bytes that several blocks cover count once", () => {
  const ranges = [
    { start: 20, end: 30 },
    { start: 0, end: 10 },
    { start: 4, end: 6 },
    { start: 8, end: 12 },
    { start: 30, end: 31 },
  ];
  const bytes = new Set(ranges.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, n) => start + n)));
  expect(coveredBytes(ranges)).toBe(bytes.size);
});

it("progress is written over in a terminal, and taken away before the program's output", () => {
  let now = 0;
  const original = performance.now;
  performance.now = () => now;
  try {
    const written: string[] = [];
    const stream = { isTTY: true, columns: 11, write: (text: string) => written.push(text) > 0 };
    const progress = new Progress(stream as never, () => "more than eleven columns");
    progress.update();
    now = 100;
    progress.update();
    progress.clear();
    progress.clear();
    progress.stop();
    expect(written).toEqual(["\r\u001b[Kmore than ", "\r\u001b[K"]);
  } finally {
    performance.now = original;
  }
});
