'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { BinaryNotFound } = require('./errors.js');

const NAME = 'brevo-emulator';
/** The environment variable that names the program to run. The program itself must not see it. */
const VARIABLE = 'BREVO_EMULATOR_BINARY';

const HOW_TO_GET_IT = `\
The program ${NAME} is not installed. This package brings it along on Linux x86-64, as an optional dependency, which \
--no-optional and --omit=optional leave out. Elsewhere:
  - set ${VARIABLE} to the program's path,
  - put the program on PATH,
  - or start it in a container, say, and use attachEmulator(url).`;

/** The program: the one that BREVO_EMULATOR_BINARY names, the one of this platform's package, or the one on PATH. */
function findBinary() {
  const named = process.env[VARIABLE];
  if (named) {
    if (!isProgram(named)) throw new BinaryNotFound(`${VARIABLE} is ${named}, which is not a program`);
    return named;
  }
  try {
    return require.resolve(`@${NAME}/${process.platform}-${process.arch}/bin/${NAME}`);
  } catch {
    // Not for this platform, or left out.
  }
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const program = path.join(folder, NAME);
    if (folder && isProgram(program) && !isScript(program)) return program;
  }
  throw new BinaryNotFound(HOW_TO_GET_IT);
}

function isProgram(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether it is a script, as this package's own command is, which would call itself for ever. */
function isScript(file) {
  const start = Buffer.alloc(2);
  const descriptor = fs.openSync(file);
  fs.readSync(descriptor, start, 0, 2, 0);
  fs.closeSync(descriptor);
  return start.toString() === '#!';
}

module.exports = { NAME, VARIABLE, findBinary };
