import { GdbRemoteError, invalidArgument } from "./error.js";
import type { ResumeAction } from "./options.js";
import type { Requester } from "./requester.js";
import { formatThreadId } from "./thread-id.js";

/**
 * The packet that resumes with these actions, in the words that the stub knows.
 * @param kinds - the letters of `vCont` that it has
 */
export function resumePacket(
  actions: readonly ResumeAction[],
  kinds: ReadonlySet<string>,
  requester: Requester,
): string {
  const coded = actions.map(({ kind, signal, thread }) => {
    if (signal !== undefined && !(Number.isInteger(signal) && signal >= 0 && signal <= 0xff)) {
      throw invalidArgument(`signal is ${signal}`, "give the protocol's number, as signalNumber returns it");
    }
    const hasSignal = signal !== undefined && signal !== 0;
    const letter = kind === "step" ? (hasSignal ? "S" : "s") : hasSignal ? "C" : "c";
    return { code: hasSignal ? letter + signal.toString(16).padStart(2, "0") : letter, letter, thread };
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
  requester.tryOk(`Hc${only.thread === undefined ? "-1" : formatThreadId(only.thread)}`);
  return only.code;
}
