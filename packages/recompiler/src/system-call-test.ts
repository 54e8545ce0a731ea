import { type Emitter, Step } from "@armstalker/relocator";
import type { Generator } from "./generator.js";

const REGISTERS_A32 = 0b111;
const REGISTERS_T32 = 0b011;

/**
 * Before a system call whose number is in r7: looks the number up, and goes to a stop if it means something. No flag is changed.
 *
 * @param stop - puts the stop; is given the function that tells the address at which the system call will stand
 */
export function putSystemCallTest(generator: Generator, stop: (resume: () => number) => void): void {
  if (generator.set === "t32") putForT32(generator, stop);
  else putForA32(generator, stop);
}

function putForT32({ out, data, waysOut }: Generator, stop: (resume: () => number) => void): void {
  out.push(REGISTERS_T32);
  out.literal(0, data.systemCallTable);
  out.copy(0xea4f2157); // lsr.w r1, r7, #9
  out.copy(0xb919); // cbnz r1, special
  out.copy(0x5dc1); // ldrb r1, [r0, r7]
  out.copy(0xb909); // cbnz r1, special
  out.pop(REGISTERS_T32);
  out.copy(0xe000 + waysOut.stopSize / 2); // b svc: over POP and the stop
  out.note(Step.pushed, out.writer.offset, 0, 0, REGISTERS_T32); // special:
  out.pop(REGISTERS_T32);
  stop(() => out.pc);
}

function putForA32({ out, data, waysOut }: Generator, stop: (resume: () => number) => void): void {
  out.push(REGISTERS_A32);
  const mrs = out.writer.offset;
  out.copy(0xe10f2000); // mrs r2, cpsr
  out.note(Step.keepFlags, mrs, 2);
  out.literal(0, data.systemCallTable);
  out.copy(0xe1b014a7); // lsrs r1, r7, #9
  out.copy(0x07d01007); // ldrbeq r1, [r0, r7]
  out.copy(0xe3510000); // cmp r1, #0
  out.copy(0x1a000002); // bne special
  putEnd(out);
  out.copy(0xea000001 + waysOut.stopSize / 4); // b svc: over MSR, POP and the stop
  out.note(Step.pushed, out.writer.offset, 0, 0, REGISTERS_A32); // special:
  out.note(Step.flagsKept, out.writer.offset, 2);
  putEnd(out);
  stop(() => out.pc);
}

function putEnd(out: Emitter): void {
  const { offset } = out.writer;
  out.copy(0xe128f002); // msr cpsr_f, r2
  out.note(Step.restoreFlags, offset, 2);
  out.pop(REGISTERS_A32);
}
