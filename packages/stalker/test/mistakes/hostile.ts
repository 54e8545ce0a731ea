/** Throws whatever is done with it. */
export const hostile: object = new Proxy(
  {},
  Object.fromEntries(
    ["get", "set", "has", "getPrototypeOf", "ownKeys", "getOwnPropertyDescriptor", "defineProperty"].map((trap) => [
      trap,
      () => {
        throw new Error("a trap of a proxy");
      },
    ]),
  ),
);

const revocable = Proxy.revocable([], {});
revocable.revoke();

/** Objects without properties of their own: they may be options. */
export const emptyObjects: readonly unknown[] = [Object.create(null), new Date(Number.NaN)];

/** What is no Error, but can be thrown, or given as an argument. */
export const oddValues: readonly unknown[] = [
  undefined,
  null,
  true,
  Symbol("odd"),
  ...emptyObjects,
  hostile,
  revocable.proxy,
  { toString: null },
  "x".repeat(1e6),
  10n ** 5000n,
  [[]],
  () => {
    throw new Error("called");
  },
];
