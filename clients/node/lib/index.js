'use strict';

const { findBinary } = require('./binary.js');
const { Emulator, attachEmulator, startEmulator } = require('./emulator.js');
const { World } = require('./world.js');

module.exports = { ...require('./errors.js'), Emulator, World, attachEmulator, findBinary, startEmulator };
