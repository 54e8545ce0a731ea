import { readFileSync } from "node:fs";
import { FileSink } from "./file-sink.js";

/** A function of a trace. */
export interface Frame {
  /** As `libc.so.6!puts`. */
  readonly name: string;
  /** Of its module; empty outside of all. */
  readonly module: string;
}

/** Writes calls of threads in one format, as they come. */
export interface TraceWriter {
  /** Called before the first call of a thread. @param index - 0, 1, … in the order of first calls */
  thread(index: number, id: number): void;
  enter(thread: number, frame: number, depth: number, at: number): void;
  leave(thread: number, frame: number, at: number): void;
  /** Writes what is left. */
  end(): void;
}

/** Makes a writer. @param frames - by their numbers: grows while the program runs */
export type WriterMaker = (path: string, frames: readonly Frame[], title: string) => TraceWriter;

/** Calls as indented text, a line each. */
export const writeText: WriterMaker = (path, frames) => {
  const sink = new FileSink(path);
  let last = 0;
  let several = false;
  return {
    thread(index) {
      several = index > 0;
    },
    enter(thread, frame, depth) {
      if (several && thread !== last) sink.write(`--- thread ${thread}\n`);
      last = thread;
      sink.write(`${"  ".repeat(depth)}${frames[frame]!.name}\n`);
    },
    leave() {},
    end: () => sink.close(),
  };
};

/** Stacks with the number of calls of each: `main;puts 3`, for flamegraph.pl, inferno and speedscope. */
export const writeCollapsed: WriterMaker = (path, frames) => {
  const sink = new FileSink(path);
  interface Node {
    readonly frame: number;
    readonly children: Map<number, Node>;
    calls: number;
  }
  const root: Node = { frame: -1, children: new Map(), calls: 0 };
  const stacks = new Map<number, Node[]>();
  const print = (node: Node, before: string): void => {
    for (const child of node.children.values()) {
      const name = frames[child.frame]!.name.replaceAll(";", ":");
      const stack = before === "" ? name : `${before};${name}`;
      sink.write(`${stack} ${child.calls}\n`);
      print(child, stack);
    }
  };
  return {
    thread(index) {
      stacks.set(index, [root]);
    },
    enter(thread, frame) {
      const stack = stacks.get(thread)!;
      const { children } = stack.at(-1)!;
      let node = children.get(frame);
      if (node === undefined) {
        node = { frame, children: new Map(), calls: 0 };
        children.set(frame, node);
      }
      node.calls++;
      stack.push(node);
    },
    leave(thread) {
      stacks.get(thread)!.pop();
    },
    end() {
      print(root, "");
      sink.close();
    },
  };
};

/** JSON of speedscope: an evented profile a thread. The unit is events: a trace has no times. */
export const writeSpeedscope: WriterMaker = (path, frames, title) => {
  const sink = new FileSink(path);
  const parts = new Map<number, { readonly id: number; readonly sink: FileSink; end: number }>();
  const put = (thread: number, type: "O" | "C", frame: number, at: number): void => {
    const part = parts.get(thread)!;
    part.sink.write(`${part.end < 0 ? "" : ",\n"}{"type":"${type}","frame":${frame},"at":${at}}`);
    part.end = at;
  };
  return {
    thread(index, id) {
      parts.set(index, { id, sink: new FileSink(`${path}.${index}.part`), end: -1 });
    },
    enter: (thread, frame, _, at) => put(thread, "O", frame, at),
    leave: (thread, frame, at) => put(thread, "C", frame, at),
    end() {
      sink.write(
        `{"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":"armstalker","name":${JSON.stringify(title)},"activeProfileIndex":0,\n"profiles":[`,
      );
      let separator = "";
      for (const { id, sink: part, end } of parts.values()) {
        part.flush();
        sink.write(
          `${separator}{"type":"evented","name":"thread ${id}","unit":"none","startValue":0,"endValue":${Math.max(0, end)},"events":[\n`,
        );
        sink.write(readFileSync(part.path));
        sink.write("\n]}");
        part.remove();
        separator = ",\n";
      }
      const list = frames.map(({ name, module }) => JSON.stringify({ name, file: module }));
      sink.write(`],\n"shared":{"frames":[\n${list.join(",\n")}\n]}}\n`);
      sink.close();
    },
  };
};
