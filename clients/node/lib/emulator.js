'use strict';

const { spawn } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { createInterface } = require('node:readline');
const { findBinary } = require('./binary.js');
const { Control } = require('./control.js');
const { EmulatorError, StartFailed, Unreachable } = require('./errors.js');
const { DEFAULT, World } = require('./world.js');

/** The most milliseconds that a start and a stop may take. */
const START = 20_000;
const STOP = 10_000;

// Stops the emulator if this process dies without stopping it, even by SIGKILL: the pipe closes then.
const WATCHDOG = 'read -r line || kill -TERM "$0" 2>/dev/null';

/** An emulator with any number of worlds; index.d.ts documents each member. */
class Emulator {
  #control;
  #basePath;
  #program;

  constructor(control, basePath, program) {
    this.#control = control;
    this.#basePath = basePath === '/' ? '' : basePath;
    this.#program = program;
    this.version = program?.ready.version;
  }

  get url() {
    return this.#control.url;
  }

  get baseUrl() {
    return this.defaultWorld.baseUrl;
  }

  get defaultWorld() {
    return this.world(DEFAULT);
  }

  get log() {
    return this.#program?.log ?? '';
  }

  get pid() {
    return this.#program?.process.pid;
  }

  world(name = randomUUID()) {
    if (this.#program?.hasEnded) throw new EmulatorError('the emulator is not running; start another');
    return new World(this.#control, name, this.#basePath);
  }

  async worlds() {
    const { worlds } = await this.#control.command('GET', '/__emulator/worlds');
    return worlds.map(({ name }) => name);
  }

  async metrics() {
    return this.#control.command('GET', '/__emulator/metrics', undefined, { accept: 'text/plain' });
  }

  async stop() {
    await this.#program?.stop();
  }
}

if (Symbol.asyncDispose) Emulator.prototype[Symbol.asyncDispose] = Emulator.prototype.stop;

/** The program as a child process. */
class Program {
  #watchdog;
  #logFile;
  #lastLog;

  /** Starts it; {@link ready} is the line that it prints once it listens. */
  static async start(file, words, env) {
    const program = new Program();
    // Unlinked at once, so that no file is left behind.
    const name = path.join(os.tmpdir(), `brevo-emulator-${randomUUID()}.log`);
    program.#logFile = fs.openSync(name, 'wx+');
    fs.unlinkSync(name);
    // In a new session, so that Ctrl-C reaches the tests alone, which then stop the emulator.
    const stdio = ['ignore', 'pipe', program.#logFile];
    program.process = spawn(file, words, { stdio, env, detached: true });
    program.ended = new Promise((resolve) => {
      program.process.once('error', (error) => resolve(`cannot be run here: ${error.message}`));
      program.process.once('exit', (status, signal) => resolve(`exited with ${signal ?? `status ${status}`}`));
    });
    program.#watch();
    try {
      program.ready = await program.#readyLine(file);
    } catch (error) {
      await program.stop();
      throw error;
    }
    // A running emulator does not keep this process alive.
    program.process.unref();
    program.process.stdout.unref();
    return program;
  }

  get hasEnded() {
    return this.#lastLog !== undefined;
  }

  get log() {
    if (this.#lastLog !== undefined) return this.#lastLog;
    const bytes = Buffer.alloc(fs.fstatSync(this.#logFile).size);
    return bytes.toString('utf8', 0, fs.readSync(this.#logFile, bytes, 0, bytes.length, 0));
  }

  async stop() {
    if (this.hasEnded) return;
    this.process.ref();
    this.process.kill('SIGTERM');
    const killing = setTimeout(() => this.process.kill('SIGKILL'), STOP);
    await this.ended;
    clearTimeout(killing);
    this.process.stdout?.destroy();
    this.#watchdog?.kill('SIGKILL');
    this.#watchdog?.stdin.destroy();
    this.#lastLog = this.log;
    fs.closeSync(this.#logFile);
  }

  #watch() {
    if (!this.process.pid) return;
    const stdio = ['pipe', 'ignore', 'ignore'];
    this.#watchdog = spawn('sh', ['-c', WATCHDOG, String(this.process.pid)], { stdio, detached: true });
    // Without a shell there is no watchdog.
    this.#watchdog.on('error', () => {});
    this.#watchdog.stdin.on('error', () => {});
    this.#watchdog.unref();
    this.#watchdog.stdin.unref();
  }

  async #readyLine(file) {
    let late;
    const lines = createInterface({ input: this.process.stdout });
    const line = await Promise.race([
      new Promise((resolve) => lines.once('line', resolve)),
      this.ended.then((how) => new StartFailed(`${file} ${how}`, this.log)),
      new Promise((resolve) => {
        late = setTimeout(() => resolve(new StartFailed(`${file} was not ready within ${START} ms`, this.log)), START);
      }),
    ]);
    clearTimeout(late);
    lines.close();
    if (line instanceof Error) throw line;
    try {
      return JSON.parse(line);
    } catch {
      throw new StartFailed(`${file} printed ${JSON.stringify(line)} instead of a ready line`, this.log);
    }
  }
}

async function startEmulator({ options = [], seed, binary, basePath = '/v3', adminToken, ca } = {}) {
  const file = binary ?? findBinary();
  const words = ['--port', '0', '--base-path', basePath];
  let folder;
  if (seed !== undefined) {
    let name = seed;
    if (typeof seed !== 'string') {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'brevo-emulator-'));
      name = path.join(folder, 'seed.json');
      fs.writeFileSync(name, JSON.stringify(seed));
    }
    words.push('--seed', name);
  }
  // Environment variables are not passed on, so that tests behave the same on every machine.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('BREVO_EMULATOR_'));
  if (adminToken) own.push(['BREVO_EMULATOR_ADMIN_TOKEN', adminToken]);
  try {
    const program = await Program.start(file, [...words, ...options], Object.fromEntries(own));
    return new Emulator(new Control(program.ready.url, { adminToken, ca }), basePath, program);
  } finally {
    if (folder) fs.rmSync(folder, { recursive: true });
  }
}

async function attachEmulator(url, { basePath = '/v3', adminToken, ca } = {}) {
  const address = url.replace(/\/+$/, '');
  if (!/^https?:\/\/[^/]/.test(address)) throw new TypeError(`${url} is not an http address`);
  if (basePath !== '/' && address.endsWith(basePath)) {
    throw new TypeError(`${url} is the API's address; leave out ${basePath}`);
  }
  const control = new Control(address, { adminToken, ca });
  try {
    await control.command('GET', '/__emulator/readyz');
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    throw new Unreachable(`no emulator at ${url}: is it running, and does its ready line have this address?\n${error.message}`);
  }
  return new Emulator(control, basePath);
}

module.exports = { Emulator, startEmulator, attachEmulator };
