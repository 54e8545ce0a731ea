import type { RecordSite } from "@armstalker/recompiler";
import type { ThreadEvents } from "../../events/thread-events.js";
import type { StoppedThread } from "../stopped-thread.js";

/** The store of a record has come to the end of the event buffer: the buffer is emptied, and the store is executed again at its beginning. */
export function emptyRecords({ cursor }: RecordSite, thread: StoppedThread, events: ThreadEvents): void {
  thread.target.writeRegister(thread.id, cursor, events.takeFull());
}
