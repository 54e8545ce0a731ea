import assert from "node:assert/strict";
import {
  allocate,
  clearInstructionCache,
  isRwxAllowed,
  memoryMap,
  pageSize,
  parseMemoryMap,
  readMemory,
  readProcessMemory,
  writeMemory,
  writeProcessMemory,
} from "@armstalker/native-os";
import type { Case } from "../harness.js";
import { refused } from "../helpers.js";

const MiB = 1 << 20;

export const cases: Case[] = [
  {
    name: "memory: a page is a power of two, and RWX is either allowed or not",
    run() {
      assert.ok(pageSize() >= 4096 && (pageSize() & (pageSize() - 1)) === 0);
      assert.equal(typeof isRwxAllowed(), "boolean");
    },
  },
  {
    name: "memory: what is allocated is mapped, zeroed, writable, and gone once freed",
    run() {
      const memory = allocate({ size: 5000 });
      assert.equal(memory.size % pageSize(), 0);
      assert.ok(memory.size >= 5000);
      const range = memoryMap().find(({ start, end }) => start <= memory.address && memory.address < end);
      assert.equal(range?.protection, "rw-");
      assert.deepEqual(memory.read(0, 8), new Uint8Array(8));
      memory.write(3, Uint8Array.of(1, 2, 3));
      assert.deepEqual(memory.read(2, 5), Uint8Array.of(0, 1, 2, 3, 0));
      assert.deepEqual(readMemory(memory.address + 3, 3), Uint8Array.of(1, 2, 3));
      memory.free();
      refused("freed", () => memory.free());
      refused("freed", () => memory.read(0, 1));
      refused("freed", () => memory.write(0, Uint8Array.of(1)));
      refused("freed", () => memory.protect("r--"));
      refused("unmapped", () => readMemory(memory.address, 1));
    },
  },
  {
    name: "memory: an allocation near an address is within the distance, and is refused where nothing is free there",
    run() {
      // Where there was just room for 64 MiB, there is some: elsewhere V8 may have taken all.
      const hole = allocate({ size: 64 * MiB, protection: "---" });
      const near = hole.address + 32 * MiB;
      hole.free();
      const around: ReturnType<typeof allocate>[] = [];
      for (let i = 0; i < 20; i++) {
        const one = allocate({ size: 64 * 1024, near, maximumDistance: 16 * MiB });
        assert.ok(Math.abs(one.address - near) <= 16 * MiB);
        assert.ok(Math.abs(one.address + one.size - 1 - near) <= 16 * MiB);
        around.push(one);
      }
      const furthest = Math.max(...around.map(({ address }) => Math.abs(address - near)));
      assert.ok(furthest <= 12 * 64 * 1024, "side by side on both sides: the nearest place each time");
      const sorted = [...around].sort((a, b) => a.address - b.address);
      for (let i = 1; i < sorted.length; i++) {
        assert.ok(sorted[i - 1]!.address + sorted[i - 1]!.size <= sorted[i]!.address, "overlap");
      }
      refused("out-of-memory", () => allocate({ size: 64 * 1024, near, maximumDistance: 1024 }));
      refused("invalid-argument", () => allocate({ size: 4096, near: -1 }));
      refused("invalid-argument", () => allocate({ size: 4096, near: 4096, maximumDistance: -1 }));
      for (const one of around) one.free();
    },
  },
  {
    name: "memory: protections hold for guarded copies, and change",
    run() {
      const memory = allocate({ size: 3 * pageSize() });
      memory.write(0, Uint8Array.of(7));
      memory.protect("r-x");
      refused("unmapped", () => memory.write(0, Uint8Array.of(8)));
      assert.deepEqual(memory.read(0, 1), Uint8Array.of(7));
      memory.protect("---", pageSize(), pageSize());
      const error = refused("unmapped", () => memory.read(0, 2 * pageSize()));
      assert.match(
        error.message,
        new RegExp((memory.address + pageSize()).toString(16)),
        "names the first bad address",
      );
      assert.equal(error.errno, 14);
      memory.protect("rw-");
      memory.write(pageSize() - 1, Uint8Array.of(1, 2));
      assert.deepEqual(memory.read(pageSize() - 1, 2), Uint8Array.of(1, 2));
      memory.clearInstructionCache(0, 64);
      memory.free();
    },
  },
  {
    name: "memory: only allocations can be freed or protected, and only mapped memory flushed",
    run() {
      const map = memoryMap();
      const code = map.find((range) => range.protection === "r-x")!;
      refused("unmapped", () => writeMemory(code.start, Uint8Array.of(0)));
      refused("unmapped", () => readMemory(0, 4));
      refused("unmapped", () => writeMemory(8, Uint8Array.of(0)));
      if (process.arch !== "x64") {
        const hole = allocate({ size: 4096 });
        hole.free();
        if (process.arch === "arm64") refused("unmapped", () => clearInstructionCache(hole.address, 64));
      }
    },
  },
  {
    name: "memory: bad arguments never reach the system",
    run() {
      for (const size of [0, -1, 1.5, Number.NaN, 2 ** 60, "4096", undefined, null, {}]) {
        refused("invalid-argument", () => allocate({ size: size as number }));
      }
      refused("invalid-argument", () => allocate({ size: 4096, protection: "wxr" as "rwx" }));
      refused("invalid-argument", () => allocate({ size: 4096, protection: "constructor" as "rwx" }));
      for (const address of [
        -1,
        2 ** 53,
        2 ** 64,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        0.5,
        "0",
        null,
        undefined,
        1n,
        {},
      ]) {
        refused("invalid-argument", () => readMemory(address as number, 4));
        refused("invalid-argument", () => writeMemory(address as number, Uint8Array.of(1)));
        refused("invalid-argument", () => clearInstructionCache(address as number, 4));
      }
      if (process.arch === "arm") refused("invalid-argument", () => readMemory(2 ** 32, 4));
      for (const size of [-1, 0.5, Number.NaN, 2 ** 53, "1"])
        refused("invalid-argument", () => readMemory(4096, size as number));
      for (const bytes of [[1, 2], "ab", new Uint16Array(2), new ArrayBuffer(4), null]) {
        refused("invalid-argument", () => writeMemory(4096, bytes as unknown as Uint8Array));
      }
      const memory = allocate({ size: 4096 });
      for (const [offset, size] of [
        [-1, 1],
        [0, -1],
        [4096, 1],
        [1, 4096],
        [0.5, 1],
        [Number.NaN, 1],
      ] as const) {
        refused("invalid-argument", () => memory.read(offset, size));
        refused("invalid-argument", () => memory.protect("r--", offset, size));
      }
      refused("invalid-argument", () => memory.protect("r--", 16, 16));
      memory.free();
    },
  },
  {
    name: "memory: a copy of more than 2^28 bytes is refused with the bound, before it takes memory",
    run() {
      const most = 2 ** 28;
      const before = process.memoryUsage().arrayBuffers;
      for (const size of [most + 1, 2 ** 31, 2 ** 33, 2 ** 52]) {
        for (const read of [
          () => readMemory(4096, size),
          () => readProcessMemory(process.pid, 4096, size),
          () => clearInstructionCache(4096, size),
        ]) {
          assert.match(refused("invalid-argument", read).message, new RegExp(`${most}`));
        }
      }
      assert.ok(process.memoryUsage().arrayBuffers < before + most);
      // Never touched, so it takes no memory either.
      const tooLong = new Uint8Array(most + 1);
      for (const copy of [() => writeMemory(4096, tooLong), () => writeProcessMemory(process.pid, 4096, tooLong)]) {
        assert.match(refused("invalid-argument", copy).message, new RegExp(`${most}`));
      }
      refused("unmapped", () => readMemory(0, most));
    },
  },
  {
    name: "memory: the map of this process is ordered, and its lines are parsed with every odd name",
    run() {
      const map = memoryMap(process.pid);
      assert.ok(map.length > 10);
      for (let i = 1; i < map.length; i++) assert.ok(map[i - 1]!.end <= map[i]!.start);
      assert.deepEqual(
        parseMemoryMap(
          "00010000-00012000 r-xp 00001000 08:01 1234       /tmp/a b\\012c (deleted)\n" +
            "bee00000-bee21000 rw-s 00000000 00:00 0          [stack]\n" +
            "7f0000000000-7f0000001000 ---p 00000000 00:00 0 \n" +
            "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]\n",
        ),
        [
          {
            start: 0x10000,
            end: 0x12000,
            protection: "r-x",
            shared: false,
            offset: 4096,
            device: "08:01",
            inode: 1234,
            path: "/tmp/a b\nc",
            deleted: true,
          },
          {
            start: 0xbee00000,
            end: 0xbee21000,
            protection: "rw-",
            shared: true,
            offset: 0,
            device: "00:00",
            inode: 0,
            path: "[stack]",
            deleted: false,
          },
          {
            start: 0x7f0000000000,
            end: 0x7f0000001000,
            protection: "---",
            shared: false,
            offset: 0,
            device: "00:00",
            inode: 0,
            path: "",
            deleted: false,
          },
        ],
      );
      refused("malformed", () => parseMemoryMap("nonsense"));
      refused("invalid-argument", () => memoryMap(-1));
      refused("invalid-argument", () => memoryMap("1" as unknown as number));
      refused("no-such-thread", () => memoryMap(0x3ffffff));
    },
  },
];
