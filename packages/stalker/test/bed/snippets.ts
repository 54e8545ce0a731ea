import { execFileSync } from "node:child_process";
import type { TargetKind } from "../target-kind.js";
import type { Bed } from "./bed.js";
import { buildBed } from "./bed.js";

/** A function of the bed that is run natively and followed. */
export interface Snippet {
  readonly name: string;
  readonly set: "a32" | "t32";
  /** Events that it is not run with: `exec`, or all. */
  readonly without?: "exec" | "events";
  /** True if what it does is up to the kernel: what its system calls store, or which signal they end in. */
  readonly isOfQemu?: boolean;
  /** GNU assembly. `~name` is a label of its own. */
  readonly text: string;
}

/** Where a snippet is called from, and the trap behind the call. */
export interface Entry {
  /** Bit 0 set: T32. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads snippets from a text of parts that begin with `== a32: name`, or `== t32, without exec: name`, `without events`, `of qemu-arm`. Lines that begin with `@` and come before the first are about all.
 */
export function parseSnippets(text: string): Snippet[] {
  const [, ...parts] = text.split(/^== /m);
  return parts.map((part) => {
    const [head, ...lines] = part.split("\n");
    const match = /^(a32|t32)(?:, without (exec|events))?(, of qemu-arm)?: (.+)$/.exec(head!);
    if (match === null) throw new Error(`"== ${head}" is no head of a snippet.`);
    const [, set, without, ofQemu, name] = match as unknown as [
      string,
      Snippet["set"],
      Snippet["without"],
      string | undefined,
      string,
    ];
    return {
      set,
      name,
      text: lines.join("\n"),
      ...(without === undefined ? {} : { without }),
      isOfQemu: ofQemu !== undefined,
    };
  });
}

/** A bed with snippets, each behind a call of it from its own instruction set. */
export function buildSnippets(snippets: readonly Snippet[]): Bed {
  const sources = snippets.map(({ set, text }, index) => {
    const [mode, trap] = set === "a32" ? [".arm", "trap"] : [".thumb", "trap_thumb"];
    return `
        ${mode}
        .balign 4
        .type   s${index}, %function
start${index}:
        bl      s${index}
end${index}:
        ${trap}
        b       .
        .balign 4
s${index}:
${text.replaceAll("~", `n${index}_`)}
        .section .bed
        .ltorg
`;
  });
  return buildBed(sources.join(""));
}

export function entryOf(bed: Bed, { set }: Snippet, index: number): Entry {
  return {
    start: bed.address(`start${index}`) + (set === "t32" ? 1 : 0),
    end: bed.address(`end${index}`),
  };
}

/** True if a snippet does the same on a kind of target as under qemu-arm: GNU's assembler knows which instructions a processor has. */
export function isFor({ processor }: TargetKind, { set, text, isOfQemu = false }: Snippet): boolean {
  // An emulator of all processors.
  if (processor === "max") return true;
  if (isOfQemu) return false;
  const source = `.syntax unified\n.${set === "a32" ? "arm" : "thumb"}\n${text.replaceAll("~", "n_")}\n`;
  const flags = [`-mcpu=${processor}`, "-mfpu=neon-vfpv4", "--no-warn", "-o", "/dev/null"];
  try {
    execFileSync("arm-linux-gnueabihf-as", flags, { input: source, stdio: ["pipe", "ignore", "ignore"] });
    return true;
  } catch {
    return false;
  }
}
