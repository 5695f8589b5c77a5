/* zone_terms_json.c - what nobody said is null here, and listed under "unknown" with the reason. */
#include "api/zone_terms_json.h"

#include <stdlib.h>
#include <string.h>

static void put_year(struct json_writer *w, const char *key, int year)
{
    if (year)
        json_put_int(w, key, year);
    else
        json_put_null(w, key);
}

static void put_unknowns(struct json_writer *w, unsigned set, bool english)
{
    json_put_array(w, "unknown");
    for (int u = 0; u < ZONE_UNKNOWNS; u++) {
        if (!(set & 1U << u))
            continue;
        json_object(w);
        json_put_string(w, "what", zone_unknown_name((enum zone_unknown)u));
        json_put_string(w, "text", zone_unknown_text((enum zone_unknown)u, english));
        json_end(w);
    }
    json_end(w);
}

void put_zone_term(struct json_writer *w, const struct zone_told *told, size_t term, bool english)
{
    const struct zone_term *t = &told->terms.terms[term];

    json_object(w);
    json_put_string(w, "track", title_kind_name(told->track));
    json_put_string(w, "track_label", title_kind_label(told->track, english));
    json_put_string(w, "programme", zone_programme_name(told->terms.programme));
    json_put_int(w, "number", (int64_t)term + 1);
    json_put_string(w, "status", zone_status_name(t->status));
    json_put_string(w, "status_label", zone_status_label(t->status, english));
    json_put_string(w, "phase_label",
                    told->terms.programme == ZONE_FORMER ? NULL
                                                         : zone_phase_label(t->phase, english));
    json_put_date(w, "since", t->since);
    json_put_date(w, "until", t->until);
    json_put_date(w, "last_day", t->last_day);
    json_put_date(w, "passed", t->passed);
    json_put_date(w, "revoked", t->ended);
    json_put_bool(w, "fraud", t->fraud);
    json_put_bool(w, "renews", t->renews);
    json_put_bool(w, "supported", t->supported);
    json_put_string(w, "priority_for", t->priority ? title_kind_name(TITLE_TRIAL_ZONE) : NULL);
    put_unknowns(w, t->unknown, english);
    json_end(w);
}

void put_zone_event(struct json_writer *w, const struct zone_event *e, bool english)
{
    const struct zone_event_rule *r = zone_event_rule(zone_programme_of(e->track), e->kind);

    json_object(w);
    json_put_id(w, "id", e->id);
    json_put_string(w, "track", title_kind_name(e->track));
    json_put_string(w, "event", zone_event_name(e->kind));
    json_put_string(w, "event_label", zone_event_label(e->kind, english));
    json_put_date(w, "day", e->day);
    put_year(w, "year", e->year);
    json_put_date(w, "limit_day", e->limit);
    json_put_string(w, "clause", r ? r->clause : NULL);
    json_put_bool(w, "implied", e->id == 0);
    json_put_id(w, "title", e->title);
    json_put_string(w, "document", e->document);
    json_put_string(w, "source", e->id ? e->source : NULL);
    json_put_string(w, "note", e->note);
    json_put_moment(w, "recorded", e->recorded);
    json_end(w);
}

/* ---- what is owed ---- */

size_t owed_of(const struct zone_told *told, size_t n_told, struct arena *a, struct owed **out)
{
    size_t n = 0, room = 0;

    for (size_t i = 0; i < n_told; i++) {
        for (size_t t = 0; t < told[i].terms.n; t++)
            room += told[i].terms.terms[t].n_duties;
    }
    *out = arena_alloc(a, room + 1, sizeof **out);
    for (size_t i = 0; i < n_told; i++) {
        for (size_t t = 0; t < told[i].terms.n; t++) {
            for (size_t d = 0; d < told[i].terms.terms[t].n_duties; d++)
                (*out)[n++] = (struct owed){&told[i], t, &told[i].terms.terms[t].duties[d]};
        }
    }
    return n;
}

