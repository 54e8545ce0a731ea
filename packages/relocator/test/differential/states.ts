import type { RunState } from "@armstalker/oracles";
import { Random } from "@armstalker/oracles";
import { type Plan, randomValue } from "./plan.js";

/** D registers to choose from: making them for each case would take longer than running it. */
const pool: bigint[][] = [];

function randomVector(random: Random): bigint {
  switch (random.below(6)) {
    case 0:
      return 0n;
    case 1: {
      // A double of moderate size, or two floats.
      const view = new DataView(new ArrayBuffer(8));
      if (random.chance(0.5)) view.setFloat64(0, (random.word() - 2 ** 31) / 1024);
      else {
        view.setFloat32(0, (random.word() - 2 ** 31) / 1024);
        view.setFloat32(4, random.below(1000) / 8);
      }
      return view.getBigUint64(0);
    }
    default:
      return (BigInt(random.word()) << 32n) | BigInt(random.word());
  }
}

/** Random registers and flags, but for what the plan asks for. */
export function randomState(plan: Plan, pc: number, random: Random): RunState {
  if (pool.length === 0) {
    const poolRandom = new Random(1);
    for (let index = 0; index < 64; index++) pool.push(Array.from({ length: 32 }, () => randomVector(poolRandom)));
  }
  const r = plan.initial.map((value) => value ?? randomValue(random));
  // N, Z, C, V, Q and GE.
  let cpsr = random.word() & 0xf80f0000;
  cpsr = plan.carry === 1 ? cpsr | 0x20000000 : cpsr & ~0x20000000;
  // Flags, QC, AHP, DN, FZ, the rounding mode and the cumulative flags; no short vectors, no traps.
  const fpscr = random.chance(0.5) ? 0 : (random.word() & 0xffc0009f) >>> 0;
  return { pc: plan.set === "t32" ? pc + 1 : pc, r, cpsr: cpsr >>> 0, fpscr, d: random.pick(pool), limit: 200 };
}
