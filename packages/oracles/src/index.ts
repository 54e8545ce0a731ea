export { type Assembled, type AssembleOptions, assemble } from "./assemble.js";
export { OracleError, type OracleErrorCode } from "./errors.js";
export type { InstructionSet, Tool } from "./tools.js";
