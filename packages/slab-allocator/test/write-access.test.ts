import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CodeAccess, type MemoryRange, SlabError, WriteAccess } from "../src/index.js";
import { refusal } from "./support/errors.js";
import { FaultyMemory, TargetGone } from "./support/faulty-memory.js";
import { property } from "./support/property.js";

const BASE = 0x10_0000;
const PAGE = 0x1000;

/** Eight pages of code, the sixth left out. */
function codePages(codeAccess: CodeAccess = "toggle"): { memory: FaultyMemory; access: WriteAccess } {
  const memory = new FaultyMemory({ codeAccess });
  const protection = codeAccess === "rwx" ? "rwx" : "r-x";
  memory.allocate(5 * PAGE, protection, BASE);
  memory.allocate(2 * PAGE, protection, BASE + 6 * PAGE);
  memory.log.length = 0;
  return { memory, access: new WriteAccess(memory) };
}

const at = (offset: number, size = 4): MemoryRange => ({ base: BASE + offset, size });

describe("a writable scope", () => {
  it("makes the pages writable on entry, protects and flushes them on exit", () => {
    const { memory, access } = codePages();
    const seen = access.withWritable(at(0x10, 8), () => {
      memory.write(BASE + 0x10, Uint8Array.of(1, 2, 3, 4));
      return memory.protectionAt(BASE);
    });
    expect(seen).toBe("rw-");
    expect(memory.log).toEqual([
      "protect 100000 1000 rw-",
      "write 100010 4",
      "protect 100000 1000 r-x",
      "flush 100010 8",
    ]);
    expect(memory.fetch(BASE + 0x10, 4)).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(access.counts).toEqual({ thaw: 1, freeze: 1, flush: 1, write: 0 });
  });

  it("protects and flushes also when the body throws, and lets the error through", () => {
    const { memory, access } = codePages();
    const oops = new Error("oops");
    expect(() =>
      access.withWritable(at(0), () => {
        memory.write(BASE, Uint8Array.of(1));
        throw oops;
      }),
    ).toThrow(oops);
    expect(memory.protectionAt(BASE)).toBe("r-x");
    expect(memory.fetch(BASE, 1)).toEqual(Uint8Array.of(1));
    expect(access.isOpen).toBe(false);
    expect(access.openRanges).toEqual([]);
  });

  it("only flushes where pages may be writable and executable at once", () => {
    const { memory, access } = codePages("rwx");
    access.write(BASE + 4, Uint8Array.of(1, 2, 3, 4));
    expect(memory.log).toEqual(["write 100004 4", "flush 100004 4"]);
    expect(access.counts).toEqual({ thaw: 0, freeze: 0, flush: 1, write: 1 });
  });

  it("leaves pages alone where a debugger's write reaches them", () => {
    const { memory, access } = codePages("write-through");
    access.write(BASE + 4, Uint8Array.of(1, 2, 3, 4));
    expect(memory.log).toEqual(["write 100004 4", "flush 100004 4"]);
    expect(memory.fetch(BASE + 4, 4)).toEqual(Uint8Array.of(1, 2, 3, 4));
  });

  it("covers every page of a range", () => {
    const { memory, access } = codePages();
    access.withWritable(at(0xffe, 0x1004), () => {});
    expect(memory.log).toEqual(["protect 100000 3000 rw-", "protect 100000 3000 r-x", "flush 100ffe 1004"]);
  });

  it("batches the writes within it: one protect and one flush for pages that touch", () => {
    const { memory, access } = codePages();
    access.batch(() => {
      for (let i = 0; i < 100; i++) access.write(BASE + i * 40, Uint8Array.of(i));
    });
    expect(access.counts).toEqual({ thaw: 1, freeze: 1, flush: 1, write: 100 });
    expect(memory.log.at(-1)).toBe("flush 100000 f79");
  });

  it("keeps pages that do not touch apart", () => {
    const { memory, access } = codePages();
    access.batch(() => {
      access.write(BASE + 6 * PAGE, Uint8Array.of(1));
      access.write(BASE + 4, Uint8Array.of(1));
      access.write(BASE + PAGE, Uint8Array.of(1));
    });
    expect(memory.log.filter((line) => !line.startsWith("write"))).toEqual([
      "protect 106000 1000 rw-",
      "protect 100000 1000 rw-",
      "protect 101000 1000 rw-",
      "protect 100000 2000 r-x",
      "flush 100004 ffd",
      "protect 106000 1000 r-x",
      "flush 106000 1",
    ]);
  });

  it("only makes writable what is not yet when scopes overlap", () => {
    const { memory, access } = codePages();
    access.withWritable(at(PAGE), () => {
      access.withWritable(at(3 * PAGE), () => {});
      access.withWritable(at(0, 5 * PAGE), () => {});
      expect(memory.protectionAt(BASE + PAGE)).toBe("rw-");
      expect(access.openRanges).toEqual([{ base: BASE, size: 5 * PAGE }]);
    });
    expect(memory.log).toEqual([
      "protect 101000 1000 rw-",
      "protect 103000 1000 rw-",
      "protect 100000 1000 rw-",
      "protect 102000 1000 rw-",
      "protect 104000 1000 rw-",
      "protect 100000 5000 r-x",
      "flush 100000 5000",
    ]);
  });

  it("outlives an inner scope that throws and is caught", () => {
    const { memory, access } = codePages();
    access.batch(() => {
      expect(() =>
        access.withWritable(at(0), () => {
          throw new Error("inner");
        }),
      ).toThrow("inner");
      expect(memory.protectionAt(BASE)).toBe("rw-");
      expect(access.isOpen).toBe(true);
    });
    expect(memory.protectionAt(BASE)).toBe("r-x");
  });

  it("closes what it has opened when a page cannot be made writable", () => {
    const { memory, access } = codePages();
    expect(() =>
      access.batch(() => {
        access.write(BASE, Uint8Array.of(7));
        access.write(BASE + 5 * PAGE, Uint8Array.of(7));
      }),
    ).toThrow(SlabError);
    expect(memory.protectionAt(BASE)).toBe("r-x");
    expect(memory.fetch(BASE, 1)).toEqual(Uint8Array.of(7));
    expect(access.openRanges).toEqual([]);
  });

  it("refuses an asynchronous body, closed all the same", async () => {
    const { memory, access } = codePages();
    let pending: Promise<void> | undefined;
    refusal(
      () =>
        access.withWritable(at(0), () => {
          pending = Promise.resolve();
          return pending;
        }),
      "asynchronous-body",
    );
    await pending;
    expect(memory.protectionAt(BASE)).toBe("r-x");
  });

  it("refuses ranges that are empty, fractional or wrap, without a call", () => {
    const { memory, access } = codePages();
    const body = (): never => {
      throw new Error("must not run");
    };
    refusal(() => access.withWritable(at(0, 0), body), "invalid-range", { size: 0 });
    refusal(() => access.withWritable({ base: BASE, size: 1.5 }, body), "invalid-range");
    refusal(() => access.withWritable({ base: 0xffff_ffff, size: 2 }, body), "invalid-range");
    refusal(() => access.withWritable({ base: -4096, size: 2 }, body), "invalid-range");
    refusal(() => access.write(BASE, new Uint8Array(0)), "invalid-range");
    expect(memory.log).toEqual([]);
    expect(access.isOpen).toBe(false);
  });
});

