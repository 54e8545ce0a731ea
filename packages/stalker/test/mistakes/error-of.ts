import { RecompilerError } from "@armstalker/recompiler";
import { TargetError } from "@armstalker/target";
import { StalkerError } from "../../src/errors.js";

/** The error that `body` throws: the stalker's, its target's, or the recompiler's for what transformers do. */
export function errorOf(body: () => unknown): StalkerError | TargetError | RecompilerError {
  try {
    body();
  } catch (error) {
    if (error instanceof StalkerError || error instanceof TargetError || error instanceof RecompilerError) return error;
    throw new Error("it threw something that is no error of ours", { cause: error });
  }
  throw new Error("it threw nothing");
}
