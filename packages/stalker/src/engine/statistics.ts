/** Figures of an engine's work so far. */
export interface Statistics {
  /** Blocks compiled: one that is compiled twice counts twice. */
  blocks: number;
  /** Bytes of the program that were compiled, and of the code that was generated for them. */
  bytesOfSource: number;
  bytesOfCode: number;
  /** Number of the target's stops. */
  stops: number;
  /** Milliseconds spent compiling. */
  compileTime: number;
}
