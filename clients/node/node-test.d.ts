import { ConnectionOptions, StartOptions, World } from './index.js';

/** What is used of the context of a test of `node:test`. */
export interface Context {
  after(action: () => unknown): void;
  diagnostic(message: string): void;
}

/**
 * A function that gives each test a world of its own.
 *
 * ```js
 * const world = worlds();
 * test('…', async (t) => {
 *   const { baseUrl } = await world(t);
 * });
 * ```
 *
 * The emulator starts with the first test of the file that wants a world, and stops after the last; with `url` one that
 * is running is used. The world is deleted after its test. A test that fails shows the requests that its world was
 * sent (on Node 20.12 or newer).
 */
export function worlds(options?: StartOptions | (ConnectionOptions & { url: string })): (context: Context) => Promise<World>;
