// The pane with one request: why it got its response, what was sent, what came back.
import { accountsOf, call, complaint, query, wholeKey } from './api.js';
import { asCurl, asPytest, asStub } from './copies.js';
import { basisMark, code, copyButton, data, fill, h, json, moment, say } from './dom.js';
import { nameOf } from './list.js';

/** The pane of a row. Calls `close` for its close button, and `opened` with the id of another request to open. */
export class Detail {
    #opened;
    #body;
    #head;
    #row = null;

    constructor(close, opened) {
        this.#opened = opened;
        this.#body = h('div.sections');
        this.#head = h('div.detail-head');
        this.element = h('section.detail', { label: 'Request', hidden: true },
            h('button.close', { onclick: close, label: 'Close (Escape)', title: 'Close (Esc)' }, '×'), this.#head, this.#body);
    }

    hide() {
        this.#row = null;
        this.element.hidden = true;
    }

    async show(row) {
        if (this.#row === row) return;
        this.#row = row;
        this.element.hidden = false;
        this.#showHead(row, null);
        fill(this.#body, this.#why(row, null, null));
        this.element.scrollTop = 0;
        const [entry, explanation, state] = await Promise.all([
            call('GET', `__admin/requests/${row.id}`, { world: row.world }),
            query(`explain/${row.id}`, row.world), query('state', row.world),
        ]);
        if (this.#row !== row) return;
        const accounts = accountsOf(state);
        const key = wholeKey(accounts, row.key, row.accountID);
        this.#showHead(row, entry.ok ? { entry: entry.json, key } : null);
        fill(this.#body, this.#why(row, explanation, key),
            entry.ok ? this.#exchange(entry.json) : h('p.note', entry.status === 404
                ? 'The journal no longer has this request; --journal-size keeps more.' : complaint(entry)));
    }

    #showHead(row, known) {
        const copies = known && [
            copyButton('curl', () => asCurl(known.entry.request, { key: known.key, world: row.world }),
                { title: 'Copy as a curl command' }),
            copyButton('pytest', () => asPytest(known.entry, { key: known.key, world: row.world }),
                { title: 'Copy as an assertion of pytest' }),
            copyButton('WireMock stub', () => JSON.stringify(asStub(known.entry), null, 2),
                { title: 'Copy as a stub that responds so' }),
        ];
        fill(this.#head,
            h('h2', { class: `s${String(row.status)[0]}` }, h('span.status', row.status), ' ', h('span.method', row.method), ' ',
                data(row.url, 'path')),
            h('p.facts', [nameOf(row), row.account, row.key, `world ${row.world}`, `${moment(Date.parse(row.time))} UTC`,
                row.milliseconds !== undefined && `${row.milliseconds} ms`].filter(Boolean).map((fact) => data(fact))),
            h('p.copies', h('span', 'Copy as'), copies ?? ['curl', 'pytest',
                'WireMock stub'].map((label) => h('button', { disabled: true }, label))));
    }

    /** Why the response is what it is. Without an explanation, only what the response itself says. */
    #why(row, explanation, key) {
        const rule = explanation?.rule ?? (row.rule ? { id: row.rule, basis: row.basis } : null);
        const hint = explanation?.hint ?? row.hint;
        const isRefusal = row.status >= 400;
        const heading = { stub: 'A stub responded', fault: 'A chaos rule responded', unmatched: 'Nothing matched',
            preflight: 'A browser’s question' }[row.source]
            ?? (isRefusal ? 'Why it was refused' : 'Why it was answered so');
        const parts = [
            rule && h('p.verdict', data(rule.text ?? hint)),
            rule && h('p.rule', basisMark(rule.basis), h('code', rule.id), sourceLink(rule), assumptionLink(rule)),
            hint && hint !== rule?.text && (rule?.text || !rule) && h('p.hint', data(hint)),
            explanation?.nearMiss && h('p.hint', data(explanation.nearMiss)),
            row.stub && h('p', h('a', { href: '#/stubs' }, 'Stub '), h('code', explanation?.stub?.name || row.stub)),
            row.fault && h('p', 'Injected by ', h('a', { href: '#/stubs' }, row.fault)),
            this.#change(explanation?.change, key, row),
            this.#checks(explanation?.checks ?? []),
            this.#nearMisses(explanation?.nearMisses ?? []),
        ].filter(Boolean);
        if (!parts.length) {
            if (isRefusal || row.source !== 'operation') return null;
            parts.push(h('p.hint', 'No check refused it.'));
        }
        return h('section.why', h('h3', heading), parts);
    }

    #checks(checks) {
        if (!checks.length) return null;
        const signs = { passed: '✓', refused: '✕', 'not reached': '·' };
        return h('ol.checks', checks.map((check) => h('li', { class: check.outcome.replace(' ', '-') },
            h('span.sign', { role: 'img', label: check.outcome }, signs[check.outcome] ?? '·'),
            h('span.check', data(check.text), check.compared && data(check.compared, 'compared')),
            basisMark(check.basis))));
    }

