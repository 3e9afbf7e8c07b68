// Stands for an application that calls the API.

import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
export const ANN = 'ann@acme.example';
export const LIST = '/v3/organization/invited/users';
export const SEND = '/v3/organization/user/invitation/send';

process.env.BREVO_EMULATOR_BINARY = process.env.EMULATOR ?? `${ROOT}.build/release/brevo-emulator`;

export function application(world) {
  async function call(method, path, document) {
    const headers = { 'api-key': 'xkeysib-any', 'content-type': 'application/json' };
    const body = document && JSON.stringify(document);
    const response = await fetch(world.baseUrl + path, { method, headers, body });
    return { status: response.status, document: await response.json() };
  }
  return {
    call,
    invite(email = ANN, more = {}) {
      const document = { email, all_features_access: true, privileges: [{}], ...more };
      return call('POST', '/organization/user/invitation/send', document);
    },
    /** The status of each user but the owner. */
    async users() {
      const { document } = await call('GET', '/organization/invited/users');
      return Object.fromEntries(document.users.filter((user) => !user.is_owner).map((user) => [user.email, user.status]));
    },
  };
}
