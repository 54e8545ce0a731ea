import { qemuArm } from "@armstalker/oracles";
import type { TargetKind } from "../target-kind.js";
import { kindOf } from "./qemu-arm.js";

/** Debian 13's `qemu-arm`, which is downloaded. Native runs are under the installed one. */
export const kind: TargetKind = kindOf("qemu-arm-10", { emulator: qemuArm("10.0") });
