import { mustBeOneOf, shown } from "./arguments.js";
import { excerpt, GdbRemoteError, hasCode, invalidArgument } from "./error.js";
import type { ResumeAction } from "./options.js";
import type { Requester } from "./requester.js";
import { formatThreadId, isSameThread, NAMELESS_THREAD, type ThreadId } from "./thread-id.js";

/**
 * The packet that resumes with these actions, in the words that the stub knows.
 * @param kinds - the letters of `vCont` that it has
 */
export function resumePacket(
  actions: readonly ResumeAction[],
  kinds: ReadonlySet<string>,
  requester: Requester,
): string {
  if (!Array.isArray(actions)) throw invalidArgument(`actions is ${shown(actions)}`, "give an array of actions");
  const coded = (actions as readonly ResumeAction[]).map(({ kind, signal, thread }) => {
    mustBeOneOf(kind, ["continue", "step"], "kind");
    if (signal !== undefined && !(Number.isInteger(signal) && signal >= 0 && signal <= 0xff)) {
      throw invalidArgument(`signal is ${shown(signal)}`, "give the protocol's number, as signalNumber returns it");
    }
    const hasSignal = signal !== undefined && signal !== 0;
    const letter = kind === "step" ? (hasSignal ? "S" : "s") : hasSignal ? "C" : "c";
    const code = hasSignal ? letter + signal.toString(16).padStart(2, "0") : letter;
    return { code, letter, thread: isSameThread(thread, NAMELESS_THREAD) ? undefined : thread };
  });
  if (coded.length === 0) throw invalidArgument("there is no action to resume with", "name at least one");
  if (coded.every(({ letter }) => kinds.has(letter))) {
    const text = coded.map(({ code, thread }) => (thread === undefined ? code : `${code}:${formatThreadId(thread)}`));
    return `vCont;${text.join(";")}`;
  }
  // The older packets know one action, for one thread or for all.
  const [only] = coded;
  if (coded.length > 1 || only === undefined) {
    throw new GdbRemoteError({
      code: "unsupported",
      message: "the stub resumes all threads alike, or one",
      hint: "give one action",
      packet: "vCont",
    });
  }
  select(only.thread, requester);
  return only.code;
}

/** A stub without threads may refuse this packet: that matters where one thread of several was meant. */
function select(thread: ThreadId | undefined, requester: Requester): void {
  try {
    requester.tryOk(`Hc${thread === undefined ? "-1" : formatThreadId(thread)}`);
  } catch (error) {
    if (thread !== undefined || !hasCode(error, "target-error")) throw error;
  }
}

/**
 * The error for a reply that refuses to resume.
 * @param reply - empty where the stub does not know the packet
 */
export function resumeRefused(reply: string, packet: string): GdbRemoteError {
  const isUnknown = reply === "";
  return new GdbRemoteError({
    code: isUnknown ? "unsupported" : "target-error",
    message: isUnknown ? "the stub does not know how to resume so" : `the stub did not resume: ${excerpt(reply)}`,
    hint: "give a thread that exists, and a signal that the target has",
    packet,
    reply: excerpt(reply),
    ...(isUnknown ? {} : { targetError: reply.slice(reply[1] === "." ? 2 : 1) }),
  });
}
