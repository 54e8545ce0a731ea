/** A section of an ELF object for ARM, with what a linker has to complete in it. */
export interface ObjectSection {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly relocations: readonly { readonly offset: number; readonly type: number; readonly symbol: string }[];
}

const PROGBITS = 1;
const REL = 9;

/** The sections with bytes of a 32-bit little-endian ELF object. */
export function readSections(file: Uint8Array): ObjectSection[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const start = view.getUint32(32, true);
  const headers = Array.from({ length: view.getUint16(48, true) }, (_, index) => {
    const at = start + 40 * index;
    const word = (field: number): number => view.getUint32(at + 4 * field, true);
    return { name: word(0), type: word(1), offset: word(4), size: word(5), link: word(6), info: word(7) };
  });
  const textAt = (offset: number): string => {
    let end = offset;
    while (file[end] !== 0) end++;
    return new TextDecoder().decode(file.subarray(offset, end));
  };
  const names = headers[view.getUint16(50, true)]!.offset;
  return headers.flatMap((header, index) => {
    if (header.type !== PROGBITS) return [];
    const relocations = headers
      .filter(({ type, info }) => type === REL && info === index)
      .flatMap(({ offset, size, link }) => {
        const symbols = headers[link]!;
        const strings = headers[symbols.link]!.offset;
        return Array.from({ length: size / 8 }, (_, entry) => {
          const info = view.getUint32(offset + 8 * entry + 4, true);
          const symbol = symbols.offset + 16 * (info >>> 8);
          const isSection = (file[symbol + 12]! & 15) === 3;
          const section = headers[view.getUint16(symbol + 14, true)]!;
          return {
            offset: view.getUint32(offset + 8 * entry, true),
            type: info & 0xff,
            symbol: isSection ? textAt(names + section.name) : textAt(strings + view.getUint32(symbol, true)),
          };
        });
      });
    const bytes = file.slice(header.offset, header.offset + header.size);
    return [{ name: textAt(names + header.name), bytes, relocations }];
  });
}
