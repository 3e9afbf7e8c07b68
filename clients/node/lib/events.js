'use strict';

const { refusal } = require('./control.js');

/** What happens in a world from the moment that the emulator listens, as it happens. */
class EventStream {
  #response;
  #events;

  /** Opens one; the emulator listens once this has resolved. */
  static async open(control) {
    const options = { timeout: 0, accept: 'text/event-stream' };
    const response = await control.exchange('GET', '/__emulator/events', undefined, options);
    if (response.statusCode >= 400) {
      let text = '';
      for await (const part of response) text += part;
      throw refusal(response.statusCode, text);
    }
    return new EventStream(response);
  }

  constructor(response) {
    this.#response = response.setEncoding('utf8');
    this.#events = read(response);
  }

  next() {
    return this.#events.next();
  }

  /** Ends the events; `for await` does so where it is left. */
  async return() {
    this.#response.destroy();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}

async function* read(response) {
  let rest = '';
  try {
    for await (const part of response) {
      const blocks = (rest + part).split('\n\n');
      rest = blocks.pop();
      for (const block of blocks) {
        const fields = Object.fromEntries(
          block.split('\n').map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 1).trimStart()]),
        );
        if (fields.data) yield { id: Number(fields.id), type: fields.event, data: JSON.parse(fields.data) };
      }
    }
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}

module.exports = { EventStream };
