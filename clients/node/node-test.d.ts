import { ConnectionOptions, StartOptions, World } from './index.js';

/** The part of the test context of `node:test` that is used. */
export interface Context {
  after(action: () => unknown): void;
  diagnostic(message: string): void;
}

/**
 * Returns a function that gives each test a world.
 *
 * ```js
 * const world = worlds();
 * test('…', async (t) => {
 *   const { baseUrl } = await world(t);
 * });
 * ```
 *
 * The emulator starts when the first test of the file asks for a world, and stops after the last test; with `url`, a
 * running emulator is used. Each world is deleted after its test. If a test fails, its output shows the requests to its
 * world (Node 20.12 or newer).
 */
export function worlds(options?: StartOptions | (ConnectionOptions & { url: string })): (context: Context) => Promise<World>;
