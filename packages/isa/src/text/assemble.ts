import { isaError, requireOptions, requireWordOf } from "../errors.js";
import { allFeatures } from "../features.js";
import { isAddress } from "../range.js";
import type { InstructionSet } from "../row.js";
import { a32FullTable, t32FullTable } from "../row-lists.js";
import { Assembler } from "./assembler.js";
import { type AssemblyRelocation, Program } from "./program.js";
import type { Section } from "./section.js";

/** How a text is assembled. */
export interface AssemblyOptions {
  /** The address of the first byte of `.text`, 0 to 2^32 - 1, a multiple of 4 (of 2 for T32 code without literals); 0 by default. */
  readonly pc?: number;
  /** The instruction set up to the first `.arm` or `.thumb`; `a32` by default. */
  readonly set?: InstructionSet;
  /** Addresses and numbers of symbols that the text does not define. */
  readonly symbols?: Readonly<Record<string, number>>;
  /** The features that the CPU has, as a mask of `Feature` bits; all by default. */
  readonly features?: number;
  /** True to leave to a linker what is not known from one section alone: symbols that are not defined, other sections, addresses. */
  readonly relocatable?: boolean;
}

/** One section of assembled code. */
export interface AssembledSection {
  readonly name: string;
  /** Where its first byte lies; null if that is left to a linker. */
  readonly address: number | null;
  /** Its length; that of `bytes` unless it is only reserved, as `.bss` is. */
  readonly size: number;
  readonly bytes: Uint8Array;
  /** What a linker has to complete, by offset; empty unless `relocatable`. */
  readonly relocations: readonly AssemblyRelocation[];
}

/** Assembled code. */
export interface Assembly {
  /** The bytes of `.text`. */
  readonly bytes: Uint8Array;
  /** All sections in the order in which the text has them, `.text` first; the others lie behind it. */
  readonly sections: readonly AssembledSection[];
  /** The addresses of labels, without an instruction set bit; offsets in their sections if `relocatable`. Those that begin with `.L` are left out. */
  readonly labels: ReadonlyMap<string, number>;
}

/** Places the sections one behind the other. */
function place(sections: Iterable<Section>, pc: number): void {
  let address = pc;
  for (const section of sections) {
    address = section.name === ".text" ? pc : Math.ceil(address / section.alignment) * section.alignment;
    section.address = address;
    address += section.size;
  }
}

/**
 * Assembles text in the unified syntax of the GNU assembler, with labels, literals (`ldr r0, =value`) and directives. The shortest
 * encodings that reach are taken.
 *
 * @throws {AssemblyError} with the line and column of what is wrong
 * @throws {IsaError} `unknown-option`; `misaligned` for a `pc` that is odd, or no multiple of 4 in A32
 */
export function assemble(text: string, options: AssemblyOptions = {}): Assembly {
  requireOptions("assemble", options, "pc set symbols features relocatable");
  const { pc = 0, set = "a32", symbols = {}, features = allFeatures, relocatable = false } = options;
  requireWordOf("set", set, "a32", "t32");
  const alignment = set === "a32" ? 4 : 2;
  if (!isAddress(pc) || pc % alignment !== 0) throw isaError("misaligned", "pc", pc, `a multiple of ${alignment}`);
  const program = new Program(features, relocatable, symbols);
  const assembler = new Assembler(program, { a32: a32FullTable, t32: t32FullTable }, set);
  const main = program.section(".text");
  if (!relocatable) main.address = pc;
  assembler.read(text);
  program.layOut();
  if (!relocatable) place(program.sections.values(), pc);
  const sections = [...program.sections.values()].map((section) => {
    const bytes = section.emit(program);
    const { name, address, size } = section;
    return { name, address, size, bytes, relocations: program.relocations.get(section) ?? [] };
  });
  const labels = new Map<string, number>();
  for (const [name, { address }, offset] of program.labels()) labels.set(name, (address ?? 0) + offset);
  return { bytes: sections[0]!.bytes, sections, labels };
}
