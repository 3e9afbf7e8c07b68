'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { BinaryNotFound } = require('./errors.js');

const NAME = 'brevo-emulator';
/** The environment variable with the path of the program, which rejects it as an unknown option. */
const VARIABLE = 'BREVO_EMULATOR_BINARY';

const HOW_TO_GET_IT = `\
The program ${NAME} is not installed. On Linux x86-64 it comes with this package as an optional \
dependency, which --no-optional and --omit=optional leave out. Elsewhere:
  - set ${VARIABLE} to the program's path,
  - put the program on PATH,
  - or run it elsewhere, for example in a container, and use attachEmulator(url).`;

/** The path of the program: from BREVO_EMULATOR_BINARY, in the package for this platform, or on PATH. */
function findBinary() {
  const named = process.env[VARIABLE];
  if (named) {
    if (!isProgram(named)) throw new BinaryNotFound(`${VARIABLE} is ${named}, which is not a program`);
    return named;
  }
  try {
    return require.resolve(`@${NAME}/${process.platform}-${process.arch}/bin/${NAME}`);
  } catch {
    // There is none for this platform, or it was left out.
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

/** Whether the file is a script, such as this package's own command, which would run itself forever. */
function isScript(file) {
  const start = Buffer.alloc(2);
  const descriptor = fs.openSync(file);
  fs.readSync(descriptor, start, 0, 2, 0);
  fs.closeSync(descriptor);
  return start.toString() === '#!';
}

module.exports = { NAME, VARIABLE, findBinary };
