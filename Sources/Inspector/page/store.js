// The requests that the page knows: those of the journal, then each as it happens.
import { call, here, operationOf, query, request, urlOf } from './api.js';

/** More requests than this are not kept. */
export const capacity = 2000;
/** The most requests that the emulator is asked to tell of in a second; past it, it counts them. */
const rate = 2000;

/** Oldest first. `total` is the number of all, kept or not. */
export const store = { rows: [], total: 0, waiting: [], isPaused: false, scope: 'this', link: 'connecting' };

const listeners = { rows: [], state: [], link: [] };
/** Calls back with `(added, isReplaced)` for rows, the event for a change of state, and the state of the connection. */
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
    // What stands in for a stub where the service, or nothing, has responded.
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
    // It came while the journal was read, which has it already.
    if (refilled.delete(row.id)) return;
    store.waiting.push(row);
    store.total += 1;
    const now = performance.now();
    if (now - windowStart > 1000) { [windowStart, arrivals] = [now, 0]; }
    arrivals += 1;
    if (arrivals >= rate) refillWhenCalm();
    isFlooded = arrivals > 300;
    if (store.waiting.length > 2 * capacity) store.waiting.splice(0, store.waiting.length - capacity);
    if (isScheduled) return;
    isScheduled = true;
    // Nobody reads more than some pictures a second of a flood, and the emulator needs the processor.
    if (isFlooded || document.hidden) setTimeout(() => requestAnimationFrame(flush), 150);
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

/** Forgets the rows; the journal keeps its own. */
export function clear() {
    [store.rows, store.waiting, store.total] = [[], [], 0];
    tell('rows', [], true);
}

let calm = null;
/** When requests came faster than they were told of, the journal has those that were left out. */
function refillWhenCalm() {
    clearTimeout(calm);
    calm = setTimeout(refill, 1200);
}

/** Reads the newest requests from the journal, and puts them where they belong among those that are known. */
async function refill() {
    const worlds = store.scope === 'all' ? await activeWorlds() : [here.world];
    const lists = await Promise.all(worlds.map(async (world) => {
        const { json } = await call('GET', `__admin/requests?limit=${Math.ceil(200 / worlds.length)}`, { world });
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
/** Reads whose events; connects anew. */
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

/** Reads events until the page is closed; a page that nobody sees gives its connection back after a while. */
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
        if (signal.aborted && !document.hidden && !isLeft) continue;
        setLink(document.hidden ? 'asleep' : 'lost');
        await isVisible();
        await pausing(delay);
        delay = Math.min(2 * delay, 5000);
    }
}

async function read(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const events = (rest + value).split('\n\n');
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
    // A browser has six connections to a server, whatever the number of its tabs.
    if (document.hidden) sleep = setTimeout(() => controller?.abort(), 60_000);
});
// A page that is kept to be gone back to would keep its connection, too.
addEventListener('pagehide', () => { isLeft = true; controller?.abort(); });
addEventListener('pageshow', () => { isLeft = false; });
