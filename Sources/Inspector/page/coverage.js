// The view of coverage: which outcomes of each operation have occurred.
import { query } from './api.js';
import { count, data, empty, fill, h } from './dom.js';

let page, root, answer, seen = '';

export const coverage = {
    id: 'coverage', title: 'Coverage', key: 'v', placeholder: 'Operation or rule',

    async open(container, shell) {
        [page, seen] = [shell, ''];
        root = h('div.scroll.page');
        fill(container, root);
        page.setTools();
        await load();
    },

    stateChanged() { load(); },
    poll() { load(); },
    filtered() { draw(); },
};

async function load() {
    answer = await query('coverage?format=json');
    const text = JSON.stringify(answer);
    if (text === seen) return;
    seen = text;
    draw();
}

function draw() {
    if (!answer?.items) return fill(root, empty('No coverage', h('p',
        'This build of the emulator does not count which outcomes were met.')));
    const wanted = page.filter().toLowerCase();
    const items = answer.items.filter((item) => `${item.id} ${item.basis}`.toLowerCase().includes(wanted));
    const operations = group(items);
    const share = answer.total ? answer.covered / answer.total : 0;
    const meter = h('div.meter', { role: 'img', label: `${Math.round(100 * share)} percent` }, h('span'));
    meter.firstChild.style.width = `${100 * share}%`;
    fill(root, h('section', h('p.lead', h('strong', `${answer.covered} of ${answer.total}`),
        ' outcomes were met by the requests to this world.'), meter,
        h('p.legend', h('span', h('span.outcome-cell.met', '200'), 'met'),
            h('span', h('span.outcome-cell.DOC', '400'), 'not yet'),
            h('span', h('span.outcome-cell.INF', '400'), 'not yet, and a guess'))),
    h('div.coverage', [...operations].map(([operation, outcomes]) => h('div.operation',
        h('a', { row: true, k: operation,
            href: `#/requests?${new URLSearchParams({ filter: `operation:${operation}` })}` }, data(operation)),
        h('span.quiet', `${outcomes.filter((item) => item.count > 0).length}/${outcomes.length}`),
        h('ul.outcomes', outcomes.map((item) => h('li', h('span', {
            class: `outcome-cell ${item.basis}${item.count ? ' met' : ''}`, tabindex: '-1', role: 'img',
                title: `${item.rule ?? ''} (${item.basis}): ${count(item.count, 'time')}`,
            label: `${item.status} ${item.rule ?? ''}, ${item.basis}, ${count(item.count, 'time')}`,
        }, item.status))))))));
}

function group(items) {
    const groups = new Map();
    for (const item of items) groups.set(item.operation, [...(groups.get(item.operation) ?? []), item]);
    return groups;
}
