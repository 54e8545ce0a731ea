import type { ElfFunction } from "@armstalker/elf";
import { expect, it } from "vitest";
import { SymbolTable } from "../src/symbol-table.js";

const named = (
  name: string,
  address: number,
  size: number,
  binding: ElfFunction["binding"] = "global",
): ElfFunction => ({
  name,
  address,
  size,
  binding,
  instructionSet: "a32",
});

it("a symbol covers its size; without one it reaches to the next", () => {
  const table = new SymbolTable([named("second", 0x200, 0), named("first", 0x100, 0x10), named("third", 0x300, 4)]);
  const names = [0xff, 0x100, 0x10f, 0x110, 0x200, 0x2ff, 0x300, 0x304].map((address) => table.find(address)?.name);
  expect(names).toEqual([undefined, "first", "first", undefined, "second", "second", "third", undefined]);
});

it("of several names for a function it takes the one that people know", () => {
  const at = (...names: string[]) =>
    new SymbolTable(
      names.map((name) => named(name.replace("weak ", ""), 8, 4, name.startsWith("weak ") ? "weak" : "global")),
    ).find(8)?.name;
  expect(at("__libc_malloc", "malloc", "__malloc")).toBe("malloc");
  expect(at("_IO_puts", "weak puts")).toBe("puts");
  expect(at("weak bcmp", "memcmp")).toBe("memcmp");
  expect(at("b", "a")).toBe("a");
});
