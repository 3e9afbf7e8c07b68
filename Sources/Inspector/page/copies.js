// Requests as text to paste elsewhere: curl, pytest, a WireMock stub.
import { shortened, urlOf } from './api.js';

const quoted = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const boring = /^(host|content-length|user-agent|accept|accept-encoding|accept-language|connection|origin|referer|priority|sec-.*)$/i;

/** The headers worth repeating, as `[name, value]`. `key` replaces the shortened API key. */
function headersOf(sent, key) {
    return Object.entries(sent.headers ?? {}).filter(([name]) => !boring.test(name))
        .map(([name, value]) => [name, name.toLowerCase() === 'api-key' && key ? key : [value].flat()[0]]);
}

const absolute = (sent, world) => urlOf(sent.url.replace(/^\//, ''), world).href;

export function asCurl(sent, { key, world } = {}) {
    const headers = headersOf(sent, key);
    const hasJSON = sent.body && headers.some(([name, value]) => /^content-type$/i.test(name) && /json/.test(value));
    const lines = [`curl ${sent.method === 'GET' ? '' : `-X ${sent.method} `}${quoted(absolute(sent, world))}`];
    for (const [name, value] of headers) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
    if (sent.body) lines.push(`--data-binary ${quoted(sent.body)}`);
    return (hasJSON || lines.length > 2 ? lines.join(' \\\n  ') : lines.join(' '));
}

/** A JSON value as a Python literal. */
function python(value, indent = '    ') {
    if (value === null) return 'None';
    if (value === true) return 'True';
    if (value === false) return 'False';
    if (typeof value !== 'object') return JSON.stringify(value);
    const inner = `${indent}    `;
    const parts = Array.isArray(value) ? value.map((item) => python(item, inner))
        : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${python(item, inner)}`);
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    const line = `${open}${parts.join(', ')}${close}`;
    return line.length < 90 ? line : `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close}`;
}

function parsed(text) {
    try { return { value: JSON.parse(text) }; } catch { return null; }
}

export function asPytest(entry, { key, world } = {}) {
    const { request: sent, response } = entry;
    const headers = Object.fromEntries(headersOf(sent, key).filter(([name]) => !/^content-type$/i.test(name)));
    const [body, answer] = [sent.body && parsed(sent.body), response.body && parsed(response.body)];
    const argument = !sent.body ? '' : body ? `\n        json=${python(body.value, '        ')},`
        : `\n        content=${python(sent.body)},`;
    const name = sent.url.split('?')[0].split('/').filter(Boolean).slice(1).join('_').replace(/\W+/g, '_').slice(0, 60);
    return [
        'import httpx', '', '', `def test_${sent.method.toLowerCase()}_${name}():`, '    response = httpx.request(',
        `        ${JSON.stringify(sent.method)},`, `        ${JSON.stringify(absolute(sent, world))},`,
        `        headers=${python(headers, '        ')},${argument}`, '    )',
        `    assert response.status_code == ${response.status}`,
        ...(answer ? [`    assert response.json() == ${python(answer.value)}`] : []), '',
    ].join('\n');
}

export function asStub(entry) {
    const { request: sent, response } = entry;
    const [path, search] = sent.url.split('?');
    const [body, answer] = [sent.body && parsed(sent.body), response.body && parsed(response.body)];
    const type = Object.entries(response.headers ?? {}).find(([name]) => /^content-type$/i.test(name));
    return {
        request: {
            method: sent.method, urlPath: path,
            ...(search && {
                queryParameters: Object.fromEntries([...new URLSearchParams(search)].map(([name, value]) => [name,
                    { equalTo: value }])),
            }),
            ...(body && { bodyPatterns: [{ equalToJson: body.value, ignoreExtraElements: true }] }),
        },
        response: {
            status: response.status,
            ...(answer ? { jsonBody: answer.value } : response.body && { body: response.body }),
            ...(type && { headers: { 'Content-Type': [type[1]].flat()[0] } }),
        },
    };
}

/** A call made by this page, as curl. */
export function callAsCurl(sent) {
    const headers = { ...sent.headers, ...(sent.body && { 'Content-Type': 'application/json' }) };
    return asCurl({ method: sent.method, url: sent.path, headers, body: sent.body }, { key: headers['api-key'] });
}

/** A call made by this page, in one line. */
export const callLine = (sent) => `${sent.method} ${sent.path}${sent.headers?.['api-key'] ? `  api-key: ${shortened(sent.headers['api-key'])}` : ''}`;
