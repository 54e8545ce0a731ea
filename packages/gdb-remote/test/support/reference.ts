// The protocol's framing once more, as plainly as the manual tells it, for expectations that the package did not compute.

export function checksumText(raw: string): string {
  return [...raw]
    .reduce((sum, one) => (sum + one.charCodeAt(0)) % 256, 0)
    .toString(16)
    .padStart(2, "0");
}

export function frame(raw: string): string {
  return `$${raw}#${checksumText(raw)}`;
}

/** Escapes what a stub must escape in binary data. */
export function escapeBinary(data: string): string {
  return data.replace(/[#$}*]/g, (one) => `}${String.fromCharCode(one.charCodeAt(0) ^ 0x20)}`);
}

/** Shortens runs as a stub may, `choose` deciding where it does: given the longest run's extra count, it says how many to take (0 for none). */
export function shortenRuns(raw: string, choose: (extra: number) => number): string {
  let out = "";
  for (let at = 0; at < raw.length; ) {
    const one = raw[at]!;
    let extra = 0;
    while (raw[at + 1 + extra] === one && extra < 97) extra++;
    const wanted = Math.min(extra, choose(extra));
    // Counts whose character would be # or $ or + or - are not sent.
    const isSent = wanted >= 3 && !"#$+-".includes(String.fromCharCode(wanted + 29));
    out += isSent ? `${one}*${String.fromCharCode(wanted + 29)}` : one;
    at += isSent ? 1 + wanted : 1;
  }
  return out;
}

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (one) => one.charCodeAt(0));
}

export function textOf(bytes: Uint8Array): string {
  return Array.from(bytes, (one) => String.fromCharCode(one)).join("");
}
