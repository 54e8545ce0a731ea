// The driver of a guest, where vitest would take longer than the tests: bundled by vm/test.mjs, one line of output for each case.
//   node suite.mjs ENVIRONMENT-AS-JSON [PATTERN]
import type { Environment } from "./harness.js";
import { suites } from "./suites.js";

const environment = JSON.parse(process.argv[2]!) as Environment;
const pattern = new RegExp(process.argv[3] ?? "");
/** An emulated processor is that much slower than the one the limits were chosen on, at worst. */
const PATIENCE = 2;

let failed = 0;
let passed = 0;
for (const one of suites) {
  if (one.in?.(environment) === false || !pattern.test(one.name)) continue;
  const begin = performance.now();
  const seconds = (one.seconds ?? 60) * PATIENCE;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${seconds} s`)), seconds * 1000);
  });
  let error: unknown;
  try {
    await Promise.race([one.run(environment), tooLong]);
    passed++;
  } catch (thrown) {
    error = thrown;
    failed++;
  }
  clearTimeout(timer);
  console.log(
    `${error === undefined ? "ok" : "not ok"} ${(performance.now() - begin).toFixed(0).padStart(6)} ms  ${one.name}`,
  );
  if (error !== undefined) console.log((error as Error).stack ?? String(error));
}
console.log(`# ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
