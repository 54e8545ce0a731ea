import { readFileSync } from "node:fs";
import { FileSink } from "./file-sink.js";
import type { WriterMaker } from "./trace-writer.js";

/** The version of the processed profile format, which profiler.firefox.com upgrades when it reads it. */
const VERSION = 48;

interface ThreadPart {
  readonly id: number;
  readonly stacks: FileSink;
  readonly times: FileSink;
  samples: number;
  /** The number of the innermost open call's stack. */
  current: number | null;
  /** Columns of the table of stacks: callers and functions; a stack is found again by both. */
  readonly prefixes: (number | null)[];
  readonly functions: number[];
  readonly known: Map<string, number>;
}

/** JSON of the Firefox Profiler, which Perfetto's viewer reads too: a sample for each event. A millisecond of the profile is an event: a trace has no times. */
export const writeFirefox: WriterMaker = (path, frames, title) => {
  const sink = new FileSink(path);
  const parts: ThreadPart[] = [];
  const sample = (part: ThreadPart, at: number): void => {
    const separator = part.samples++ === 0 ? "" : ",";
    part.stacks.write(`${separator}${part.current}`);
    part.times.write(`${separator}${at}`);
  };
  const stackOf = (part: ThreadPart, prefix: number | null, frame: number): number => {
    const key = `${prefix} ${frame}`;
    let stack = part.known.get(key);
    if (stack === undefined) {
      stack = part.functions.push(frame) - 1;
      part.prefixes.push(prefix);
      part.known.set(key, stack);
    }
    return stack;
  };
  return {
    thread(index, id) {
      parts[index] = {
        id,
        stacks: new FileSink(`${path}.${index}.stacks.part`),
        times: new FileSink(`${path}.${index}.times.part`),
        samples: 0,
        current: null,
        prefixes: [],
        functions: [],
        known: new Map(),
      };
    },
    enter(thread, frame, _, at) {
      const part = parts[thread]!;
      part.current = stackOf(part, part.current, frame);
      sample(part, at);
    },
    leave(thread, _, at) {
      const part = parts[thread]!;
      part.current = part.current === null ? null : part.prefixes[part.current]!;
      sample(part, at);
    },
    end() {
      const meta = {
        interval: 1,
        startTime: 0,
        processType: 0,
        product: title,
        stackwalk: 0,
        version: 29,
        preprocessedProfileVersion: VERSION,
        symbolicated: true,
        categories: [{ name: "Other", color: "grey", subcategories: ["Other"] }],
        markerSchema: [],
        importedFrom: "armstalker",
        sampleUnits: { time: "ms", eventDelay: "ms", threadCPUDelta: "ns" },
      };
      sink.write(`{"meta":${JSON.stringify(meta)},"libs":[],"pages":[],"threads":[`);
      parts.forEach((part, index) => {
        if (index > 0) sink.write(",\n");
        writeThread(part, index);
      });
      sink.write("]}\n");
      sink.close();
    },
  };

  function writeThread(part: ThreadPart, index: number): void {
    const modules = [...new Set(frames.map(({ module }) => module))];
    const strings = [...frames.map(({ name }) => name), ...modules];
    const nothing = <Value>(value: Value): Value[] => frames.map(() => value);
    const ordinals = frames.map((_, frame) => frame);
    const stackCount = part.functions.length;
    const fixed = {
      processType: "default",
      processStartupTime: 0,
      processShutdownTime: null,
      registerTime: 0,
      unregisterTime: null,
      pausedRanges: [],
      name: `thread ${part.id}`,
      isMainThread: index === 0,
      pid: "1",
      tid: part.id,
      markers: { data: [], name: [], startTime: [], endTime: [], phase: [], category: [], length: 0 },
      stackTable: {
        frame: part.functions,
        prefix: part.prefixes,
        category: part.functions.map(() => 0),
        subcategory: part.functions.map(() => 0),
        length: stackCount,
      },
      frameTable: {
        address: nothing(-1),
        inlineDepth: nothing(0),
        category: nothing(0),
        subcategory: nothing(0),
        func: ordinals,
        nativeSymbol: nothing(null),
        innerWindowID: nothing(0),
        implementation: nothing(null),
        line: nothing(null),
        column: nothing(null),
        length: frames.length,
      },
      funcTable: {
        isJS: nothing(false),
        relevantForJS: nothing(false),
        name: ordinals,
        resource: frames.map(({ module }) => modules.indexOf(module)),
        fileName: nothing(null),
        lineNumber: nothing(null),
        columnNumber: nothing(null),
        length: frames.length,
      },
      resourceTable: {
        length: modules.length,
        lib: modules.map(() => null),
        name: modules.map((_, module) => frames.length + module),
        host: modules.map(() => null),
        // Of the kinds of resources, 0 is one that is not known.
        type: modules.map(() => 0),
      },
      nativeSymbols: { libIndex: [], address: [], name: [], functionSize: [], length: 0 },
      stringArray: strings,
    };
    part.stacks.flush();
    part.times.flush();
    sink.write(`${JSON.stringify(fixed).slice(0, -1)},"samples":{"weightType":"samples","weight":null,"stack":[`);
    sink.write(readFileSync(part.stacks.path));
    sink.write(`],"time":[`);
    sink.write(readFileSync(part.times.path));
    sink.write(`],"length":${part.samples}}}`);
    part.stacks.remove();
    part.times.remove();
  }
};
