import type { EmulatorThreads } from "./emulator-threads.js";
import { excerpt, GdbRemoteError } from "./error.js";
import type { PacketConnection } from "./packet-connection.js";
import { latin } from "./requester.js";

/** A report that has not been acknowledged. Its thread waits in the stub. */
interface Report {
  readonly text: string;
  readonly thread: number;
}

/** The number of further looks where reports and threads do not agree: a report may be on its way. */
const MOST_LOOKS = 20;
/** Threads of a program report once each: more reports than a kernel has threads are no reports. */
const MOST_REPORTS = 65536;

/**
 * Serves one thread of an emulator at a time. When a thread has reported a stop, all others are held, and the reports that they have sent
 * meanwhile are kept. A thread that waits with a report has not read a byte since. It is let go, alone, when its turn comes. Holding takes
 * time, and some system calls notice it. So no thread is held before a second thread has reported something, unless that is asked for.
 */
export class ThreadTurns {
  readonly #connection: PacketConnection;
  readonly #threads: EmulatorThreads;
  readonly #waiting: Report[] = [];
  /** True if threads are held: from the second one's first report on. */
  #isShared: boolean;
  #first: number | undefined;
  #served: number | undefined;
  #isEnding = false;

  /** @param fromTheStart - do not wait for the second thread's first report */
  constructor(connection: PacketConnection, threads: EmulatorThreads, fromTheStart: boolean) {
    this.#connection = connection;
    this.#threads = threads;
    this.#isShared = fromTheStart;
    connection.mayMix = () => this.#applies && !this.isServing;
    connection.onClosed = () => this.#leave();
  }

  /** True if a kept report can be served at once: one of a thread, or any. */
  isWaiting(thread?: number): boolean {
    return this.#waiting.some((report) => thread === undefined || report.thread === thread);
  }

  /**
   * The report that is served next. Its thread alone runs then, and is acknowledged with the next packet.
   *
   * @param text - the packet that has come from the stub; undefined if none has
   * @param wanted - reports of other threads are left for later
   * @returns undefined if there is none: the threads run on
   */
  next(text: string | undefined, wanted: number | undefined): string | undefined {
    this.#noteThread(text);
    if (text !== undefined && !this.isWaiting() && !this.#applies) return text;
    this.#connection.postponeAcknowledgement();
    if (!this.#gather(text)) {
      if (text !== undefined) this.#connection.acknowledgeLater();
      return text;
    }
    const at = wanted === undefined ? 0 : this.#waiting.findIndex(({ thread }) => thread === wanted);
    const [report] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (report === undefined) {
      this.end();
      return undefined;
    }
    this.#served = report.thread;
    this.#isEnding = isEnd(report.text);
    this.#threads.release(report.thread);
    this.#connection.acknowledgeLater();
    return report.text;
  }

  #noteThread(text: string | undefined): void {
    const thread = text === undefined ? undefined : threadOf(text);
    if (thread === undefined) return;
    this.#first ??= thread;
    if (thread !== this.#first) this.#isShared = true;
  }

  /** True if a thread is spoken to while others are held. */
  get isServing(): boolean {
    return this.#served !== undefined;
  }

  /** The thread that was spoken to has acknowledged that it goes on: all run but those that wait. */
  end(): void {
    this.#served = undefined;
    this.#threads.releaseAllBut(this.#waiting.map(({ thread }) => thread));
  }

  /** Without us signals reach the program, ours too: where it ends no other thread shall live to see one. */
  #leave(): void {
    if (this.#isEnding && this.#served !== undefined) this.#threads.awaitEnd(this.#served);
    this.#threads.releaseAllBut();
  }

  get #applies(): boolean {
    return this.#isShared && this.#threads.areSeveral && this.#threads.refusal === undefined;
  }

  /** Holds all threads, and adds what they have reported. False if they cannot be held. */
  #gather(text: string | undefined): boolean {
    const texts = text === undefined ? [] : [text];
    for (let looks = 0; ; looks++) {
      if (!this.#threads.hold()) return false;
      for (let next = this.#connection.takeWaiting(); next !== undefined; next = this.#connection.takeWaiting()) {
        texts.push(latin(next));
        if (texts.length > MOST_REPORTS) throw this.#connection.fail(mixedReports(texts.slice(0, 2)));
      }
      const known = new Set(this.#waiting.map(({ thread }) => thread));
      const reports = assigned(
        texts,
        this.#threads.unacknowledged().filter((id) => !known.has(id)),
      );
      if (reports !== undefined) {
        this.#waiting.push(...reports);
        return true;
      }
      if (looks >= MOST_LOOKS) throw this.#connection.fail(mixedReports(texts));
      // All that wait in the stub stay there.
      this.#threads.releaseAllBut(this.#threads.unacknowledged());
    }
  }
}

/** Reports with the threads that have sent them; undefined where that is not certain. */
function assigned(texts: readonly string[], threads: readonly number[]): Report[] | undefined {
  if (texts.length !== threads.length) return undefined;
  const named = texts.map(threadOf);
  const others = threads.filter((id) => !named.includes(id));
  const reports: Report[] = [];
  for (const [index, text] of texts.entries()) {
    // The end of the program is reported without a thread.
    const thread = named[index] ?? (isEnd(text) && others.length === 1 ? others[0] : undefined);
    if (thread === undefined || !threads.includes(thread)) return undefined;
    reports.push({ text, thread });
  }
  return new Set(reports.map(({ thread }) => thread)).size === texts.length ? reports : undefined;
}

/** The thread that a whole report is of. */
function threadOf(text: string): number | undefined {
  const match = /^T[0-9a-f]{2}thread:p[0-9a-f]+\.([0-9a-f]+);$/.exec(text);
  return match === null ? undefined : Number.parseInt(match[1]!, 16);
}

function isEnd(text: string): boolean {
  return /^[WX][0-9a-f]{2}$/.test(text);
}

function mixedReports(texts: readonly string[]): GdbRemoteError {
  return new GdbRemoteError({
    code: "unexpected-stop",
    message: "several threads stopped in the same moment, and the stub mixed their reports",
    hint: "see the README on threads under qemu-arm; gdbserver keeps them apart",
    reply: excerpt(texts.join(" ")),
  });
}
