import type { EntryContext } from "./entry-context.js";
import { NativeOsError } from "./error.js";
import { EXIT_SITE_SIZE, exitSite, type InstructionSet } from "./exit-site.js";
import { pageSize, placeNear } from "./memory.js";
import { native } from "./native.js";

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
  /** The address of the exit routine, to which exit sites branch: ARM code. */
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
  enter(context: EntryContext): number {
    this.#check("enter");
    return native().enter(this.address, context.bytes) - EXIT_SITE_SIZE;
  }

  /** The eight bytes of an exit site at `address`. Refuses with `out-of-reach` where the exit is too far away for a branch. */
  exitSite(address: number, instructionSet: InstructionSet): Uint8Array {
    this.#check("exitSite");
    return exitSite(address, this.exitAddress, instructionSet);
  }

  /** Gives its memory back. A second time is refused with `freed`. */
  free(): void {
    this.#check("freeEntry");
    native().freeEntry(this.address);
    this.#freed = true;
  }

  #check(call: string): void {
    if (!this.#freed) return;
    throw new NativeOsError({ code: "freed", call, message: `${call}: the entry is freed` });
  }
}
