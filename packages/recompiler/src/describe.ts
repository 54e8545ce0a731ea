import { types } from "node:util";

/** How many characters of a text of unknown length a message shows. */
const MOST_CHARACTERS = 200;

/** A text cut to a length that fits a message. */
export function excerpt(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}… (${text.length} characters)`;
}

/** A value as messages show it. Runs no code of the value's: it may be a Proxy, or an object without a prototype. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(excerpt(value));
    case "bigint":
      return `${excerpt(value.toString())}n`;
    case "function":
      return "a function";
    case "object":
      if (value === null) return "null";
      return !types.isProxy(value) && Array.isArray(value) ? `an array of ${value.length}` : "an object";
    default:
      return excerpt(String(value));
  }
}

/** Some of a list as messages show it. */
export function describeList(values: readonly unknown[]): string {
  const shown = values.slice(0, 8).map(String).join(", ");
  return values.length <= 8 ? shown : `${shown} and ${values.length - 8} more`;
}
