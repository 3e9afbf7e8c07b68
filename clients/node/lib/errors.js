'use strict';

/** The base of every error of this package. */
class EmulatorError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The program `brevo-emulator` is not installed. */
class BinaryNotFound extends EmulatorError {}

/** The emulator exited, or printed nothing, before it was ready. */
class StartFailed extends EmulatorError {
  constructor(message, log = '', options) {
    super(`${message}\n${log}`.trimEnd(), options);
    this.log = log;
  }
}

/** Nothing answered at the emulator's address. */
class Unreachable extends EmulatorError {}

/** The emulator refused a command. Nothing has changed. */
class CommandRefused extends EmulatorError {
  constructor(status, reason, hint = '', faults = []) {
    const lines = [`${reason} (status ${status})`];
    lines.push(...faults.map((fault) => `  ${fault.pointer || '/'}: ${fault.message}`));
    if (hint) lines.push(`Hint: ${hint}`);
    super(lines.join('\n'));
    Object.assign(this, { status, reason, hint, faults });
  }
}

/** Too few requests matched in time. */
class WaitTimedOut extends CommandRefused {
  constructor(refused, matched) {
    super(refused.status, refused.reason, refused.hint);
    this.matched = matched;
  }
}

/** The emulator is older than this package and does not know the command. */
class EmulatorTooOld extends CommandRefused {}

module.exports = {
  EmulatorError,
  BinaryNotFound,
  StartFailed,
  Unreachable,
  CommandRefused,
  WaitTimedOut,
  EmulatorTooOld,
};
