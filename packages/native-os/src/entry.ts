import type { CpuContext } from "./cpu-context.js";
import { NativeOsError } from "./error.js";
import { pageSize, placeNear } from "./memory.js";
import { native } from "./native.js";

export type InstructionSet = "arm" | "thumb";

/** Bytes of an exit site, in either instruction set. */
export const EXIT_SITE_SIZE = 8;

/** MCR p15, 0, lr, c13, c0, 2: LR to TPIDRURW. The two halves of the T32 encoding are in the order of memory. */
const SAVE_LR = { arm: 0xee0def50, thumb: 0xef50ee0d } as const;

/**
 * A way into generated code in this process, and back. One for each thread that uses it at the same time.
 *
 * It holds a code page with the entry and exit routines, and a data page after it. Generated code leaves through an **exit site**, which
 * {@link exitSite} makes: it hands the program's LR to the routine in TPIDRURW (a thread register that Linux keeps and nothing else uses), and
 * a branch with link says which site it was. No other register, no flag and no memory of the program is touched.
 */
export class GeneratedCodeEntry {
  /** The code page. Exit sites must be within reach of it: 32 MiB in ARM code, 16 MiB in Thumb code. */
  readonly address: number;
  /** Where exit sites branch to: ARM code. */
  readonly exitAddress: number;
  #freed = false;

  private constructor(address: number) {
    this.address = address;
    this.exitAddress = native().exitAddress(address);
  }

  /** Makes one, near an address if asked to. Refuses with `unsupported` where this process is not 32-bit ARM. */
  static create(options: { near?: number; maximumDistance?: number } = {}): GeneratedCodeEntry {
    const { near, maximumDistance = Number.POSITIVE_INFINITY } = options;
    const size = 2 * pageSize();
    const address = placeNear("createEntry", size, near, maximumDistance, (at) => native().createEntry(at));
    return new GeneratedCodeEntry(address);
  }

  /**
   * Loads `context`, jumps to its PC, and returns at the next exit site with the context of that moment. Entering again with that context goes
   * on after the site. The result is the site's address.
   *
   * The code must not leave in any other way, and its SP must be a stack that the kernel can put signal frames on.
   */
  enter(context: CpuContext): number {
    this.#check("enter");
    return native().enter(this.address, context.bytes) - EXIT_SITE_SIZE;
  }

  /** The eight bytes of an exit site at `address`. Refuses with `out-of-reach` where the exit is too far away for a branch. */
  exitSite(address: number, instructionSet: InstructionSet): Uint8Array {
    this.#check("exitSite");
    const alignment = instructionSet === "arm" ? 4 : 2;
    if (!Number.isInteger(address) || address < 0 || address > 0xffff_fff8 || address % alignment !== 0) {
      throw new NativeOsError({
        code: "invalid-argument",
        call: "exitSite",
        message: `exitSite: ${address} is no address that ${instructionSet} code can have`,
      });
    }
    const branch = address + 4;
    const bytes = new Uint8Array(EXIT_SITE_SIZE);
    const words = new DataView(bytes.buffer);
    words.setUint32(0, SAVE_LR[instructionSet], true);
    words.setUint32(4, instructionSet === "arm" ? this.#bl(branch) : this.#blx(branch), true);
    return bytes;
  }

  /** Gives its memory back. A second time is refused with `freed`. */
  free(): void {
    this.#check("freeEntry");
    native().freeEntry(this.address);
    this.#freed = true;
  }

  /** BL, encoding A1: imm24, in words from PC, which is 8 ahead. */
  #bl(address: number): number {
    const offset = this.#offset(address, address + 8, 1 << 25);
    return (0xeb000000 | ((offset >> 2) & 0xffffff)) >>> 0;
  }

  /** BLX, encoding T2: S, imm10H | J1, J2, imm10L; from PC, which is 4 ahead, aligned to 4. */
  #blx(address: number): number {
    const offset = this.#offset(address, (address + 4) & ~3, 1 << 24);
    const sign = offset < 0 ? 1 : 0;
    const j1 = ((offset >> 23) & 1) ^ 1 ^ sign;
    const j2 = ((offset >> 22) & 1) ^ 1 ^ sign;
    const first = 0xf000 | (sign << 10) | ((offset >> 12) & 0x3ff);
    const second = 0xc000 | (j1 << 13) | (j2 << 11) | (((offset >> 2) & 0x3ff) << 1);
    return ((second << 16) | first) >>> 0;
  }

  #offset(address: number, base: number, reach: number): number {
    const offset = this.exitAddress - (base >>> 0);
    if (offset >= -reach && offset < reach) return offset;
    throw new NativeOsError({
      code: "out-of-reach",
      call: "exitSite",
      message: `exitSite: ${offset} bytes from 0x${address.toString(16)} to the exit are beyond ±${reach}`,
      hint: "create the entry near the code",
    });
  }

  #check(call: string): void {
    if (!this.#freed) return;
    throw new NativeOsError({ code: "freed", call, message: `${call}: the entry is freed` });
  }
}
