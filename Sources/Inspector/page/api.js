// Calls of the emulator. All URLs are relative to the page, so that they work below any prefix.

/** The folder of this page, which is the world's root. */
export const base = new URL('.', location.href);
/** The world, the root of the emulator, and the catalog. Set when the page starts. */
export const here = { world: 'default', root: base, catalog: null };
/** Called for each call that changes something: before it is sent, with `status` 0, and after its response. */
export const callListeners = [];

let token = '';
let asking = null;
let askForToken = async () => '';

/** Sets the function that asks the user for the token of `--admin-token`. */
export function setTokenDialog(dialog) { askForToken = dialog; }

/** The URL of a path in a world. */
export function urlOf(path, world = here.world) {
    const folder = world === here.world ? base
        : world === 'default' ? here.root : new URL(`worlds/${encodeURIComponent(world)}/`, here.root);
    return new URL(path, folder);
}

/** Fetches a URL, and asks for the token if the emulator wants one. The token is kept in memory only. */
export async function request(url, options = {}) {
    for (;;) {
        const isControl = /\/__(emulator|admin)\//.test(url.pathname);
        const headers = { ...options.headers };
        const sent = token;
        if (isControl && sent) headers.Authorization = `Bearer ${sent}`;
        const response = await fetch(url, { cache: 'no-store', ...options, headers });
        if (response.status !== 401 || !isControl) return response;
        if (sent !== token) continue;
        asking ??= askForToken(Boolean(sent)).finally(() => { asking = null; });
        token = await asking;
    }
}

/**
 * Makes a call and reads the response: `{ ok, status, headers, text, json }`; a network failure has status 0.
 *
 * `body` is sent as JSON; a text is sent as it is. A call that changes something is shown at the foot of the page.
 */
export async function call(method, path, { body, headers = {}, world } = {}) {
    const url = urlOf(path, world);
    const sent = { method, url, path: `/${path}`, headers, body: typeof body === 'object' ? JSON.stringify(body) : body };
    if (method !== 'GET') tell({ ...sent, status: 0 });
    const result = { ok: false, status: 0, headers: new Headers(), text: '', json: null };
    try {
        const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
        const response = await request(url, { method, headers: { ...type, ...headers }, body: sent.body });
        Object.assign(result, { ok: response.ok, status: response.status, headers: response.headers });
        result.text = await response.text();
        try { result.json = JSON.parse(result.text); } catch { /* Not every response is JSON. */ }
    } catch (error) { result.text = error.message; }
    if (method !== 'GET') tell({ ...sent, status: result.status, message: result.ok ? '' : complaint(result) });
    return result;
}

function tell(sent) { for (const listener of callListeners) listener(sent); }

/** The error in a response, in one line. */
export function complaint(result) {
    if (result.status === 0) return 'The emulator does not respond.';
    const { json, headers } = result;
    const hint = headers.get('X-Emulator-Hint') ?? json?.hint;
    const faults = (json?.faults ?? []).map((fault) => `${fault.pointer || '/'}: ${fault.message}`);
    return [json?.error ?? json?.message ?? result.text.slice(0, 200), ...faults.slice(0, 3), hint]
        .filter(Boolean).join(' — ');
}

/** The result of a `GET` below `__emulator`; null if this emulator has no such call. */
export async function query(path, world) {
    const result = await call('GET', `__emulator/${path}`, { world });
    return result.ok ? result.json : null;
}

export const command = (method, path, body, world) => call(method, `__emulator/${path}`, { body, world });

/** The path of an operation of the API, relative to the world. */
export function operationPath(id, parameters = {}) {
    const operation = here.catalog.operations.find((candidate) => candidate.operation === id);
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parameters[name]
        ?? '').replace('%40', '@'));
    return { method: operation.method, path: path.slice(1) };
}

/** The operation that a request calls, or an empty string. */
export function operationOf(method, target) {
    here.routes ??= (here.catalog?.operations ?? []).map((operation) => ({
        ...operation,
        weight: operation.path.replace(/\{[^}]*\}/g, '').length,
        pattern: new RegExp(`^${operation.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]*\}/g, '[^/]+')}/?$`),
    })).sort((left, right) => right.weight - left.weight);
    const path = target.split('?')[0];
    const wanted = method === 'HEAD' ? 'GET' : method;
    return here.routes.find((route) => route.method === wanted && route.pattern.test(path))?.operation ?? '';
}

/** A key as the journal shows it: its prefix and its last four characters. */
export function shortened(key) {
    const prefix = key.startsWith('xkeysib-') ? 'xkeysib-' : '';
    return `${prefix}…${key.length >= prefix.length + 12 ? key.slice(-4) : ''}`;
}

/** All accounts of a state document. Sub-accounts follow their master account. */
export function accountsOf(state) {
    const accounts = [];
    const add = (account, parent) => {
        const keys = (account.apiKeys ?? []).map((key) => (typeof key === 'string' ? { key } : key));
        const whole = keys.find((key) => Object.keys(key).length === 1) ?? keys[0];
        const name = account.companyName ?? 'Account';
        accounts.push({
            ...account, parent, keys, key: whole?.key, id: account.organization_id,
            label: (parent ? `${parent.companyName} › ${name}` : name) + (whole ? ` · ${shortened(whole.key)}` : ''),
        });
        for (const child of account.subAccounts ?? []) add(child, account);
    };
    for (const account of state?.accounts ?? []) add(account, null);
    return accounts;
}

/** The full key for a shortened one; null unless exactly one key fits. */
export function wholeKey(accounts, shown, accountID) {
    const keys = accounts.filter((account) => !accountID || account.id === accountID)
        .flatMap((account) => account.keys.map((key) => key.key));
    const matching = keys.filter((key) => key === shown || shortened(key) === shown);
    return matching.length === 1 ? matching[0] : null;
}
