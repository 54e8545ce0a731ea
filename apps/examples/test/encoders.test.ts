import { expect, it } from "vitest";
import { runSum, writeFibonacci, writeSum } from "../src/encoders.js";

it("the encoders' example computes 0 + 1 + 1 + 2 + 3 + 5 + 8 + 13 + 21 + 34", () => {
  expect(runSum(writeFibonacci(), writeSum())).toBe(88);
});
