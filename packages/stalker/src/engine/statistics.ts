/** What an engine has done so far. */
export interface Statistics {
  /** Blocks compiled, those compiled anew included. */
  blocks: number;
  /** Bytes of the program that were compiled, and of the code that was generated for them. */
  bytesOfSource: number;
  bytesOfCode: number;
  /** How often the target stopped. */
  stops: number;
  /** Milliseconds spent compiling. */
  compileTime: number;
}
