import { inspect } from "node:util";
import { expect, expectTypeOf, test } from "vitest";
import { ArmstalkerError, type ArmstalkerErrorFields, hasCodeOf } from "../src/index.js";

interface CableErrorFields extends ArmstalkerErrorFields {
  readonly code: "cut" | "loose";
  readonly end?: number;
}

class CableError extends ArmstalkerError<CableErrorFields> {
  override readonly name: string = "CableError";
  declare readonly end?: number;
}

const make = (more: Partial<CableErrorFields> = {}): CableError =>
  new CableError({ code: "loose", message: "the cable is loose at end 2", hint: "push it in", end: 2, ...more });

test("an error is one of its class, of the base, and of JavaScript's errors", () => {
  const error = make();
  expect(error).toBeInstanceOf(CableError);
  expect(error).toBeInstanceOf(ArmstalkerError);
  expect(error).toBeInstanceOf(Error);
  expect(new ArmstalkerError({ code: "c", message: "m", hint: "h" })).not.toBeInstanceOf(CableError);
});

test("the message is the sentence and the hint, and the values are properties", () => {
  const error = make();
  expect(error.message).toBe("the cable is loose at end 2; push it in");
  expect(error).toMatchObject({ name: "CableError", code: "loose", hint: "push it in", end: 2 });
  expect(String(error)).toBe("CableError: the cable is loose at end 2; push it in");
  expect(inspect(error)).toContain("CableError: the cable is loose");
  expectTypeOf(error.code).toEqualTypeOf<"cut" | "loose">();
});

test("the cause is kept, a falsy one too, and absent where there is none", () => {
  const cause = new Error("the dog");
  expect(make({ cause }).cause).toBe(cause);
  expect(make({ cause: 0 }).cause).toBe(0);
  expect("cause" in make()).toBe(false);
});

test("hasCodeOf goes by names, so that the class may be that of another build", () => {
  const twin = Object.assign(new Error("twin"), { name: "CableError", code: "cut" });
  expect(hasCodeOf(twin, "CableError", "cut")).toBe(true);
  expect(hasCodeOf(make(), "CableError", "cut")).toBe(false);
  expect(hasCodeOf(make(), "SlabError", "loose")).toBe(false);
  expect(hasCodeOf({ name: "CableError", code: "cut" }, "CableError", "cut")).toBe(false);
  expect(hasCodeOf(undefined, "CableError", "cut")).toBe(false);
});
