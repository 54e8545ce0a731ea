import type { Instruction } from "@armstalker/isa";
import type { Generator } from "./generator.js";
import type { SystemCallInterest } from "./program.js";
import { SiteKind } from "./site-table.js";
import { putSystemCallTest } from "./system-call-test.js";
import { svcImmediate, svcWord } from "./words.js";

/**
 * Puts SVC under its condition, behind the way out that the engine asks for.
 *
 * @param begins - is called where the call itself begins: a signal may have it made again from there
 */
export function putSystemCall(
  generator: Generator,
  instruction: Instruction,
  interest: SystemCallInterest,
  begins: () => void,
): void {
  const { out, set } = generator;
  const { sites } = generator.tables;
  const stop = (): number => generator.stop(SiteKind.systemCall, instruction.address);
  generator.conditionally(instruction.conditionNumber, () => {
    if (interest === "stop") sites.setDetail(stop(), out.pc);
    else if (interest === "look-up") putSystemCallTest(generator, (resume) => sites.setDetail(stop(), resume()));
    begins();
    out.copy(svcWord(set, svcImmediate(instruction)));
  });
}
