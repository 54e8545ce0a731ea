/** The little of an ELF32 object that says which bytes the assembler made for which line. */
export interface ElfObject {
  /** The bytes of `.text`. */
  readonly text: Uint8Array;
  /** Offsets in `.text` that are left to a linker. */
  readonly relocations: readonly number[];
  /** Calls back with the name and value of each symbol defined in `.text`. */
  forEachTextSymbol(callback: (name: string, value: number) => void): void;
}

const SHT_SYMTAB = 2;
const SHT_RELA = 4;
const SHT_REL = 9;

export function readElfObject(file: Uint8Array): ElfObject {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const u32 = (offset: number): number => view.getUint32(offset, true);
  const sectionTable = u32(0x20);
  const sectionCount = view.getUint16(0x30, true);
  const sections = Array.from({ length: sectionCount }, (_, index) => {
    const header = sectionTable + 40 * index;
    return {
      name: u32(header),
      type: u32(header + 4),
      offset: u32(header + 16),
      size: u32(header + 20),
      link: u32(header + 24),
      info: u32(header + 28),
    };
  });
  const names = sections[view.getUint16(0x32, true)]!;
  const textIndex = sections.findIndex((section) => cString(file, names.offset + section.name) === ".text");
  const text = sections[textIndex];

  const relocations: number[] = [];
  for (const section of sections) {
    if ((section.type !== SHT_REL && section.type !== SHT_RELA) || section.info !== textIndex) continue;
    const entrySize = section.type === SHT_REL ? 8 : 12;
    for (let at = section.offset; at < section.offset + section.size; at += entrySize) relocations.push(u32(at));
  }

  return {
    text: text === undefined ? new Uint8Array() : file.subarray(text.offset, text.offset + text.size),
    relocations,
    forEachTextSymbol(callback) {
      const table = sections.find((section) => section.type === SHT_SYMTAB);
      if (table === undefined) return;
      const strings = sections[table.link]!.offset;
      for (let at = table.offset; at < table.offset + table.size; at += 16) {
        if (view.getUint16(at + 14, true) === textIndex) callback(cString(file, strings + u32(at)), u32(at + 4));
      }
    },
  };
}

function cString(file: Uint8Array, start: number): string {
  let text = "";
  for (let at = start; file[at] !== 0; at++) text += String.fromCharCode(file[at]!);
  return text;
}
