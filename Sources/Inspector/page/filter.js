// The filter of requests: `status:4xx path:invit -basis:INF "some text"`.

const fields = {
    status: (row) => String(row.status), method: (row) => row.method, path: (row) => row.url,
    operation: (row) => row.operation, basis: (row) => row.basis, rule: (row) => row.rule, hint: (row) => row.hint,
    account: (row) => `${row.account} ${row.key}`, key: (row) => row.key, world: (row) => row.world,
    stub: (row) => row.stub, fault: (row) => row.fault, source: (row) => row.source, id: (row) => row.id,
};
const synonyms = { url: 'path', op: 'operation', chaos: 'fault' };

const filterFields = Object.keys(fields);

/** The row's text to search in, made on first use. */
function textOf(row) {
    row.text ??= filterFields.map((name) => fields[name](row)).join('\n').toLowerCase();
    return row.text;
}

/** Whether a status matches `404`, `4xx`, `>=400` or `400-499`. */
function statusTest(value) {
    const range = /^(\d{3})-(\d{3})$/.exec(value);
    if (range) return (status) => status >= +range[1] && status <= +range[2];
    const bound = /^([<>]=?)(\d{3})$/.exec(value);
    if (bound) {
        const [, sign, number] = bound;
        return (status) => (sign[0] === '>' ? status > +number : status < +number)
            || (sign.length === 2 && status === +number);
    }
    // `4` and `40` match by prefix, so results narrow while somebody types.
    return (status) => [...value].every((digit, index) => digit === 'x' || digit === String(status)[index]);
}

/** The filter as a predicate of rows; null if it is empty. */
export function parseFilter(text) {
    const tests = [];
    for (const [, minus, name, quoted, bare] of text.matchAll(/(-?)(?:(\w+):)?(?:"([^"]*)"?|(\S+))/g)) {
        const field = synonyms[name?.toLowerCase()] ?? name?.toLowerCase();
        let value = (quoted ?? bare).toLowerCase();
        let test;
        if (field === 'status') {
            const choices = value.split(',').filter(Boolean).map(statusTest);
            test = (row) => choices.some((choice) => choice(row.status));
        } else if (fields[field]) {
            const choices = value.split(',').filter(Boolean);
            test = (row) => choices.some((choice) => (fields[field](row) ?? '').toLowerCase().includes(choice));
        } else {
            if (name) value = `${name.toLowerCase()}:${value}`;
            test = (row) => textOf(row).includes(value);
        }
        tests.push(minus ? (row) => !test(row) : test);
    }
    return tests.length ? (row) => tests.every((test) => test(row)) : null;
}
