export type OracleErrorCode = "tool-missing" | "tool-failed" | "bad-input" | "runner-failed";

/** An oracle could not answer: a tool is missing or broken, or it was asked something that has no answer. */
export class OracleError extends Error {
  override readonly name = "OracleError";
  readonly code: OracleErrorCode;

  constructor(code: OracleErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
