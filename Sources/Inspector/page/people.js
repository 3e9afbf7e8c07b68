// The view of people: users and admin users of each account, with their permissions.
import { AccessEditor, accessOf, featuresOf, legend, square } from './access.js';
import { accountsOf, call, command, complaint, here, operationPath, query } from './api.js';
import { worldNow } from './clockface.js';
import { data, empty, fill, h, json, say } from './dom.js';

const most = 200;
let page, root, table, panel, chooser, accounts = [], seen = '', panelKey = null;

export const people = {
    id: 'people', title: 'People', key: 'p', placeholder: 'Address or state',

    async open(container, shell) {
        [page, root, seen, panelKey] = [shell, container, '', null];
        table = h('div.left.scroll', { tabindex: '-1' });
        panel = h('section.detail', { label: 'Person', hidden: true });
        chooser = h('select', { label: 'Account', k: 'account', onchange: () => { page.put('open',
            null); page.put('account', chooser.value); } });
        fill(root, h('div.split', table, panel));
        page.setTools(chooser, h('button.primary', { onclick: () => openPerson('new user'),
            title: 'Invite somebody (n)' }, 'Invite'));
        await load();
    },

    stateChanged() { load(); },
    filtered() { draw(); },
    changed() { draw(); },
    keyPressed(key) {
        if (key === 'n') { openPerson('new user'); return true; }
        if (key === 'Escape' && page.get('open')) { closePanel(); return true; }
        const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key];
        const rows = [...table.querySelectorAll('[data-row]')];
        if (!by || !rows.length) return false;
        const index = rows.indexOf(document.activeElement);
        rows[Math.min(Math.max(index < 0 ? 0 : index + by, 0), rows.length - 1)].focus();
        return true;
    },
};

async function load() {
    const state = await query('state');
    const text = JSON.stringify(state?.accounts);
    if (text === seen) return;
    seen = text;
    accounts = accountsOf(state);
    panelKey = null;
    draw();
}

const account = () => accounts.find((candidate) => candidate.id === page.get('account')) ?? accounts[0];

/** The state of a person now: `pending`, `active`, `expired`, `rejected` or `owner`. */
function statusOf(person) {
    if (person.role === 'owner') return 'owner';
    return person.status === 'pending' && expiry(person) <= worldNow() ? 'expired' : person.status;
}
const expiry = (person) => Date.parse(person.invitedAt) + here.catalog.invitationHours * 3_600_000;

function peopleOf(chosen, role) {
    const list = role === 'admin' ? chosen.adminUsers ?? [] : [{ ...chosen.owner, role: 'owner',
        all_features_access: true }, ...(chosen.users ?? [])];
    return list.map((person) => ({ role, ...person }));
}

function draw() {
    if (!here.catalog) return fill(table, empty('This emulator is older than its page'));
    const chosen = account();
    if (!chosen) {
        panel.hidden = true;
        fill(chooser);
        return fill(table, empty('No account yet', h('p',
            'The first request with a key opens one, unless the emulator was started with --keys seeded.'),
            h('p', h('a', { href: '#/requests' }, 'How to send one'))));
    }
    fill(chooser, accounts.map((each) => h('option', { value: each.id, selected: each === chosen }, each.label)));
    chooser.value = chosen.id;
    const seats = here.catalog.plans.find((plan) => plan.name === chosen.plan)?.seats;
    const used = 1 + (chosen.users ?? []).length;
    fill(table, h('p.facts', [`${chosen.kind === 'master' ? 'Master account' : 'Organization'}`, `plan ${chosen.plan}`,
        `${used} of ${seats ?? '∞'} seats`, !chosen.key && 'no API key'].filter(Boolean).map((fact) => data(fact))),
    matrix(chosen, 'user', 'Users'), chosen.kind === 'master' && matrix(chosen, 'admin', 'Admin users'), legend());
    drawPanel(chosen);
}

