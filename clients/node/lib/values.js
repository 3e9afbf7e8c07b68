'use strict';

/** A request to the API in a world's journal, with its response. */
class RecordedRequest {
  constructor(document) {
    const { request, response = {} } = document;
    this.id = document.id;
    this.method = request.method;
    this.url = request.url;
    this.headers = headers(request);
    this.body = body(request);
    this.status = response.status ?? 0;
    this.responseHeaders = headers(response);
    this.responseBody = body(response);
    this.wasMatched = document.wasMatched ?? true;
    Object.defineProperty(this, 'document', { value: document });
  }

  get path() {
    return this.url.split('?')[0];
  }

  get json() {
    return json(this.body);
  }

  get responseJson() {
    return json(this.responseBody);
  }

  get hint() {
    return this.responseHeaders['x-emulator-hint'] ?? '';
  }

  get requestId() {
    return this.responseHeaders['sib-request-id'] ?? this.id;
  }
}

/** With lower-case names, as in Node. */
function headers(message) {
  const found = Object.entries(message.headers ?? {});
  return Object.fromEntries(found.map(([name, value]) => [name.toLowerCase(), [].concat(value).join(', ')]));
}

function body(message) {
  return message.bodyAsBase64 ? Buffer.from(message.bodyAsBase64, 'base64').toString() : (message.body ?? '');
}

function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readMail({ links, sentAt, expiresAt, ...mail }) {
  return { ...mail, ...links, sentAt: new Date(sentAt), expiresAt: expiresAt ? new Date(expiresAt) : undefined };
}

function readClock({ now, frozen, rate }) {
  return { now: new Date(now), frozen, rate };
}

/** The moment as RFC 3339 text. */
function momentText(moment) {
  return moment instanceof Date ? moment.toISOString() : moment;
}

/** The duration as ISO 8601 text; a number is in milliseconds. */
function durationText(duration) {
  if (typeof duration === 'string') return duration;
  if (!(duration >= 0)) throw new RangeError(`${duration} is not a number of milliseconds`);
  return `PT${(Math.round(duration) / 1000).toFixed(3)}S`;
}

module.exports = { RecordedRequest, readMail, readClock, momentText, durationText };
