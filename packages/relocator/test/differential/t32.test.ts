import { test } from "vitest";
import { expectNoDifferences } from "./differential.js";

test("T32 code does the same at another address", { timeout: 3_600_000 }, () => {
  expectNoDifferences("t32");
});
