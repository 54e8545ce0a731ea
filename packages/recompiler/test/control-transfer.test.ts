import { t32Decoder } from "@armstalker/isa";
import { inPlace, RelocationError, relocate, Site, Source, settingsOf } from "@armstalker/relocator";
import { describe, expect, it } from "vitest";
import { transferOf } from "../src/control-transfer.js";

const BX_PC = 0x4778;
const code = Uint8Array.of(0x78, 0x47, 0x00, 0xbf);

function transferAt(address: number): ReturnType<typeof transferOf> {
  const instruction = t32Decoder().instruction(BX_PC, 2, address);
  const source = new Source("t32", { code, address });
  const site = new Site(instruction, { source, settings: settingsOf({}), placement: inPlace }, false);
  return transferOf(site, () => null);
}

describe("BX PC", () => {
  it("goes to A32 code behind the word that it stands in", () => {
    expect(transferAt(0x10000)).toMatchObject({ kind: "direct", target: 0x10004, isCall: false });
  });

  it("is UNPREDICTABLE where PC is no multiple of 4: followed as little as it is moved", () => {
    const refused = expect.objectContaining({ code: "unpredictable", address: 0x10002 });
    expect(() => transferAt(0x10002)).toThrow(refused);
    expect(() => relocate(code, { from: 0x10002, to: 0x20000, set: "t32" })).toThrow(refused);
    expect(() => transferAt(0x10002)).toThrow(RelocationError);
  });
});
