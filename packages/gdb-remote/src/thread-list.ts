import { parseThreadId, type ThreadId } from "./thread-id.js";
import { badDocument, parseDocument } from "./xml.js";

const DOCUMENT = "list of threads";

/** Reads a list of threads (GDB manual, appendix E.17) for what it tells people. @throws {GdbRemoteError} `malformed-reply` */
export function parseThreadList(bytes: Uint8Array): { id: ThreadId; info: string }[] {
  const root = parseDocument(bytes, DOCUMENT);
  if (root.name !== "threads") throw badDocument(DOCUMENT, `its root is <${root.name}>`);
  return root.children
    .filter(({ name }) => name === "thread")
    .map(({ attributes, text }) => {
      if (attributes.id === undefined) throw badDocument(DOCUMENT, "a thread has no id");
      const info = [attributes.name ?? "", text.trim()].filter((part) => part !== "").join(" ");
      return { id: parseThreadId(attributes.id, "qXfer:threads:read"), info };
    });
}
