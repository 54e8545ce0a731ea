import { afterAll, afterEach, beforeAll } from "vitest";
import { type ConnectOptions, connect, type GdbRemote } from "../../src/index.js";
import { type Script, ScriptedStub } from "./scripted-stub.js";

/** A scripted stub for the tests of a file or a suite, and a client of it that is closed after each test. */
export class ScriptedClient {
  stub!: ScriptedStub;
  remote: GdbRemote | undefined;

  constructor() {
    beforeAll(async () => {
      this.stub = await ScriptedStub.start();
    });
    afterEach(() => this.remote?.close());
    afterAll(() => this.stub.stop());
  }

  /** Has the stub play a script to a new client. */
  async play(script: Script, options: ConnectOptions = {}): Promise<GdbRemote> {
    this.remote?.close();
    await this.stub.play(script);
    this.remote = connect(this.stub.path, options);
    return this.remote;
  }
}
