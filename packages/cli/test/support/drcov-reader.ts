export interface Drcov {
  readonly modules: readonly {
    readonly id: number;
    readonly base: number;
    readonly end: number;
    readonly path: string;
  }[];
  readonly blocks: readonly { readonly module: number; readonly offset: number; readonly size: number }[];
}

/** Reads a drcov file of version 2 by the format's published descriptions; any departure from them is an error. */
export function readDrcov(bytes: Uint8Array): Drcov {
  let at = 0;
  const line = (): string => {
    const end = bytes.indexOf(10, at);
    if (end === -1) throw new Error(`no line ends after byte ${at}`);
    const text = Buffer.from(bytes.subarray(at, end)).toString("utf8");
    at = end + 1;
    return text;
  };
  const match = (pattern: RegExp): RegExpExecArray => {
    const text = line();
    const found = pattern.exec(text);
    if (found === null) throw new Error(`${JSON.stringify(text)} is not ${pattern}`);
    return found;
  };

  match(/^DRCOV VERSION: 2$/);
  match(/^DRCOV FLAVOR: (.+)$/);
  const moduleCount = Number(match(/^Module Table: version 2, count (\d+)$/)[1]);
  match(/^Columns: id, base, end, entry, checksum, timestamp, path$/);
  const modules = Array.from({ length: moduleCount }, () => {
    const row = match(/^ *(\d+), (0x[0-9a-f]+), (0x[0-9a-f]+), 0x[0-9a-f]+, 0x[0-9a-f]+, 0x[0-9a-f]+, (.+)$/);
    return { id: Number(row[1]), base: Number(row[2]), end: Number(row[3]), path: row[4]! };
  });
  const blockCount = Number(match(/^BB Table: (\d+) bbs$/)[1]);
  if (bytes.length - at !== blockCount * 8) throw new Error(`${bytes.length - at} bytes are not ${blockCount} blocks`);
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  const blocks = Array.from({ length: blockCount }, (_, index) => ({
    offset: view.getUint32(index * 8, true),
    size: view.getUint16(index * 8 + 4, true),
    module: view.getUint16(index * 8 + 6, true),
  }));
  return { modules, blocks };
}
