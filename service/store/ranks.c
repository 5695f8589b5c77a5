/* ranks.c - the order in which a unit would recommend, within one round and track.
 *
 * Only checked applications move; what was published or recommended keeps its rank.  All ranks of
 * those that move are taken out first, because the register holds each rank once at any moment. */
#include "store/applications.h"

#include "base/json_write.h"
#include "store/internal.h"
#include "store/walk.h"

#include <inttypes.h>
#include <stdio.h>

#define OF_LIST " WHERE round = $1 AND track = $2 AND unit = $3"

static const char CHECKED[] =
    "SELECT id FROM application" OF_LIST " AND state = 'checked' ORDER BY id";
static const char HELD[] = "SELECT rank FROM application" OF_LIST
                           " AND state <> 'checked' AND rank IS NOT NULL ORDER BY rank";
static const char CLEAR[] = "UPDATE application SET rank = NULL" OF_LIST " AND state = 'checked'";
static const char KEEP[] = "UPDATE application SET rank = $1 WHERE id = $2";
static const char TAKEN[] = "SELECT 1 FROM application" OF_LIST " AND rank = $4 AND id <> $5";
static const char LAST[] = "SELECT coalesce(max(rank), 0) FROM application" OF_LIST " AND id <> $4";

static void bind_list(struct stmt *q, const char *round, enum title_kind track, const char *unit)
{
    bind_text(q, 1, round);
    bind_text(q, 2, title_kind_name(track));
    bind_text(q, 3, unit);
}

/* ---- one rank ---- */

bool store_rank_taken(struct store *s, const struct application *app, int64_t rank, bool *taken,
                      struct err *err)
{
    struct stmt *q = stmt_get(s->db, TAKEN, err);

    if (!q)
        return false;
    bind_list(q, app->round, app->track, app->unit);
    bind_int(q, 4, rank);
    bind_int(q, 5, app->id);
    return stmt_yes(q, taken, err);
}

bool store_rank_next(struct store *s, const struct application *app, int64_t *rank, struct err *err)
{
    struct stmt *q = stmt_get(s->db, LAST, err);

    if (!q)
        return false;
    bind_list(q, app->round, app->track, app->unit);
    bind_int(q, 4, app->id);
    if (!stmt_number(q, 0, rank, err))
        return false;
    ++*rank;
    return true;
}

/* ---- the whole order ---- */

struct numbers {
    int64_t *all;
    size_t n;
};

static bool read_numbers(struct store *s, struct arena *a, const char *sql, const struct ranking *r,
                         struct numbers *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, sql, err);
    size_t room = 0;
    int rc;

    *out = (struct numbers){0};
    if (!q)
        return false;
    bind_list(q, r->round, r->track, r->unit);
    while ((rc = stmt_step(q, err)) == 1) {
        out->all = walk_grow(a, out->all, out->n, &room, sizeof *out->all);
        out->all[out->n++] = column_int(q, 0);
    }
    stmt_done(q);
    return rc == 0;
}

static size_t times(const int64_t *all, size_t n, int64_t id)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++)
        found += all[i] == id;
    return found;
}

static bool names_each_once(const struct ranking *r, const struct numbers *checked, struct err *err)
{
    for (size_t i = 0; i < r->n; i++) {
        if (times(r->order, r->n, r->order[i]) > 1)
            return err_say(err, ERR_BAD_BODY, "order", "application %lld is named twice",
                           "申报 %lld 重复出现", (long long)r->order[i]);
        if (times(checked->all, checked->n, r->order[i]) == 0)
            return err_say(err, ERR_CONFLICT, "order",
                           "application %lld is not one of those checked in this list; read it "
                           "again",
                           "申报 %lld 不在本表审核通过的申报之列，请重新读取",
                           (long long)r->order[i]);
    }
    return r->n == checked->n ||
           err_say(err, ERR_CONFLICT, "order",
                   "%zu applications are checked, but the order names %zu: each stands in it once",
                   "审核通过的申报有 %zu 个，而排序中有 %zu 个：须各列一次", checked->n, r->n);
}

static bool run_on_list(struct store *s, const char *sql, const struct ranking *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, sql, err);

    if (!q)
        return false;
    bind_list(q, r->round, r->track, r->unit);
    return stmt_run(q, err);
}

static bool keep_rank(struct store *s, const struct application *app, struct err *err)
{
    struct stmt *q = stmt_get(s->db, KEEP, err);

    if (!q)
        return false;
    bind_int(q, 1, app->rank);
    bind_int(q, 2, app->id);
    return stmt_run(q, err);
}

static bool note_rank(struct store *s, const struct application *now,
                      const struct application *next, const struct act_by *by, struct err *err)
{
    char before[64], after[96];

    snprintf(before, sizeof before, "{\"rank\":%" PRId64 "}", now->rank);
    snprintf(after, sizeof after, "{\"rank\":%" PRId64 ",\"version\":%" PRId64 "}", next->rank,
             next->version);
    return application_note(s, by, "application-rank", next->id, before, after, err);
}

static bool give_rank(struct store *s, const struct application *now, int64_t rank,
                      const struct act_by *by, struct err *err)
{
    const struct event_written e = {.event = EVENT_NAME_RANK};
    struct application next = *now;

    next.rank = rank;
    return store_application_step(s, now, &next, &e, by, err) && note_rank(s, now, &next, by, err);
}

/* Who keeps his rank gets it back without an event. */
static bool give_ranks(struct store *s, const struct application *apps, const struct ranking *r,
                       const struct numbers *held, const struct act_by *by, struct err *err)
{
    int64_t rank = 0;

    for (size_t i = 0; i < r->n; i++) {
        do
            rank++;
        while (times(held->all, held->n, rank) > 0);
        if (apps[i].rank == rank ? !keep_rank(s, &apps[i], err)
                                 : !give_rank(s, &apps[i], rank, by, err))
            return false;
    }
    return true;
}

bool store_ranks_set(struct store *s, struct arena *a, const struct ranking *r,
                     const struct act_by *by, struct err *err)
{
    struct numbers checked, held;
    struct application *apps = arena_alloc(a, r->n + 1, sizeof *apps);

    if (!read_numbers(s, a, CHECKED, r, &checked, err) ||
        !read_numbers(s, a, HELD, r, &held, err) || !names_each_once(r, &checked, err))
        return false;
    for (size_t i = 0; i < r->n; i++) {
        if (!store_application(s, a, r->order[i], &apps[i], err))
            return false;
    }
    return run_on_list(s, CLEAR, r, err) && give_ranks(s, apps, r, &held, by, err);
}
