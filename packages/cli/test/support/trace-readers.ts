/** A call, or its end. */
export interface TraceEvent {
  readonly kind: "enter" | "leave";
  readonly name: string;
}

/** Reads JSON of speedscope by its published schema: evented profiles open and close frames in order, and nest. */
export function readSpeedscope(bytes: Uint8Array): TraceEvent[] {
  const { $schema, shared, profiles } = JSON.parse(Buffer.from(bytes).toString("utf8"));
  if ($schema !== "https://www.speedscope.app/file-format-schema.json") throw new Error("another schema");
  const [{ type, unit, events, startValue, endValue }] = profiles;
  if (type !== "evented" || unit !== "none") throw new Error("another kind of profile");
  const open: number[] = [];
  let before = startValue;
  return events.map((event: { type: string; frame: number; at: number }) => {
    if (event.at < before || event.at > endValue) throw new Error("events are out of order");
    before = event.at;
    const { name } = shared.frames[event.frame];
    if (event.type === "O") open.push(event.frame);
    else if (open.pop() !== event.frame) throw new Error("a frame closes that is not the innermost");
    return { kind: event.type === "O" ? "enter" : "leave", name };
  });
}

/** Reads a processed profile of the Firefox Profiler: each sample's stack differs from that before by one frame. */
export function readFirefox(bytes: Uint8Array): TraceEvent[] {
  const { meta, threads } = JSON.parse(Buffer.from(bytes).toString("utf8"));
  if (meta.preprocessedProfileVersion !== 48) throw new Error("another version");
  const [{ samples, stackTable, frameTable, funcTable, stringArray, resourceTable }] = threads;
  const tables = [samples, stackTable, frameTable, funcTable, resourceTable];
  for (const table of tables) {
    for (const [name, column] of Object.entries(table)) {
      if (Array.isArray(column) && column.length !== table.length) throw new Error(`${name} has another length`);
    }
  }
  const nameOf = (stack: number): string => stringArray[funcTable.name[frameTable.func[stackTable.frame[stack]]]];
  const events: TraceEvent[] = [];
  let before: number | null = null;
  for (const stack of samples.stack as (number | null)[]) {
    if (stack !== null && stackTable.prefix[stack] === before) events.push({ kind: "enter", name: nameOf(stack) });
    else if (before !== null && stackTable.prefix[before] === stack)
      events.push({ kind: "leave", name: nameOf(before) });
    else throw new Error("two frames change at once");
    before = stack;
  }
  return events;
}

/** Reads Perfetto's TrackEvent by the numbers of its .proto files. */
export function readPerfetto(bytes: Uint8Array): TraceEvent[] {
  const names = new Map<number, string>();
  const open: string[] = [];
  const events: TraceEvent[] = [];
  let before = 0;
  const tracks = new Set<number>();
  for (const [field, packet] of fieldsOf(bytes)) {
    if (field !== 1) throw new Error("a trace has packets alone");
    const parts = new Map(fieldsOf(packet as Uint8Array));
    const descriptor = parts.get(60);
    if (descriptor !== undefined) tracks.add(new Map(fieldsOf(descriptor as Uint8Array)).get(1) as number);
    const interned = parts.get(12);
    if (interned !== undefined) {
      for (const [, entry] of fieldsOf(interned as Uint8Array)) {
        const name = new Map(fieldsOf(entry as Uint8Array));
        names.set(name.get(1) as number, Buffer.from(name.get(2) as Uint8Array).toString("utf8"));
      }
    }
    const event = parts.get(11);
    if (event === undefined) continue;
    const time = parts.get(8) as number;
    if (time < before) throw new Error("packets are out of order");
    before = time;
    const track = new Map(fieldsOf(event as Uint8Array));
    if (!tracks.has(track.get(11) as number)) throw new Error("an event of a track that is not described");
    if (track.get(9) === 1) {
      open.push(names.get(track.get(10) as number)!);
      events.push({ kind: "enter", name: open.at(-1)! });
    } else {
      events.push({ kind: "leave", name: open.pop()! });
    }
  }
  return events;
}

/** The fields of a protocol buffer: numbers, and bytes. */
function fieldsOf(bytes: Uint8Array): [number, number | Uint8Array][] {
  const fields: [number, number | Uint8Array][] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    if ((key & 7) === 0) fields.push([key >> 3, varint()]);
    else if ((key & 7) === 2) {
      const size = varint();
      fields.push([key >> 3, bytes.subarray(at, at + size)]);
      at += size;
    } else throw new Error(`the unexpected wire type ${key & 7}`);
  }
  return fields;
}
