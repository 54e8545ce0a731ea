import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";

/** The kinds of faults of a file. */
export type ElfErrorCode =
  /** It does not begin as an ELF file does. */
  | "not-elf"
  /** It is an ELF file, but not a little-endian one for a 32-bit ARM processor. */
  | "not-arm"
  /** Its headers name things that are not in it, or contradict each other. */
  | "malformed";

/** The parts of an {@link ElfError}. */
export interface ElfErrorFields extends ArmstalkerErrorFields {
  readonly code: ElfErrorCode;
  readonly reason: string;
}

/** The error for a file that is not what it should be. */
export class ElfError extends ArmstalkerError<ElfErrorFields> {
  override readonly name: string = "ElfError";
  /** The fault of the file, to be put after its name: `is for 64-bit x86`. */
  declare readonly reason: string;

  constructor(code: ElfErrorCode, reason: string, hint: string) {
    super({ code, message: `the file ${reason}`, hint, reason });
  }
}

/** The error for a damaged file. */
export const malformed = (reason: string): ElfError => new ElfError("malformed", reason, "copy or build it again");

/** The error for a file whose headers name bytes beyond its end. @param wanted - bytes that the file has by its headers, at least */
export const cutOff = (wanted: number, size: number): ElfError =>
  malformed(`is cut off: by its headers it has ${wanted} bytes or more, and there are ${size}`);
