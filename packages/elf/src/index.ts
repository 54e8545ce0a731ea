export type { ElfSource } from "./elf-bytes.js";
export { type ElfFile, type ElfSegment, readElf, readSegments, SegmentType } from "./elf-file.js";
export { type ElfFunction, type ElfSymbols, readElfSymbols } from "./elf-symbols.js";
export { ElfError, type ElfErrorCode, type ElfErrorFields } from "./errors.js";
