// The frame around the views: navigation, keyboard, filter, clock, and the line with the last call.
import { callListeners, here, query, setTokenDialog, base } from './api.js';
import { assumptions } from './assumptions.js';
import { clockView } from './clock.js';
import { clockNote, readClock, worldNow } from './clockface.js';
import { callAsCurl, callLine } from './copies.js';
import { coverage } from './coverage.js';
import { closeDialog, copy, fill, h, moment, showDialog, span } from './dom.js';
import { mail } from './mail.js';
import { people } from './people.js';
import { requests } from './requests.js';
import { snapshots } from './snapshots.js';
import { follow, listen } from './store.js';
import { stubs } from './stubs.js';
import { worlds } from './worlds.js';

const views = [requests, people, mail, stubs, clockView, snapshots, assumptions, coverage, worlds];
const byID = (id) => document.getElementById(id);
const [container, filter, tools] = [byID('view'), byID('filter'), byID('tools')];
let current = null;

/** The part of the frame that views use. */
const page = {
    setTools(...children) { fill(tools, children); },
    get: (name) => address().parameters.get(name),
    /** Changes a parameter in the URL. Opening something adds a history entry. */
    put(name, value) {
        const { id, parameters } = address();
        if ((parameters.get(name) ?? null) === (value ?? null)) return;
        const wasOpen = parameters.has(name);
        if (value == null) parameters.delete(name); else parameters.set(name, value);
        const hash = addressOf(id, parameters);
        if (name === 'filter' || wasOpen) history.replaceState(null, '', hash); else history.pushState(null, '', hash);
        if (name !== 'open' && name !== 'filter') current.changed?.();
    },
    filter: () => address().parameters.get('filter') ?? '',
    setFilter(text) {
        filter.value = text;
        page.put('filter', text || null);
        current.filtered?.();
    },
    go(id, parameters = {}) {
        history.pushState(null, '', addressOf(id, new URLSearchParams(parameters)));
        show();
    },
};

function address() {
    const [, id, search] = /^#\/(\w*)\??(.*)$/.exec(location.hash) ?? [];
    return { id: id || 'requests', parameters: new URLSearchParams(search ?? '') };
}

function addressOf(id, parameters) {
    const search = parameters.toString();
    return `#/${id}${search ? `?${search}` : ''}`;
}

/** Shows the view in the URL. */
function show() {
    const { id } = address();
    const view = views.find((candidate) => candidate.id === id) ?? requests;
    filter.value = page.filter();
    if (view === current) return view.changed?.();
    current?.close?.();
    current = view;
    filter.hidden = !view.placeholder;
    filter.placeholder = view.placeholder ?? '';
    byID('title').textContent = view.title;
    container.className = `view-${view.id}`;
    page.setTools();
    fill(container);
    showTitle();
    for (const link of byID('views').children) {
        const isCurrent = link.dataset.view === view.id;
        if (isCurrent) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
        if (isCurrent) link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    view.open(container, page);
}

function showTitle() {
    document.title = `${current.title} · ${here.world} · brevo-emulator`;
}

byID('views').append(...views.map((view) => h('a', { href: `#/${view.id}`, 'data-view': view.id },
    h('span', view.title), h('kbd', { 'aria-hidden': 'true' }, view.key))));
filter.addEventListener('input', () => { page.put('filter', filter.value || null); current.filtered?.(); });
addEventListener('popstate', show);

// The keyboard.

let prefix = 0;
addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const { key, target } = event;
    const isWriting = target.matches('input:not([type=checkbox]):not([type=radio]),textarea,select');
    if (isWriting) {
        if (key === 'Escape') { if (target === filter && filter.value) page.setFilter(''); target.blur(); leaveFilter(target); } 
        else if (target === filter && (key === 'Enter' || key === 'ArrowDown')) leaveFilter(target);
        else return;
        return event.preventDefault();
    }
    const view = prefix && performance.now() - prefix < 1500 && views.find((candidate) => candidate.key === key);
    prefix = 0;
    if (view) page.go(view.id);
    else if (key === 'g') prefix = performance.now();
    else if (key === '/' && !filter.hidden) { filter.focus(); filter.select(); }
    else if (key === '?') showHelp();
    else if (target.closest('button,a,summary') && (key === 'Enter' || key === ' ')) return;
    else if (current.keyPressed) { if (!current.keyPressed(key)) return; }
    else if (!moveFocus(key)) return;
    event.preventDefault();
});

