// Every command of a world.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createServer } from 'node:http';
import test from 'node:test';
import { CommandRefused, EmulatorTooOld, WaitTimedOut, World, attachEmulator } from '../index.mjs';
import { worlds } from '../node-test.mjs';
import { ANN, LIST, SEND, application } from './application.mjs';

const NOON = new Date('2026-11-20T12:00:00Z');
const HOUR = 3_600_000;
const world = worlds();

test('who accepts is active', async (t) => {
  const w = await world(t);
  const { invite, users } = application(w);
  await invite();
  assert.equal(await w.accept(ANN), 'active');
  assert.deepEqual(await users(), { [ANN]: 'active' });
});

test('who declines is not listed', async (t) => {
  const w = await world(t);
  const { invite, users } = application(w);
  await invite();
  assert.equal(await w.decline(ANN), 'rejected');
  assert.deepEqual(await users(), {});
});

test('an address is quoted', async (t) => {
  const w = await world(t);
  const odd = 'a/b+c?d%41#@acme.example';
  await application(w).invite(odd);
  assert.equal(await w.accept(odd), 'active');
  assert.deepEqual((await w.mails({ to: odd })).map((mail) => mail.to), [odd]);
});

test('an admin user accepts', async (t) => {
  const w = await world(t);
  const invitation = { email: ANN, all_features_access: true };
  await application(w).call('POST', '/corporate/user/invitation/send', invitation);
  await assert.rejects(w.accept(ANN), CommandRefused);
  assert.equal(await w.accept(ANN, { kind: 'admin' }), 'active');
});

test('accounts are told apart', async (t) => {
  const w = await world(t);
  const accounts = ['1', '2'].map((key) => ({ apiKeys: [key], users: [{ email: ANN, status: 'pending' }] }));
  await w.replaceState({ version: 1, accounts });
  await assert.rejects(w.decline(ANN), CommandRefused);
  await w.accept(ANN, { account: '2' });
  const statuses = (await w.state()).accounts.map((account) => account.users[0].status);
  assert.deepEqual(statuses, ['pending', 'active']);
});

test('mails have links and times', async (t) => {
  const w = await world(t);
  await w.freeze(NOON);
  const { invite, call } = application(w);
  await invite();
  await call('PUT', `/organization/user/invitation/resend/${ANN}`);
  const [resend, invitation] = await w.mails({ to: ANN });
  assert.deepEqual([invitation.kind, resend.kind, resend.role], ['invitation', 'resend', 'user']);
  assert.deepEqual([resend.sentAt, resend.expiresAt], [NOON, new Date(+NOON + 72 * HOUR)]);
  assert.equal(resend.accept, `${resend.page}/accept`);
  assert.ok(resend.page.startsWith(w.url) && resend.html && resend.text.includes(ANN));
  assert.equal((await w.mails({ kind: 'invitation' })).length, 1);
  assert.deepEqual(await w.mail(resend.id), resend);
  await w.clearMails();
  assert.deepEqual(await w.mails(), []);
});

for (const duration of ['PT73H', 73 * HOUR]) {
  test(`an invitation ends after 72 hours: ${duration}`, async (t) => {
    const w = await world(t);
    const { invite, users } = application(w);
    await w.freeze(NOON);
    await invite();
    assert.deepEqual(await w.advance(duration), new Date(+NOON + 73 * HOUR));
    assert.deepEqual(await users(), {});
  });
}

test('the clock stops and runs', async (t) => {
  const w = await world(t);
  assert.deepEqual(await w.freeze('2026-11-20T12:00:00Z'), NOON);
  assert.deepEqual(await w.advance(1), new Date(+NOON + 1));
  await w.run({ at: NOON, rate: 3600 });
  const { frozen, rate } = await w.clock();
  assert.deepEqual({ frozen, rate }, { frozen: false, rate: 3600 });
  assert.ok((await w.now()) >= NOON);
  await assert.rejects(w.advance(-1), RangeError);
});

test('a reset undoes everything', async (t) => {
  const w = await world(t);
  const { invite, users } = application(w);
  await invite();
  await w.chaos({ fault: { status: 503 } });
  await w.reset();
  assert.deepEqual([await w.requests(), await w.mails(), await users()], [[], [], {}]);
});

test('each fault of a state is named', async (t) => {
  const w = await world(t);
  await assert.rejects(w.replaceState({ version: 2, acounts: [] }), (error) => {
    assert.ok(error instanceof CommandRefused && error.hint && error.message.includes(error.hint));
    assert.deepEqual(error.faults.map((fault) => fault.pointer), ['/version', '/acounts']);
    return error.status === 422;
  });
});

test('a snapshot leads back', async (t) => {
  const w = await world(t);
  const { invite, users } = application(w);
  await w.freeze(NOON);
  await users();
  assert.deepEqual(await w.snapshot('before'), NOON);
  await invite();
  const [change, ...rest] = await w.diff('before');
  assert.deepEqual([change.op, change.value.email, rest], ['add', ANN, []]);
  await w.restore('before');
  assert.deepEqual([await users(), await w.diff('before'), await w.snapshots()], [{}, [], ['before']]);
  assert.deepEqual(Object.keys(await w.snapshotState('before')), Object.keys(await w.state()));
  await w.deleteSnapshot('before');
  assert.deepEqual(await w.snapshots(), []);
});

