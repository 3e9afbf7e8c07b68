'use strict';

const http = require('node:http');
const https = require('node:https');
const { CommandRefused, Unreachable } = require('./errors.js');

/** The timeout of a command, in milliseconds. */
const TIMEOUT = 10_000;

/** Sends commands to an emulator, each on a new connection, so that a test leaves none open. */
class Control {
  /**
   * @param {string} url the address of the emulator, without a trailing slash
   * @param {{adminToken?: string, ca?: string | Uint8Array}} [settings]
   */
  constructor(url, settings = {}) {
    this.url = url;
    this.settings = settings;
  }

  /** Sends a command and returns the JSON document of the response, or its text if `accept` is given. */
  async command(method, path, document, { timeout = TIMEOUT, accept } = {}) {
    const response = await this.exchange(method, path, document, { timeout, accept });
    const text = await this.#read(response, method, path);
    if (response.statusCode >= 400) throw refusal(response.statusCode, text);
    return accept ? text : JSON.parse(text || 'null');
  }

  /** The response to a command, with its body unread. */
  exchange(method, path, document, { timeout = TIMEOUT, accept = 'application/json' } = {}) {
    const body = document === undefined ? undefined : JSON.stringify(document);
    const headers = { accept };
    // Without a length, Node would use chunked encoding.
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

/** Reads the error response of `/__emulator` or `/__admin`. */
function refusal(status, text) {
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    return new CommandRefused(status, text.trim() || 'the emulator gave no reason');
  }
  const faults = [...(document?.faults ?? [])];
  // The error format of WireMock.
  for (const error of document?.errors ?? []) {
    const message = [error.title, error.detail].filter(Boolean).join(' ');
    faults.push({ pointer: error.source?.pointer ?? '', message });
  }
  const reason = document?.error ?? document?.message ?? faults[0]?.message ?? text;
  return new CommandRefused(status, reason, document?.hint, faults);
}

module.exports = { Control, TIMEOUT, refusal };
