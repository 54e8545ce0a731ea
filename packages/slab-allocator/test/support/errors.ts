import { expect } from "vitest";
import { SlabError, type SlabErrorCode, type SlabErrorDetails } from "../../src/index.js";

/** The SlabError that `body` throws, its code and some of its values checked. */
export function refusal(body: () => unknown, code: SlabErrorCode, details: SlabErrorDetails = {}): SlabError {
  let thrown: unknown;
  try {
    body();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(SlabError);
  const error = thrown as SlabError;
  expect(error.code).toBe(code);
  expect(error.details).toMatchObject(details);
  return error;
}
