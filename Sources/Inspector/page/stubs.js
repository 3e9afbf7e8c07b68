// The view of stubs and chaos rules, which respond in place of the emulated service.
import { call, command, complaint, here, query } from './api.js';
import { closeDialog, count, data, fill, h, json, showDialog } from './dom.js';
import { listen } from './store.js';

const most = 100;
let page, stubList, chaosList, seen = '';
const hits = new Map();

/** Examples to start from. */
function stubExamples() {
    const path = (id) => here.catalog?.operations.find((operation) => operation.operation === id)?.path
        ?? '/v3/organization/user/invitation/send';
    const invite = path('inviteuser');
    const base = invite.replace(/\/organization\/.*/, '');
    return [
        ['An endpoint that is not emulated', { name: 'contacts', request: { method: 'GET',
            urlPath: `${base}/contacts` }, response: { status: 200, jsonBody: { contacts: [], count: 0 } } }],
        ['Invitations of one address fail', { name: 'unlucky', request: { method: 'POST', urlPath: invite,
            bodyPatterns: [{ matchesJsonPath: "$[?(@.email == 'ann@acme.example')]" }] },
            response: { status: 402, jsonBody: { code: 'not_enough_credits',
            message: 'User limit reached for your plan' } } }],
        ['The list of users, slowly', { name: 'slow list', request: { method: 'GET',
            urlPath: path('getInvitedUsersList') }, response: { status: 200, jsonBody: { users: [] },
            fixedDelayMilliseconds: 3000 } }],
        ['The connection breaks', { name: 'cut off', request: { method: 'POST', urlPath: invite },
            response: { fault: 'CONNECTION_RESET_BY_PEER' } }],
    ];
}

const chaosExamples = [
    ['The next two requests fail', { name: 'flaky', fault: { status: 503 }, times: 2 }],
    ['Every fifth request: too many', { name: 'limit', fault: { status: 429 }, every: 5 }],
    ['One in ten fails, by lot', { name: 'dice', fault: { status: 500 }, probability: 0.1 }],
    ['Every request waits for a second', { name: 'slow', fault: { delayMilliseconds: 1000 } }],
];

export const stubs = {
    id: 'stubs', title: 'Stubs & chaos', key: 't',

    async open(container, shell) {
        [page, seen] = [shell, ''];
        stubList = h('section');
        chaosList = h('section');
        fill(container, h('div.scroll.page', stubList, chaosList));
        page.setTools(h('button.primary', () => add('Add a stub', stubExamples(), addStub), 'Add a stub…'),
            h('button.primary', () => add('Add a chaos rule', chaosExamples, addRule), 'Add a chaos rule…'));
        await load();
    },

    stateChanged() { load(); },
    poll() { load(); },
};

async function load() {
    const [{ json: answer }, chaos] = await Promise.all([call('GET', '__admin/mappings?limit=1000'), query('chaos')]);
    const mappings = answer?.mappings ?? [];
    await Promise.all(mappings.slice(0, most).map(async ({ id }) => {
        if (hits.has(id)) return;
        const { json: found } = await call('GET', `__admin/requests?matchingStub=${id}&limit=1`);
        hits.set(id, found?.meta?.total ?? 0);
    }));
    const text = JSON.stringify([mappings, chaos, [...hits]]);
    if (text === seen) return;
    seen = text;
    drawStubs(mappings);
    drawChaos(chaos);
}

