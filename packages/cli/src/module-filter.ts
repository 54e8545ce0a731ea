import { matcher } from "@armstalker/modules";

/** A function that tells whether a module counts: one of `only`, if there are any, and none of `excluded`. Patterns with `*` and `?` are compared with name and path. */
export function matcherOf(
  only: readonly string[],
  excluded: readonly string[],
): (module: { readonly name: string; readonly path: string }) => boolean {
  const wanted = only.map(matcher);
  const unwanted = excluded.map(matcher);
  return ({ name, path }) => {
    const isIn = (patterns: readonly ((text: string) => boolean)[]): boolean =>
      patterns.some((matches) => matches(name) || matches(path));
    return (wanted.length === 0 || isIn(wanted)) && !isIn(unwanted);
  };
}
