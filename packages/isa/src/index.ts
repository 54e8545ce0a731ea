export { type Address, addressOf, type CodeAddress, codeAddress, setOf } from "./address.js";
export {
  AL,
  type ConditionLike,
  type ConditionName,
  conditionNames,
  conditionNumber,
  conditionPasses,
  flagsOfCondition,
  invertCondition,
} from "./conditions.js";
export { Decoder, isWideThumb } from "./decoder.js";
export {
  ByteOrder,
  classNumber,
  Exchange,
  Exclusive,
  type Facts,
  instructionClasses,
  Link,
  MemoryUse,
  Operation,
  Raises,
  Relative,
  Returns,
  Transfer,
} from "./decoding/facts.js";
export { type Encoded, type EncodeOptions, encodeFirst, type Place } from "./encode.js";
export {
  IsaError,
  type IsaErrorCode,
  type IsaErrorDetails,
  type IsaErrorFields,
  isaError,
  requireOptions,
  requireWordOf,
} from "./errors.js";
export { Feature, type FeatureName, featureNames, featureSets, type ProcessorName } from "./features.js";
export { Flag, flagNames, NZCV } from "./flags.js";
export { type Branch, Instruction, type MemoryAccess, type Validity } from "./instruction.js";
export { advanceIt, conditionOfIt, type ItState, inItBlock, lastInItBlock, mayStand, NO_IT } from "./it-state.js";
export { LeanInstruction } from "./lean.js";
export { countOfMask, lowestOfMask } from "./mask.js";
export {
  a32Immediate,
  encodeA32Immediate,
  encodeT32Immediate,
  expandA32Immediate,
  expandT32Immediate,
  ModifiedImmediate,
  t32Immediate,
} from "./modified-immediate.js";
export { decodersOf } from "./operands/decoders.js";
export { encodingOf } from "./operands/encoders.js";
export { aligned, allLanes, Lane, lane } from "./operands/lane.js";
export {
  type Access,
  type AddressingMode,
  type ImmediateOperand,
  type LabelOperand,
  type LaneListOperand,
  Memory,
  type MemoryOperand,
  mem,
  minus,
  type OffsetLike,
  type Operand,
  type OperandInput,
  type OptionOperand,
  postIndexed,
  preIndexed,
  type RegisterListOperand,
  type RegisterOperand,
  type ScalarOperand,
  Subtracted,
  WriteBack,
  writeBack,
} from "./operands/operand.js";
export { isAddress, isWithin, isWord } from "./range.js";
export * from "./registers.js";
export type { BranchKind, InstructionClass, InstructionSet, ItRule, Row } from "./row.js";
export {
  asr,
  decodeImmediateShift,
  lsl,
  lsr,
  ror,
  rrx,
  ShiftedRegister,
  type ShiftType,
  shifted,
  shiftTypes,
} from "./shifts.js";
export { type Candidate, InstructionTable, once } from "./table.js";
export { a32Decoder, a32FullTable, a32Table, t32Decoder, t32FullTable, t32Table } from "./tables.js";
export {
  type AssembledSection,
  type Assembly,
  type AssemblyOptions,
  assemble,
} from "./text/assemble.js";
export {
  AssemblyError,
  type AssemblyErrorCode,
  type AssemblyErrorFields,
} from "./text/assembly-error.js";
export type { AssemblyRelocation } from "./text/program.js";
export { mayOmitDestination } from "./two-operands.js";
export {
  encodeFloatImmediate,
  encodeVectorImmediate,
  expandFloatImmediate,
  FloatImmediate,
  floatImmediate,
  VectorImmediate,
  type VectorImmediateType,
  vectorImmediate,
} from "./vector-immediate.js";
export type { CallArgument, CallTarget } from "./writing/call-sequence.js";
export { CodeWriter, type CodeWriterOptions, type CodeWriterTraits } from "./writing/code-writer.js";
export { type CommonTemplates, InstructionWriter } from "./writing/instruction-writer.js";
export {
  type AssembleOptions,
  encodeOptionsOf,
  type LabelLike,
  methodOf,
} from "./writing/mnemonics.js";
export { RelativeTemplate, Template } from "./writing/template.js";
export {
  requireWithin,
  requireWord,
  WriterError,
  type WriterErrorCode,
  type WriterErrorDetails,
  type WriterErrorFields,
  writerError,
} from "./writing/writer-error.js";
