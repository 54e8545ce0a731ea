import { excerpt, GdbRemoteError } from "./error.js";
import { packetSizeOf, parseFeatures, type StubFeatures } from "./features.js";
import type { GdbRemoteLimits } from "./limits.js";
import { latin, type Requester } from "./requester.js";
import { parseStopReply, type ThreadStop } from "./stop-reply.js";

const OWN_FEATURES = "multiprocess+;swbreak+;hwbreak+;vContSupported+;no-resumed+;xmlRegisters=arm,i386";

/** Tells the stub what this client can do, and asks what the stub can. */
export function exchangeFeatures(
  requester: Requester,
  events: readonly string[],
  limits: GdbRemoteLimits,
): StubFeatures {
  const wanted = events.map((event) => `;${event}-events+`).join("");
  const reply = requester.tryText(`qSupported:${OWN_FEATURES}${wanted}`);
  const features = parseFeatures(reply ?? "", limits);
  requester.packetSize = packetSizeOf(features) ?? requester.packetSize;
  return features;
}

/** Why the target is stopped. @throws {GdbRemoteError} `exited` where there is none */
export function askFirstStop(requester: Requester, limits: GdbRemoteLimits): ThreadStop {
  const reply = latin(requester.raw("?"));
  const stop = parseStopReply(reply, "?", limits);
  if (stop.kind === "stopped") return stop;
  throw new GdbRemoteError({
    code: "exited",
    message: `the stub has no program that could be debugged: "${excerpt(reply)}"`,
    hint: "start the stub with a program",
    packet: "?",
    reply: excerpt(reply),
  });
}

/** The letters of `vCont` that the stub has; none where it lacks one that every client needs. */
export function askResumeKinds(requester: Requester): ReadonlySet<string> {
  const reply = requester.tryText("vCont?");
  const kinds = reply?.startsWith("vCont") === true ? reply.split(";").slice(1) : [];
  return new Set(["c", "s"].every((kind) => kinds.includes(kind)) ? kinds : []);
}
