import { once, type Row, t32Table } from "@armstalker/isa";
import type { Emitter } from "../emit/emitter.js";
import { fieldOf } from "../fields.js";
import { isRelative, retarget } from "../relative.js";
import type { Site } from "../site.js";
import { putSubstituted } from "./operand.js";
import { type Rule, singleWord } from "./rule.js";

const wideLoad = once((): Row => t32Table().row("LDR_l_T2"));

/** The register and the value that a load of data that never change gives it; null if it is no such load. */
export function constantOf(site: Site, out: Emitter): { rt: number; value: number } | null {
  const { instruction, surroundings } = site;
  const { row } = instruction;
  const rt = fieldOf(instruction, "Rt");
  // In the other byte order it would be another value.
  if (!out.literals || row.class !== "load" || rt < 0 || !isRelative(instruction) || row.memorySize > 4) return null;
  const { memorySize } = row;
  const target = instruction.relativeAddress;
  if (!surroundings.settings.isConstant(target, memorySize)) return null;
  const bytes = surroundings.source.bytes(target, memorySize);
  if (bytes.length < memorySize) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, memorySize);
  const isSigned = instruction.facts.signed[instruction.number] === 1;
  if (memorySize === 4) return { rt, value: view.getUint32(0, true) };
  if (memorySize === 2) return { rt, value: (isSigned ? view.getInt16(0, true) : view.getUint16(0, true)) >>> 0 };
  return { rt, value: (isSigned ? view.getInt8(0) : view.getUint8(0)) >>> 0 };
}

/** Loads, stores and preloads at a constant distance from PC. The data are those where the code stood, as they are at run time. */
export const literal: Rule = {
  // ldr rt, <distance>               the same instruction, or its wide form, if the data are still in reach
  // mov rt, #value, mvn, movw        if the data never change
  single(site, out, at) {
    const { instruction } = site;
    const { row, word } = instruction;
    const constant = constantOf(site, out);
    if (constant !== null) {
      const words = out.constantWords(constant.rt, constant.value, at);
      if (words?.length === 1) return singleWord(site, words[0]!);
    }
    if (!isRelative(instruction)) return null;
    const target = instruction.relativeAddress;
    const same = retarget(row, word, at, target);
    if (same !== null) return singleWord(site, same);
    if (row.size === 4) return null;
    const wide = wideLoad();
    const longer = retarget(wide, (wide.value | (fieldOf(instruction, "Rt") << 12)) >>> 0, at, target);
    return longer === null ? null : singleWord(site, longer);
  },

  // rt := value                      if the data never change
  // rt := address; ldr rt, [rt]      and all other forms as for an operand
  put(site, out) {
    const constant = constantOf(site, out);
    if (constant === null) putSubstituted(site, out);
    else out.conditionally(site.instruction.conditionNumber, false, () => out.constant(constant.rt, constant.value));
  },
};
