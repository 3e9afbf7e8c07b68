'use strict';

const test = require('node:test');
const { attachEmulator, startEmulator } = require('./emulator.js');

/** A function that gives each test a world of its own; node-test.d.ts says more. */
function worlds(options = {}) {
  let emulator;
  test.after(async () => (await emulator)?.stop());
  return async (context) => {
    emulator ??= options.url ? attachEmulator(options.url, options) : startEmulator(options);
    const world = (await emulator).world();
    context.after(async () => {
      // Older versions of Node do not tell.
      if (context.passed === false) {
        for (const line of [`requests to ${world.baseUrl}`, ...(await world.transcript()).split('\n')]) {
          context.diagnostic(line);
        }
      }
      await world.delete();
    });
    return world;
  };
}

module.exports = { worlds };
