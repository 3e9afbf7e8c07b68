// The view of assumptions: what the emulator guesses where nothing is documented.
import { command, complaint, query } from './api.js';
import { basisMark, data, empty, fill, h, say } from './dom.js';

let page, root, rules = null;

export const assumptions = {
    id: 'assumptions', title: 'Assumptions', key: 'a',

    async open(container, shell) {
        page = shell;
        root = h('div.scroll.page');
        fill(container, root);
        page.setTools(h('button', { onclick: () => apply({ assumptions: 'strictest' }),
            title: 'A suite that passes under these rests on nothing unknown' }, 'Strictest'));
        await load();
        const at = page.get('at');
        if (at) root.querySelector(`[data-name="${CSS.escape(at)}"]`)?.scrollIntoView({ block: 'center' });
    },

    stateChanged() { load(); },
};

async function load() {
    rules ??= (await query('rules'))?.rules ?? [];
    const list = (await query('assumptions'))?.assumptions ?? [];
    if (!list.length) return fill(root, empty('No assumptions'));
    const at = page.get('at');
    fill(root, h('p.lead', 'Where nobody has documented what Brevo does, the emulator guesses. A suite that passes under each value of these rests on no guess.'),
        h('ul.assumptions', list.map((each) => h('li', { 'data-name': each.name, class: each.name === at ? 'marked' : null },
            h('div', h('h2', each.name), h('p', each.decides), ruleOf(each)),
            h('p.segments', { role: 'group', label: each.name }, each.values.map((value) => h('button', {
                row: value === each.value, k: `${each.name} ${value}`, pressed: value === each.value,
                onclick: () => apply({ [each.name]: value }),
            }, value, value === each.strictest && h('span.star', { title: 'the strictest value', role: 'img',
                label: 'strictest' }, '*'))))))),
        h('p.quiet', '* the strictest value'));
}

function ruleOf(each) {
    const id = each.rules[each.values.indexOf(each.value)];
    const rule = rules.find((candidate) => candidate.id === id);
    return h('p.rule', basisMark(rule?.basis ?? 'INF'), h('code', id), rule && data(rule.text));
}

async function apply(change) {
    let result;
    if (change.assumptions === 'strictest') {
        const list = (await query('assumptions'))?.assumptions ?? [];
        result = await command('PUT', 'assumptions', Object.fromEntries(list.map((each) => [each.name, each.strictest])));
    } else result = await command('PUT', 'assumptions', change);
    say(result.ok ? `${Object.entries(change)[0].join(' is ')}.` : complaint(result));
    await load();
}
