'use strict';

const { Control, TIMEOUT } = require('./control.js');
const { CommandRefused, EmulatorTooOld, WaitTimedOut } = require('./errors.js');
const { EventStream } = require('./events.js');
const { transcript } = require('./transcript.js');
const { RecordedRequest, durationText, momentText, readClock, readMail } = require('./values.js');

/** The name of the world at the emulator's own address. */
const DEFAULT = 'default';

/** An isolated emulator; index.d.ts documents each command. */
class World {
  #emulator;
  #control;

  constructor(emulator, name, basePath) {
    this.name = name;
    this.url = name === DEFAULT ? emulator.url : `${emulator.url}/worlds/${name}`;
    this.baseUrl = this.url + basePath;
    this.#emulator = emulator;
    this.#control = new Control(this.url, emulator.settings);
  }

  // The invited person

  async accept(email, options) {
    return this.#answer(email, 'accept', options);
  }

  async decline(email, options) {
    return this.#answer(email, 'decline', options);
  }

  async #answer(email, answer, { account, kind } = {}) {
    const path = `/users/${encodeURIComponent(email)}/${answer}${query({ account, kind })}`;
    return (await this.command('POST', path)).status;
  }

  async mails({ to, kind, role, account, limit } = {}) {
    const { mails } = await this.command('GET', `/mail${query({ to, kind, role, account, limit })}`);
    return mails.map(readMail);
  }

  async mail(id) {
    return readMail(await this.command('GET', `/mail/${id}`));
  }

  async clearMails() {
    await this.command('DELETE', '/mail');
  }

  // Time

  async clock() {
    return readClock(await this.command('GET', '/clock'));
  }

  async now() {
    return (await this.clock()).now;
  }

  async advance(by) {
    return readClock(await this.command('POST', '/clock/advance', { by: durationText(by) })).now;
  }

  async freeze(at) {
    return this.#setClock({ now: momentText(at), frozen: true });
  }

  async run({ at, rate } = {}) {
    return this.#setClock({ now: momentText(at), frozen: false, rate });
  }

  async #setClock(document) {
    return readClock(await this.command('PUT', '/clock', document)).now;
  }

  // State

  async reset() {
    await this.command('POST', '/reset');
  }

  async delete() {
    try {
      await this.#emulator.command('DELETE', `/__emulator/worlds/${this.name}`);
    } catch (error) {
      if (error.status !== 404) throw error;
    }
  }

  async state() {
    return this.command('GET', '/state');
  }

  async replaceState(document) {
    await this.command('PUT', '/state', document);
  }

  async snapshot(name) {
    return new Date((await this.command('PUT', snapshotPath(name))).takenAt);
  }

  async restore(name) {
    await this.command('POST', `${snapshotPath(name)}/restore`);
  }

  async snapshots() {
    return (await this.command('GET', '/snapshots')).snapshots.map(({ name }) => name);
  }

  async snapshotState(name) {
    return this.command('GET', snapshotPath(name));
  }

  async deleteSnapshot(name) {
    await this.command('DELETE', snapshotPath(name));
  }

  async diff(from = 'seed', to = 'now') {
    return this.command('GET', `/diff${query({ from, to })}`);
  }

  // Faults and stubs

  async chaos(rules, { seed } = {}) {
    await this.command('PUT', '/chaos', { rules: [].concat(rules), seed });
  }

  async chaosRules() {
    return (await this.command('GET', '/chaos')).rules;
  }

  async clearChaos() {
    await this.command('DELETE', '/chaos');
  }

  async addStub(stub) {
    return (await this.#control.command('POST', '/__admin/mappings', stub)).id;
  }

  async removeStub(id) {
    await this.#control.command('DELETE', `/__admin/mappings/${encodeURIComponent(id)}`);
  }

  // The requests of the application

  async requests({ pattern, method, path, status } = {}) {
    const { requests } = await this.#control.command('GET', '/__admin/requests');
    const recorded = requests.reverse().map((document) => new RecordedRequest(document));
    const wanted = patternOf(pattern, method, path);
    // find returns requests without their responses.
    const found = Object.keys(wanted).length
      ? await this.#control.command('POST', '/__admin/requests/find', wanted)
      : { requests: recorded };
    const ids = new Set(found.requests.map(({ id }) => id));
    return recorded.filter((one) => ids.has(one.id) && (status === undefined || one.status === status));
  }

  async waitForRequests({ pattern, method, path, count = 1, timeout = 10_000 } = {}) {
    const document = { pattern: patternOf(pattern, method, path), count, timeoutMilliseconds: timeout };
    try {
      await this.#command('POST', '/requests/wait', document, { timeout: timeout + TIMEOUT });
    } catch (error) {
      if (error.status !== 408) throw error;
      throw new WaitTimedOut(error, (await this.requests({ pattern, method, path })).length);
    }
    return this.requests({ pattern, method, path });
  }

  async events() {
    return EventStream.open(this.#control);
  }

  async transcript() {
    return transcript(await this.requests());
  }

  // What is known of the service

  async assumptions() {
    const { assumptions } = await this.#newer('GET', '/assumptions');
    return Object.fromEntries(assumptions.map((assumption) => [assumption.name, assumption]));
  }

  async assume(values) {
    await this.#newer('PUT', '/assumptions', values);
  }

  async rules() {
    return (await this.#newer('GET', '/rules')).rules;
  }

  async rule(id) {
    return this.#newer('GET', `/rules/${encodeURIComponent(id)}`);
  }

  async explain(request) {
    const id = typeof request === 'string' ? request : request.requestId;
    return this.#newer('GET', `/explain/${encodeURIComponent(id)}`);
  }

  async coverage({ allWorlds = false } = {}) {
    return this.#newer('GET', `/coverage?format=json&worlds=${allWorlds ? 'all' : 'this'}`);
  }

  // Any other command

  async command(method, path, document) {
    return this.#command(method, path, document);
  }

  #command(method, path, document, options) {
    return this.#control.command(method, `/__emulator${path}`, document, options);
  }

  /** Sends a command that emulators before 0.2.0 do not have. */
  async #newer(method, path, document) {
    try {
      return await this.#command(method, path, document);
    } catch (error) {
      if (error.status !== 404 || (await this.#knows(path))) throw error;
      const reason = `this emulator has no ${method} /__emulator${path.split('?')[0]}`;
      throw new EmulatorTooOld(404, reason, 'Use brevo-emulator 0.2.0 or later.');
    }
  }

  /** Whether the emulator has this command, so that a 404 is about its argument. */
  async #knows(path) {
    try {
      await this.#command('GET', '/rules');
      return path.split('/').length > 2;
    } catch (error) {
      if (error instanceof CommandRefused) return false;
      throw error;
    }
  }
}

function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

function snapshotPath(name) {
  return `/snapshots/${encodeURIComponent(name)}`;
}

/** Combines the filters into one request pattern in WireMock's format. */
function patternOf(pattern, method, path) {
  return { ...pattern, ...(method && { method }), ...(path && { urlPath: path }) };
}

module.exports = { DEFAULT, World };
