import { describe, expect, it } from "vitest";
import { Stalker } from "../src/index.js";
import { instructionSets, Program } from "./engine/programs.js";

describe.each(Object.entries(instructionSets))(
  "pages that are never writable and executable at once, in %s",
  (_, flags) => {
    it("hold generated code as well", async () => {
      const program = new Program("plain.c", ...flags);
      const native = program.native();
      const { target, output } = await program.start();
      Object.defineProperty(target, "codeAccess", { value: "toggle" });
      const before = target.mappings().filter(({ protection }) => protection === "rwx").length;
      const stalker = new Stalker(target);
      let looks = 0;
      stalker.follow(target.mainThread, {
        transform(iterator) {
          for (let each = iterator.next(); each !== null; each = iterator.next()) {
            if (each.class === "exception") {
              iterator.putCallout(() => {
                looks++;
                expect(target.mappings().filter(({ protection }) => protection === "rwx").length).toBe(before);
              });
            }
            iterator.keep();
          }
        },
      });
      expect(await target.resume()).toEqual({ kind: "exited", status: native.status });
      await output.closed;
      expect(output.stdout).toBe(native.text);
      expect(looks).toBeGreaterThan(5);
    });
  },
);
