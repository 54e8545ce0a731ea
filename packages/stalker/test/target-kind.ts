// The kind of target that the engine's suites run on: ARMSTALKER_TARGET names a file of target-kinds/, qemu-arm by default. What the kind needs before the
// first test is target-kinds/NAME.setup.ts, if there is such a file.
import type { QemuUserOptions } from "@armstalker/gdb-remote";
import { Random } from "@armstalker/oracles";
import type { GdbTargetOptions, Target } from "../src/index.js";

/** How a program is started. */
export interface ProgramStart {
  readonly args?: readonly string[];
  /** Its environment; that of this process by default. A kind whose programs run on another machine has that machine's instead. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where a program that is not static finds its loader and its libraries. */
  readonly sysroot?: string;
}

/** What a program writes. */
export interface ProgramOutput {
  /** All that came up to now; whole once `closed` has resolved. Kinds that cannot tell earlier have it from then on. */
  readonly stdout: string;
  readonly stderr: string;
  /** Resolves when the program has ended, and all that it wrote is there. */
  readonly closed: Promise<unknown>;
}

/** A program that stands before its first instruction, in a target of the kind. */
export interface StartedProgram {
  readonly target: Target;
  readonly output: ProgramOutput;
  /** Executes one instruction of the program's first thread. @returns the name of the signal that it stopped with, SIGTRAP if nothing happened */
  step(): string;
  /** Ends the program, if it has not ended, and whatever it ran in. */
  end(): Promise<void>;
}

/** A kind of target that the engine's suites run on. */
export interface TargetKind {
  readonly name: string;
  /** The processor that its programs run on, as `qemu-arm -cpu` names it. */
  readonly processor: "max" | "cortex-a15";
  /** Kernels that interrupt a thread between an exclusive load and its store have the store fail. */
  readonly exclusiveStores: "succeed" | "may-fail";
  /** How suites start `qemu-arm` that start it themselves. */
  readonly options: QemuUserOptions & GdbTargetOptions;
  /** How many cases of a large suite run: a seed chooses them. Infinity for all. */
  readonly mostCases: number;
  start(path: string, start?: ProgramStart): Promise<StartedProgram>;
}

const name = process.env.ARMSTALKER_TARGET ?? "qemu-arm";

/** Only the module of the chosen kind is loaded. */
const chosen = (await import(`./target-kinds/${name}.ts`)) as { readonly kind: TargetKind };
export const targetKind: TargetKind = chosen.kind;

/** The cases of a large suite that run on this kind: all, or as many as it takes, which the seed chooses. They keep their order. */
export function casesOf<Case>(cases: readonly Case[], seed: number): Case[] {
  const { mostCases } = targetKind;
  const random = new Random(seed);
  const left = new Set(cases.keys());
  while (left.size > mostCases) left.delete([...left][random.below(left.size)]!);
  return [...left].map((index) => cases[index]!);
}
