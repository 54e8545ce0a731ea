import type { DocumentBudget } from "./document-budget.js";
import { excerpt } from "./error.js";
import { parseThreadId, type ThreadId } from "./thread-id.js";
import { badDocument, parseDocument } from "./xml.js";

export const THREAD_LIST = "list of threads";

/** Reads a list of threads (GDB manual, appendix E.17) for what it tells people. @throws {GdbRemoteError} `malformed-reply` */
export function parseThreadList(bytes: Uint8Array, budget: DocumentBudget): { id: ThreadId; info: string }[] {
  const root = parseDocument(bytes, THREAD_LIST, budget);
  if (root.name !== "threads") throw badDocument(THREAD_LIST, `its root is <${excerpt(root.name)}>`);
  return root.children
    .filter(({ name }) => name === "thread")
    .map(({ attributes, text }) => {
      if (attributes.id === undefined) throw badDocument(THREAD_LIST, "a thread has no id");
      const info = [attributes.name ?? "", text.trim()].filter((part) => part !== "").join(" ");
      return { id: parseThreadId(attributes.id, "qXfer:threads:read"), info };
    });
}
