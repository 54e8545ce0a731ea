import { describe, expect, it } from "vitest";
import { rewritten } from "./support/texts.js";
import { readVectors } from "./support/vectors.js";

// Whether the sequences do the same as the originals is shown by execution.test.ts and the tests in differential/.
describe("what is emitted", () => {
  for (const { title, set, to, options, lines } of readVectors(new URL("vectors/sequences.txt", import.meta.url))) {
    it(`is the shortest sequence that does the same ${title}`, () => {
      const emitted = lines.map(({ original }) => `${original} => ${rewritten(set, original, to, options).join("; ")}`);
      expect(emitted).toEqual(lines.map(({ original, expected }) => `${original} => ${expected}`));
    });
  }
});
