#!/usr/bin/env node
'use strict';

// Runs the program with the same arguments, and exits as it does.

const { spawn } = require('node:child_process');
const { VARIABLE, findBinary } = require('./binary.js');
const { EmulatorError } = require('./errors.js');

try {
  const { [VARIABLE]: _, ...env } = process.env;
  const program = spawn(findBinary(), process.argv.slice(2), { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => program.kill(signal));
  program.on('error', (error) => fail(error.message));
  program.on('exit', (status, signal) => {
    if (!signal) process.exit(status);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
} catch (error) {
  if (!(error instanceof EmulatorError)) throw error;
  fail(error.message);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
