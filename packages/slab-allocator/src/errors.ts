import { ArmstalkerError, type ArmstalkerErrorFields } from "@armstalker/errors";

/** The kinds of errors, for programs. */
export type SlabErrorCode =
  | "invalid-range"
  | "invalid-size"
  | "invalid-alignment"
  | "invalid-provider"
  | "slab-too-large"
  | "out-of-reach"
  | "slab-full"
  | "maximum-reached"
  | "no-gap"
  | "not-reserved"
  | "not-in-slab"
  | "invalid-helper"
  | "unknown-helper"
  | "helper-size"
  | "reclaimed"
  | "scope-open"
  | "scratch-in-use"
  | "asynchronous-body"
  | "freeze-failed"
  | "free-failed"
  | "provider-misbehaved"
  | "memory-fault";

/** The values behind a {@link SlabError}: addresses and sizes in bytes, names. */
export type SlabErrorDetails = Readonly<Record<string, number | string>>;

const hints: Record<SlabErrorCode, string> = {
  "invalid-range": "give whole numbers within the address space of 2^32 bytes, and ranges that do not overlap",
  "invalid-size": "give a whole number of bytes within the limits",
  "invalid-alignment":
    "give a power of two within the page size, and the address of an instruction without its Thumb bit",
  "invalid-provider": "mend the memory provider's page size or bounds, or share a write access of the same provider",
  "slab-too-large": "chain several smaller slabs, or reserve less at once",
  "out-of-reach": "make the slab or the maximum smaller, or give a wider reach",
  "slab-full": "reserve from another slab, or use a chain",
  "maximum-reached": "release what is not needed, or make the chain with a larger maximum",
  "no-gap": "allocate earlier, ask for less, or allow a wider range",
  "not-reserved": "release each reservation once, with the address and size that it has",
  "not-in-slab": "give an address range that was reserved from this slab or chain",
  "invalid-helper": "give each helper a name of its own, and make the slabs larger than all helpers",
  "unknown-helper": "use one of the names that the chain was made with",
  "helper-size": "give the helper the most bytes that it can take as its size",
  reclaimed: "make another slab or chain",
  "scope-open": "let the writable scope end first",
  "scratch-in-use": "finish the outer use first, or allocate another scratch slab",
  "asynchronous-body": "await before the scope, and pass the result in",
  "freeze-failed": "end another writable scope to try again; the cause is the provider's error",
  "free-failed": "call abandon() if the memory went with its process; the cause is the provider's error",
  "provider-misbehaved": "mend the provider's allocate(): it returns the place that it was asked for, or 0",
  "memory-fault": "give the page the protection that the access needs, or flush the code that was written",
};

/** The parts of a {@link SlabError}. */
interface SlabErrorFields extends ArmstalkerErrorFields {
  readonly code: SlabErrorCode;
  readonly details: SlabErrorDetails;
}

/** A request that the allocator refuses, or one that the memory underneath could not serve. */
export class SlabError extends ArmstalkerError<SlabErrorFields> {
  override readonly name: string = "SlabError";
  declare readonly details: SlabErrorDetails;

  constructor(code: SlabErrorCode, message: string, details: SlabErrorDetails = {}, cause?: unknown) {
    super({ code, message, hint: hints[code], details, cause });
  }
}