function matrix(chosen, role, title) {
    const features = featuresOf(here.catalog, chosen, role);
    const wanted = page.filter().toLowerCase();
    const all = peopleOf(chosen, role).filter((person) => `${person.email} ${statusOf(person)}`.toLowerCase().includes(wanted));
    const opened = page.get('open');
    return h('section.matrix-section', h('h2', title, ' ', h('span.quiet', all.length.toLocaleString('en'))),
        !all.length ? h('p.quiet', wanted ? 'Nobody matches the filter.' : 'Nobody yet. ', !wanted
            && h('button.link', () => openPerson(`new ${role}`), 'Invite somebody'))
            : h('div.matrix', { tabindex: '0', role: 'region', label: `${title}, with what they may do` }, h('table', {},
                h('thead', h('tr', h('th', { scope: 'col' }, 'Address'), h('th', { scope: 'col' }, 'State'),
                    features.map((feature, index) => h('th', { scope: 'col',
                        class: `tall${index && features[index - 1].group !== feature.group ? ' gap' : ''}` },
                        h('span', data(feature.label)))))),
                h('tbody', all.slice(0, most).map((person) => {
                    const access = accessOf(person, features);
                    const key = `${person.role} ${person.email}`;
                    return h('tr', { 'aria-selected': key === opened ? 'true' : null },
                        h('th', { scope: 'row' }, person.role === 'owner' ? data(person.email, 'email')
                            : h('button.email', { row: true, k: key, onclick: () => openPerson(key) }, data(person.email))),
                        h('td', stateOf(person)),
                        features.map((feature, index) => h('td', { class: index
                            && features[index - 1].group !== feature.group ? 'gap' : null },
                            square(feature, access.get(feature.feature)))));
                })))),
        all.length > most && h('p.quiet', `The first ${most} are listed; the filter finds the others.`));
}

function stateOf(person) {
    const status = statusOf(person);
    return h('span', { class: `state ${status}` }, status, status === 'pending'
        && h('span.left-time', { 'data-until': expiry(person), title: 'until the invitation expires' }));
}

function openPerson(key) {
    page.put('open', key);
    draw();
    (panel.querySelector('#new-email') ?? panel.querySelector('.close'))?.focus();
}

function closePanel() {
    const key = page.get('open');
    page.put('open', null);
    draw();
    table.querySelector(`[data-k="${CSS.escape(key)}"]`)?.focus();
}

function drawPanel(chosen) {
    const opened = page.get('open');
    const [role, ...rest] = (opened ?? '').split(' ');
    const email = rest.join(' ');
    const isNew = role === 'new';
    const person = isNew ? { role: email, privileges: [] } : peopleOf(chosen,
        role).find((candidate) => candidate.email === email);
    panel.hidden = !opened || !person;
    if (panel.hidden) { panelKey = null; return; }
    // Keep what somebody types while the world changes.
    const key = `${chosen.id} ${opened} ${isNew ? '' : JSON.stringify(person)}`;
    if (key === panelKey) return;
    panelKey = key;
    const close = h('button.close', { k: 'close', onclick: closePanel, label: 'Close (Escape)', title: 'Close (Esc)' }, '×');
    fill(panel, close, isNew ? invitation(chosen, person) : profile(chosen, person));
}

/** Sends a call of the API with the account's key. */
async function send(chosen, { method, path }, body) {
    const result = await call(method, path, { headers: chosen.key ? { 'api-key': chosen.key } : {}, body });
    say(`${result.status}. ${result.ok ? '' : complaint(result)}`);
    return result;
}

/** A button, with the call that it makes beside it. */
function action(label, request, perform, attributes) {
    return h('div.action', h('button', { k: `do ${label}`, ...attributes, onclick: perform }, label),
        data(`${request.method} /${request.path}`, 'call'));
}