    #change(change, key, row) {
        if (!change) return null;
        const outcome = h('p.outcome', { role: 'status' });
        const requests = change.requests ?? [];
        const send = async (event) => {
            const button = event.currentTarget;
            button.disabled = true;
            let result;
            for (const sent of requests) {
                const headers = Object.fromEntries(Object.entries(sent.headers ?? {})
                    .filter(([name]) => !/^(content-length|host|connection)$/i.test(name))
                    .map(([name, value]) => [name, /^api-key$/i.test(name) && key ? key : value]));
                const path = new URL(sent.url, location.href);
                const inWorld = (path.pathname + path.search).replace(/^\/worlds\/[^/]+/, '').slice(1);
                result = await call(sent.method, inWorld, { headers, body: sent.body ?? undefined, world: row.world });
                if (!result.ok) break;
            }
            button.disabled = false;
            const id = result.headers.get('sib-request-id');
            fill(outcome, h('span', { class: `status s${String(result.status)[0]}` }, result.status),
                result.ok ? ' It passes. ' : ` ${complaint(result)} `,
                id && h('button.link', () => this.#opened(id), 'Open it'));
            say(`${result.status}. ${result.ok ? 'It passes.' : complaint(result)}`);
        };
        return h('div.change', h('h4', 'What would pass'), h('p', data(change.text)),
            requests.map((sent) => h('div.sent', h('p.line', h('span.method', sent.method), ' ', data(sent.url)),
                sent.body != null && json(typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body)))),
            requests.length > 0 && h('p.actions', h('button.primary', { k: 'send-change', onclick: send },
                requests.length > 1 ? `Send these ${requests.length} requests` : 'Send this request')), outcome);
    }

    #nearMisses(misses) {
        return misses.length > 0 && h('div', h('h4', 'Stubs that nearly matched'), h('ul.plain',
            misses.map((miss) => h('li', data(miss.stub.name || miss.stub.id),
                h('span.quiet', ` ${Math.round((1 - miss.distance) * 100)} % alike`)))));
    }

    #exchange({ request: sent, response }) {
        const headers = (fields) => {
            const lines = Object.entries(fields ?? {}).flatMap(([name, value]) => [value].flat().map((text) => [name, text]));
            return h('details', h('summary', `${lines.length} headers`),
                h('dl.headers', lines.map(([name, text]) => h('div', h('dt', name), h('dd', data(text))))));
        };
        const body = (text, encoded) => (text ? json(text) : encoded ? code(encoded) : h('p.quiet', 'No body'));
        return [
            h('section', h('h3', 'Request'), body(sent.body, sent.bodyAsBase64), headers(sent.headers)),
            h('section', h('h3', 'Response'), body(response.body, response.bodyAsBase64), headers(response.headers)),
        ];
    }
}

/** Where a rule is documented or recorded. */
function sourceLink(rule) {
    if (!/^https:\/\//.test(rule.source ?? '')) return null;
    const { hostname, pathname } = new URL(rule.source);
    return h('a', { href: rule.source, target: '_blank', rel: 'noreferrer' },
        `${hostname}${pathname.length > 1 ? `/…/${pathname.split('/').pop()}` : ''}`);
}

const assumptionLink = (rule) => rule.assumption
    && h('a', { href: `#/assumptions?at=${encodeURIComponent(rule.assumption.split('=')[0])}` }, `assumes ${rule.assumption}`);
