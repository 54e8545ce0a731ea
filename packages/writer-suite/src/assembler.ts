import { asr, lsl, mem, minus, postIndexed, preIndexed, rrx, writeBack } from "@armstalker/isa";
import { describe, expect, it } from "vitest";

/** The methods of a writer's assembler that the suite uses. Both writers have them. */
export interface AssemblerUnderTest {
  ldr(register: "r1", text: string): void;
  str(register: "r1", memory: ReturnType<typeof mem>): void;
  b(label: string, options?: object): void;
}

/** Tests of the messages of a writer's assembler. */
export function describeAssembler(name: string, create: () => { readonly asm: AssemblerUnderTest }): void {
  describe(`the assembler of ${name}`, () => {
    it("says what to write for text that is no register and no label", () => {
      const { asm } = create();
      for (const text of ["[r0]", " [r0, #4]", "{r0, r1}", "#4", "=value"]) {
        for (const put of [() => asm.ldr("r1", text), () => asm.b(text)])
          expect(put, text).toThrow(
            expect.objectContaining({ code: "operand-kind", message: expect.stringContaining("mem(") }),
          );
      }
      expect(() => asm.str("r1", "[r0]" as unknown as ReturnType<typeof mem>)).toThrow(/mem\(/);
      expect(() => asm.b("x", { cond: "eq" } as object)).toThrow(expect.objectContaining({ code: "unknown-option" }));
    });

    it("shows operands as assembly does, in short messages", () => {
      const { asm } = create();
      const anything = asm as unknown as Record<string, (...inputs: unknown[]) => void>;
      const refused: readonly (readonly [string, unknown[], string])[] = [
        ["bx", [mem("r1", 4)], "[r1, #4]"],
        ["bx", [preIndexed("r1", -4)], "[r1, #-4]!"],
        ["bx", [postIndexed("r1", minus(lsl("r2", 3)))], "[r1], -r2, lsl #3"],
        ["bx", [mem("r1", rrx("r2"))], "[r1, r2, rrx]"],
        ["bx", [asr("r2", "r3")], "r2, asr r3"],
        ["bx", [writeBack("r1")], "r1!"],
        ["bx", [["r1", "r2"]], "{r1, r2}"],
        ["mul", ["r0", "r1", lsl("r2", 3)], "r0, r1, r2, lsl #3"],
        ["bx", [Object.create({ toString: null })], "an object"],
        ["bx", [Symbol("x")], "Symbol(x)"],
        ["push", [Array.from({ length: 100_000 }, () => "r17")], "{r17, r17"],
      ];
      for (const [mnemonic, inputs, text] of refused) {
        expect(() => anything[mnemonic]!(...inputs), text).toThrow(
          expect.objectContaining({ name: "IsaError", message: expect.stringContaining(text) }),
        );
        try {
          anything[mnemonic]!(...inputs);
        } catch (error) {
          expect((error as Error).message.length, text).toBeLessThan(600);
        }
      }
    });
  });
}