describe("a scope that cannot be closed", () => {
  it("says so, closes the rest, and is tried again by the next scope", () => {
    const { memory, access } = codePages();
    const error = refusal(
      () =>
        access.batch(() => {
          access.write(BASE, Uint8Array.of(1));
          access.write(BASE + 6 * PAGE, Uint8Array.of(2));
          memory.failing = ["protect"];
          memory.failAfter = 0;
        }),
      "freeze-failed",
      { base: BASE, failures: 1 },
    );
    expect(error.cause).toBeInstanceOf(TargetGone);
    expect(memory.protectionAt(BASE)).toBe("rw-");
    expect(memory.fetch(BASE + 6 * PAGE, 1)).toEqual(Uint8Array.of(2));

    access.batch(() => {});
    expect(memory.fetch(BASE, 1)).toEqual(Uint8Array.of(1));
  });

  it("can be written again where only the flush had failed", () => {
    const { memory, access } = codePages();
    memory.failing = ["flush"];
    memory.failAfter = 0;
    refusal(() => access.write(BASE, Uint8Array.of(1)), "freeze-failed");
    access.write(BASE + 1, Uint8Array.of(2));
    expect(memory.fetch(BASE, 2)).toEqual(Uint8Array.of(1, 2));
  });

  it("keeps the body's error beside its own", () => {
    const { memory, access } = codePages();
    const oops = new Error("oops");
    const error = refusal(
      () =>
        access.withWritable(at(0), () => {
          memory.failAfter = 0;
          throw oops;
        }),
      "freeze-failed",
    );
    expect((error.cause as AggregateError).errors).toEqual([oops, expect.any(TargetGone)]);
  });

  it("leaves alone pages that are forgotten", () => {
    const { memory, access } = codePages();
    access.withWritable(at(0, 3 * PAGE), () => {
      access.forget(at(PAGE));
      memory.log.length = 0;
    });
    expect(memory.log).toEqual([
      "protect 100000 1000 r-x",
      "flush 100000 1000",
      "protect 102000 1000 r-x",
      "flush 102000 1000",
    ]);
  });
});

