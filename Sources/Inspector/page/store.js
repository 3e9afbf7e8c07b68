// The requests that the page knows: first those in the journal, then each as it happens.
import { call, here, operationOf, query, request, urlOf } from './api.js';

/** The most requests kept. */
const capacity = 2000;
/** About how much is read from a journal at once. */
const mostBytes = 8e6;
/** The most events per second that the page asks for, few enough to leave the processor to the emulator. */
const rate = 100;

/** Oldest first. `total` counts all requests, kept or not. */
export const store = { rows: [], total: 0, waiting: [], isPaused: false, scope: 'this', link: 'connecting' };

const listeners = { rows: [], state: [], link: [] };
/** Listens to new rows, `(added, isReplaced)`; to state events; or to the state of the connection. */
export function listen(kind, listener) { listeners[kind].push(listener); }
const tell = (kind, ...values) => { for (const listener of listeners[kind]) listener(...values); };

/** A row from an event of the stream. */
function rowOfEvent(event) {
    return {
        id: event.id, time: event.time, method: event.method, url: event.url, status: event.status,
        operation: event.operation ?? '', account: event.account?.companyName ?? '',
        accountID: event.account?.organization_id, key: event.key ?? '', hint: event.hint ?? '', rule: event.rule ?? '',
        basis: event.basis ?? '', milliseconds: event.milliseconds, stub: event.stub ?? '', fault: event.fault ?? '',
        source: event.source ?? '', world: event.world ?? here.world,
    };
}

/** A row from an entry of the journal. */
function rowOfEntry(entry, world) {
    const { request: sent, response } = entry;
    const header = (name) => {
        const found = Object.entries(response.headers ?? {}).find(([key]) => key.toLowerCase() === name);
        return found ? [found[1]].flat()[0] : '';
    };
    const key = Object.entries(sent.headers ?? {}).find(([name]) => name.toLowerCase() === 'api-key');
    const [basis = '', rule = ''] = header('x-emulator-basis').split(';')[0].split(' ');
    // Two ids stand for the service itself and for no match.
    const isStub = entry.stubMapping && !/^0{8}-/.test(entry.stubMapping.id);
    const fault = header('x-emulator-fault');
    const operation = operationOf(sent.method, sent.url);
    return {
        id: entry.id, time: new Date(sent.loggedDate).toISOString(), method: sent.method, url: sent.url,
        status: response.status, operation, account: '', key: key ? [key[1]].flat()[0] : '',
        hint: header('x-emulator-hint'), rule, basis, milliseconds: undefined,
        stub: isStub ? entry.stubMapping.id : '', fault, world,
        source: fault ? 'fault' : isStub ? 'stub' : !entry.wasMatched ? 'unmatched' : operation ? 'operation' : '',
    };
}

let isScheduled = false;
let arrivals = 0;
let windowStart = 0;
let isFlooded = false;
let refilled = new Set();

function take(row) {
    const now = performance.now();
    if (now - windowStart > 1000) { [windowStart, arrivals] = [now, 0]; }
    arrivals += 1;
    isFlooded = arrivals > rate / 4;
    // A second of the emulator's clock overlaps two of these windows at most.
    if (arrivals >= rate / 2) refillWhenCalm();
    // The journal, read after the stream was opened, already had this one.
    if (refilled.delete(row.id)) return;
    store.waiting.push(row);
    store.total += 1;
    if (store.waiting.length > 2 * capacity) store.waiting.splice(0, store.waiting.length - capacity);
    if (isScheduled) return;
    isScheduled = true;
    // In a flood, draw twice a second and leave the processor to the emulator.
    if (isFlooded || document.hidden) setTimeout(() => requestAnimationFrame(flush), 400);
    else requestAnimationFrame(flush);
}

function flush() {
    isScheduled = false;
    if (store.isPaused) return tell('rows', [], false);
    const added = store.waiting.splice(0);
    store.rows.push(...added);
    const surplus = store.rows.length - capacity;
    if (surplus > 0) for (const row of store.rows.splice(0, surplus)) row.isDropped = true;
    tell('rows', added, false);
}

export function pause(isPaused) {
    store.isPaused = isPaused;
    if (!isPaused) flush();
    else tell('rows', [], false);
}

/** Clears the rows. The journal keeps its entries. */
export function clear() {
    [store.rows, store.waiting, store.total] = [[], [], 0];
    tell('rows', [], true);
}

let calm = null;
/** After a flood, reads the skipped requests from the journal. */
function refillWhenCalm() {
    clearTimeout(calm);
    calm = setTimeout(refill, 1200);
}