function drawStubs(mappings) {
    fill(stubList, h('h2', 'Stubs ', h('span.quiet', mappings.length.toLocaleString('en'))), mappings.length
        ? h('ul.rowlist', mappings.slice(0, most).map((mapping) => {
        const { request = {}, response = {} } = mapping;
        const url = request.url ?? request.urlPath ?? request.urlPathTemplate ?? request.urlPattern
            ?? request.urlPathPattern ?? 'any URL';
        const outcome = response.fault ?? response.status ?? 200;
        return h('li', h('details', { k: `stub ${mapping.id}` }, h('summary', { row: true },
            h('span', { class: `status s${String(outcome)[0]}` }, outcome), h('span.method', request.method ?? 'ANY'),
                data(url, 'path'), data(mapping.name ?? '', 'quiet'),
            h('span.hits', count(hits.get(mapping.id) ?? 0, 'hit'))), json(JSON.stringify(mapping))),
        h('span.actions', h('a.button', { href: `#/requests?${new URLSearchParams({ filter: `stub:${mapping.id}` })}` },
            'Requests'),
            h('button', { k: `remove ${mapping.id}`, onclick: async () => { await call('DELETE',
                `__admin/mappings/${mapping.id}`); load(); } }, 'Remove')));
    })) : h('p.quiet', 'None. A stub responds in place of the emulated service, for one test or for an endpoint that is not emulated.'),
    mappings.length > most && h('p.quiet', `The first ${most} are listed.`));
}

function drawChaos(chaos) {
    const rules = chaos?.rules ?? [];
    fill(chaosList, h('h2', 'Chaos ', h('span.quiet', rules.length)), rules.length ? h('ul.rowlist', rules.map((rule, index) => {
        const fault = rule.fault ?? {};
        const outcome = fault.connection ?? fault.fault ?? fault.status ?? 'delay';
        const when = ['after', 'nth', 'every', 'times', 'probability',
            'ttl'].filter((name) => rule[name] !== undefined).map((name) => `${name} ${rule[name]}`).join(', ');
        return h('li', h('details', { k: `rule ${rule.name}` }, h('summary', { row: true },
            h('span', { class: `status s${String(outcome)[0]}` }, outcome), data(rule.name),
            h('span.quiet', when || 'always'),
            h('span.hits', `${rule.fired ?? 0} of ${count(rule.matched ?? 0, 'request')}`)), json(JSON.stringify(rule))),
        h('span.actions', h('button', { k: `remove ${rule.name}`, onclick: async () => { await command('PUT', 'chaos',
            { ...chaos, rules: rules.filter((_, place) => place !== index) }); load(); } }, 'Remove')));
    })) : h('p.quiet', 'None. A chaos rule fails or delays requests by number, by lot or for a time.'));
}

const addStub = (document) => call('POST', '__admin/mappings', { body: document });

async function addRule(rule) {
    const chaos = await query('chaos') ?? { rules: [] };
    return command('PUT', 'chaos', { ...chaos, rules: [...chaos.rules, rule] });
}

/** Asks for a document, starting from an example. If it is refused, the dialog stays open with the error. */
function add(title, examples, send) {
    const text = h('textarea', { id: 'document', rows: '14', spellcheck: 'false', k: 'document' });
    const choose = (index) => { text.value = JSON.stringify(examples[index][1], null, 2); };
    const problem = h('p.complaint', { role: 'alert' });
    const submit = async (event) => {
        event.preventDefault();
        let document;
        try { document = JSON.parse(text.value); } catch (error) { return fill(problem, `That is not JSON: ${error.message}`); }
        const result = await send(document);
        if (!result.ok) {
            const errors = (result.json?.errors
                ?? []).map((each) => `${each.source?.pointer ?? ''} ${each.title}${each.detail ? `: ${each.detail}` : ''}`);
            return fill(problem, errors.join('; ') || complaint(result));
        }
        closeDialog(event);
        load();
    };
    showDialog(title, h('form', { onsubmit: submit },
        h('label', { for: 'example' }, 'Start from'), h('select', { id: 'example',
            onchange: (event) => choose(event.target.value) }, examples.map(([name], index) => h('option',
            { value: index }, name))),
        h('label', { for: 'document' }, 'Document'), text, problem,
        h('p.actions', h('button.primary', 'Add'), h('button', { type: 'button', onclick: closeDialog },
            'Cancel')))).className = 'wide';
    choose(0);
}

listen('rows', (added, isReplaced) => {
    if (isReplaced) hits.clear();
    for (const row of added) if (row.stub && hits.has(row.stub)) hits.set(row.stub, hits.get(row.stub) + 1);
});
