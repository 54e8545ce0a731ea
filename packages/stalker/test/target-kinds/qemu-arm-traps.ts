import type { TargetKind } from "../target-kind.js";
import { kindOf } from "./qemu-arm.js";

/** As `qemu-arm`; threads leave generated code by traps, as behind a stub on another machine. */
export const kind: TargetKind = kindOf("qemu-arm-traps", { doors: false });
