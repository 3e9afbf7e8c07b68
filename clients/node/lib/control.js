'use strict';

const http = require('node:http');
const https = require('node:https');
const { CommandRefused, Unreachable } = require('./errors.js');

/** Milliseconds in which the emulator must answer a command. */
const TIMEOUT = 10_000;

/** Sends commands to an emulator, each on a connection of its own, so that nothing is left open behind a test. */
class Control {
  /**
   * @param {string} url the emulator's address, without a slash at its end
   * @param {{adminToken?: string, ca?: string | Uint8Array}} [settings]
   */
  constructor(url, settings = {}) {
    this.url = url;
    this.settings = settings;
  }

  /** Sends a command and returns the JSON document of the response, or its text where another type is accepted. */
  async command(method, path, document, { timeout = TIMEOUT, accept } = {}) {
    const response = await this.exchange(method, path, document, { timeout, accept });
    const text = await this.#read(response, method, path);
    if (response.statusCode >= 400) throw refusal(response.statusCode, text);
    return accept ? text : JSON.parse(text || 'null');
  }

  /** The response to a command, its body unread. */
  exchange(method, path, document, { timeout = TIMEOUT, accept = 'application/json' } = {}) {
    const body = document === undefined ? undefined : JSON.stringify(document);
    const headers = { accept };
    // Without a length Node would send it in chunks.
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
      headers['content-length'] = Buffer.byteLength(body);
    }
    if (this.settings.adminToken) headers.authorization = `Bearer ${this.settings.adminToken}`;
    const { request } = this.url.startsWith('https:') ? https : http;
    return new Promise((resolve, reject) => {
      const sent = request(this.url + path, { method, headers, agent: false, ca: this.settings.ca }, resolve);
      sent.on('error', (error) => reject(this.#unreachable(method, path, error)));
      if (timeout) sent.setTimeout(timeout, () => sent.destroy(new Error(`no answer within ${timeout} ms`)));
      sent.end(body);
    });
  }

  async #read(response, method, path) {
    const parts = [];
    try {
      for await (const part of response) parts.push(part);
    } catch (error) {
      throw this.#unreachable(method, path, error);
    }
    return Buffer.concat(parts).toString();
  }

  #unreachable(method, path, error) {
    return new Unreachable(`${method} ${this.url}${path}: ${error.message || error.code}`, { cause: error });
  }
}

/** The refusal in the body of a response, of `/__emulator` or of `/__admin`. */
function refusal(status, text) {
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    return new CommandRefused(status, text.trim() || 'the emulator gave no reason');
  }
  const faults = [...(document?.faults ?? [])];
  // WireMock's form of a refusal.
  for (const error of document?.errors ?? []) {
    const message = [error.title, error.detail].filter(Boolean).join(' ');
    faults.push({ pointer: error.source?.pointer ?? '', message });
  }
  const reason = document?.error ?? document?.message ?? faults[0]?.message ?? text;
  return new CommandRefused(status, reason, document?.hint, faults);
}

module.exports = { Control, TIMEOUT, refusal };
