export type { ElfSource } from "./elf-bytes.js";
export { type ElfFile, type ElfSegment, readElf, readSegments, SegmentType } from "./elf-file.js";
export { type DebugLink, ElfImage } from "./elf-image.js";
export { ElfError, type ElfErrorCode, type ElfErrorFields } from "./errors.js";
export type { ElfRelocation } from "./relocations.js";
export { type ElfSection, SectionFlag, SectionType } from "./sections.js";
export { type CodeKind, type ElfFunction, type ElfSymbol, MappingSymbols } from "./symbols.js";
