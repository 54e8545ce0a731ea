import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StalkerEventType, StalkerIterator, Transformer } from "../src/index.js";
import { parseSnippets } from "./bed/snippets.js";
import { SnippetRunner } from "./bed/suite.js";
import { keepAll } from "./vectors/transforms.js";

// Transformers that change nothing of what the program does, however they go about it, on functions in assembly: the followed run must be as the
// native one. Where a transformer makes
// blocks of its own lengths `block` events are not asked for. What is not covered: code that keeps data below SP, where these transformers push.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
/** Each transformer gets one of so many snippets. */
const PARTS = Number(process.env.ARMSTALKER_PARTS ?? 6);
const snippets = ["branches", "jumps", "pc-relative", "it-blocks", "state", "system"].flatMap((name) =>
  parseSnippets(readFileSync(new URL(`snippets/${name}.txt`, import.meta.url), "utf8")),
);

interface Way {
  readonly types: readonly StalkerEventType[];
  /** A new transformer for each run. @param fail - throws, for the error to be told of */
  readonly transform: (fail: () => never) => Transformer;
}

/** Calls back before and after each instruction that is kept. */
function around(before: (iterator: StalkerIterator) => void, after: (iterator: StalkerIterator) => void): Transformer {
  return (iterator) => {
    while (iterator.next() !== null) {
      if (iterator.memoryAccess === "open") before(iterator);
      iterator.keep();
      if (iterator.memoryAccess === "open") after(iterator);
    }
  };
}

/** Reads and keeps so many instructions of each block. */
const atMost =
  (count: number): Transformer =>
  (iterator) => {
    for (let left = count; left > 0 && iterator.next() !== null; left--) iterator.keep();
  };

/** Code of its own, with a label and a literal; changes no register and no flag. */
function putNothingMuch(iterator: StalkerIterator, label: string): void {
  iterator.putPushRegs(["r3", "lr"]);
  iterator.putLdrRegU32("r3", 0x12345678);
  iterator.putBLabel(label);
  iterator.putLdrRegU32("lr", 0x9abcdef0);
  iterator.putLabel(label);
  iterator.putPopRegs(["r3", "lr"]);
}

const ways: Readonly<Record<string, Way>> = {
  "keeps one instruction of each block": { types: ["call", "ret", "exec"], transform: () => atMost(1) },
  "keeps three instructions of each block": { types: [], transform: () => atMost(3) },
  "reads nothing": { types: ["call", "ret", "block", "exec"], transform: () => () => {} },
  "keeps all twice, and reads on at the end": {
    types: ["call", "ret", "block", "exec"],
    transform: (fail) => (iterator) => {
      iterator.keep();
      while (iterator.next() !== null) {
        iterator.keep();
        iterator.keep();
      }
      if (iterator.next() !== null) fail();
      iterator.keep();
    },
  },
  "puts code with labels and literals around each": {
    types: ["call", "ret", "block", "exec"],
    transform: () => {
      let label = 0;
      const put = (iterator: StalkerIterator): void => putNothingMuch(iterator, `own${label++}`);
      return around(put, put);
    },
  },
  "puts code with labels and literals around each, without events": {
    types: [],
    transform: () => {
      let label = 0;
      const put = (iterator: StalkerIterator): void => putNothingMuch(iterator, `own${label++}`);
      return around(put, put);
    },
  },
  "calls out after each": {
    types: ["call", "ret"],
    transform: () =>
      around(
        () => {},
        (iterator) => iterator.putCallout(() => {}),
      ),
  },
  "throws before it reads": {
    types: ["call", "ret", "block", "exec"],
    transform: (fail) => () => fail(),
  },
  "throws in the middle of every third block": {
    types: ["exec"],
    transform: (fail) => {
      let block = 0;
      return (iterator) => {
        const wrong = block++ % 3 === 0;
        for (let one = iterator.next(); one !== null; one = iterator.next()) {
          iterator.putNop();
          if (wrong) fail();
          iterator.keep();
        }
      };
    },
  },
  "throws when it has put all": {
    types: [],
    transform: (fail) => (iterator) => {
      keepAll(iterator);
      iterator.putNop();
      fail();
    },
  },
};

describe(`transformers that change nothing (ARMSTALKER_SEED=${seed})`, () => {
  let runner: SnippetRunner;
  beforeAll(async () => {
    runner = await SnippetRunner.start(snippets);
  });
  afterAll(() => runner?.close());

  for (const [turn, [name, { types, transform }]] of Object.entries(ways).entries()) {
    it(name, async () => {
      const found: Record<string, string[]> = {};
      for (const [index, snippet] of snippets.entries()) {
        if ((seed + index + turn) % PARTS !== 0 || /below sp/.test(snippet.name)) continue;
        const wanted = types.filter(
          (type) => snippet.without === undefined || (snippet.without === "exec" && type !== "exec"),
        );
        const errors: string[] = [];
        const fail = (): never => {
          errors.push("transform-failed");
          throw Object.assign(new Error("a transformer's mistake"), { code: "mistake" });
        };
        const setting = { types: wanted, transform: transform(fail), errors };
        const list = await runner
          .differencesOf(snippet, index, setting, seed + index)
          .catch((error: Error) => [error.message]);
        if (list.length > 0) found[`${snippet.set}: ${snippet.name}`] = list;
      }
      expect(found).toEqual({});
    }, 60_000);
  }
});
