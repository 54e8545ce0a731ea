import { NativeOsError } from "./error.js";

/** A32 (ARM) or T32 (Thumb). */
export type InstructionSet = "a32" | "t32";

/** Bytes of an exit site, in either instruction set. */
export const EXIT_SITE_SIZE = 8;

/** MCR p15, 0, lr, c13, c0, 2: LR to TPIDRURW, as a word in memory (the T32 halfwords 0xee0d, 0xef50). */
const SAVE_LR = { a32: 0xee0def50, t32: 0xef50ee0d } as const;
/** The reach of the branches to either side, in bytes. */
const REACH = { a32: 1 << 25, t32: 1 << 24 } as const;

/**
 * The eight bytes with which code at `address` leaves to the exit routine at `exitAddress` (ARM code): LR is put aside, and a branch with link puts
 * the site's identity there. Refuses with `out-of-reach` beyond ±32 MiB from ARM code and ±16 MiB from Thumb code.
 */
export function exitSite(address: number, exitAddress: number, instructionSet: InstructionSet): Uint8Array {
  if (instructionSet !== "a32" && instructionSet !== "t32") {
    throw invalid(`instructionSet must be a32 or t32, not ${String(instructionSet)}`);
  }
  const alignment = instructionSet === "a32" ? 4 : 2;
  if (!Number.isInteger(address) || address < 0 || address > 0xffff_fff8 || address % alignment !== 0) {
    throw invalid(`${String(address)} is no address that ${instructionSet} code can have`);
  }
  const branch = address + 4;
  // PC reads 8 ahead in ARM code; BLX takes Thumb's 4 ahead, rounded down to a word.
  const base = instructionSet === "a32" ? branch + 8 : branch + 4 - ((branch + 4) % 4);
  const offset = exitAddress - base;
  const reach = REACH[instructionSet];
  if (offset < -reach || offset >= reach) {
    throw new NativeOsError({
      code: "out-of-reach",
      call: "exitSite",
      message: `exitSite: ${offset} bytes from 0x${address.toString(16)} to the exit are beyond ±${reach}`,
      hint: "create the entry near the code",
    });
  }
  const bytes = new Uint8Array(EXIT_SITE_SIZE);
  const words = new DataView(bytes.buffer);
  words.setUint32(0, SAVE_LR[instructionSet], true);
  words.setUint32(4, instructionSet === "a32" ? branchWithLink(offset) : branchWithLinkAndExchange(offset), true);
  return bytes;
}

/** BL, encoding A1: imm24 counts words. */
function branchWithLink(offset: number): number {
  return (0xeb000000 | ((offset >> 2) & 0xffffff)) >>> 0;
}

/** BLX (immediate), encoding T2: S:I1:I2:imm10H:imm10L:00, where J1 and J2 are the inverses of I1 and I2 exclusive-or S. */
function branchWithLinkAndExchange(offset: number): number {
  const sign = offset < 0 ? 1 : 0;
  const j1 = ((offset >> 23) & 1) ^ 1 ^ sign;
  const j2 = ((offset >> 22) & 1) ^ 1 ^ sign;
  const first = 0xf000 | (sign << 10) | ((offset >> 12) & 0x3ff);
  const second = 0xc000 | (j1 << 13) | (j2 << 11) | (((offset >> 2) & 0x3ff) << 1);
  return ((second << 16) | first) >>> 0;
}

function invalid(message: string): NativeOsError {
  return new NativeOsError({ code: "invalid-argument", call: "exitSite", message: `exitSite: ${message}` });
}
