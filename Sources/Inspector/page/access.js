// A person's permissions: as a row of squares, and as an editor.
import { data, fill, h } from './dom.js';

/** The features that an account can grant to a role, each with `isOnPlan`. */
export function featuresOf(catalog, account, role) {
    if (role === 'admin') return catalog.corporate.map((feature) => ({ ...feature, isOnPlan: true }));
    const groups = catalog.plans.find((plan) => plan.name === account.plan)?.groups ?? [];
    return catalog.organization.map((feature) => ({
        ...feature, isOnPlan: account.features ? account.features.includes(feature.feature) : groups.includes(feature.group),
    }));
}

/** A person's permissions in a state document: a map from feature to a set of permissions. */
export function accessOf(person, features) {
    if (person.all_features_access) {
        return new Map(features.filter((feature) => feature.isOnPlan && !feature.legacy)
            .map((feature) => [feature.feature, new Set(feature.permissions.map((item) => item.permission))]));
    }
    return new Map((person.privileges ?? []).map((item) => [item.feature,
        new Set(item.permissions.filter((name) => name !== 'none'))]));
}

/** A square that shows how much of a feature is granted: full, partly filled, empty, or crossed out if the plan lacks it. */
export function square(feature, granted) {
    const names = feature.permissions.filter((item) => granted?.has(item.permission)).map((item) => item.label);
    const share = names.length / feature.permissions.length;
    const words = share === 1 ? 'all' : share ? names.join(', ') : feature.isOnPlan ? 'none' : 'not on the plan';
    const text = `${feature.label}: ${words}${share > 0 && share < 1 ? ` (${names.length} of ${feature.permissions.length})` : ''}`;
    const cell = h('span', { class: `square ${share === 1 ? 'full' : share ? 'part' : feature.isOnPlan ? 'none' : 'off'}`, role: 'img', label: text, title: text });
    if (share > 0 && share < 1) cell.style.setProperty('--share', share);
    return cell;
}

export const legend = () => h('p.legend', { 'aria-hidden': 'true' },
    [['full', 'granted'], ['part', 'partly'], ['none', 'none'], ['off', 'not on the plan']]
    .map(([kind, text]) => h('span', h('span', { class: `square ${kind}` }), text)));

/** An editor of permissions. It calls `changed` with the fields of the request that would set them. */
export class AccessEditor {
    #features;
    #before;
    #access;
    #hasAll;
    #changed;
    constructor(features, person, changed) {
        this.#features = features.filter((feature) => !feature.legacy || accessOf(person, features).has(feature.feature));
        this.#before = accessOf(person, features);
        this.#access = accessOf(person, features);
        this.#hasAll = Boolean(person.all_features_access);
        this.#changed = changed;
        this.element = h('div.editor');
        this.#draw();
    }

    #draw() {
        const all = h('label.check-label', h('input', {
            type: 'checkbox', checked: this.#hasAll, k: 'all-features',
            onchange: (event) => { this.#hasAll = event.target.checked; this.#draw(); },
        }), 'All features');
        fill(this.element, all, h('div.features', this.#features.map((feature) => this.#feature(feature))));
        this.#changed(this.#request());
    }

    #feature(feature) {
        const granted = this.#access.get(feature.feature) ?? new Set();
        const isGranted = (item) => (this.#hasAll ? feature.isOnPlan : granted.has(item.permission));
        return h('div', { class: `feature${feature.isOnPlan ? '' : ' off'}`, role: 'group', label: feature.label },
            h('span.label', feature.label, !feature.isOnPlan && h('span.quiet', ' not on the plan')),
            h('span.permissions', feature.permissions.map((item) => h('button.permission', {
                type: 'button', pressed: isGranted(item), disabled: this.#hasAll,
                k: `${feature.feature}.${item.permission}`, title: `${feature.feature}: ${item.permission}`,
                onclick: () => this.#toggle(feature.feature, item.permission),
            }, data(item.label)))));
    }

    #toggle(feature, permission) {
        const granted = new Set(this.#access.get(feature));
        if (!granted.delete(permission)) granted.add(permission);
        this.#access.set(feature, granted);
        this.#draw();
    }

    /** The fields of a request. Removed features are sent as `none`, so the result is the same under every assumption. */
    #request() {
        const privileges = this.#features.flatMap(({ feature, permissions }) => {
            const granted = permissions.map((item) => item.permission).filter((name) => this.#access.get(feature)?.has(name));
            if (granted.length) return [{ feature, permissions: granted }];
            return this.#before.get(feature)?.size ? [{ feature, permissions: ['none'] }] : [];
        });
        return { all_features_access: this.#hasAll, privileges: this.#hasAll ? [] : privileges };
    }
}
