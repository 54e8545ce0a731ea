/** Lines of small words, some often, the same each time. */
export function text(size: number): string {
  const syllables = "the a an ta re mi so ne ked ble tion er in qu st ou".split(" ");
  let state = 1;
  const next = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % limit;
  };
  let out = "";
  while (out.length < size) {
    let word = "";
    for (let length = 1 + next(3); length > 0; length--) word += syllables[Math.min(next(16), next(16))];
    out += word + (next(9) === 0 ? "\n" : " ");
  }
  return `${out.slice(0, size - 1)}\n`;
}
