import type { ElfBytes } from "./elf-bytes.js";
import { malformed } from "./errors.js";
import { type ElfSection, SectionType, tableOf } from "./sections.js";
import type { ElfFunction, ElfSymbol } from "./symbols.js";

/** An entry of a table of relocations. */
export interface ElfRelocation {
  /** The address of the word that changes, as the file has it; in an object file its offset in the section. */
  readonly offset: number;
  /** Such as 22 for R_ARM_JUMP_SLOT. */
  readonly type: number;
  /** The number of its symbol in the table of symbols; 0: none. */
  readonly symbol: number;
}

const R_ARM_JUMP_SLOT = 22;
const ENTRY_BYTES = { [SectionType.REL]: 8, [SectionType.RELA]: 12 } as const;

/** Reads a table of relocations; an empty one for other sections. @throws {ElfError} */
export function readRelocations(elf: ElfBytes, section: ElfSection): ElfRelocation[] {
  const size = ENTRY_BYTES[section.type as keyof typeof ENTRY_BYTES];
  if (size === undefined) return [];
  const { view, entries } = tableOf(elf, section, size);
  return entries.map((at) => {
    const info = view.getUint32(at + 4, true);
    return { offset: view.getUint32(at, true), type: info & 0xff, symbol: info >>> 8 };
  });
}

/** The names of functions of other files, by the address of the word that holds the function's address. */
function readJumpSlots(
  elf: ElfBytes,
  sections: readonly ElfSection[],
  symbols: readonly ElfSymbol[],
): Map<number, string> {
  const slots = new Map<number, string>();
  for (const section of sections) {
    if (section.type !== SectionType.REL || sections[section.link]?.type !== SectionType.DYNSYM) continue;
    for (const { offset, type, symbol } of readRelocations(elf, section)) {
      if (type !== R_ARM_JUMP_SLOT) continue;
      const named = symbols[symbol];
      if (named === undefined) throw malformed(`has a section ${section.name} that names a symbol, which is not there`);
      slots.set(offset, named.name);
    }
  }
  return slots;
}

const BX_PC = 0x4778;

/**
 * Reads the stubs of the procedure linkage table. A stub is `add ip, pc, #…`, then one or two `add ip, ip, #…`, then `ldr pc, [ip, #…]!`; before it `bx pc` with a
 * halfword that never runs, where T32 code branches to it.
 *
 * @param symbols - those of .dynsym
 */
export function readStubs(
  elf: ElfBytes,
  sections: readonly ElfSection[],
  symbols: readonly ElfSymbol[],
): ElfFunction[] {
  const section = sections.find(({ name }) => name === ".plt");
  if (section === undefined) return [];
  const slots = readJumpSlots(elf, sections, symbols);
  const stubs: ElfFunction[] = [];
  let begin = 0;
  let ip = 0;
  const { view, entries } = tableOf(elf, section, 4);
  for (const at of entries) {
    const word = view.getUint32(at, true);
    const address = section.address + at;
    switch (word >>> 12) {
      case 0xe28fc:
        begin = address;
        ip = address + 8 + modifiedImmediate(word);
        break;
      case 0xe28cc:
        ip += modifiedImmediate(word);
        break;
      case 0xe5bcf: {
        const name = slots.get((ip + (word & 0xfff)) >>> 0);
        if (name === undefined) break;
        const before = begin - section.address >= 4 ? view.getUint16(begin - section.address - 4, true) : 0;
        const start = before === BX_PC ? begin - 4 : begin;
        const instructionSet = before === BX_PC ? "t32" : "a32";
        stubs.push({
          name: `${name}@plt`,
          address: start,
          size: address + 4 - start,
          instructionSet,
          binding: "local",
        });
      }
    }
  }
  return stubs;
}

/** A32ExpandImm: 8 bits, rotated to the right by twice 4 bits. */
function modifiedImmediate(word: number): number {
  const value = word & 0xff;
  const rotation = (word >>> 7) & 30;
  return rotation === 0 ? value : ((value >>> rotation) | (value << (32 - rotation))) >>> 0;
}