test('faults are injected and counted', async (t) => {
  const w = await world(t);
  const { invite } = application(w);
  await w.chaos({ name: 'busy', fault: { status: 503 }, times: 1 }, { seed: 7 });
  assert.deepEqual([(await invite()).status, (await invite()).status], [503, 200]);
  const [rule] = await w.chaosRules();
  assert.deepEqual([rule.name, rule.matched, rule.fired], ['busy', 2, 1]);
  await w.clearChaos();
  assert.deepEqual(await w.chaosRules(), []);
});

test('a stub answers first', async (t) => {
  const w = await world(t);
  const { call } = application(w);
  const list = () => call('GET', '/organization/invited/users');
  const id = await w.addStub({ request: { method: 'GET', urlPath: LIST }, response: { jsonBody: { users: [] } } });
  assert.deepEqual((await list()).document, { users: [] });
  await w.removeStub(id);
  assert.equal((await list()).document.users.length, 1);
  await assert.rejects(w.addStub({ requst: {} }), (error) => error.faults[0].pointer === '/requst');
});

test('requests tell how they were answered, and are selected', async (t) => {
  const w = await world(t);
  const { invite, users } = application(w);
  await users();
  await invite();
  await invite(ANN, { privileges: 'all' });
  const [listed, invited, refused] = await w.requests();
  assert.deepEqual([listed.method, listed.path, listed.status, listed.json], ['GET', LIST, 200, undefined]);
  assert.deepEqual([invited.json.email, invited.responseJson], [ANN, { status: 'OK' }]);
  assert.ok(refused.status === 400 && refused.hint && refused.requestId.length === 36);
  const pattern = { bodyPatterns: [{ matchesJsonPath: '$.email' }] };
  assert.deepEqual((await w.requests({ pattern })).map((request) => request.id), [invited.id, refused.id]);
  assert.deepEqual((await w.requests({ path: SEND, status: 400 })).map((request) => request.id), [refused.id]);
  assert.deepEqual(await w.requests({ method: 'POST', path: LIST }), []);
  const text = await w.transcript();
  assert.match(text, /^POST .*send -> 400\n {4}sent: .*\n {4}answered: .*\n {4}hint: /m);
});

test('requests are waited for, and a wait ends', async (t) => {
  const w = await world(t);
  const { invite } = application(w);
  const [[request]] = await Promise.all([w.waitForRequests({ path: SEND }), invite()]);
  assert.equal(request.json.email, ANN);
  await assert.rejects(w.waitForRequests({ path: SEND, count: 2, timeout: 50 }), (error) => {
    return error instanceof WaitTimedOut && error.matched === 1;
  });
});

test('events come as they happen', async (t) => {
  const w = await world(t);
  const events = await w.events();
  await application(w).invite();
  await w.accept(ANN);
  const found = [];
  for await (const event of events) {
    found.push(event);
    if (event.data.event === 'accepted') break;
  }
  assert.deepEqual(found.map((event) => event.type).sort(), ['request', 'state', 'state']);
});

test('any other command can be given', async (t) => {
  assert.deepEqual(await (await world(t)).command('GET', '/readyz'), { status: 'ready' });
});

test('what is known', async (t) => {
  const w = await world(t);
  assert.deepEqual((await w.assumptions()).update.values, ['merge', 'replace']);
  await w.assume({ update: 'replace' });
  assert.equal((await w.assumptions()).update.value, 'replace');
  const [rule] = await w.rules();
  assert.deepEqual(await w.rule(rule.id), rule);
  await application(w).invite(ANN, { privileges: 'all' });
  const [invited] = await w.requests();
  assert.ok(await w.explain(invited));
  await assert.rejects(w.explain('8dd97906-116b-4e9a-83b0-f6a458a5b213'), (error) => {
    return error instanceof CommandRefused && !(error instanceof EmulatorTooOld);
  });
});

test('coverage counts outcomes, of a world or of all', async (t) => {
  const w = await world(t);
  await application(w).invite();
  await application(w).invite();
  const { items, covered, total, percent } = await w.coverage();
  const seen = Object.fromEntries(items.filter((item) => item.count).map((item) => [item.id, item.count]));
  assert.deepEqual(seen, { 'inviteuser 200': 1, 'inviteuser 400 user-invited-once': 1 });
  assert.deepEqual([covered, total], [2, items.length]);
  assert.ok(Math.abs(percent - 200 / total) < 0.1);
  const other = await world(t);
  assert.equal((await other.coverage()).covered, 0);
  assert.ok((await other.coverage({ allWorlds: true })).items.find((item) => item.id === 'inviteuser 200').count >= 1);
});

test('commands that an older emulator lacks say so', async (t) => {
  const server = createServer((request, response) => {
    const isReady = request.url === '/__emulator/readyz';
    response.writeHead(isReady ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isReady ? { status: 'ready' } : { error: 'the control plane has no such path', hint: 'any' }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const older = (await attachEmulator(`http://127.0.0.1:${server.address().port}`)).defaultWorld;
  for (const call of ['assumptions', 'rules', 'coverage']) {
    await assert.rejects(older[call](), (error) => error instanceof EmulatorTooOld && /0\.2\.0 or later/.test(error.message));
  }
  await assert.rejects(older.explain('8dd97906-116b-4e9a-83b0-f6a458a5b213'), EmulatorTooOld);
});

test('the types and the README name every command', () => {
  const commands = Object.getOwnPropertyNames(World.prototype).filter((name) => !['constructor', 'command'].includes(name));
  const types = fs.readFileSync(new URL('../index.d.ts', import.meta.url), 'utf8');
  const readme = fs.readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  assert.deepEqual(commands.filter((name) => !types.includes(`  ${name}(`)), []);
  assert.deepEqual(commands.filter((name) => !readme.includes(`\`${name}\``)), []);
});
