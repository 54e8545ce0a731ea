import { type CodeAddress, codeAddress } from "@armstalker/isa";
import type { CalloutSite } from "@armstalker/recompiler";
import { type Callout, type CpuContext, ThreadContext } from "../../cpu-context.js";
import { callUserCode } from "../../user-code.js";
import type { StoppedThread } from "../stopped-thread.js";
import type { Onward } from "./onward.js";

/**
 * A callout is called, and may have the thread go on elsewhere.
 *
 * @param report - is called with the error that the callout throws
 */
export function callOut(site: CalloutSite, thread: StoppedThread, report: (error: Error) => void): Onward {
  const { set, resume, pc } = site;
  const callout = site.callout as Callout;
  const context = new ThreadContext(thread.target, thread.id, pc);
  callUserCode(() => callout(context as unknown as CpuContext), report);
  const chosen = (callUserCode(() => context.close(), report) ?? null) as CodeAddress | null;
  context.commit();
  if (chosen !== null) return { real: chosen };
  return { real: codeAddress(pc, set), code: codeAddress(resume, set) };
}
