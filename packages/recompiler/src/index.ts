export { type BlockFacts, BlockTable } from "./block-table.js";
export { BlockTables, type Refusal, type TableMark } from "./block-tables.js";
export { endsOfBigEndian } from "./byte-order.js";
export { CodeArea, type CodeAreaOptions, type CodePart } from "./code-area.js";
export type { CompileRequest, RecordSelection } from "./compile-request.js";
export { describe, describeList, excerpt } from "./describe.js";
export { RecompilerError, type RecompilerErrorCode, type RecompilerErrorFields } from "./errors.js";
export { type ContextData, Generator } from "./generator.js";
export { type Fill, IndirectMap, LEAF_BYTES, type MissDoor } from "./indirect-map.js";
export {
  ArmIterator,
  type Iteration,
  type MemoryAccess,
  ThumbIterator,
  type Transformer,
  type TransformIterator,
} from "./iterator.js";
export type { Callout, CompilePolicy, ProgramCode, SystemCallInterest } from "./program.js";
export { Recompiler, type SourcePlace } from "./recompiler.js";
export type { CompileObserver, CompileStatistics, PassMarks, RecompilerOptions } from "./recompiler-options.js";
export { hasSecondWord, type RecordDescriptor, RecordKind, RecordTable } from "./record-table.js";
export { finishSequence, type SequenceView, undoSequence } from "./recovery.js";
export { SiteFlag, SiteKind, SiteTable } from "./site-table.js";
export type {
  BranchSite,
  CalloutSite,
  ExitSite,
  LookupSite,
  MissSite,
  RecordSite,
  RefusedSite,
  SystemCallSite,
} from "./sites.js";
export { fillRoutine, halves, wordsToBytes } from "./thunks.js";
export { asError, messageOf, watchPromise } from "./user-code.js";
export { doorWay } from "./ways-out/door.js";
export { trapWay } from "./ways-out/trap.js";
export type { BranchPlace, WaysOut } from "./ways-out/ways-out.js";
export { isTrap, LEAF_BITS, svcImmediate, svcWord, wordsOf } from "./words.js";
