// The mails that would have been sent: an inbox.
import { call, query } from './api.js';
import { data, empty, fill, h, moment, say } from './dom.js';

let page, list, panel, mails = [], seen = '', shown = null;

export const mail = {
    id: 'mail', title: 'Mail', key: 'm', placeholder: 'Recipient or subject',

    async open(container, shell) {
        [page, seen, shown] = [shell, '', null];
        list = h('div', { class: 'left scroll', tabindex: '-1' });
        panel = h('section', { class: 'detail', 'aria-label': 'Mail', hidden: true });
        fill(container, h('div', { class: 'split' }, list, panel));
        page.setTools(h('button', { onclick: async () => { await call('DELETE', '__emulator/mail'); load(); }, title: 'The links lead nowhere then' }, 'Delete all'));
        await load();
    },

    stateChanged() { load(); },
    poll() { load(); },
    filtered() { draw(); },
    changed() { draw(); },
};

async function load() {
    const answer = await query('mail?limit=200');
    const text = JSON.stringify(answer);
    if (text === seen) return;
    [seen, mails] = [text, answer?.mails ?? []];
    draw(answer);
}

function draw() {
    const wanted = page.filter().toLowerCase();
    const found = mails.filter((each) => `${each.to} ${each.subject} ${each.kind} ${each.role}`.toLowerCase().includes(wanted));
    const opened = mails.find((each) => String(each.id) === page.parameter('open'));
    if (!found.length) {
        fill(list, mails.length ? empty('No mail matches the filter') : empty('No mail yet',
            h('p', {}, 'Each invitation and each resend writes one; it is kept here and sent to nobody.'),
            h('p', {}, h('a', { href: '#/people?open=new+user' }, 'Invite somebody'))));
    } else {
        fill(list, h('ul', { class: 'inbox' }, found.map((each) => h('li', {}, h('button', {
            'data-row': '', 'data-k': `mail ${each.id}`, 'aria-current': each === opened ? 'true' : null,
            onclick: () => { page.setParameter('open', String(each.id)); draw(); },
        }, data(each.to, { class: 'to' }), h('time', { datetime: each.sentAt }, moment(Date.parse(each.sentAt))),
        data(each.subject, { class: 'subject' }), data(`${each.kind}${each.role === 'admin' ? ', admin user' : ''}`, { class: 'kind' }))))));
    }
    drawPanel(opened);
}

function drawPanel(opened) {
    panel.hidden = !opened;
    const key = opened && JSON.stringify(opened);
    if (shown === key) return;
    shown = key;
    if (!opened) return fill(panel);
    const token = opened.links.page.split('/').pop();
    const path = `invitations/${token}`;
    const outcome = h('p', { class: 'outcome', role: 'status' });
    const answer = (label, step, kind) => h('div', { class: 'action' }, h('button', {
        class: kind, 'data-k': step,
        onclick: async () => {
            const result = await call('POST', `${path}/${step}`, { headers: { Accept: 'application/json' } });
            const words = result.json?.error ?? `The invitation is ${result.json?.status}.`;
            fill(outcome, words);
            say(words);
        },
    }, label), data(`POST /${path}/${step}`, { class: 'call' }));
    const body = h('div', { class: 'mail-body' });
    const tabs = h('p', { class: 'segments', role: 'group', 'aria-label': 'Form' });
    const show = (form) => {
        fill(tabs, ['HTML', 'Text'].map((name) => h('button', { 'aria-pressed': String(name === form), 'data-k': name, onclick: () => show(name) }, name)));
        fill(body, form === 'HTML' ? frame(opened.html, opened.subject) : h('pre', { tabindex: '0' }, opened.text));
    };
    show('HTML');
    fill(panel,
        h('button', { class: 'close', 'data-k': 'close', onclick: () => { page.setParameter('open', null); draw(); }, 'aria-label': 'Close (Escape)', title: 'Close (Esc)' }, '×'),
        h('div', { class: 'detail-head' }, h('h2', {}, data(opened.subject)),
            h('p', { class: 'facts' }, data(`to ${opened.to}`), data(`from ${opened.account.companyName}`), data(`${moment(Date.parse(opened.sentAt))} UTC`),
                opened.expiresAt && h('span', {}, 'expires in ', h('span', { 'data-until': Date.parse(opened.expiresAt) })))),
        h('div', { class: 'sections' },
            h('section', {}, h('h3', {}, 'The recipient'), answer('Accept', 'accept', 'primary'), answer('Decline', 'decline'),
                h('div', { class: 'action' }, h('a', { class: 'button', href: path, target: '_blank', rel: 'noreferrer' }, 'Open its page'), data(`GET /${path}`, { class: 'call' })), outcome),
            h('section', { class: 'letter' }, tabs, body)));
}

/** A mail may run nothing, and reaches nothing of this page; its links open beside it. */
function frame(html, title) {
    const head = html.indexOf('<head>');
    const at = head < 0 ? 0 : head + '<head>'.length;
    return h('iframe', {
        title, sandbox: 'allow-popups allow-popups-to-escape-sandbox', referrerpolicy: 'no-referrer',
        srcdoc: `${html.slice(0, at)}<base target="_blank">${html.slice(at)}`,
    });
}
