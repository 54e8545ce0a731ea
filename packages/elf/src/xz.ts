import { viewOf } from "./elf-bytes.js";
import { malformed } from "./errors.js";
import { LzmaDamage, LzmaDecoder } from "./lzma.js";

/** Bytes of the checksum behind a block, by the kind of checksum. */
const checksumBytes: readonly number[] = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] as const;
const STREAM_HEADER_BYTES = 12;
const FILTER_LZMA2 = 0x21;
const END_OF_CHUNKS = 0;
const CHUNK_RESETTING_ALL = 1;
const CHUNK_PLAIN = 2;
const LZMA_CHUNK = 0x80;

/** The kinds of LZMA chunks by bits 5 and 6 of their first byte: each does what those before it do. */
const ResetOf = { state: 1, properties: 2, dictionary: 3 } as const;

/**
 * Unpacks xz data of one stream, with the LZMA2 filter alone, as linkers and packagers make it. Checksums are not compared.
 *
 * @param most - the most bytes that are unpacked
 * @throws {ElfError} `malformed`
 */
export function unpackXz(packed: Uint8Array, most: number): Uint8Array {
  try {
    return unpackStream(packed, most);
  } catch (error) {
    if (!(error instanceof LzmaDamage)) throw error;
    throw malformed(`has xz data with ${error.message}`);
  }
}

function unpackStream(packed: Uint8Array, most: number): Uint8Array {
  if (MAGIC.some((byte, index) => packed[index] !== byte)) throw new LzmaDamage("another beginning than xz's");
  const check = checksumBytes[(packed[7] ?? 0) & 15]!;
  const parts: Uint8Array[] = [];
  let at = STREAM_HEADER_BYTES;
  let total = 0;
  // The index begins with a zero byte, where a block has the size of its header.
  while (at < packed.length && packed[at] !== 0) {
    const start = at;
    const chunks = start + blockHeaderSize(packed, start);
    const { size, end } = measure(packed, chunks);
    total += size;
    if (total > most) throw new LzmaDamage(`more than ${most} bytes`);
    parts.push(unpackChunks(packed, chunks, size));
    at = chunks + ((end - chunks + 3) & ~3) + check;
  }
  if (at >= packed.length) throw new LzmaDamage("no index");
  return parts.length === 1 ? parts[0]! : new Uint8Array(Buffer.concat(parts));
}

/** The size of a block's header, which must name the LZMA2 filter and no other. */
function blockHeaderSize(packed: Uint8Array, at: number): number {
  const size = 4 * (packed[at]! + 1);
  const flags = packed[at + 1] ?? 0;
  let filter = at + 2;
  // Two sizes may come first, as numbers of 7 bits a byte.
  for (const bit of [0x40, 0x80]) {
    if ((flags & bit) === 0) continue;
    while ((packed[filter] ?? 0) >= 0x80) filter++;
    filter++;
  }
  if ((flags & 3) !== 0 || packed[filter] !== FILTER_LZMA2) throw new LzmaDamage("a filter other than LZMA2");
  return size;
}

/** The unpacked size of the chunks from an offset on, and the offset after them. */
function measure(packed: Uint8Array, from: number): { readonly size: number; readonly end: number } {
  let size = 0;
  let at = from;
  for (;;) {
    const chunk = chunkAt(packed, at);
    if (chunk === null) return { size, end: at + 1 };
    size += chunk.size;
    at = chunk.data + chunk.packedSize;
  }
}

interface Chunk {
  readonly control: number;
  /** Bytes of its output. */
  readonly size: number;
  readonly packedSize: number;
  /** The offset of its contents. */
  readonly data: number;
}

/** The header of a chunk; null at the end of chunks. */
function chunkAt(packed: Uint8Array, at: number): Chunk | null {
  const control = packed[at];
  if (control === END_OF_CHUNKS) return null;
  // The longest header has six bytes, and an index and a footer follow the last chunk.
  if (control === undefined || at + 6 > packed.length) throw new LzmaDamage("a chunk that ends too early");
  const view = viewOf(packed);
  const low = view.getUint16(at + 1);
  let chunk: Chunk;
  if (control >= LZMA_CHUNK) {
    const hasProperties = ((control >> 5) & 3) >= ResetOf.properties;
    const size = ((control & 31) << 16) + low + 1;
    chunk = { control, size, packedSize: view.getUint16(at + 3) + 1, data: at + (hasProperties ? 6 : 5) };
  } else if (control <= CHUNK_PLAIN) {
    chunk = { control, size: low + 1, packedSize: low + 1, data: at + 3 };
  } else {
    throw new LzmaDamage(`a chunk of the unknown kind ${control}`);
  }
  if (chunk.data + chunk.packedSize > packed.length) throw new LzmaDamage("a chunk that ends too early");
  return chunk;
}

function unpackChunks(packed: Uint8Array, from: number, size: number): Uint8Array {
  const decoder = new LzmaDecoder(size);
  let at = from;
  for (let chunk = chunkAt(packed, at); chunk !== null; chunk = chunkAt(packed, at)) {
    const { control, data, packedSize } = chunk;
    const bytes = packed.subarray(data, data + packedSize);
    if (control < LZMA_CHUNK) {
      if (control === CHUNK_RESETTING_ALL) decoder.resetDictionary();
      decoder.copy(bytes);
    } else {
      const reset = (control >> 5) & 3;
      if (reset === ResetOf.dictionary) decoder.resetDictionary();
      if (reset >= ResetOf.properties) decoder.setProperties(packed[data - 1]!);
      if (reset >= ResetOf.state) decoder.resetState();
      decoder.decode(bytes, chunk.size);
    }
    at = data + packedSize;
  }
  return decoder.output;
}