/** Reads the newest requests from the journal and merges them with the known ones. */
async function refill() {
    const worlds = store.scope === 'all' ? await activeWorlds() : [here.world];
    const lists = await Promise.all(worlds.map(async (world) => {
        const entries = async (limit) => (await call('GET', `__admin/requests?limit=${limit}`, { world })).json;
        // Entries come with their bodies, which can be large.
        const size = JSON.stringify((await entries(9)) ?? 0).length / 9;
        const json = await entries(Math.ceil(Math.min(capacity / worlds.length, mostBytes / size)));
        return { total: json?.meta?.total ?? 0, rows: (json?.requests ?? []).map((entry) => rowOfEntry(entry, world)) };
    }));
    store.total = lists.reduce((sum, list) => sum + list.total, 0);
    const known = new Map([...store.rows, ...store.waiting].map((row) => [row.id, row]));
    const found = lists.flatMap((list) => list.rows.reverse()).map((row) => known.get(row.id) ?? row);
    if (lists.length > 1) found.sort((left, right) => (left.time < right.time ? -1 : 1));
    const ids = new Set(found.map((row) => row.id));
    refilled = new Set([...ids].filter((id) => !known.has(id)));
    const all = [...store.rows, ...store.waiting];
    const place = all.findIndex((row) => ids.has(row.id));
    const older = all.slice(0, place < 0 ? all.length : place);
    const newer = place < 0 ? [] : all.slice(place).filter((row) => !ids.has(row.id));
    [store.rows, store.waiting] = [[...older, ...found, ...newer].slice(-capacity), []];
    store.total = Math.max(store.total, store.rows.length);
    tell('rows', [], true);
}

async function activeWorlds() {
    const worlds = (await query('worlds'))?.worlds ?? [];
    return worlds.filter((world) => world.requests > 0)
        .sort((left, right) => right.requests - left.requests)
        .slice(0, 20).map((world) => world.name);
}

let controller = null;
/** Chooses between this world's events and all worlds', and reconnects. */
export function setScope(scope) {
    if (store.scope === scope) return;
    store.scope = scope;
    clear();
    controller?.abort();
}

const pausing = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
let isLeft = false;
const isVisible = () => new Promise((resolve) => {
    const look = () => { if (!document.hidden && !isLeft) resolve(); };
    look();
    if (!document.hidden && !isLeft) return;
    document.addEventListener('visibilitychange', look);
    addEventListener('pageshow', look);
});

function setLink(link) {
    store.link = link;
    tell('link', link);
}

/** Reads events for as long as the page is open. A hidden page disconnects after a minute. */
export async function follow() {
    let delay = 500;
    for (;;) {
        controller = new AbortController();
        const { signal } = controller;
        try {
            const scope = store.scope === 'all' ? '&worlds=all' : '';
            const response = await request(urlOf(`__emulator/events?limit=${rate}${scope}`), { signal });
            if (!response.ok) throw new Error(`${response.status}`);
            setLink('live');
            delay = 500;
            await refill();
            tell('state', { event: 'connected' });
            await read(response.body);
        } catch { /* The connection has ended; there will be another. */ }
        const wasAborted = signal.aborted;
        // Whatever has ended it, a stream that nobody reads must not keep its connection.
        controller.abort();
        if (wasAborted && !document.hidden && !isLeft) continue;
        setLink(document.hidden ? 'asleep' : 'lost');
        await isVisible();
        await pausing(delay);
        delay = Math.min(2 * delay, 5000);
    }
}

async function read(body) {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const events = (rest + decoder.decode(value, { stream: true })).split('\n\n');
        rest = events.pop();
        for (const event of events) handle(event);
    }
}

function handle(message) {
    const kind = /^event: (\w+)$/m.exec(message)?.[1];
    const start = message.indexOf('data: ');
    if (start < 0) return;
    const event = JSON.parse(message.slice(start + 6));
    if (kind === 'request') take(rowOfEvent(event));
    else if (kind === 'state') tell('state', event);
}

let sleep = null;
document.addEventListener('visibilitychange', () => {
    clearTimeout(sleep);
    // All tabs of a browser share six connections to a server.
    if (document.hidden) sleep = setTimeout(() => controller?.abort(), 60_000);
});
// A page in the back-forward cache would keep its connection.
addEventListener('pagehide', () => { isLeft = true; controller?.abort(); });
addEventListener('pageshow', () => { isLeft = false; });
