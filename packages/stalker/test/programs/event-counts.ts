/** Counts the rows of GumEvent, by their type. */
export function countTypes(bytes: ArrayBuffer, counts: Map<number, number>): void {
  const words = new Uint32Array(bytes);
  for (let at = 0; at < words.length; at += 4) counts.set(words[at]!, (counts.get(words[at]!) ?? 0) + 1);
}
