/** A call that has not returned. */
interface OpenCall {
  /** The engine's depth of the call, which may be below 0: the thread was followed from within a function. */
  readonly depth: number;
  /** The number of its function. */
  readonly frame: number;
  /** False if its function does not count. */
  readonly isShown: boolean;
}

/** Is told of each call and of its end, in order; both nest. */
export interface CallListener {
  /** @param depth - how many calls that count are open around it */
  enter(frame: number, depth: number, at: number): void;
  leave(frame: number, at: number): void;
}

const CALL = 1;
const RET = 2;
/** GumEvent: type, location, target, depth. */
const WORDS = 4;

/** The open calls of a thread, by its `call` and `ret` events. */
export class CallStacks {
  readonly #open: OpenCall[] = [];
  readonly #frameOf: (address: number) => { readonly frame: number; readonly isShown: boolean };
  readonly #listener: CallListener;
  #shown = 0;
  #events = 0;

  /** @param frameOf - the number of the function at an address */
  constructor(
    frameOf: (address: number) => { readonly frame: number; readonly isShown: boolean },
    listener: CallListener,
  ) {
    this.#frameOf = frameOf;
    this.#listener = listener;
  }

  /** The number of events so far: what stands for the time in a trace. */
  get events(): number {
    return this.#events;
  }

  /** Takes in the events that `onReceive` is given. */
  receive(events: ArrayBuffer): void {
    const words = new Int32Array(events);
    for (let at = 0; at < words.length; at += WORDS) {
      const type = words[at]!;
      if (type !== CALL && type !== RET) continue;
      this.#events++;
      const depth = words[at + 3]!;
      this.#close(depth);
      if (type === RET) continue;
      const { frame, isShown } = this.#frameOf(words[at + 2]! >>> 0);
      this.#open.push({ depth, frame, isShown });
      if (isShown) this.#listener.enter(frame, this.#shown++, this.#events);
    }
  }

  /** Ends all calls: the thread has ended, or is followed no more. */
  end(): void {
    this.#events++;
    this.#close(Number.NEGATIVE_INFINITY);
  }

  /** Ends the calls from a depth on: those that longjmp or an exception has left as well. */
  #close(depth: number): void {
    for (let last = this.#open.at(-1); last !== undefined && last.depth >= depth; last = this.#open.at(-1)) {
      this.#open.pop();
      if (!last.isShown) continue;
      this.#shown--;
      this.#listener.leave(last.frame, this.#events);
    }
  }
}
