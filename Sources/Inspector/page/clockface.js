// The world's clock, read once and then extrapolated.
import { query } from './api.js';

let reading = null;

/** Reads the clock; null if it cannot be read. */
export async function readClock() {
    const clock = await query('clock');
    if (clock) reading = { ...clock, milliseconds: Date.parse(clock.now), at: performance.now() };
    return reading;
}

/** The last reading, or null. */
export const clock = () => reading;

/** The world's time in milliseconds since 1970. */
export function worldNow() {
    if (!reading) return Date.now();
    return reading.milliseconds + (reading.frozen ? 0 : (performance.now() - reading.at) * reading.rate);
}

/** `frozen`, `running`, or how fast it runs. */
export const clockNote = () => (!reading ? '' : reading.frozen ? 'frozen' : reading.rate === 1 ? 'running'
    : `running × ${reading.rate}`);
