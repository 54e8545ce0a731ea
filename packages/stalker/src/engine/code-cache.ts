import { CodeSlabChain, type MemoryProvider, SlabError, within } from "@armstalker/slab-allocator";
import { StalkerError } from "../errors.js";

const PIECE = 512 * 1024;
/** No block takes more than this, transformers' code included. */
export const LARGEST_BLOCK: number = 128 * 1024;
/** What is left free for what one block brings with it: the blocks of an exclusive sequence, and those compiled ahead. */
const RESERVE = 2 * LARGEST_BLOCK;
/** Away from where programs, libraries and stacks usually are. */
const PLACE = 0x90000000;
/** Bytes between two changes that are written along with them, for fewer and longer writes. */
const MERGED_GAP = 64;

interface Piece {
  readonly base: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  used: number;
}

/** Changed bytes, `from` included and `to` not. */
interface Change {
  from: number;
  to: number;
}

/**
 * The generated code of one context: written here first, and to the target all at once before it runs on. A write costs a
 * packet or a system call, and under an emulator the translations of a page.
 */
export class CodeCache {
  readonly #chain: CodeSlabChain;
  readonly #pieces: Piece[] = [];
  #current: Piece | null = null;
  #mostPieces: number;
  #changes: Change[] = [];
  #bytesUsed = 0;
  /** Bytes at the start of the first piece that are never forgotten. */
  #lasting = 0;

  /** @param most - bytes of code, about. @throws {SlabError} where not even the first piece of it can be mapped */
  constructor(provider: MemoryProvider, most: number) {
    this.#mostPieces = Math.max(1, Math.floor(most / PIECE));
    this.#chain = chainOf(provider, this.#mostPieces * PIECE);
  }

  /** Bytes of generated code. */
  get size(): number {
    return this.#bytesUsed;
  }

  /** Whether there may be no room for a block and what is compiled along with it. */
  get isFull(): boolean {
    const current = this.#current;
    return current !== null && current.used + RESERVE > PIECE && !this.#hasAnother(current);
  }

  /** Whether there is another piece after one: where the target has no memory for it that one is the last for good. */
  #hasAnother(piece: Piece): boolean {
    const next = this.#pieces.indexOf(piece) + 1;
    if (next < this.#pieces.length) return true;
    if (next >= this.#mostPieces) return false;
    try {
      this.#addPiece();
      return true;
    } catch (error) {
      if (!(error instanceof StalkerError)) throw error;
      this.#mostPieces = next;
      return false;
    }
  }

  /** Where the next code goes: there is room for {@link LARGEST_BLOCK}. @throws {StalkerError} `out-of-memory` */
  get next(): number {
    let piece = this.#current;
    if (piece === null || piece.used + LARGEST_BLOCK > PIECE) piece = this.#nextPiece();
    return piece.base + piece.used;
  }

  #nextPiece(): Piece {
    const index = this.#current === null ? 0 : this.#pieces.indexOf(this.#current) + 1;
    const piece = this.#pieces[index] ?? this.#addPiece();
    this.#current = piece;
    return piece;
  }

