// The built npm packages, installed from files in an empty folder, without a registry.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VERSION = /current = "(.*)"/.exec(fs.readFileSync(`${ROOT}Sources/brevo-emulator/Version.swift`, 'utf8'))[1];
const [MAIN, PROGRAM] = ['brevo-emulator', 'brevo-emulator-linux-x64'].map((name) => `${ROOT}dist/${name}-${VERSION}.tgz`);

const FIRST_TEST = `
import assert from 'node:assert/strict';
import test from 'node:test';
import { worlds } from 'brevo-emulator/node-test';
const world = worlds();
test('the owner is listed', async (t) => {
  const { baseUrl } = await world(t);
  const response = await fetch(\`\${baseUrl}/organization/invited/users\`, { headers: { 'api-key': 'any' } });
  assert.equal((await response.json()).users[0].email, 'owner@example.com');
});
`;

/** Creates a folder with these packages. */
function project(...packages) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'project-'));
  fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"module","private":true}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--silent', ...packages], { cwd: folder });
  return folder;
}

/** Runs a command in a clean environment. */
function run(folder, command, ...words) {
  const { PATH, HOME } = process.env;
  const ended = spawnSync(command, words, { cwd: folder, env: { PATH, HOME }, encoding: 'utf8' });
  return { status: ended.status, printed: ended.stdout + ended.stderr };
}

test('a first test passes', (t) => {
  const began = Date.now();
  const folder = project(MAIN, PROGRAM);
  fs.writeFileSync(path.join(folder, 'first.test.js'), FIRST_TEST);
  const { status, printed } = run(folder, process.execPath, '--test');
  const seconds = (Date.now() - began) / 1000;
  assert.equal(status, 0, printed);
  t.diagnostic(`from npm install to green: ${seconds.toFixed(1)} s`);
});

test('thirty tests run side by side', () => {
  const folder = project(MAIN, PROGRAM);
  for (let file = 0; file < 6; file += 1) {
    const five = `for (let n = 0; n < 5; n += 1) ${FIRST_TEST.slice(FIRST_TEST.indexOf("test('"))}`;
    const head = FIRST_TEST.slice(0, FIRST_TEST.indexOf("test('"));
    fs.writeFileSync(path.join(folder, `many${file}.test.js`), head + five);
  }
  const { status, printed } = run(folder, process.execPath, '--test');
  assert.equal(status, 0, printed);
  assert.match(printed, /pass 30$/m);
});

test('a failing test shows the hint', () => {
  const folder = project(MAIN, PROGRAM);
  const wrong = FIRST_TEST.replace("'api-key': 'any'", '').replace("'owner", "'nobody");
  fs.writeFileSync(path.join(folder, 'wrong.test.js'), wrong);
  const { status, printed } = run(folder, process.execPath, '--test');
  assert.equal(status, 1, printed);
  assert.match(printed, /GET \/v3\/organization\/invited\/users -> 401/);
  assert.match(printed, /hint: .*api-key/);
});

test('CommonJS can require it', () => {
  const program = "require('brevo-emulator').startEmulator().then((e) => e.worlds().then((w) => e.stop(console.log(w))))";
  const folder = project(MAIN, PROGRAM);
  const { printed } = run(folder, process.execPath, '--input-type=commonjs', '-e', program);
  assert.match(printed, /'default'/);
});

test('the program is a command', () => {
  assert.equal(run(project(MAIN, PROGRAM), 'npx', 'brevo-emulator', '--version').printed.trim(), VERSION);
});

test('without a program it says how to get one', () => {
  const { status, printed } = run(project(MAIN), 'npx', 'brevo-emulator');
  assert.equal(status, 1);
  assert.match(printed, /BREVO_EMULATOR_BINARY/);
});

for (const module of ['node16', 'commonjs']) {
  test(`the types reach the user: ${module}`, () => {
    const folder = project(MAIN, PROGRAM);
    const esm = module === 'node16';
    const file = esm ? 'typed.mts' : 'typed.cts';
    const text = `
import { CommandRefused, startEmulator, World } from 'brevo-emulator';
import { worlds } from 'brevo-emulator/node-test';
async function wellTyped(): Promise<string[]> {
  const emulator = await startEmulator({ seed: { version: 1 } });
  const world: World = emulator.world();
  for await (const event of await world.events()) if (event.type === 'state') break;
  try { await world.accept('ann@acme.example'); } catch (e) { if (e instanceof CommandRefused) return [e.hint]; }
  const now: Date = await world.advance('PT73H');
  return (await world.mails({ to: 'ann@acme.example' })).map((mail) => mail.page + now + worlds.name);
}
const wrong: number = wellTyped();
`;
    fs.writeFileSync(path.join(folder, file), text);
    const resolution = ['--module', 'node16', '--moduleResolution', 'node16', '--target', 'es2020'];
    const { printed } = run(folder, 'tsc', '--noEmit', '--strict', ...resolution, file);
    assert.equal(printed.trim().split('\n').length, 1, printed);
    assert.match(printed, /typed\.[mc]ts\(12,7\): error TS2322/);
  });
}
