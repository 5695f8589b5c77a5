// The published facts read without the service, and what follows from them by geodata/facts/README.md
// alone: what a row is worth on a day, who holds a title, and when nobody can tell.  Days are texts
// (YYYY-MM-DD), which sort as days do.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GEODATA, needed } from './paths.mjs';
import { rowsOf } from './csv.mjs';

const table = (name) => rowsOf(readFileSync(needed(join(GEODATA, 'facts', `${name}.csv`), 'it is part of the project'), 'utf8'));

export const titles = table('titles');
export const rosters = table('rosters').map((r) => ({ ...r, id: `${r.kind}/${r.batch}`, declared: r.declared === '' ? null : Number(r.declared) }));
const complete = table('complete');

export const TRACKS = ['demo-city', 'demo-county', 'pilot-city', 'pilot-county'];
export const FIRST_DAY = { city: '2022-07-01', county: '2022-08-01' };

export const stated = titles.filter((t) => t.confidence === 'stated');
export const shown = titles.filter((t) => ['stated', 'stated_in_local_plan'].includes(t.confidence));
export const leads = titles.filter((t) => !shown.includes(t));
export const held = (rows) => rows.filter((t) => TRACKS.includes(t.kind));

const side = (kind) => kind.split('-')[1];
const demonstration = (kind) => `demo-${side(kind)}`;
const isPilot = (kind) => TRACKS.includes(kind) && kind.startsWith('pilot-');

export const knownOf = (roster) => stated.filter((t) => t.kind === roster.kind && t.batch === roster.batch).length;

export const isComplete = (roster, unit) =>
    knownOf(roster) === roster.declared ||
    complete.some((c) => c.kind === roster.kind && c.batch === roster.batch && ['*', unit].includes(c.province));

const within = (row, day) => row.since <= day && day <= row.until;
const earlier = (a, b) => (a < b ? a : b);

export function statusOf(title, day) {
    if (!title.since || !title.until) {
        return 'term_unknown';
    }
    if (day < title.since) {
        return 'not_yet';
    }
    const upTo = earlier(day, title.until);
    if (isPilot(title.kind)) {
        const kind = demonstration(title.kind);
        const raised = (rows) => rows.some((d) => d.kind === kind && d.holder_code === title.holder_code && d.since <= upTo && title.since <= d.until);
        if (raised(stated)) {
            return 'superseded';
        }
        if (day <= title.until) {
            const later = rosters.filter((r) => r.kind === kind && title.since < r.since && r.since <= upTo);
            if (raised(shown) || later.some((r) => !isComplete(r, title.province))) {
                return 'in_force_unless_superseded';
            }
        }
    }
    return day > title.until ? 'ended' : 'in_force';
}

export const counts = (title, day) => ['in_force', 'in_force_unless_superseded'].includes(statusOf(title, day));
export const inForce = (day) => held(stated).filter((t) => counts(t, day));

// Does the place of this code and unit hold a title of the kind on the day: 'yes', 'no', 'unknown'?
// The kind of place is taken to fit.
export function holds(kind, code, unit, day) {
    const own = (rows) => rows.filter((t) => t.kind === kind && t.holder_code === code);
    const statuses = own(stated).map((t) => statusOf(t, day));
    if (statuses.includes('in_force')) {
        return 'yes';
    }
    if (statuses.includes('in_force_unless_superseded') || own(shown).some((t) => counts(t, day))) {
        return 'unknown';
    }
    if (isPilot(kind) && holds(demonstration(kind), code, unit, day) === 'yes') {
        return 'no';
    }
    return absence(kind, code, unit, day);
}

function absence(kind, code, unit, day) {
    if (day < FIRST_DAY[side(kind)]) {
        return 'no';
    }
    const running = rosters.filter((r) => r.kind === kind && within(r, day));
    const names = (roster) => stated.some((t) => t.kind === kind && t.batch === roster.batch && t.holder_code === code);
    return running.length > 0 && running.every((r) => names(r) || isComplete(r, unit)) ? 'no' : 'unknown';
}

// Either of the two titles of a side: a pilot that may have been raised is one or the other.
export function holdsEither(of, code, unit, day) {
    const pilots = stated.filter((t) => t.kind === `pilot-${of}` && t.holder_code === code);
    const each = [`demo-${of}`, `pilot-${of}`].map((kind) => holds(kind, code, unit, day));
    if (each.includes('yes') || pilots.some((t) => counts(t, day))) {
        return 'yes';
    }
    return each.includes('unknown') ? 'unknown' : 'no';
}

// What anybody may be told: attested conditions are open, nobody is barred.
export function verdict(track, code, unit, day) {
    const of = side(track);
    const refused = isPilot(track)
        ? holdsEither(of, code, unit, day) === 'yes'
        : holds(track, code, unit, day) === 'yes' || holds(`pilot-${of}`, code, unit, day) === 'no';
    return refused ? 'not_eligible' : 'undetermined';
}

export const unitOf = (code) => (code >= '659001' && code <= '659012' ? 'XPCC' : `${code.slice(0, 2)}0000`);