function profile(chosen, person) {
    const isAdmin = person.role === 'admin';
    const status = statusOf(person);
    const { email } = person;
    const features = featuresOf(here.catalog, chosen, person.role);
    const answer = (label, step) => {
        const query = new URLSearchParams({ ...(isAdmin && { kind: 'admin' }), ...(chosen.key && { account: chosen.key }) });
        const path = `users/${encodeURIComponent(email)}/${step}?${query}`;
        return action(label, { method: 'POST', path: `__emulator/users/${email}/${step}` }, () => command('POST', path));
    };
    const operate = (label, id, parameters) => {
        const request = operationPath(id, { email, ...parameters });
        return action(label, request, () => send(chosen, request));
    };
    const change = isAdmin ? 'putCorporateUserInvitation' : 'putresendcancelinvitation';
    const update = operationPath(isAdmin ? 'putCorporateUserPermission' : 'EditUserPermission', { email });
    const isOpen = status === 'pending';
    return [
        h('div.detail-head', h('h2', data(email)), h('p.facts', stateOf(person), data(isAdmin ? 'admin user' : 'user'),
            data(`invited ${person.invitedAt}`),
            isAdmin && person.groupIds
                && data(`groups ${person.groupIds.map((id) => chosen.groups?.find((group) => group.id === id)?.groupName ?? id).join(', ') || 'none'}`))),
        h('div.sections',
            isOpen && h('section', h('h3', 'The person'), answer('Accept', 'accept'), answer('Decline', 'decline')),
            h('section', h('h3', 'The account'),
                status !== 'active' && operate('Resend', change, { action: 'resend' }),
                isOpen && operate('Cancel', change, { action: 'cancel' }),
                operate('Revoke', isAdmin ? 'deleteCorporateUser' : 'putRevokeUserPermission')),
            composer('Permissions', 'Change permissions', update, features, person,
                (access) => (isAdmin ? access : { email, ...access }), (body) => send(chosen, update, body))),
    ];
}

function invitation(chosen, person) {
    const isAdmin = person.role === 'admin';
    const request = operationPath(isAdmin ? 'inviteAdminUser' : 'inviteuser');
    const field = h('input', { type: 'text', inputmode: 'email', id: 'new-email', autocomplete: 'off',
        spellcheck: 'false', k: 'new-email', placeholder: 'ann@acme.example' });
    const groups = (chosen.groups ?? []).map((group) => ({ group, box: h('input', { type: 'checkbox', k: group.id }) }));
    const part = composer('May do', 'Send the invitation', request, featuresOf(here.catalog, chosen, person.role),
        { privileges: [] },
        (access) => ({ email: field.value, ...access, ...(isAdmin && groups.some(({ box }) => box.checked)
            && { groupIds: groups.filter(({ box }) => box.checked).map(({ group }) => group.id) }) }),
        async (body) => { if ((await send(chosen, request, body)).ok) openPerson(`${person.role} ${body.email}`); });
    field.addEventListener('input', part.refresh);
    for (const { box } of groups) box.addEventListener('change', part.refresh);
    const kinds = chosen.kind === 'master' && h('p.segments', { role: 'group', label: 'As' },
        [['user', 'User'], ['admin', 'Admin user']].map(([role, text]) => h('button', {
        pressed: role === person.role, k: `as ${role}`, onclick: () => openPerson(`new ${role}`),
    }, text)));
    return [
        h('div.detail-head', h('h2', 'Invite somebody'), kinds),
        h('div.sections', h('section', h('label', { for: 'new-email' }, 'Address'), field,
            isAdmin && groups.length > 0 && h('fieldset', h('legend', 'Groups'),
                groups.map(({ group, box }) => h('label.check-label', box, data(group.groupName))))), part),
    ];
}

/** An editor of permissions, a preview of its request, and a button that sends it. */
function composer(title, label, request, features, person, bodyOf, perform) {
    const preview = h('div.sent');
    let body = null;
    let access = null;
    const refresh = () => {
        body = bodyOf(access);
        fill(preview, h('p.line', h('span.method', request.method), ' ', data(`/${request.path}`)), json(JSON.stringify(body)));
    };
    const editor = new AccessEditor(features, person, (chosen) => { access = chosen; refresh(); });
    const element = h('section', h('h3', title), editor.element, preview,
        h('p.actions', h('button.primary', { k: 'perform', onclick: () => perform(body) }, label)));
    element.refresh = refresh;
    return element;
}
