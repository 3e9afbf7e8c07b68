/** The base of every error of this package. */
export class EmulatorError extends Error {}
/** The program is not installed. */
export class BinaryNotFound extends EmulatorError {}
/** The emulator exited, or printed nothing, before it was ready. */
export class StartFailed extends EmulatorError {
  readonly log: string;
}
/** Nothing answered at the emulator's address. */
export class Unreachable extends EmulatorError {}
/** The emulator refused a command. Nothing has changed. */
export class CommandRefused extends EmulatorError {
  /** The HTTP status. */
  readonly status: number;
  /** What is wrong. */
  readonly reason: string;
  /** What to do about it, or empty. */
  readonly hint: string;
  /** Every fault of the document that was sent, each with its JSON Pointer. */
  readonly faults: readonly { pointer: string; message: string }[];
}
/** Too few requests matched in time. */
export class WaitTimedOut extends CommandRefused {
  readonly matched: number;
}
/** The emulator is older than this package and does not know the command. */
export class EmulatorTooOld extends CommandRefused {}
