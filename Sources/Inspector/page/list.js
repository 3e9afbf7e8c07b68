// The list of requests, newest first. Only visible rows have elements.
import { h, timeOfDay } from './dom.js';

const overscan = 6;
const columns = [['time', 'Time'], ['status', 'Status'], ['method', 'Method'], ['path', 'Path'], ['operation', 'Operation'],
    ['hint', 'Hint'], ['account', 'Account'], ['took', 'ms']];

/** A virtual list with rows of equal height. New rows never move the ones that somebody looks at. */
export class RowList {
    #scroller;
    #spacer;
    #pill;
    #observer;
    #open;
    #showsWorlds;
    #rows = [];
    #slots = [];
    #height = 34;
    #view = 0;
    #heldUntil = 0;
    #isHeld = false;
    #serial = 0;
    #ids = new WeakMap();
    selected = null;

    /** Calls `open` with a row to open; `showsWorlds` returns whether the rows come from several worlds. */
    constructor(open, showsWorlds) {
        this.#open = open;
        this.#showsWorlds = showsWorlds;
        this.#spacer = h('div.spacer', { role: 'presentation' });
        this.#scroller = h('div.rows', {
            role: 'grid', tabindex: '0', label: 'Requests, newest first', k: 'rows',
            onscroll: () => this.#scrolled(), onclick: (event) => this.#clicked(event),
            onpointermove: () => { this.#heldUntil = performance.now() + 1200; },
            onpointerleave: () => { this.#heldUntil = 0; this.#release(); },
        }, this.#spacer);
        this.#pill = h('button.pill', { hidden: true, onclick: () => this.scrollToTop() });
        const head = h('div.row.head', { 'aria-hidden': 'true' }, columns.map(([name, title]) => h(`span.${name}`, title)));
        this.element = h('div.list', head, h('div.window', this.#scroller, this.#pill));
        this.#observer = new ResizeObserver(() => this.#resized());
        this.#observer.observe(this.#scroller);
    }

    get rows() { return this.#rows; }
    #at(index) { return this.#rows[this.#rows.length - 1 - index]; }
    #indexOf(row) { const index = this.#rows.lastIndexOf(row); return index < 0 ? -1 : this.#rows.length - 1 - index; }

    /** Shows rows, given oldest first. The last `added` of them are new. */
    update(rows, added) {
        this.#rows = rows;
        const isHeld = performance.now() < this.#heldUntil;
        const mustStay = added > 0 && (this.#scroller.scrollTop > 0 || this.selected || isHeld);
        this.#spacer.style.height = `${rows.length * this.#height}px`;
        this.#scroller.setAttribute('aria-rowcount', rows.length);
        if (mustStay) {
            if (this.#scroller.scrollTop === 0) {
                this.#isHeld = isHeld && !this.selected;
                if (this.#isHeld) setTimeout(() => this.#release(), 1300);
            }
            this.#scroller.scrollTop += added * this.#height;
        }
        this.#draw();
    }

    #release() {
        if (!this.#isHeld || performance.now() < this.#heldUntil) return;
        this.#isHeld = false;
        this.scrollToTop();
    }

    scrollToTop() {
        this.#scroller.scrollTop = 0;
        this.#draw();
    }

    #resized() {
        const height = parseFloat(getComputedStyle(this.#scroller).getPropertyValue('--row')) || 34;
        this.#view = this.#scroller.clientHeight;
        if (height !== this.#height) {
            const index = this.#scroller.scrollTop / this.#height;
            this.#height = height;
            this.#spacer.style.height = `${this.#rows.length * height}px`;
            this.#scroller.scrollTop = index * height;
        }
        this.#draw();
    }

    #scrolled() {
        if (this.#scroller.scrollTop === 0) this.#isHeld = false;
        this.#draw();
    }

    #draw() {
        const { scrollTop } = this.#scroller;
        const above = Math.floor(scrollTop / this.#height);
        this.#pill.hidden = above === 0;
        if (above) this.#pill.textContent = `↑ ${above.toLocaleString('en')} above`;
        const size = Math.ceil(this.#view / this.#height) + 2 * overscan;
        while (this.#slots.length < size) this.#addSlot();
        const first = Math.max(0, above - overscan);
        for (let index = first; index < first + this.#slots.length; index += 1) {
            this.#bind(this.#slots[index % this.#slots.length], index);
        }
        const active = this.#slots.find((slot) => slot.row && slot.row === this.selected);
        if (active) this.#scroller.setAttribute('aria-activedescendant', active.element.id);
        else this.#scroller.removeAttribute('aria-activedescendant');
    }

    #addSlot() {
        const cells = Object.fromEntries(columns.map(([name]) => [name, h(`bdi.${name}`, { role: 'gridcell' })]));
        const mark = h('span.basis');
        const hint = document.createTextNode('');
        cells.hint.append(mark, hint);
        const element = h('div.row', { role: 'row', hidden: true }, Object.values(cells));
        this.#slots.push({ element, cells, mark, hint, row: null, index: -1 });
        this.#spacer.append(element);
    }

    #bind(slot, index) {
        const row = index < this.#rows.length ? this.#at(index) : null;
        const { element, cells } = slot;
        if (slot.index !== index) {
            slot.index = index;
            element.style.transform = `translateY(${index * this.#height}px)`;
        } else if (slot.height !== this.#height) element.style.transform = `translateY(${index * this.#height}px)`;
        slot.height = this.#height;
        const isSelected = row !== null && row === this.selected;
        if (slot.isSelected !== isSelected) {
            slot.isSelected = isSelected;
            element.setAttribute('aria-selected', isSelected);
        }
        if (slot.row === row) return;
        slot.row = row;
        element.hidden = !row;
        if (!row) return;
        if (!this.#ids.has(row)) this.#ids.set(row, `row-${this.#serial += 1}`);
        element.id = this.#ids.get(row);
        element.setAttribute('aria-rowindex', index + 1);
        element.className = `row s${String(row.status)[0]}`;
        cells.time.textContent = timeOfDay(row.time);
        cells.status.textContent = row.status;
        cells.method.textContent = row.method;
        cells.path.textContent = row.url;
        cells.path.title = row.url;
        cells.operation.textContent = nameOf(row);
        slot.mark.textContent = row.basis;
        slot.mark.className = `basis ${row.basis}`;
        slot.mark.hidden = !row.basis;
        slot.hint.data = row.hint;
        cells.hint.title = row.hint;
        cells.account.textContent = this.#showsWorlds() ? row.world : row.account || row.key;
        cells.account.title = [row.account, row.key, row.world].filter(Boolean).join(' · ');
        cells.took.textContent = row.milliseconds === undefined ? '' : row.milliseconds.toFixed(row.milliseconds < 10 ? 2 : 0);
    }

    #clicked(event) {
        const element = event.target.closest('.row');
        const slot = this.#slots.find((candidate) => candidate.element === element);
        if (slot?.row) this.#open(slot.row);
    }

    /** Moves the selection down by a number of rows, or selects the first visible row. */
    move(by) {
        if (!this.#rows.length) return null;
        const index = this.selected ? this.#indexOf(this.selected) + by : Math.floor(this.#scroller.scrollTop / this.#height);
        return this.select(this.#at(Math.min(Math.max(index, 0), this.#rows.length - 1)));
    }

    /** Selects a row and scrolls to it. */
    select(row) {
        this.selected = row;
        const index = row ? this.#indexOf(row) : -1;
        if (index >= 0) {
            const top = index * this.#height;
            const { scrollTop } = this.#scroller;
            if (top < scrollTop) this.#scroller.scrollTop = top;
            else if (top + this.#height > scrollTop + this.#view) this.#scroller.scrollTop = top + this.#height - this.#view;
        }
        this.#draw();
        return row;
    }

    /** Redraws all rows, after what they show has changed. */
    redraw() {
        for (const slot of this.#slots) slot.row = undefined;
        this.#draw();
    }

    close() { this.#observer.disconnect(); }
}

/** What responded: the operation, a stub, a chaos rule, or nothing. */
export function nameOf(row) {
    if (row.source === 'fault') return `chaos ${row.fault}`;
    if (row.source === 'stub') return 'stub';
    return row.operation || (row.source === 'unmatched' ? 'no operation' : row.source);
}