  #addPiece(): Piece {
    let base: number;
    try {
      base = this.#chain.reserve(PIECE);
    } catch (cause) {
      if (!(cause instanceof SlabError)) throw cause;
      throw new StalkerError({
        code: "out-of-memory",
        message: "there is no more room for generated code",
        hint: "all of it must lie within branch range: exclude what need not be followed",
        cause,
      });
    }
    const bytes = new Uint8Array(PIECE);
    const piece = { base, bytes, view: new DataView(bytes.buffer), used: 0 };
    this.#pieces.push(piece);
    return piece;
  }

  /** Puts code where {@link next} said. */
  append(code: Uint8Array): void {
    const piece = this.#current!;
    if (code.length > LARGEST_BLOCK) {
      throw new StalkerError({
        code: "out-of-memory",
        message: `a block has ${code.length} bytes of code`,
        hint: `let the transformer write less: ${LARGEST_BLOCK} bytes is the most`,
      });
    }
    piece.bytes.set(code, piece.used);
    const from = piece.base + piece.used;
    this.#change(from, from + code.length);
    piece.used = (piece.used + code.length + 3) & ~3;
    this.#bytesUsed += code.length;
  }

  /** Whether an address lies in the code. */
  contains(address: number): boolean {
    return this.#chain.contains(address);
  }

  #pieceOf(address: number): Piece {
    const piece = this.#pieces.find(({ base, bytes }) => address >= base && address < base + bytes.length);
    if (piece === undefined) throw new RangeError(`0x${address.toString(16)} is not in the code cache`);
    return piece;
  }

  patch16(address: number, halfword: number): void {
    const piece = this.#pieceOf(address);
    piece.view.setUint16(address - piece.base, halfword, true);
    this.#change(address, address + 2);
  }

  patch32(address: number, word: number): void {
    const piece = this.#pieceOf(address);
    piece.view.setUint32(address - piece.base, word, true);
    this.#change(address, address + 4);
  }

  /** The bytes of code, as they will be in the target. */
  read(address: number, size: number): Uint8Array {
    const piece = this.#pieceOf(address);
    return piece.bytes.subarray(address - piece.base, address - piece.base + size);
  }

  #change(from: number, to: number): void {
    const last = this.#changes.at(-1);
    if (last !== undefined && from >= last.from && from <= last.to + MERGED_GAP && to - last.from < PIECE) {
      if (this.#pieceOf(last.from) === this.#pieceOf(from)) {
        last.to = Math.max(last.to, to);
        return;
      }
    }
    this.#changes.push({ from, to });
  }

  /** Writes what has changed to the target. */
  flush(): void {
    if (this.#changes.length === 0) return;
    const changes = this.#changes.sort((a, b) => a.from - b.from);
    this.#changes = [];
    this.#chain.access.batch(() => {
      for (let index = 0; index < changes.length; ) {
        const { from } = changes[index]!;
        let { to } = changes[index]!;
        const piece = this.#pieceOf(from);
        const end = piece.base + piece.bytes.length;
        while (++index < changes.length && changes[index]!.from <= to + MERGED_GAP && changes[index]!.to <= end) {
          to = Math.max(to, changes[index]!.to);
        }
        this.#chain.write(from, piece.bytes.subarray(from - piece.base, to - piece.base));
      }
    });
  }

  /** What is there now will last. To be called once, while all of it is in the first piece. */
  keepWhatIsThere(): void {
    this.#lasting = this.#current?.used ?? 0;
  }

  /** Forgets all code but what lasts, for other code to take its place. */
  clear(): void {
    for (const [index, piece] of this.#pieces.entries()) piece.used = index === 0 ? this.#lasting : 0;
    const first = this.#pieces[0];
    const end = first === undefined ? 0 : first.base + this.#lasting;
    this.#changes = this.#changes
      .filter(({ from }) => first !== undefined && from >= first.base && from < end)
      .map(({ from, to }) => ({ from, to: Math.min(to, end) }));
    this.#bytesUsed = this.#lasting;
    this.#current = this.#pieces[0] ?? null;
  }

  /** Gives the memory back; to be called when no thread is in it. */
  reclaim(): void {
    this.#chain.reclaim();
  }

  /** Forgets the memory: it went with its process. */
  abandon(): void {
    this.#chain.abandon();
  }
}

/** Slabs for so many bytes of code: one if it can be, before other memory takes what is in reach. */
function chainOf(provider: MemoryProvider, most: number): CodeSlabChain {
  for (let size = most; ; size = Math.max(PIECE, alignDown(size / 2))) {
    try {
      return new CodeSlabChain(provider, { initialSize: size, growingSize: PIECE, near: within(PLACE, 2 ** 32) });
    } catch (error) {
      if (!(error instanceof SlabError) || size === PIECE) throw error;
    }
  }
}

const alignDown = (size: number): number => size - (size % PIECE);
