export type { AnyDebianArchitecture, DebianArchitecture, DebianPort, DebianRelease } from "./apt.js";
export { type ArmProgram, ArmPrograms } from "./arm-programs.js";
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
export { debianPackage, downloadDebianPackages } from "./debian.js";
export { debianRoot } from "./debian-root.js";
export {
  type Disassembled,
  type DisassembleOptions,
  disassemble,
  forEachDisassembly,
  type InstructionWords,
  itInstruction,
  type Validity,
} from "./disassemble.js";
export { buildEmulatorPlugin, type EmulatorPlugin } from "./emulator-plugins.js";
export { qemuArm } from "./emulators.js";
export { OracleError, type OracleErrorCode } from "./errors.js";
export { Random } from "./random.js";
export { type ReadmeOutput, runReadme } from "./readme.js";
export { findCommand, type InstructionSet, type Tool } from "./tools.js";
