// The view of requests, live.
import { here, query, urlOf } from './api.js';
import { Detail } from './detail.js';
import { code, count, empty, fill, h, say } from './dom.js';
import { parseFilter } from './filter.js';
import { RowList } from './list.js';
import { clear, listen, pause, setScope, store } from './store.js';

let list = null;
let detail = null;
let test = null;
let visible = [];
let shell = null;
let root = null;
let blank = null;
let pauseButton, scopeBox, tally;

export const requests = {
    id: 'requests', title: 'Requests', key: 'r', placeholder: 'status:4xx path:invit basis:INF text',

    open(container, page) {
        [root, shell] = [container, page];
        list = new RowList((row) => openRow(row), () => store.scope === 'all');
        detail = new Detail(() => closeRow(), (id) => openID(id));
        blank = h('div.blank');
        fill(container, h('div.split', h('div.left', list.element, blank), detail.element));
        pauseButton = h('button', { onclick: () => this.togglePause(), title: 'Pause (p)' });
        scopeBox = h('input', { type: 'checkbox', k: 'scope', onchange: () => page.put('world', scopeBox.checked ? '*' : null) });
        tally = h('span.tally');
        page.setTools(tally, h('label.check-label', { title: 'The requests of all worlds, as they happen (w)' },
            scopeBox, 'All worlds'), pauseButton,
            h('button', { onclick: clear, title: 'Empty this list (x); the journal stays' }, 'Clear'));
        this.changed();
    },

    /** The URL has changed. */
    changed() {
        const scope = shell.get('world') === '*' ? 'all' : 'this';
        scopeBox.checked = scope === 'all';
        setScope(scope);
        refilter();
        openFromURL();
    },

    close() {
        list.close();
        list = null;
    },

    filtered() { refilter(); },

    togglePause() {
        pause(!store.isPaused);
        say(store.isPaused ? 'Paused.' : 'Continued.');
    },

    /** Handles a key; returns whether it did. */
    keyPressed(key) {
        const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -Infinity, End: Infinity }[key];
        if (by) follow(list.move(by));
        else if (key === 'Enter' && list.selected) openRow(list.selected, true);
        else if (key === 'Escape') { if (detail.element.hidden) list.select(null); else closeRow(); } 
        else if (key === 'p') this.togglePause();
        else if (key === 'x') clear();
        else if (key === 'w') scopeBox.click();
        else return false;
        return true;
    },
};

/** Shows the selected row in the pane if that is open. */
function follow(row) {
    if (row && !detail.element.hidden) openRow(row);
}

function openRow(row, takesFocus = false) {
    list.select(row);
    detail.show(row);
    shell.put('open', row.id);
    if (takesFocus) detail.element.querySelector('.close').focus();
}

function closeRow() {
    detail.hide();
    shell.put('open', null);
    list.element.querySelector('.rows').focus({ preventScroll: true });
    list.update(visible, 0);
}

function openID(id) {
    const row = store.rows.find((candidate) => candidate.id === id);
    if (row) openRow(row);
}

function openFromURL() {
    const id = shell.get('open');
    if (!id) { if (!detail.element.hidden) detail.hide(); return; }
    const row = store.rows.find((candidate) => candidate.id === id);
    if (row && row !== list.selected) { list.select(row); detail.show(row); }
}

function refilter() {
    test = parseFilter(shell.filter());
    visible = test ? store.rows.filter(test) : store.rows;
    list.update(visible, 0);
    showTally();
}

function showTally() {
    const shown = test ? `${visible.length.toLocaleString('en')} of ${count(store.rows.length, 'request')}`
        : count(store.rows.length, 'request');
    const title = store.total > store.rows.length
        ? `${store.total.toLocaleString('en')} in all; the newest ${store.rows.length.toLocaleString('en')} are listed` : '';
    tally.textContent = store.total > store.rows.length && !test ? `${shown} of ${store.total.toLocaleString('en')}` : shown;
    tally.title = title;
    const held = store.isPaused ? store.waiting.length : 0;
    pauseButton.textContent = store.isPaused ? (held ? `Continue (${held})` : 'Continue') : 'Pause';
    pauseButton.setAttribute('aria-pressed', store.isPaused);
    showBlank();
}

let blankKind = null;
async function showBlank() {
    const kind = visible.length ? null : store.rows.length ? 'filter' : store.link === 'connecting' ? 'wait'
        : `none ${store.scope}`;
    if (kind === blankKind && blank.childNodes.length > 0 === (kind !== null && kind !== 'wait')) return;
    blankKind = kind;
    root.classList.toggle('is-blank', kind !== null);
    if (kind === null || kind === 'wait') fill(blank);
    else if (kind === 'filter') {
        fill(blank, empty('No request matches the filter',
            h('p', 'Fields are ', h('code',
                'status: method: path: operation: basis: rule: hint: account: world: stub: fault: source: id:'),
                '; a minus in front excludes, quotes hold spaces together.'),
            h('p', h('button', () => shell.setFilter(''), 'Clear the filter'))));
    } else await showStart(kind);
}

/** Explains how to make a first request. */
async function showStart(kind) {
    const others = (await query('worlds'))?.worlds.filter((world) => !world.current && world.requests > 0) ?? [];
    if (blankKind !== kind || !list) return;
    const url = (path) => urlOf(path).href;
    const api = here.catalog ? here.catalog.operations[0].path.slice(1) : 'v3/organization/invited/users';
    const basePath = api.replace(/\/?organization\/.*$/, '');
    fill(blank, empty('No requests yet',
        h('p', 'Point your code at this address; each request appears here as it happens, with the reason for its answer.'),
        code(url(basePath)),
        h('p', 'Or try it by hand. Any key opens an account:'),
        code(`curl -H 'api-key: any' ${url(api)}`),
        h('p', 'Brevo’s Python client:'),
        code(`from brevo import Brevo\n\nclient = Brevo(base_url="${url(basePath)}", api_key="any")\nprint(client.user.get_invited_users_list())`),
        others.length > 0 && h('p', `Other worlds are busy: `, others.slice(0, 5).map((world, index) => [index ? ', ' : '',
            h('a', { href: urlOf('', world.name).href }, world.name)]), '. ',
                h('button.link', () => scopeBox.click(), 'Show all worlds'))));
}

let spoken = { at: 0, rows: 0, refused: 0 };
/** Announces the number of new requests, at most every five seconds. */
function announce(added) {
    spoken.rows += added.length;
    spoken.refused += added.filter((row) => row.status >= 400).length;
    if (!spoken.rows || performance.now() - spoken.at < 5000) return;
    say(`${count(spoken.rows, 'new request')}, ${spoken.refused} refused.`);
    spoken = { at: performance.now(), rows: 0, refused: 0 };
}

listen('rows', (added, isReplaced) => {
    if (!list) return;
    if (isReplaced) { refilter(); return openFromURL(); }
    const shown = test ? added.filter(test) : added;
    if (test) visible = visible.filter((row) => !row.isDropped).concat(shown);
    list.update(visible, shown.length);
    showTally();
    announce(added);
});
listen('link', () => { if (list) showBlank(); });
