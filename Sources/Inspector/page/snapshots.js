// The view of snapshots, and of what has changed between two states.
import { call, command, query } from './api.js';
import { closeDialog, count, data, empty, fill, h, moment, say, showDialog } from './dom.js';

let page, list, comparison, names = [], seen = '';

export const snapshots = {
    id: 'snapshots', title: 'Snapshots', key: 's',

    async open(container, shell) {
        [page, seen] = [shell, ''];
        list = h('section');
        comparison = h('section');
        const name = h('input', { type: 'text', label: 'Name of the snapshot', placeholder: 'before', k: 'name',
            autocomplete: 'off', spellcheck: 'false' });
        const take = async (event) => {
            event.preventDefault();
            await command('PUT', `snapshots/${encodeURIComponent(name.value.trim() || name.placeholder)}`);
            await load();
        };
        page.setTools(h('form.joined', { onsubmit: take }, name, h('button.primary', 'Take')),
            h('button', () => confirmed('Reset the world',
                'State, clock, mails, stubs, chaos and journal become as they were created; snapshots stay.',
                () => command('POST', 'reset')), 'Reset world…'));
        fill(container, h('div.scroll.page', list, comparison));
        await load();
    },

    stateChanged() { load(true); },
    changed() { compare(); },
    poll() { load(); },
};

/** Asks for confirmation. */
export function confirmed(title, text, perform) {
    showDialog(title, h('p', text), h('p.actions', h('button.primary', (event) => { closeDialog(event); perform(); },
        title), h('button', closeDialog, 'Cancel')));
}

async function load(hasStateChanged = false) {
    const answer = await query('snapshots');
    const text = JSON.stringify(answer);
    if (text === seen) { if (hasStateChanged) compare(); return; }
    seen = text;
    const taken = answer?.snapshots ?? [];
    names = taken.map((each) => each.name);
    fill(list, h('h2', 'Snapshots'), taken.length ? h('ul.rowlist', taken.map(({ name, takenAt }) => h('li', {},
        h('a', { row: true, k: `compare ${name}`, href: `#/snapshots?${new URLSearchParams({ from: name, to: 'now' })}`,
            title: 'What has changed since' }, data(name)),
        h('span.quiet', `${moment(Date.parse(takenAt))} UTC`),
        h('span.actions', h('button', { k: `restore ${name}`,
            onclick: async () => { const { ok } = await command('POST', `snapshots/${name}/restore`); say(ok
            ? 'Restored.' : 'Not restored.'); } }, 'Restore'),
            h('button', { k: `delete ${name}`, onclick: async () => { await command('DELETE',
                `snapshots/${name}`); load(); } }, 'Delete')))))
        : h('p.quiet', 'None. A snapshot keeps state and clock under a name, and a reset leaves it as it is.'));
    compare();
}

async function compare() {
    const [from, to] = [page.get('from') ?? 'seed', page.get('to') ?? 'now'];
    const choice = (label, value, parameter) => h('label', `${label} `,
        h('select', { k: parameter, onchange: (event) => page.put(parameter, event.target.value) },
        [...new Set(['seed', ...names, 'now', value])].map((name) => h('option',
            { value: name, selected: name === value }, name))));
    // The seed's document cannot be read, so a diff from the seed is computed backwards.
    const isBackwards = from === 'seed';
    const [start, end] = isBackwards ? [to, from] : [from, to];
    const [patch, document] = await Promise.all([call('GET', `__emulator/diff?${new URLSearchParams({ from: start, to: end })}`),
        start === 'now' ? query('state') : start === 'seed' ? null : query(`snapshots/${encodeURIComponent(start)}`)]);
    const changes = patch.ok ? changesOf(patch.json, document, isBackwards) : null;
    fill(comparison, h('h2', 'What has changed'), h('p.actions', choice('from', from, 'from'), choice('to', to, 'to')),
        !changes ? h('p.complaint', patch.json?.error ?? 'It cannot be compared.')
            : !changes.length ? empty('Nothing', h('p', 'Both states are the same.'))
                : [h('p.quiet', count(changes.length, 'change')), h('ul.changes',
                    changes.map(({ kind, subject, text }) => h('li', { class: kind },
                    h('span.sign', { role: 'img', label: kind }, { added: '+', removed: '−', changed: '±' }[kind]),
                        data(subject, 'subject'), data(text))))]);
}

const nouns = { users: 'user', adminUsers: 'admin user', accounts: 'account', subAccounts: 'sub-account',
    groups: 'group', privileges: 'permissions', apiKeys: 'API key', activities: 'activity', ips: 'address' };
const nameOf = (value) => value?.email ?? value?.companyName ?? value?.groupName ?? value?.feature ?? value?.name
    ?? value?.key ?? (typeof value === 'string' ? value : null);
const textOf = (value) => (value === undefined ? 'nothing' : value && typeof value === 'object' ? nameOf(value)
    ?? JSON.stringify(value).slice(0, 200) : String(value));

/** A JSON Patch as sentences. Applies the operations one by one to name what each of them changes. */
function changesOf(patch, document, isBackwards) {
    const current = structuredClone(document);
    return patch.map((operation) => {
        const tokens = operation.path.split('/').slice(1).map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
        const names = [];
        let place = current;
        for (const [index, token] of tokens.slice(0, -1).entries()) {
            place = place?.[token];
            if (Array.isArray(place)) continue;
            const name = Array.isArray(parentOf(current, tokens, index)) ? nameOf(place) ?? token : token;
            names.push(name);
        }
        const last = tokens.at(-1);
        const isItem = Array.isArray(place);
        const before = isItem || place == null || typeof place !== 'object' ? place?.[last] : place[last];
        let kind = { add: 'added', remove: 'removed', replace: 'changed' }[operation.op] ?? 'changed';
        const value = isItem ? operation.op === 'add' ? operation.value : before : operation.value;
        apply(place, last, operation, isItem);
        const noun = isItem ? nouns[tokens.at(-2)] ?? tokens.at(-2) : last;
        let [old, next] = [before, operation.value];
        if (isBackwards) {
            kind = { added: 'removed', removed: 'added', changed: 'changed' }[kind];
            [old, next] = [next, old];
        }
        const what = isItem ? `${noun} ${textOf(value)}${extra(kind === 'changed' ? null : value)}` : kind === 'changed'
            ? `${noun}: ${textOf(old)} → ${textOf(next)}`
            : `${noun}: ${textOf(kind === 'added' ? next : old)}`;
        return { kind, subject: names.filter(Boolean).join(' › '), text: kind === 'changed' ? what : `${what} ${kind}` };
    });
}

function parentOf(document, tokens, index) {
    return tokens.slice(0, index).reduce((value, token) => value?.[token], document);
}

function extra(value) {
    if (!value?.status) return '';
    const access = value.all_features_access ? 'all features' : (value.privileges
        ?? []).map((item) => `${item.feature} ${item.permissions.join(', ')}`).join('; ');
    return ` (${[value.status, access].filter(Boolean).join(', ')})`;
}

function apply(place, last, { op, value }, isItem) {
    if (place == null || typeof place !== 'object') return;
    if (!isItem) { if (op === 'remove') delete place[last]; else place[last] = value; } 
    else if (op === 'add') place.splice(last === '-' ? place.length : Number(last), 0, value);
    else if (op === 'remove') place.splice(Number(last), 1);
    else place[Number(last)] = value;
}
