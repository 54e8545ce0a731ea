import { closeSync, openSync, readFileSync, rmSync } from "node:fs";

/**
 * A file that a bed writes to. Writes to a pipe would wait for its reader, and the stalker's interrupts make such a write end early, as any
 * signal does: the bed would have to write again.
 */
export class OutputFile {
  readonly descriptor: number;
  readonly #path: string;

  constructor(program: string) {
    this.#path = `${program}.output`;
    this.descriptor = openSync(this.#path, "w");
  }

  read(): Buffer {
    return readFileSync(this.#path);
  }

  remove(): void {
    closeSync(this.descriptor);
    rmSync(this.#path, { force: true });
  }
}
