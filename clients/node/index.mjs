import emulator from './lib/index.js';

export const {
  BinaryNotFound,
  CommandRefused,
  Emulator,
  EmulatorError,
  EmulatorTooOld,
  StartFailed,
  Unreachable,
  WaitTimedOut,
  World,
  attachEmulator,
  findBinary,
  startEmulator,
} = emulator;
