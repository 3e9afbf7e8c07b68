import helpers from './lib/node-test.js';

export const { worlds } = helpers;
