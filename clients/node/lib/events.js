'use strict';

const { refusal } = require('./control.js');

/** The event stream of a world. */
class EventStream {
  #response;
  #events;

  /** Opens a stream. */
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

  /** Closes the connection; leaving `for await` does so. */
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
