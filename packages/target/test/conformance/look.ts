import { once } from "node:events";
import type { QemuUser } from "@armstalker/gdb-remote";
import { assemble } from "@armstalker/oracles";
import { CORE_WORDS, type GdbTarget, type Target, TargetError } from "../../src/index.js";

export const A32_TRAP = ".inst 0xe7f001f0";
export const T32_TRAP = ".inst.n 0xde01";
/** A place where nothing is mapped. */
export const FREE = 0x60000000;

export function core(target: Target): Uint32Array {
  const values = new Uint32Array(CORE_WORDS);
  target.readCore(target.mainThread, values);
  return values;
}

export function word(target: Target, address: number): number {
  return Buffer.from(target.readMemory(address, 4)).readUInt32LE();
}

export function errorOf(body: () => unknown): TargetError {
  try {
    body();
  } catch (error) {
    if (error instanceof TargetError) return error;
    throw new Error("it threw something that is no TargetError", { cause: error });
  }
  throw new Error("it threw nothing");
}

export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not reject");
}

export function code(instructionSet: "a32" | "t32", text: string): Uint8Array {
  const [assembled] = assemble("gnu", instructionSet, [text]);
  if (assembled?.bytes === undefined) throw new Error(assembled?.error);
  return assembled.bytes;
}

/** What the program writes to a standard output that is a pipe. */
export function outputOf(target: GdbTarget<QemuUser>): { text: string; readonly closed: Promise<unknown> } {
  const stdout = target.remote.stdout!;
  const output = { text: "", closed: once(stdout, "close") };
  stdout.on("data", (bytes) => {
    output.text += String(bytes);
  });
  return output;
}

/** All mappings, a line each. */
export function mappingLines(target: Target): string[] {
  return target.mappings().map((one) => `${one.base} ${one.size} ${one.protection} ${one.offset} ${one.path}`);
}
