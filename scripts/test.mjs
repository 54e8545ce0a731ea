// npm test: sets up what is missing, then runs the tests of every package, one package after the other.
// What follows `--` goes to turbo: npm test -- --filter=@armstalker/isa

import { main, runTool, setup } from "./setup.mjs";

await main(async () => {
  await setup();
  return runTool("turbo", ["run", "test", "--concurrency=1", ...process.argv.slice(2)]);
});
