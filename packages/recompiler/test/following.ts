import { AL, a32Decoder, addressOf, type CodeAddress, codeAddress, setOf, Transfer, t32Decoder } from "@armstalker/isa";
import type { Recompiler } from "../src/index.js";

/** Memory with generated code and slots. */
export interface Words {
  word(address: number): number;
}

/** Where an unconditional branch of one instruction goes, and the slot that it loads that from, 0 if there is none; null for any other instruction. */
export function branchAt(words: Words, at: CodeAddress): { readonly to: CodeAddress; readonly slot: number } | null {
  const set = setOf(at);
  const address = addressOf(at);
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, words.word(address), true);
  const instruction = (set === "a32" ? a32Decoder() : t32Decoder()).decode(bytes, 0, address);
  const { facts, number, conditionNumber } = instruction;
  if (conditionNumber !== AL) return null;
  const target = instruction.relativeAddress;
  if (facts.transfer[number] === Transfer.direct) return { to: codeAddress(target, set), slot: 0 };
  if (facts.transfer[number] !== Transfer.load || target < 0) return null;
  return { to: words.word(target) as CodeAddress, slot: target };
}

/** Where the branch of a site leads, by way of its relay if it has one. `slot`: 0 if it goes by none. */
export function leadOf(recompiler: Recompiler, words: Words, site: number): ReturnType<typeof branchAt> & object {
  const { sites, blocks } = recompiler.tables;
  const set = setOf(blocks.startOf(sites.blockOf(site)));
  const first = branchAt(words, codeAddress(sites.addressOf(site), set));
  if (first === null) throw new Error(`there is no branch at 0x${sites.addressOf(site).toString(16)}`);
  const at = addressOf(first.to);
  if (first.slot !== 0 || recompiler.blockAt(at) >= 0 || recompiler.siteAt(at) === undefined) return first;
  return branchAt(words, first.to) ?? first;
}