/* A year without a day counts as its end. */
static date_t sort_day(const struct zone_duty *d)
{
    if (d->due != DATE_NONE)
        return d->due;
    return d->due_year ? date_from_civil(d->due_year, 12, 31) : INT32_MAX;
}

static int compare(const void *a, const void *b)
{
    const struct owed *p = a, *q = b;
    date_t x = sort_day(p->duty), y = sort_day(q->duty);
    int order = (x > y) - (x < y);

    if (order == 0)
        order = strcmp(p->told->zone->id, q->told->zone->id);
    if (order == 0)
        order = (p->told->track > q->told->track) - (p->told->track < q->told->track);
    if (order == 0)
        order = (p->term > q->term) - (p->term < q->term);
    return order ? order : (p->duty > q->duty) - (p->duty < q->duty);
}

void owed_sort(struct owed *all, size_t n)
{
    if (n)
        qsort(all, n, sizeof *all, compare);
}

bool owed_is_open(const struct owed *o)
{
    enum duty_state s = o->duty->state;

    return s == DUTY_OPEN || s == DUTY_DUE_UNKNOWN || s == DUTY_OVERDUE;
}

/* Several duties of a kind and year are told apart by their place. */
const char *owed_id(const struct owed *o, struct arena *a)
{
    const struct zone_term *t = &o->told->terms.terms[o->term];
    const char *kind = zone_duty_name(o->duty->kind);
    int same = 1;

    if (o->duty->year)
        return arena_printf(a, "zone-%s-%s-%zu-%s-%d", o->told->zone->id,
                            title_kind_name(o->told->track), o->term + 1, kind, o->duty->year);
    for (const struct zone_duty *d = t->duties; d < o->duty; d++)
        same += d->kind == o->duty->kind;
    return arena_printf(a, "zone-%s-%s-%zu-%s-n%d", o->told->zone->id,
                        title_kind_name(o->told->track), o->term + 1, kind, same);
}

void put_owed(struct json_writer *w, const struct owed *o, bool english)
{
    const struct zone_duty *d = o->duty;
    const struct zone_duty_rule *rule = zone_duty_rule(o->told->terms.programme, d->kind);

    json_object(w);
    json_put_string(w, "zone", o->told->zone->id);
    json_put_string(w, "zone_name", o->told->zone->name);
    json_put_string(w, "unit", o->told->zone->unit);
    json_put_string(w, "track", title_kind_name(o->told->track));
    json_put_int(w, "term", (int64_t)o->term + 1);
    json_put_string(w, "duty", zone_duty_name(d->kind));
    json_put_string(w, "duty_label", zone_duty_label(d->kind, english));
    json_put_string(w, "clause", rule ? rule->clause : NULL);
    json_put_string(w, "owner", rule ? role_name(rule->owner) : NULL);
    json_put_string(w, "owner_label", rule ? role_label(rule->owner, english) : NULL);
    put_year(w, "year", d->year);
    json_put_date(w, "from", d->from);
    json_put_date(w, "due", d->due);
    put_year(w, "due_year", d->due_year);
    json_put_date(w, "done", d->done);
    json_put_string(w, "state", duty_state_name(d->state));
    json_put_string(w, "state_label", duty_state_label(d->state, english));
    json_put_bool(w, "overdue", d->state == DUTY_OVERDUE);
    json_end(w);
}

const struct zone_told *told_now(const struct zone_told *told, size_t n, date_t on, size_t *term)
{
    const struct zone_told *best = NULL;
    const struct zone_term *best_term = NULL;

    for (size_t i = 0; i < n; i++) {
        const struct zone_term *t = zone_terms_at(&told[i].terms, on);
        bool former = told[i].terms.programme == ZONE_FORMER;

        if (!t || (best && (former || t->since == DATE_NONE || t->since <= best_term->since)))
            continue;
        best = &told[i];
        best_term = t;
        *term = (size_t)(t - told[i].terms.terms);
    }
    return best;
}
