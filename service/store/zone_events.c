/* zone_events.c - rows read against their digests; a new one is held against the rules together
 * with all that is on record, so that what stands here always tells a story. */
#include "store/zone_events.h"

#include "domain/zone_history.h"
#include "store/internal.h"
#include "store/terms_rows.h"
#include "store/titles.h"
#include "store/walk.h"
#include "store/zone_events_write.h"

#include <string.h>

static const char ADD[] = "INSERT INTO zone_event (zone, track, event, day, year, limit_day, title,"
                          " application, document, source, note, origin, recorded_ms, recorded_in)"
                          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
static const char HERE[] = "register";

/* ---- reading ---- */

static bool day_of(struct stmt *row, int column, struct arena *a, date_t *out)
{
    const char *text = column_text(row, column, a);

    *out = DATE_NONE;
    return !text || date_parse(text, out);
}

static bool event_from_row(struct stmt *row, struct arena *a, struct zone_event *e, struct err *err)
{
    *e = (struct zone_event){
        .id = column_int(row, COL_TERMS_KEY),
        .zone = column_text(row, COL_EVENT_ZONE, a),
        .year = (int)column_int(row, COL_EVENT_YEAR), /* NULL reads as 0 */
        .title = column_int(row, COL_EVENT_TITLE),
        .application = column_int(row, COL_EVENT_APPLICATION),
        .document = column_text(row, COL_EVENT_DOCUMENT, a),
        .source = column_text(row, COL_EVENT_SOURCE, a),
        .note = column_text(row, COL_EVENT_NOTE, a),
        .recorded = column_int(row, COL_EVENT_RECORDED),
        .retracted = column_int_or(row, COL_EVENT_RETRACTED, MOMENT_NONE),
    };
    return (title_kind_parse(column_text(row, COL_EVENT_TRACK, a), &e->track) &&
            zone_holds(e->track) &&
            zone_event_parse(column_text(row, COL_EVENT_EVENT, a), &e->kind) &&
            day_of(row, COL_EVENT_DAY, a, &e->day) && e->day != DATE_NONE &&
            day_of(row, COL_EVENT_LIMIT, a, &e->limit)) ||
           err_set(err, ERR_INTERNAL, "event %lld of zone %s holds a word or a day that is unknown",
                   (long long)e->id, e->zone);
}

static bool read_events(struct walk *w, struct arena *a, struct zone_event **out, size_t *n,
                        struct err *err)
{
    struct zone_event *rows = NULL;
    size_t room = 0;

    *n = 0;
    while (walk_next(w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (event_from_row(w->row, a, &rows[*n], err))
            ++*n;
        else
            walk_fail(w);
    }
    *out = rows;
    return walk_end(w);
}

bool store_zone_events(struct store *s, struct arena *a, struct zone_event **out, size_t *n,
                       struct err *err)
{
    struct walk w;

    return walk_begin(&w, s, &terms_tables[ROWS_ZONE_EVENT], err) &&
           read_events(&w, a, out, n, err);
}

bool zone_titles_now(struct store *s, struct arena *a, const char *name, enum title_kind track,
                     const struct title ***out, size_t *n, struct err *err)
{
    struct title *all;
    size_t n_all;

    *n = 0;
    if (!store_titles(s, a, &all, &n_all, err))
        return false;
    *out = arena_alloc(a, n_all + 1, sizeof(struct title *));
    for (size_t i = 0; i < n_all; i++) {
        if (all[i].kind == track && title_shown(&all[i], MOMENT_NONE) &&
            strcmp(all[i].name, name) == 0)
            (*out)[(*n)++] = &all[i];
    }
    return true;
}

/* but: a title that comes with the event in hand and implies nothing by itself; 0: none. */
static bool events_but(struct store *s, struct arena *a, const char *zone, const char *name,
                       enum title_kind track, int64_t but, struct zone_event **out, size_t *n,
                       struct err *err)
{
    struct zone_event *told;
    const struct title **titles;
    size_t n_told, n_titles, kept = 0;
    struct walk w;

