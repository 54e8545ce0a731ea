import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { debianPackage } from "@armstalker/oracles";
import { Stalker } from "@armstalker/stalker";
import { GdbTarget } from "@armstalker/target";
import { afterAll, describe, expect, it } from "vitest";
import { countEdges, EDGES, indexOf } from "../src/edge-counter.js";

const folder = mkdtempSync(join(tmpdir(), "edges-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const text = join(folder, "text.txt");
writeFileSync(text, "pear 3\napple 1\nquince 4\nfig 1\nplum 5\napple 9\n".repeat(4));

/** The counters that the block events of a stalker lead to. */
async function edgesOfEvents(file: string, args: readonly string[]): Promise<Uint32Array> {
  const target = await GdbTarget.spawn(file, args, { stdio: "ignore" });
  const stalker = new Stalker(target);
  const counters = new Uint32Array(EDGES);
  let before = 0;
  stalker.follow(target.mainThread, {
    events: { block: true },
    onReceive(events) {
      for (const [, start] of Stalker.parse(events) as [string, number, number][]) {
        counters[indexOf(start) ^ before]!++;
        before = indexOf(start) >>> 1;
      }
    },
  });
  expect((await target.resume()).kind).toBe("exited");
  stalker.flush();
  return counters;
}

describe("a counter of edges, of recompiler, slabs and target alone", () => {
  it.each([
    ["armel", "sort", text],
    ["armhf", "md5sum", text],
    ["armhf", "awk", "{ sum[$1] += $2 } END { for (each in sum) print each, sum[each] }", text],
  ] as const)("counts what the events of a stalker tell: busybox of %s, %s", async (architecture, ...args) => {
    const file = join(debianPackage(architecture, "busybox-static"), "bin/busybox");
    const target = await GdbTarget.spawn(file, args, { stdio: "ignore" });
    const { counters, end } = await countEdges(target);
    expect(end).toEqual({ kind: "exited", status: 0 });
    const expected = await edgesOfEvents(file, args);
    const sum = (all: Uint32Array): number => all.reduce((total, each) => total + each, 0);
    expect(sum(expected)).toBeGreaterThan(5000);
    expect(sum(counters)).toBe(sum(expected));
    expect(counters).toEqual(expected);
  });
});
