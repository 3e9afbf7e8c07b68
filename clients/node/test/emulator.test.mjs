// Start, stop and log of the emulator, and that no process is left behind.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmulatorError, StartFailed, Unreachable, attachEmulator, findBinary, startEmulator } from '../index.mjs';
import { ANN, application } from './application.mjs';

const SECONDS = 20;
const index = new URL('../index.mjs', import.meta.url).href;
const cli = new URL('../lib/cli.js', import.meta.url).pathname;
const run = promisify(execFile);

function isRunning(pid) {
  try {
    // A zombie is not running.
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()[0] !== 'Z';
  } catch {
    return false;
  }
}

async function until(condition) {
  const deadline = Date.now() + SECONDS * 1000;
  while (!condition()) {
    assert.ok(Date.now() < deadline, String(condition));
    await sleep(10);
  }
}

async function started(t, options) {
  const emulator = await startEmulator(options);
  t.after(() => emulator.stop());
  return emulator;
}

test('it starts and stops', async (t) => {
  const emulator = await started(t);
  assert.ok(isRunning(emulator.pid) && emulator.version);
  assert.equal(emulator.baseUrl, `${emulator.url}/v3`);
  assert.equal((await application(emulator.defaultWorld).invite()).status, 200);
  await emulator.stop();
  await emulator.stop();
  assert.ok(!isRunning(emulator.pid));
  assert.throws(() => emulator.world(), EmulatorError);
});

test('the log has a line for each request and outlives the process', async (t) => {
  const emulator = await started(t);
  await application(emulator.defaultWorld).users();
  await until(() => emulator.log.includes('/organization/invited/users'));
  await emulator.stop();
  assert.match(emulator.log, /organization\/invited\/users/);
});

test('it starts with a seed, of a document or a file', async (t) => {
  const seed = { version: 1, accounts: [{ apiKeys: ['xkeysib-any'], users: [{ email: ANN }] }] };
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'seed-')), 'seed.json');
  fs.writeFileSync(file, JSON.stringify(seed));
  for (const given of [seed, file]) {
    const emulator = await started(t, { seed: given, options: ['--keys', 'seeded'] });
    assert.ok(ANN in (await application(emulator.world()).users()));
  }
});

test('a bad option is reported in the words of the program', async () => {
  await assert.rejects(startEmulator({ options: ['--nonsense'] }), (error) => {
    return error instanceof StartFailed && /status 64/.test(error.message) && /--nonsense/.test(error.log);
  });
});

test('a file that is not the emulator is reported', async () => {
  const silent = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'silent-')), 'silent');
  fs.writeFileSync(silent, '#!/bin/sh\necho hello; sleep 1\n');
  await assert.rejects(startEmulator({ binary: silent }), /cannot be run here/);
  fs.chmodSync(silent, 0o755);
  await assert.rejects(startEmulator({ binary: silent }), /hello/);
});

test('environment variables do not change its options', async (t) => {
  process.env.BREVO_EMULATOR_KEYS = 'seeded';
  t.after(() => delete process.env.BREVO_EMULATOR_KEYS);
  assert.deepEqual(await application((await started(t)).defaultWorld).users(), {});
});

test('a base path and an admin token are passed on', async (t) => {
  const emulator = await started(t, { basePath: '/', adminToken: 'secret' });
  const world = emulator.world();
  assert.equal(world.baseUrl, world.url);
  await application(world).invite();
  assert.equal(await world.accept(ANN), 'active');
  assert.match(await emulator.metrics(), /^# HELP/);
  await assert.rejects(attachEmulator(emulator.url), /401/);
});

test('attaching leaves the emulator running', async (t) => {
  const emulator = await started(t);
  const attached = await attachEmulator(`${emulator.url}/`);
  await application(attached.world('t1')).users();
  await attached.stop();
  assert.deepEqual(await emulator.worlds(), ['default', 't1']);
});

test('an address that is invalid, or where nothing listens, is reported', async (t) => {
  const emulator = await started(t);
  await emulator.stop();
  await assert.rejects(attachEmulator(emulator.url), (error) => error instanceof Unreachable);
  await assert.rejects(attachEmulator('127.0.0.1:8080'), /not an http address/);
  await assert.rejects(attachEmulator('http://127.0.0.1:8080/v3/'), /leave out \/v3/);
});

for (const ending of ['process.kill(process.pid, 9)', 'process.exit(1)', 'process.abort()', '/* nothing more to do */']) {
  test(`no process is left behind: ${ending}`, async () => {
    const program = `
      import { startEmulator } from '${index}';
      const { pid } = await startEmulator();
      process.stdout.write(String(pid), () => { ${ending} });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'ignore'] });
    let pid = '';
    for await (const part of child.stdout) pid += part;
    await until(() => !isRunning(pid));
  });
}

test('an interrupt does not stop the emulator', async () => {
  const program = `
    import { startEmulator } from '${index}';
    const emulator = await startEmulator();
    process.on('SIGINT', async () => {
      await emulator.defaultWorld.now();
      await emulator.stop();
      process.exit(7);
    });
    process.kill(0, 'SIGINT');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { detached: true, stdio: 'inherit' });
  assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 7);
});

test('the command runs the program', async () => {
  assert.match((await run(process.execPath, [cli, 'catalog'])).stdout, /email_campaigns/);
  await assert.rejects(run(process.execPath, [cli, '--nonsense']), (error) => error.code === 64);
});

test('the command passes signals on', async () => {
  const child = spawn(process.execPath, [cli, '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = JSON.parse(await new Promise((resolve) => child.stdout.once('data', resolve)));
  child.kill('SIGTERM');
  assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0);
  assert.ok(!isRunning(ready.pid));
});

test('the command does not call itself, and says how to get the program', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'path-'));
  fs.symlinkSync(cli, path.join(folder, 'brevo-emulator'));
  const options = { env: { PATH: `${folder}:${path.dirname(process.execPath)}` } };
  await assert.rejects(run(path.join(folder, 'brevo-emulator'), options), (error) => {
    return error.code === 1 && /BREVO_EMULATOR_BINARY/.test(error.stderr);
  });
});

test('a variable that names no program is reported', (t) => {
  const { BREVO_EMULATOR_BINARY: named } = process.env;
  t.after(() => (process.env.BREVO_EMULATOR_BINARY = named));
  process.env.BREVO_EMULATOR_BINARY = os.tmpdir();
  assert.throws(findBinary, /not a program/);
});

test('ES module and CommonJS export the same', async () => {
  const required = createRequire(import.meta.url)('../lib/index.js');
  assert.deepEqual(Object.keys(await import('../index.mjs')).sort(), Object.keys(required).sort());
});
