const cell: Int32Array = new Int32Array(new SharedArrayBuffer(4));

/** Blocks this thread, and its event loop, for some milliseconds; less than one will do. */
export function pause(milliseconds: number): void {
  Atomics.wait(cell, 0, 0, milliseconds);
}
