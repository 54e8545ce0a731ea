import { isAnyArrayBuffer, isUint8Array } from "node:util/types";
import { viewOf } from "@armstalker/target";
import { copyOptions, invalidArgument, requireBoolean } from "../arguments.js";
import { StalkerError } from "../errors.js";

/** The types of Frida's GumEvent, which are also the bits of an event mask. */
export const EventType = { call: 1, ret: 2, exec: 4, block: 8, compile: 16 } as const;

export type StalkerEventType = keyof typeof EventType;

/** Bytes of a GumEvent on 32-bit ARM: four little-endian words, the first its type; words that a type does not have are 0. */
export const EVENT_BYTES = 16;
export const EVENT_WORDS = 4;

/** An address: a number, or text such as `0x10ac8` with `stringify`. Of T32 code it has bit 0 set. */
export type EventAddress = number | string;

export type CallEvent = ["call", location: EventAddress, target: EventAddress, depth: number];
export type RetEvent = ["ret", location: EventAddress, target: EventAddress, depth: number];
export type ExecEvent = ["exec", location: EventAddress];
export type BlockEvent = ["block", start: EventAddress, end: EventAddress];
export type CompileEvent = ["compile", start: EventAddress, end: EventAddress];

/** An event with its type first. */
export type AnnotatedEvent = CallEvent | RetEvent | ExecEvent | BlockEvent | CompileEvent;
/** An event without its type. */
export type BareEvent = [EventAddress, EventAddress, number] | [EventAddress, EventAddress] | [EventAddress];

export interface ParseOptions {
  /** True, the default: each row begins with the event's type. */
  readonly annotate?: boolean;
  /** True: addresses are text. False by default. */
  readonly stringify?: boolean;
}

const names: ReadonlyMap<number, StalkerEventType> = new Map(
  Object.entries(EventType).map(([name, type]) => [type, name as StalkerEventType]),
);

/** The number of words of each type that mean something, besides the type itself. */
const fieldCount: Readonly<Record<StalkerEventType, number>> = { call: 3, ret: 3, exec: 1, block: 2, compile: 2 };

/**
 * Turns a buffer of GumEvents into rows.
 *
 * @throws {StalkerError} `invalid-argument` if its size is no multiple of 16 bytes, or a type is none; and for options that are none
 */
export function parseEvents(events: ArrayBuffer | Uint8Array, options: { annotate: false } & ParseOptions): BareEvent[];
export function parseEvents(events: ArrayBuffer | Uint8Array, options?: ParseOptions): AnnotatedEvent[];
export function parseEvents(
  events: ArrayBuffer | Uint8Array,
  options: ParseOptions = {},
): (AnnotatedEvent | BareEvent)[] {
  const { annotate = true, stringify = false } = copyOptions("the options", options, ["annotate", "stringify"]);
  requireBoolean("annotate", annotate);
  requireBoolean("stringify", stringify);
  if (!isUint8Array(events) && !isAnyArrayBuffer(events)) {
    throw invalidArgument("what shall be parsed", events, "what onReceive was given");
  }
  const bytes = isUint8Array(events) ? events : new Uint8Array(events);
  if (bytes.length % EVENT_BYTES !== 0) {
    throw new StalkerError({
      code: "invalid-argument",
      message: `${bytes.length} bytes are no whole number of events`,
      hint: `give what onReceive was given: each event has ${EVENT_BYTES} bytes`,
    });
  }
  const view = viewOf(bytes);
  const rows: (AnnotatedEvent | BareEvent)[] = [];
  for (let at = 0; at < bytes.length; at += EVENT_BYTES) {
    const type = view.getUint32(at, true);
    const name = names.get(type);
    if (name === undefined) {
      throw new StalkerError({
        code: "invalid-argument",
        message: `the event at byte ${at} has the type ${type}, which is none`,
        hint: "give what onReceive was given",
      });
    }
    const row: (string | number)[] = annotate ? [name] : [];
    for (let field = 0; field < fieldCount[name]; field++) {
      const word = at + 4 + 4 * field;
      if (field === 2) row.push(view.getInt32(word, true));
      else row.push(stringify ? `0x${view.getUint32(word, true).toString(16)}` : view.getUint32(word, true));
    }
    rows.push(row as AnnotatedEvent | BareEvent);
  }
  return rows;
}
