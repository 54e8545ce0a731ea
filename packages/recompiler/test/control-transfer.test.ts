import { a32Decoder, codeAddress, type InstructionSet, t32Decoder } from "@armstalker/isa";
import { assemble } from "@armstalker/oracles";
import { inPlace, RelocationError, relocate, Site, Source, settingsOf } from "@armstalker/relocator";
import { describe, expect, it } from "vitest";
import { transferAt } from "../src/control-transfer.js";
import { bedOf } from "./bed.js";

function assembled(set: InstructionSet, text: string): Uint8Array {
  const [result] = assemble("gnu", set, [text]);
  if (result?.bytes === undefined) throw new Error(result?.error);
  return result.bytes;
}

function transferOf(set: InstructionSet, code: Uint8Array, address: number): ReturnType<typeof transferAt> {
  const decoder = set === "a32" ? a32Decoder() : t32Decoder();
  const source = new Source(set, { code, address });
  const site = new Site(
    decoder.decode(code, 0, address),
    { source, settings: settingsOf({}), placement: inPlace },
    false,
  );
  return transferAt(site, () => null);
}

describe("BX PC", () => {
  const code = assembled("t32", "bx pc; nop");

  it("goes to A32 code behind the word that it stands in", () => {
    expect(transferOf("t32", code, 0x10000)).toMatchObject({ kind: "direct", target: 0x10004, link: null });
  });

  it("is UNPREDICTABLE where PC is no multiple of 4: followed as little as it is moved", () => {
    const refused = expect.objectContaining({ code: "unpredictable", address: 0x10002 });
    expect(() => transferOf("t32", code, 0x10002)).toThrow(refused);
    expect(() => relocate(code, { from: 0x10002, to: 0x20000, set: "t32" })).toThrow(refused);
    expect(() => transferOf("t32", code, 0x10002)).toThrow(RelocationError);
  });
});

describe("data processing with PC as its destination", () => {
  it("is UNPREDICTABLE where it goes to A32 code at an address that is no multiple of 4", () => {
    const code = assembled("a32", "add pc, pc, #2");
    const refused = expect.objectContaining({ code: "unpredictable", address: 0x10000 });
    expect(() => transferOf("a32", code, 0x10000)).toThrow(refused);
    expect(() => relocate(code, { from: 0x10000, to: 0x20000, set: "a32" })).toThrow(refused);
    expect(transferOf("a32", assembled("a32", "add pc, pc, #3"), 0x10000)).toMatchObject({ target: 0x1000b });
  });

  it("adds SP to PC as any register", () => {
    const code = assembled("t32", "add pc, sp; nop");
    expect(transferOf("t32", code, 0x10000)).toMatchObject({ kind: "compute", addend: 13, setAfter: "t32" });
    const { recompiler } = bedOf({ code, base: 0x10000 });
    recompiler.obtain(codeAddress(0x10000, "t32"));
    expect([...recompiler.tables.refusals.keys()]).toEqual([]);
  });
});
