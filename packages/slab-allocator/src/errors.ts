/** What went wrong, for programs. */
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

/** A request that the allocator refuses, or one that the memory underneath could not serve. */
export class SlabError extends Error {
  override readonly name: string = "SlabError";
  readonly code: SlabErrorCode;
  readonly details: SlabErrorDetails;

  constructor(code: SlabErrorCode, message: string, details: SlabErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }
}
