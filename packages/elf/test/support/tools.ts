import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from "node:child_process";

const gcc = "arm-linux-gnueabihf-gcc";

/** The path of a library of the cross compiler. */
export function libraryOf(name: string): string {
  return execFileSync(gcc, [`-print-file-name=${name}`], { encoding: "utf8" }).trim();
}

/** The lines that a cross tool prints. */
export function run(tool: string, ...args: string[]): string[] {
  const options: ExecFileSyncOptionsWithStringEncoding = {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  };
  return execFileSync(`arm-linux-gnueabihf-${tool}`, args, options).split("\n");
}

/** Numbers below a limit, by a seed: `ARMSTALKER_SEED`, or one of the clock that is printed. */
export function randomNumbers(): (below: number) => number {
  const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 0x7fffffff);
  console.log(`elf: ARMSTALKER_SEED=${seed}`);
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}