interface Scope {
  readonly kind: "write" | "open" | "batch";
  readonly offset: number;
  readonly size: number;
  readonly throws: boolean;
  readonly inside: readonly Scope[];
}

/** Scopes nested up to `depth` deep. */
function scopes(depth: number): fc.Arbitrary<readonly Scope[]> {
  const scope = fc.record({
    kind: fc.constantFrom<Scope["kind"]>("write", "open", "batch"),
    offset: fc.integer({ min: 0, max: 8 * 64 - 1 }),
    size: fc.integer({ min: 1, max: 200 }),
    throws: fc.boolean(),
    inside: depth === 0 ? fc.constant<readonly Scope[]>([]) : scopes(depth - 1),
  });
  return fc.array(scope, { maxLength: 3 });
}

class Thrown extends Error {}

describe("scopes of any shape", () => {
  it("balance, and leave every page executable and flushed, also where bodies and the memory fail", () => {
    property(
      "writable scopes",
      1500,
      fc.record({
        scopes: scopes(3),
        failAfter: fc.option(fc.nat(40), { nil: Number.POSITIVE_INFINITY }),
        codeAccess: fc.constantFrom<CodeAccess>("toggle", "rwx", "write-through"),
      }),
      ({ scopes, failAfter, codeAccess }) => {
        const SMALL = 64;
        const SIZE = 8 * SMALL;
        const protection = codeAccess === "rwx" ? "rwx" : "r-x";
        const memory = new FaultyMemory({ pageSize: SMALL, codeAccess });
        memory.allocate(SIZE, protection, BASE);
        memory.log.length = 0;
        memory.failing = ["protect", "flush", "write"];
        memory.failAfter = failAfter;
        const access = new WriteAccess(memory);
        const expected = new Uint8Array(SIZE);
        let stamp = 0;

        const run = ({ kind, offset, size, throws, inside }: Scope): void => {
          const length = Math.min(size, SIZE - offset);
          const body = (): void => {
            if (kind !== "batch" && codeAccess === "toggle") {
              for (let i = offset; i < offset + length; i++) expect(memory.protectionAt(BASE + i)).toBe("rw-");
            }
            for (const scope of inside) attempt(() => run(scope));
            if (throws) throw new Thrown();
          };
          if (kind === "batch") {
            access.batch(body);
          } else {
            access.withWritable({ base: BASE + offset, size: length }, () => {
              if (kind === "write") {
                const bytes = new Uint8Array(length).fill(++stamp);
                memory.write(BASE + offset, bytes);
                expected.set(bytes, offset);
              }
              body();
            });
          }
        };
        const attempt = (body: () => void): void => {
          try {
            body();
          } catch (error) {
            const known =
              error instanceof Thrown ||
              error instanceof TargetGone ||
              (error instanceof SlabError && error.code === "freeze-failed");
            if (!known) throw error;
          }
        };

        for (const scope of scopes) attempt(() => run(scope));
        expect(access.isOpen).toBe(false);
        memory.failAfter = Number.POSITIVE_INFINITY;
        access.batch(() => {});

        expect(access.openRanges).toEqual([]);
        for (let page = BASE; page < BASE + SIZE; page += SMALL) expect(memory.protectionAt(page)).toBe(protection);
        expect(memory.fetch(BASE, SIZE)).toEqual(expected);
        if (codeAccess !== "toggle") expect(memory.calls.protect).toBe(0);

        if (failAfter === Number.POSITIVE_INFINITY) {
          const pages = (what: string): number =>
            memory.log
              .filter((line) => line.startsWith("protect") && line.endsWith(what))
              .reduce((sum, line) => sum + Number.parseInt(line.split(" ")[2]!, 16), 0);
          expect(pages("rw-")).toBe(pages("r-x"));
        }
      },
    );
  });
});
