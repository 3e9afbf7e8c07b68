// The view of mails: an inbox of what would have been sent.
import { call, query } from './api.js';
import { data, empty, fill, h, moment, say } from './dom.js';

let page, list, panel, mails = [], seen = '', shown = null;

export const mail = {
    id: 'mail', title: 'Mail', key: 'm', placeholder: 'Recipient or subject',

    async open(container, shell) {
        [page, seen, shown] = [shell, '', null];
        list = h('div.left.scroll', { tabindex: '-1' });
        panel = h('section.detail', { label: 'Mail', hidden: true });
        fill(container, h('div.split', list, panel));
        page.setTools(h('button', { onclick: async () => { await call('DELETE', '__emulator/mail'); load(); },
            title: 'The links lead nowhere then' }, 'Delete all'));
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
    const opened = mails.find((each) => String(each.id) === page.get('open'));
    if (!found.length) {
        fill(list, mails.length ? empty('No mail matches the filter') : empty('No mail yet',
            h('p', 'Each invitation and each resend writes one; it is kept here and sent to nobody.'),
            h('p', h('a', { href: '#/people?open=new+user' }, 'Invite somebody'))));
    } else {
        fill(list, h('ul.inbox', found.map((each) => h('li', h('button', {
            row: true, k: `mail ${each.id}`, 'aria-current': each === opened ? 'true' : null,
            onclick: () => { page.put('open', String(each.id)); draw(); },
        }, data(each.to, 'to'), h('time', { datetime: each.sentAt }, moment(Date.parse(each.sentAt))),
        data(each.subject, 'subject'), data(`${each.kind}${each.role === 'admin' ? ', admin user' : ''}`, 'kind'))))));
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
    const outcome = h('p.outcome', { role: 'status' });
    const answer = (label, step, kind) => h('div.action', h('button', {
        class: kind, k: step,
        onclick: async () => {
            const result = await call('POST', `${path}/${step}`, { headers: { Accept: 'application/json' } });
            const words = result.json?.error ?? `The invitation is ${result.json?.status}.`;
            fill(outcome, words);
            say(words);
        },
    }, label), data(`POST /${path}/${step}`, 'call'));
    const body = h('div.mail-body');
    const tabs = h('p.segments', { role: 'group', label: 'Form' });
    const show = (form) => {
        fill(tabs, ['HTML', 'Text'].map((name) => h('button', { pressed: name === form, k: name,
            onclick: () => show(name) }, name)));
        fill(body, form === 'HTML' ? frame(opened.html, opened.subject) : h('pre', { tabindex: '0' }, opened.text));
    };
    show('HTML');
    fill(panel,
        h('button.close', { k: 'close', onclick: () => { page.put('open', null); draw(); }, label: 'Close (Escape)',
            title: 'Close (Esc)' }, '×'),
        h('div.detail-head', h('h2', data(opened.subject)),
            h('p.facts', data(`to ${opened.to}`), data(`from ${opened.account.companyName}`),
                data(`${moment(Date.parse(opened.sentAt))} UTC`),
                opened.expiresAt && h('span', 'expires in ', h('span', { 'data-until': Date.parse(opened.expiresAt) })))),
        h('div.sections',
            h('section', h('h3', 'The recipient'), answer('Accept', 'accept', 'primary'), answer('Decline', 'decline'),
                h('div.action', h('a.button', { href: path, target: '_blank', rel: 'noreferrer' }, 'Open its page'),
                    data(`GET /${path}`, 'call')), outcome),
            h('section.letter', tabs, body)));
}

/** A mail in a sandbox: it can run nothing and cannot reach this page. Its links open in a new tab. */
function frame(html, title) {
    const head = html.indexOf('<head>');
    const at = head < 0 ? 0 : head + '<head>'.length;
    return h('iframe', {
        title, sandbox: 'allow-popups allow-popups-to-escape-sandbox', referrerpolicy: 'no-referrer',
        srcdoc: `${html.slice(0, at)}<base target="_blank">${html.slice(at)}`,
    });
}
