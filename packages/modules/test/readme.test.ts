import { runReadme } from "@armstalker/oracles";
import { expect, it } from "vitest";

it("prints what the README says", async () => {
  const { printed, shown } = await runReadme(new URL("../README.md", import.meta.url), new URL(".", import.meta.url));
  expect(printed).toBe(shown);
});
