// The view of the world's clock.
import { accountsOf, command, here, query } from './api.js';
import { clock, clockNote, readClock, worldNow } from './clockface.js';
import { data, fill, h, moment, say } from './dom.js';

let face, note, run, rate, pending, timer;

export const clockView = {
    id: 'clock', title: 'Clock', key: 'c',

    async open(container, page) {
        face = h('time.face');
        note = h('p.quiet');
        run = h('button', { onclick: () => apply({ frozen: !clock()?.frozen }), k: 'freeze' });
        const at = h('input', { type: 'text', id: 'clock-at', k: 'at', placeholder: '2026-11-20T09:00:00Z',
            autocomplete: 'off', spellcheck: 'false' });
        rate = h('input', { type: 'number', id: 'clock-rate', min: '0', step: 'any', k: 'rate' });
        pending = h('section');
        fill(container, h('div.scroll.page',
            h('section.clock', face, note,
                h('p.actions', run, [['+1 min', 'PT1M'], ['+1 h', 'PT1H'], ['+24 h', 'PT24H'], ['+72 h', 'PT72H'],
                    ['+73 h', 'PT73H']].map(([label, by]) => h('button', {
                    k: by, title: by === 'PT73H' ? 'Past the end of every open invitation' : null, onclick: () => advance(by),
                }, label)))),
            h('section.forms',
                h('form', { onsubmit: (event) => { event.preventDefault(); apply({ now: at.value.trim(), frozen: true }); } },
                    h('label', { for: 'clock-at' }, 'Freeze it at a moment'), h('div.joined', at, h('button', 'Set'))),
                h('form', { onsubmit: (event) => { event.preventDefault(); apply({ rate: Number(rate.value),
                    frozen: false }); } },
                    h('label', { for: 'clock-rate' }, 'Seconds that pass in a real one'),
                        h('div.joined', rate, h('button', 'Run')))),
            pending));
        page.setTools();
        timer = setInterval(tick, 100);
        await this.stateChanged();
    },

    async stateChanged() {
        await readClock();
        if (clock() && document.activeElement !== rate) rate.value = clock().rate;
        tick();
        drawPending(await query('state'));
    },

    close() { clearInterval(timer); },
};

function tick() {
    face.textContent = moment(worldNow());
    note.textContent = `UTC, ${clockNote()}`;
    run.textContent = clock()?.frozen ? 'Run' : 'Freeze';
}

async function advance(by) { done(await command('POST', 'clock/advance', { by })); }
async function apply(change) { done(await command('PUT', 'clock', change)); }
async function done(result) {
    await clockView.stateChanged();
    say(result.ok ? `The clock shows ${moment(worldNow())}.` : 'The clock was not changed.');
}

function drawPending(state) {
    if (!here.catalog) return;
    const hours = here.catalog.invitationHours;
    const open = accountsOf(state).flatMap((account) => [['user', account.users],
        ['admin', account.adminUsers]].flatMap(([role, people]) => (people ?? [])
        .filter((person) => person.status === 'pending')
        .map((person) => ({ account, role, person, until: Date.parse(person.invitedAt) + hours * 3_600_000 }))))
        .filter((each) => each.until > worldNow()).sort((left, right) => left.until - right.until);
    fill(pending, h('h2', 'Open invitations'), open.length ? h('ul.rowlist',
        open.slice(0, 100).map(({ account, role, person, until }) => h('li', {},
        h('a', { row: true, k: `${role} ${person.email}`,
            href: `#/people?${new URLSearchParams({ account: account.id, open: `${role} ${person.email}` })}` },
            data(person.email)),
        data(account.label, 'quiet'), h('span.left-time', { 'data-until': until }))))
            : h('p.quiet', `None. An invitation can be answered for ${hours} hours of this clock.`));
}
