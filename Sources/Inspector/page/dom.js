// Elements and formatting. Data only ever becomes text nodes and attributes, never markup.

const attributeNames = { k: 'data-k', label: 'aria-label', pressed: 'aria-pressed', row: 'data-row' };

/**
 * Creates an element: `h('p.quiet', { title: 'A title' }, 'A text')`; the attributes may be left out, or be a click handler.
 *
 * `on…` adds a listener, `k` is the key by which `fill` keeps the focus, `label` and `pressed` are ARIA attributes, and
 * `row` marks what the keys `j` and `k` move to. Children that are false or null are left out.
 */
export function h(name, attributes, ...children) {
    const [tag, ...classes] = name.split('.');
    const element = document.createElement(tag);
    if (classes.length) element.className = classes.join(' ');
    if (typeof attributes === 'function') attributes = { onclick: attributes };
    if (attributes?.constructor !== Object) [attributes, children] = [{}, [attributes, children]];
    for (const [key, value] of Object.entries(attributes)) {
        if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
        else if (key === 'value' || key === 'checked') element[key] = value;
        else if (key === 'pressed' || value != null && value !== false) element.setAttribute(attributeNames[key] ?? key,
            value === true && key !== 'pressed' ? '' : value);
    }
    element.append(...present(children));
    return element;
}

const present = (children) => children.flat(4).filter((child) => child != null && child !== false);

/** Replaces the children of an element. The focus stays on the element with the same key. */
export function fill(container, ...children) {
    const active = document.activeElement;
    const key = container.contains(active) && active.dataset.k;
    const selection = key && active.matches('input[type=search],input[type=text],textarea') && active.selectionStart;
    container.replaceChildren(...present(children));
    if (!key) return;
    const next = container.querySelector(`[data-k="${CSS.escape(key)}"]`);
    next?.focus({ preventScroll: true });
    if (typeof selection === 'number') next?.setSelectionRange?.(selection, selection);
}

/** Text from outside, isolated so that right-to-left text does not affect its surroundings. */
export const data = (text, kind) => h(kind ? `bdi.${kind}` : 'bdi', [text]);

/** Announces a text to screen readers. */
export function say(text) { document.getElementById('say').textContent = text; }

export async function copy(text, button) {
    try { await navigator.clipboard.writeText(text); } catch {
        // The Clipboard API needs a secure context.
        const area = h('textarea.unseen', { value: text });
        document.body.append(area);
        area.select();
        document.execCommand('copy');
        area.remove();
    }
    const label = button.textContent;
    button.textContent = 'Copied';
    button.disabled = true;
    setTimeout(() => { button.textContent = label; button.disabled = false; }, 1200);
    say('Copied.');
}

export const copyButton = (label, text, attributes) => h('button', {
    ...attributes,
    onclick: (event) => copy(typeof text === 'function' ? text() : text, event.currentTarget),
}, label);

/** Opens a modal dialog. It is removed when it closes. */
export function showDialog(title, ...children) {
    const dialog = h('dialog', { label: title, onclose: () => dialog.remove() }, h('h2', title), children);
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
}

/** Closes the dialog that a click was in. */
export const closeDialog = (event) => event.target.closest('dialog').close();

/** `1 user`, `2 users`. */
export const count = (number, noun) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;

/** The time of day in an ISO 8601 date. */
export const timeOfDay = (iso) => (/T([\d:.]+)/.exec(iso)?.[1] ?? '').padEnd(12, '.000').slice(0, 12);

/** `20 Nov 2026, 09:00:00`, in UTC. */
export function moment(milliseconds) {
    const date = new Date(milliseconds);
    if (Number.isNaN(date.getTime())) return '–';
    const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
    return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${date.toISOString().slice(11, 19)}`;
}

/** `71 h 59 min`: the two largest units of a span. */
export function span(milliseconds) {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    const parts = [[Math.floor(seconds / 86400), 'd'], [Math.floor(seconds / 3600) % 24, 'h'],
        [Math.floor(seconds / 60) % 60, 'min'], [seconds % 60, 's']];
    const first = parts.findIndex(([number]) => number > 0);
    if (first < 0) return '0 s';
    return parts.slice(first, first + 2).filter(([number], index) => number > 0 || index === 0)
        .map(([number, unit]) => `${number} ${unit}`).join(' ');
}

/** A badge that says how well a rule is known: documented, observed or inferred. */
export function basisMark(basis) {
    const words = { DOC: 'documented by Brevo', OBS: 'seen on the wire', INF: 'inferred: nobody has documented it' };
    return basis && h('span', { class: `basis ${basis}`, title: words[basis] ?? '' }, basis);
}

/** The text of an empty view, with what to do next. */
export const empty = (title, ...children) => h('div.empty', h('h2', title), ...children);

/** A block of code with a button that copies it. */
export function code(text, label = 'Copy') {
    return h('div.code', h('pre', { tabindex: '0' }, text), copyButton(label, text));
}

/** JSON, indented and coloured; anything else as plain text. Numbers keep every digit. */
export function json(text) {
    const block = h('pre.json', { tabindex: '0' });
    const limit = 100_000;
    try {
        if (text.length > limit) throw new RangeError();
        JSON.parse(text);
    } catch {
        block.textContent = text.length > limit ? `${text.slice(0, limit)}\n… ${text.length - limit} more characters` : text;
        return block;
    }
    let depth = 0;
    let previous = '';
    const put = (kind, token) => block.append(kind ? h('span', { class: kind }, token) : token);
    const newline = () => put('', `\n${'  '.repeat(depth)}`);
    const tokens = text.match(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
    tokens.forEach((token, index) => {
        const opens = token === '{' || token === '[';
        const closes = token === '}' || token === ']';
        if (closes) { depth -= 1; if (previous !== '{' && previous !== '[') newline(); }
        else if (previous === '{' || previous === '[' || previous === ',') newline();
        if (token === ':') put('', ': ');
        else if (token[0] === '"') put(tokens[index + 1] === ':' ? 'key' : 'text', token);
        else put(opens || closes || token === ',' ? '' : 'word', token);
        if (opens) depth += 1;
        previous = token;
    });
    return block;
}
