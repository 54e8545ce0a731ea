import { DocumentBudget } from "./document-budget.js";
import { hasCode } from "./error.js";
import type { StubFeatures } from "./features.js";
import { hexToText } from "./hex.js";
import { limitExceeded } from "./limits.js";
import { type Requester, unexpectedReply } from "./requester.js";
import { formatThreadId, isSameThread, NAMELESS_THREAD, parseThreadId, type ThreadId } from "./thread-id.js";
import { parseThreadList, THREAD_LIST } from "./thread-list.js";

/** The threads of a stopped target, as its stub tells of them. */
export class Threads {
  readonly #requester: Requester;
  readonly #hasDocument: boolean;

  constructor(requester: Requester, features: StubFeatures) {
    this.#requester = requester;
    this.#hasDocument = features.get("qXfer:threads:read") === true;
  }

  /** All threads. A stopped target has at least one: stubs that list none have the current one alone. */
  list(): ThreadId[] {
    const threads = this.#listByPackets() ?? this.#document().map(({ id }) => id);
    return threads.length === 0 ? [this.current()] : threads;
  }

  /** The thread that the stub considers current; {@link NAMELESS_THREAD} where it knows no threads. */
  current(): ThreadId {
    const reply = this.#requester.tryText("qC");
    if (reply === undefined) return NAMELESS_THREAD;
    if (!reply.startsWith("QC")) throw unexpectedReply("qC", reply, "QC and a thread");
    return parseThreadId(reply.slice(2), "qC");
  }

  isAlive(thread: ThreadId): boolean {
    if (isSameThread(thread, NAMELESS_THREAD)) return true;
    try {
      this.#requester.ok(`T${formatThreadId(thread)}`);
      return true;
    } catch (error) {
      if (hasCode(error, "target-error")) return false;
      throw error;
    }
  }

  info(thread: ThreadId): string {
    if (isSameThread(thread, NAMELESS_THREAD)) return "";
    if (this.#hasDocument) return this.#document().find(({ id }) => isSameThread(id, thread))?.info ?? "";
    const packet = `qThreadExtraInfo,${formatThreadId(thread)}`;
    return hexToText(this.#requester.text(packet), packet);
  }

  /** Undefined where the stub does not know the packet. */
  #listByPackets(): ThreadId[] | undefined {
    const { limits } = this.#requester;
    const operation = this.#requester.begin("reading the list of threads");
    const threads: ThreadId[] = [];
    const first = "qfThreadInfo";
    for (let packet = first; ; packet = "qsThreadInfo") {
      operation.mustGoOn();
      const reply = packet === first ? this.#requester.tryText(packet) : this.#requester.text(packet);
      if (reply === undefined) return undefined;
      if (reply === "l") return threads;
      if (reply[0] !== "m") throw unexpectedReply(packet, reply, "a list of threads");
      for (const id of reply.slice(1).split(",", limits.threads + 1)) threads.push(parseThreadId(id, packet));
      if (threads.length > limits.threads) {
        throw limitExceeded(limits, "threads", `the stub lists ${threads.length} threads or more`);
      }
    }
  }

  #document(): { id: ThreadId; info: string }[] {
    if (!this.#hasDocument) return [];
    const budget = new DocumentBudget(THREAD_LIST, this.#requester.limits);
    return parseThreadList(this.#requester.readDocument("threads", "", budget), budget);
  }
}
