// The view of all worlds of the process.
import { call, command, here, query, urlOf } from './api.js';
import { code, count, data, empty, fill, h } from './dom.js';
import { confirmed } from './snapshots.js';

const most = 300;
let page, root, list = [], counts = new Map();

export const worlds = {
    id: 'worlds', title: 'Worlds', key: 'w', placeholder: 'Name',

    async open(container, shell) {
        [page, counts] = [shell, new Map()];
        root = h('div.scroll.page');
        fill(container, root);
        const name = h('input', { type: 'text', label: 'Name of a world', placeholder: 'name', k: 'name',
            autocomplete: 'off', spellcheck: 'false', pattern: '[A-Za-z0-9._\\-]{1,64}' });
        page.setTools(h('form.joined', { onsubmit: (event) => { event.preventDefault(); if (name.value
            && name.checkValidity()) location.href = urlOf('', name.value).href; } }, name, h('button', 'Open')));
        await load();
    },

    poll() { load(); },
    stateChanged() { load(); },
    filtered() { draw(); },
};

async function load() {
    list = (await query('worlds'))?.worlds ?? [];
    draw();
    counts = new Map(list.map((world) => [world.name, world.requests]));
}

function draw() {
    const found = list.filter((world) => world.name.toLowerCase().includes(page.filter().toLowerCase()));
    const example = urlOf('worlds/my-test/', 'default').href.replace(/worlds\/my-test\/.*$/, 'worlds/my-test/v3');
    fill(root, found.length ? h('ul.rowlist', found.slice(0, most).map((world) => {
        const isBusy = counts.has(world.name) && counts.get(world.name) !== world.requests;
        return h('li', h('a', { row: true, k: `open ${world.name}`, href: urlOf('', world.name).href,
            'aria-current': world.current ? 'true' : null }, data(world.name)),
            h('span', { class: isBusy ? 'busy' : 'quiet' }, count(world.requests ?? 0, 'request')),
            h('span.actions', h('button', { k: `reset ${world.name}`, onclick: () => confirmed('Reset the world',
                `${world.name} becomes as it was created; its snapshots stay.`,
                () => command('POST', 'reset', undefined, world.name)) }, 'Reset…'),
                h('button', { k: `delete ${world.name}`, disabled: world.name === 'default',
                    onclick: async () => { await call('DELETE', `__emulator/worlds/${world.name}`,
                    { world: world.current ? 'default'
                    : here.world }); if (world.current) location.href = here.root.href; else load(); } }, 'Delete')));
    })) : empty('No world has such a name'),
    found.length > most && h('p.quiet', `The first ${most} are listed.`),
    list.length < 2 && h('section', h('h2', 'Give each test a world'),
        h('p', 'A name in the path is an emulator of its own, made on first touch:'), code(example)));
}
