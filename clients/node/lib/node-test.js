'use strict';

const test = require('node:test');
const { attachEmulator, startEmulator } = require('./emulator.js');

/** Gives each test a world; see node-test.d.ts. */
function worlds(options = {}) {
  let emulator;
  test.after(async () => (await emulator)?.stop());
  return async (context) => {
    emulator ??= options.url ? attachEmulator(options.url, options) : startEmulator(options);
    const world = (await emulator).world();
    context.after(async () => {
      // Undefined before Node 20.12.
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
