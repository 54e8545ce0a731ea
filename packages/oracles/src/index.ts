export {
  ArmRunner,
  type ArmRunnerOptions,
  fnv1a,
  type Handle,
  type Protection,
  type Results,
  type RunResult,
  type RunState,
} from "./arm-runner.js";
export { type Assembled, type AssembleOptions, assemble } from "./assemble.js";
export { type DebianArchitecture, debianPackage } from "./debian.js";
export {
  type Disassembled,
  type DisassembleOptions,
  disassemble,
  forEachDisassembly,
  type InstructionWords,
  itInstruction,
  type Validity,
} from "./disassemble.js";
export { OracleError, type OracleErrorCode } from "./errors.js";
export type { InstructionSet, Tool } from "./tools.js";
