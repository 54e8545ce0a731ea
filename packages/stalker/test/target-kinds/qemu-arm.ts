import { once } from "node:events";
import { GdbTarget } from "../../src/index.js";
import type { TargetKind } from "../target-kind.js";
import { stepOf } from "./stub.js";

/** `qemu-arm` on this machine, which the target itself starts. */
export const kindOf = (name: string, options: TargetKind["options"]): TargetKind => ({
  name,
  options,
  processor: "max",
  exclusiveStores: "succeed",
  mostCases: Number(process.env.ARMSTALKER_CASES ?? Number.POSITIVE_INFINITY),
  async start(path, { args = [], env, sysroot } = {}) {
    const target = await GdbTarget.spawn(path, args, {
      cpu: this.processor,
      ...options,
      ...(env === undefined ? {} : { env }),
      ...(sysroot === undefined ? {} : { sysroot }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const texts = { stdout: "", stderr: "" };
    const closed = (["stdout", "stderr"] as const).map((name) => {
      const stream = target.remote[name]!;
      stream.on("data", (bytes) => {
        texts[name] += String(bytes);
      });
      return once(stream, "close");
    });
    return {
      target,
      output: Object.assign(texts, { closed: Promise.all(closed) }),
      step: () => stepOf(target),
      end: async () => target.kill(),
    };
  },
});

export const kind: TargetKind = kindOf("qemu-arm", {});
