import { type MappedFile, Modules } from "@armstalker/modules";
import { EventType } from "@armstalker/stalker";
import { expect, it } from "vitest";
import { Recorder } from "../src/recorder.js";

const library = (path: string, base = 0x10000): MappedFile => ({
  path,
  base,
  size: 0x1000,
  protection: "r-x",
  offset: 0,
});
const block = (start: number, end: number): number[] => [EventType.block, start, end, 0];
const call = (target: number): number[] => [EventType.call, 0x9000, target, 0];
const events = (...rows: number[][]): ArrayBuffer => Uint32Array.from(rows.flat()).buffer as ArrayBuffer;

/** What a recorder has of each path: blocks as `start-end: count`, calls as `target: count`. */
function recorded(recorder: Recorder): Record<string, string[]> {
  const hex = (value: number): string => value.toString(16);
  return Object.fromEntries(
    recorder
      .records()
      .map(({ module, blocks, calls }) => [
        module === undefined ? "outside" : `${module.path} ${hex(module.base)}`,
        [
          ...blocks.map(({ address, end, count }) => `${hex(address)}-${hex(end)}: ${count}`),
          ...calls.map(({ address, count }) => `call ${hex(address)}: ${count}`),
        ].sort(),
      ]),
  );
}

it("code at one address belongs to the module that was mapped there when it ran", () => {
  let mappings = [library("/a"), library("/main", 0x80000)];
  const modules = new Modules({ mappings: () => mappings, readSome: () => new Uint8Array(0) });
  const recorder = new Recorder(modules, () => true);
  recorder.receive(events(call(0x10011), block(0x10011, 0x10015), block(0x10011, 0x10015), block(0x80000, 0x80008)));
  modules.remove(0x10000, 0x1000);
  mappings = [library("/b"), library("/main", 0x80000)];
  recorder.receive(events(call(0x10011), block(0x10011, 0x1001d), block(0x80000, 0x80008)));
  modules.remove(0x10000, 0x1000);
  mappings = [library("/a"), library("/main", 0x80000)];
  recorder.receive(events(block(0x10011, 0x10015), block(0x10021, 0x10025), block(0x60000, 0x60004)));
  expect(recorded(recorder)).toEqual({
    "/a 10000": ["10011-10015: 3", "10021-10025: 1", "call 10011: 1"],
    "/b 10000": ["10011-1001d: 1", "call 10011: 1"],
    "/main 80000": ["80000-80008: 2"],
    outside: ["60000-60004: 1"],
  });
  expect([recorder.blocksRun, recorder.callsMade]).toEqual([8, 2]);
});

it("a module that is unloaded after the mappings were read for another one keeps what ran in it", () => {
  let mappings = [library("/a")];
  const modules = new Modules({ mappings: () => mappings, readSome: () => new Uint8Array(0) });
  const recorder = new Recorder(modules, () => true);
  recorder.receive(events(block(0x10000, 0x10004)));
  // Nobody told: another thread has unmapped it.
  mappings = [library("/b", 0x20000)];
  recorder.receive(events(block(0x20000, 0x20004)));
  mappings = [];
  recorder.receive(events(block(0x30000, 0x30004)));
  expect(recorded(recorder)).toEqual({
    "/a 10000": ["10000-10004: 1"],
    "/b 20000": ["20000-20004: 1"],
    outside: ["30000-30004: 1"],
  });
});
