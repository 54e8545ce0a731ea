export { ModulesError, type ModulesErrorCode } from "./errors.js";
export { type LineRange, LineTable, type SourceLine } from "./line-table.js";
export type { LoadedFile, LoaderState } from "./loader.js";
export { keyOf, type MappedFile, type ModulePlace, modulesIn } from "./mapped-modules.js";
export { Module, type ModuleFunction, type ModuleSymbol, type Place } from "./module.js";
export type { ModuleFilesOptions } from "./module-files.js";
export {
  type FoundFunction,
  type ModuleEvents,
  type ModuleSource,
  Modules,
  type ProbeHost,
  type Symbolized,
} from "./modules.js";
export { matcher } from "./symbol-names.js";
