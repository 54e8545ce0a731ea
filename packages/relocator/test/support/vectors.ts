import { readFileSync } from "node:fs";
import { featureSets, type InstructionSet, type ProcessorName } from "@armstalker/isa";
import type { RelocationOptions } from "../../src/index.js";

/** A part of a vector file: where its lines go, and how. */
export interface Section {
  readonly title: string;
  readonly set: InstructionSet;
  readonly to: number;
  readonly options: RelocationOptions & { features?: number; from?: number };
  readonly lines: { readonly original: string; readonly expected: string }[];
}

/** Reads `[a32 to=0x50000000 registers=spilled]`. */
export function parseSection(title: string): Section {
  const [set = "", ...rest] = title.slice(1, -1).split(" ");
  const named = new Map(rest.map((each) => each.split("=") as [string, string]));
  const cpu = named.get("cpu") as ProcessorName | undefined;
  const from = named.get("from");
  return {
    title,
    set: set as InstructionSet,
    to: Number(named.get("to")),
    options: {
      scratchFrom: (named.get("registers") as "spilled" | undefined) ?? "decoded",
      returnAddress: (named.get("return") as "moved" | undefined) ?? "original",
      constantSource: named.get("source") === "constant",
      ...(cpu === undefined ? {} : { features: featureSets[cpu] }),
      ...(from === undefined ? {} : { from: Number(from) }),
    },
    lines: [],
  };
}

/** The sections of a file of lines `original => emitted`; `#` begins a comment. */
export function readVectors(url: URL): Section[] {
  const sections: Section[] = [];
  for (const line of readFileSync(url, "utf8").split("\n")) {
    if (line.startsWith("[")) sections.push(parseSection(line));
    else if (line !== "" && !line.startsWith("#")) {
      const [original = "", expected = ""] = line.split(" => ").map((each) => each.trim());
      sections.at(-1)!.lines.push({ original, expected });
    }
  }
  return sections;
}
