import { a32FullTable } from "@armstalker/isa";
import type { ArmAssembler } from "./arm-assembler.generated.js";
import type { ArmVectorAssembler } from "./arm-vectors.generated.js";
import type { ArmWriter } from "./arm-writer.js";

/** All encodings of A32: a method for each mnemonic. */
export type ArmFullAssembler = ArmAssembler & ArmVectorAssembler;

/**
 * The assembler of a writer with Advanced SIMD and VFP arithmetic and moves besides all that `writer.asm` has. It is a function of its own so that bundles without it are small.
 *
 *     const asm = fullAsm(writer);
 *     asm.vld1_32(["d0", "d1"], "r0");
 *     asm.vmla_f32("q1", "q0", lane("d4", 0));
 *
 * A mnemonic's data types follow it with `_`: VCVT.S32.F32 is `vcvt_s32_f32`.
 */
export const fullAsm = (writer: ArmWriter): ArmFullAssembler => writer.asmOf<ArmFullAssembler>(a32FullTable());
