export * from "@armstalker/isa";
export type { ThumbAssembler } from "./thumb-assembler.generated.js";
export { type ArmSystemRegister, ThumbWriter } from "./thumb-writer.js";
