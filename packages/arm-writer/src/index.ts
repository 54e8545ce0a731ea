export * from "@armstalker/isa";
export type { ArmAssembler } from "./arm-assembler.generated.js";
export { type ArmShifter, ArmWriter } from "./arm-writer.js";