function leaveFilter(target) {
    target.blur();
    (container.querySelector('[tabindex="0"],[data-row]') ?? byID('main')).focus({ preventScroll: true });
}

/** Moves the focus from item to item, in views without keys of their own. */
function moveFocus(key) {
    const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key];
    const items = [...container.querySelectorAll('[data-row]')];
    if (key === 'Escape' && page.get('open')) { page.put('open', null); current.changed?.(); return true; }
    if (!by || !items.length) return false;
    const index = items.findIndex((item) => item.contains(document.activeElement));
    items[Math.min(Math.max(index < 0 ? 0 : index + by, 0), items.length - 1)].focus();
    return true;
}

function showHelp() {
    const line = (keys, text) => h('div', h('dt', keys.split(' ').map((key) => [h('kbd', key), ' '])), h('dd', text));
    showDialog('Keyboard',
        h('dl.keys', views.map((view) => line(`g ${view.key}`, view.title)), line('/', 'Filter'), line('j k', 'Next, previous'),
            line('Enter', 'Open'), line('Esc', 'Close, leave the filter'), line('p', 'Pause the requests'),
                line('x', 'Clear the list of requests'),
            line('w', 'Requests of all worlds'), line('?', 'This')),
        h('p.actions', h('button.primary', closeDialog, 'Close')));
}
byID('help').addEventListener('click', showHelp);

// The token of --admin-token.

setTokenDialog((isWrong) => new Promise((resolve) => {
    const field = h('input', { type: 'password', autocomplete: 'off', required: true, id: 'token' });
    const submit = (event) => {
        event.preventDefault();
        resolve(field.value);
        closeDialog(event);
    };
    showDialog('This emulator asks for a token', h('form', { onsubmit: submit },
        h('p', isWrong && 'That was not the right one. ',
            'It was started with --admin-token. The page keeps the token in memory until it is closed.'),
        h('label', { for: 'token' }, 'Token'), field, h('p.actions', h('button.primary', 'Continue')),
    )).addEventListener('cancel', (event) => event.preventDefault());
}));

// The last call, as it was sent.

let last = null;
callListeners.push((sent) => {
    last = sent;
    const status = sent.status === 0 ? (sent.message === undefined ? '…' : 'no response') : String(sent.status);
    fill(byID('last'), h('span', { class: `status s${status[0]}` }, status), ' ', h('bdi.call', callLine(sent)), ' ',
        sent.message && h('bdi.complaint', sent.message));
    byID('copy-last').hidden = false;
});
byID('copy-last').addEventListener('click', (event) => copy(callAsCurl(last), event.currentTarget));
byID('last').append(h('span.quiet', 'Each button is a call; the last one is shown here.'));

// The clock in the corner.

function tick() {
    byID('chip-time').textContent = moment(worldNow());
    const note = clockNote();
    byID('chip-note').textContent = `UTC · ${note || 'the world’s clock'}`;
    byID('chip').classList.toggle('frozen', note === 'frozen');
    for (const element of document.querySelectorAll('[data-until]')) {
        const left = Number(element.dataset.until) - worldNow();
        const text = left > 0 ? span(left) : 'expired';
        if (element.textContent !== text) element.textContent = text;
    }
}
setInterval(tick, 250);

let refreshing = null;
listen('state', (event) => {
    // A test suite makes many changes at once; update the view once for all of them.
    refreshing ??= setTimeout(async () => {
        refreshing = null;
        await readClock();
        tick();
        current?.stateChanged?.(event);
    }, 120);
});
setInterval(() => { if (!document.hidden) current?.poll?.(); }, 3000);

listen('link', (link) => {
    const words = { live: 'Live', lost: 'Connection lost; trying again…', asleep: 'Asleep', connecting: 'Connecting…' };
    byID('link').textContent = words[link];
    byID('link').className = link;
});

async function start() {
    const [catalog, list] = await Promise.all([query('catalog'), query('worlds'), readClock()]);
    here.catalog = catalog;
    const world = list?.worlds.find((candidate) => candidate.current);
    if (world) {
        here.world = world.name;
        here.root = world.name === 'default' ? base : new URL('../../', base);
        byID('world').textContent = world.name;
    }
    tick();
    show();
    follow();
}
start();
