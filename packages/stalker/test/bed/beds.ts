import { afterAll, beforeAll } from "vitest";
import type { Bed } from "./bed.js";
import { FollowedBed } from "./followed.js";
import { NativeBed } from "./native.js";

/** A bed that runs natively, and followed, for the tests of a suite. */
export class Beds {
  native!: NativeBed;
  followed!: FollowedBed;
  readonly #bed: Bed;

  /** To be made in `describe`: starts them before its tests, and ends them after. */
  constructor(bed: Bed) {
    this.#bed = bed;
    beforeAll(async () => {
      this.native = await NativeBed.start(bed);
      this.followed = new FollowedBed(bed);
    });
    afterAll(async () => {
      this.native?.close();
      await this.followed?.close();
    });
  }

  /** What the bed's slots hold. */
  get slots(): Uint8Array {
    const { base, size } = this.#bed.regions.find(({ name }) => name === "slots")!;
    return this.native.readMemory(base, size);
  }
}
