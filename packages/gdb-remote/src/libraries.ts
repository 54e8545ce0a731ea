import { DocumentBudget } from "./document-budget.js";
import { excerpt } from "./error.js";
import { badDocument, parseDocument } from "./xml.js";

/** A shared library, or the dynamic loader, as the target's loader lists them. */
export interface Library {
  /** As the loader opened it. */
  path: string;
  /** The distance from an address in its file to the same place in memory. */
  loadBias: bigint;
  /** Address of its dynamic section. */
  dynamicSection: bigint;
  /** Address of the loader's `link_map` for it. */
  linkMap: bigint;
}

export const LIBRARY_LIST = "list of libraries";

/** Reads a `library-list-svr4` (GDB manual, appendix E.15). @throws {GdbRemoteError} `malformed-reply` */
export function parseLibraries(
  bytes: Uint8Array,
  budget: DocumentBudget = new DocumentBudget(LIBRARY_LIST),
): Library[] {
  const root = parseDocument(bytes, LIBRARY_LIST, budget);
  if (root.name !== "library-list-svr4") throw badDocument(LIBRARY_LIST, `its root is <${excerpt(root.name)}>`);
  return root.children
    .filter(({ name }) => name === "library")
    .map(({ attributes }) => ({
      path: attributes.name ?? "",
      loadBias: address(attributes.l_addr, "l_addr"),
      dynamicSection: address(attributes.l_ld, "l_ld"),
      linkMap: address(attributes.lm, "lm"),
    }));
}

function address(text: string | undefined, attribute: string): bigint {
  if (text === undefined || !/^0[xX][0-9a-fA-F]{1,16}$/.test(text)) {
    throw badDocument(LIBRARY_LIST, `${attribute} is ${text === undefined ? "missing" : `"${excerpt(text)}"`}`);
  }
  return BigInt(text);
}
