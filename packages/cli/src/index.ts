export type { ProbedCall, ProbeScript } from "./commands/probe.js";
export type { ScriptContext, ScriptSetup } from "./commands/run.js";
export { CliError, type CliErrorCode } from "./errors.js";
export { main } from "./main.js";