    if (!walk_begin_of(&w, s, &zone_events_of_zone, zone, err) ||
        !read_events(&w, a, &told, &n_told, err) ||
        !zone_titles_now(s, a, name, track, &titles, &n_titles, err))
        return false;
    for (size_t i = 0; i < n_titles; i++) {
        if (titles[i]->id != but)
            titles[kept++] = titles[i];
    }
    *out = arena_alloc(a, n_told + 2, sizeof **out); /* and room for one more */
    *n = zone_history(zone, track, told, n_told, titles, kept, MOMENT_NONE, *out, n_told + 1);
    return true;
}

bool store_zone_events_now(struct store *s, struct arena *a, const char *zone, const char *name,
                           enum title_kind track, struct zone_event **out, size_t *n,
                           struct err *err)
{
    return events_but(s, a, zone, name, track, 0, out, n, err);
}

/* ---- one more ---- */

static bool refuse(const struct zone_terms *t, const struct zone_event *events, size_t n,
                   const struct zone_event *e, struct err *err)
{
    const struct zone_event *at = &events[t->fault_at];
    const struct zone_term *last = n && t->n ? &t->terms[t->n - 1] : NULL;
    enum zone_phase phase = last ? last->phase : PHASE_NONE;
    char day[DATE_TEXT];

    if (at->id == e->id && t->fault == ZONE_FAULT_PHASE)
        return err_say(err, ERR_WRONG_STATE, "event", "'%s' cannot be told now: %s%.0s (%s%.0s)",
                       "现在不能登记“%s”：%.0s%s（%.0s%s）", zone_event_name(e->kind),
                       zone_fault_text(t->fault, true), zone_fault_text(t->fault, false),
                       zone_phase_label(phase, true), zone_phase_label(phase, false));
    if (at->id == e->id)
        return err_say(err, ERR_WRONG_STATE, "event", "'%s' cannot be told now: %s%.0s",
                       "现在不能登记“%s”：%.0s%s", zone_event_name(e->kind),
                       zone_fault_text(t->fault, true), zone_fault_text(t->fault, false));
    return err_say(err, ERR_WRONG_STATE, "day",
                   "then '%s' of %s could not have happened: %s%.0s%.0s",
                   "那样一来，%.0s%s 的登记便不能成立：%.0s%s（%s）", zone_event_name(at->kind),
                   date_format(at->day, day), zone_fault_text(t->fault, true),
                   zone_fault_text(t->fault, false), zone_event_label(at->kind, false));
}

bool zone_event_fits(struct store *s, struct arena *a, const struct zone *z,
                     const struct zone_event *e, struct zone_terms *after, struct err *err)
{
    struct zone_event *events, next = *e;
    size_t n;

    if (!events_but(s, a, z->id, z->name, e->track, e->title, &events, &n, err))
        return false;
    next.id = INT64_MAX; /* told last */
    next.zone = z->id;
    events[n++] = next;
    zone_events_sort(events, n);
    zone_terms_tell(e->track, events, n, DATE_NONE, after);
    return after->fault == ZONE_FAULT_NONE || refuse(after, events, n, &next, err);
}

bool zone_event_put(struct change *c, const struct zone_event *e, const char *zone, int64_t *id,
                    struct err *err)
{
    char day[DATE_TEXT], limit[DATE_TEXT];
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, ADD, err)))
        return false;
    bind_text(q, 1, zone);
    bind_text(q, 2, title_kind_name(e->track));
    bind_text(q, 3, zone_event_name(e->kind));
    bind_text(q, 4, change_day(e->day, day));
    bind_int_or_null(q, 5, e->year, 0);
    bind_text(q, 6, change_day(e->limit, limit));
    bind_int_or_null(q, 7, e->title, 0);
    bind_int_or_null(q, 8, e->application, 0);
    bind_text(q, 9, e->document);
    bind_text(q, 10, e->source);
    bind_text(q, 11, e->note);
    bind_text(q, 12, HERE);
    bind_int(q, 13, c->recorded);
    bind_int(q, 14, c->number);
    if (!stmt_run(q, err))
        return false;
    *id = db_last_id(c->s->db);
    return terms_seal(c, ROWS_ZONE_EVENT, err);
}

bool store_zone_event_add(struct store *s, const struct zone *z, const struct zone_event *e,
                          const struct revision *r, int64_t *id, struct err *err)
{
    struct change c = change_of(s, r, "zone event");
    struct arena *a = arena_new();
    struct zone_terms after;
    bool ok = zone_event_fits(s, a, z, e, &after, err) && zone_event_put(&c, e, z->id, id, err);

    arena_free(a);
    return ok;
}
