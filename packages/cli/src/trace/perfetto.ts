import { FileSink } from "./file-sink.js";
import type { WriterMaker } from "./trace-writer.js";

/** Fields of Perfetto's protocol buffers (trace_packet.proto, track_event.proto, track_descriptor.proto, interned_data.proto). */
const Trace = { packet: 1 } as const;
const Packet = {
  timestamp: 8,
  sequence: 10,
  trackEvent: 11,
  internedData: 12,
  sequenceFlags: 13,
  trackDescriptor: 60,
} as const;
const Descriptor = { uuid: 1, name: 2, process: 3, thread: 4 } as const;
const ProcessField = { pid: 1, name: 6 } as const;
const ThreadField = { pid: 1, tid: 2, name: 5 } as const;
const Event = { type: 9, nameId: 10, trackUuid: 11 } as const;
const Interned = { eventNames: 2 } as const;
const EventName = { id: 1, name: 2 } as const;
const SliceType = { begin: 1, end: 2 } as const;
const INCREMENTAL_STATE_CLEARED = 1;
const NEEDS_INCREMENTAL_STATE = 2;
/** Nanoseconds of the trace for an event: a microsecond. */
const EVENT_TIME = 1000;
const PROCESS = 1;

/** Perfetto's own format, TrackEvent: a track a thread. A microsecond of the trace is an event: a trace has no times. */
export const writePerfetto: WriterMaker = (path, frames, title) => {
  const sink = new FileSink(path);
  const named = new Set<number>();
  const packet = (fields: Uint8Array): void => sink.write(message(Trace.packet, fields));
  const sequence = (thread: number): Uint8Array => number(Packet.sequence, thread + 1);
  const uuid = (thread: number): number => thread + 2;
  packet(
    Buffer.concat([
      message(
        Packet.trackDescriptor,
        Buffer.concat([
          number(Descriptor.uuid, PROCESS),
          message(
            Descriptor.process,
            Buffer.concat([number(ProcessField.pid, PROCESS), text(ProcessField.name, title)]),
          ),
        ]),
      ),
    ]),
  );
  /** Names are interned by thread: each is a sequence of its own. */
  const key = (thread: number, frame: number): number => thread * 0x1000000 + frame;
  return {
    thread(index, id) {
      packet(
        Buffer.concat([
          sequence(index),
          number(Packet.sequenceFlags, INCREMENTAL_STATE_CLEARED),
          message(
            Packet.trackDescriptor,
            Buffer.concat([
              number(Descriptor.uuid, uuid(index)),
              text(Descriptor.name, `thread ${id}`),
              message(
                Descriptor.thread,
                Buffer.concat([
                  number(ThreadField.pid, PROCESS),
                  number(ThreadField.tid, id),
                  text(ThreadField.name, `thread ${id}`),
                ]),
              ),
            ]),
          ),
        ]),
      );
    },
    enter(thread, frame, _, at) {
      const parts = [
        number(Packet.timestamp, at * EVENT_TIME),
        sequence(thread),
        number(Packet.sequenceFlags, NEEDS_INCREMENTAL_STATE),
      ];
      if (!named.has(key(thread, frame))) {
        named.add(key(thread, frame));
        const entry = Buffer.concat([number(EventName.id, frame + 1), text(EventName.name, frames[frame]!.name)]);
        parts.push(message(Packet.internedData, message(Interned.eventNames, entry)));
      }
      const event = [
        number(Event.type, SliceType.begin),
        number(Event.nameId, frame + 1),
        number(Event.trackUuid, uuid(thread)),
      ];
      parts.push(message(Packet.trackEvent, Buffer.concat(event)));
      packet(Buffer.concat(parts));
    },
    leave(thread, _, at) {
      const event = [number(Event.type, SliceType.end), number(Event.trackUuid, uuid(thread))];
      packet(
        Buffer.concat([
          number(Packet.timestamp, at * EVENT_TIME),
          sequence(thread),
          number(Packet.sequenceFlags, NEEDS_INCREMENTAL_STATE),
          message(Packet.trackEvent, Buffer.concat(event)),
        ]),
      );
    },
    end: () => sink.close(),
  };
};

/** A field with a number: wire type 0. */
function number(field: number, value: number): Uint8Array {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

/** A field with a message: wire type 2. */
function message(field: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

const text = (field: number, value: string): Uint8Array => message(field, Buffer.from(value));

/** A number of 7 bits a byte. @param value - up to 2^53 */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
