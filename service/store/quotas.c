/* quotas.c - places of a round: read, set, taken and given back.
 *
 * Taking is one UPDATE that only touches a row with a place left, so it cannot come between asking
 * and writing; the CHECK of the row would stop even a path that forgot to ask. */
#include "store/quotas.h"

#include "base/mem.h"
#include "domain/unit.h"
#include "store/change.h"
#include "store/demo.h"
#include "store/internal.h"
#include "store/walk.h"

#include <assert.h>
#include <string.h>

#define OF_KEY " WHERE round = $1 AND track = $2 AND unit = $3"

static const char ONE[] = "SELECT status, places, used, designated, source FROM quota" OF_KEY;
enum { COL_ONE_STATUS, COL_ONE_PLACES, COL_ONE_USED, COL_ONE_DESIGNATED, COL_ONE_SOURCE };

static const char SET[] =
    "UPDATE quota SET places = $4, status = $5, source = $6" OF_KEY " AND used <= coalesce($4, 0)";
static const char NOTE_CHANGE[] = "INSERT INTO quota_change"
                                  " (round, track, unit, places, status, source, who, recorded_ms,"
                                  " recorded_in) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
static const char TAKE[] = "UPDATE quota SET used = used + 1" OF_KEY " AND used < places";
static const char GIVE_BACK[] = "UPDATE quota SET used = used - 1" OF_KEY " AND used > designated";
static const char DESIGNATE[] =
    "UPDATE quota SET designated = designated + 1" OF_KEY " AND designated < used";
static const char NOTE_STEP[] = "INSERT INTO quota_entry"
                                " (round, track, unit, step, place, why, who, recorded_ms,"
                                " recorded_in) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
static const char HELD_BY[] =
    "SELECT coalesce(sum(step), 0) FROM quota_entry" OF_KEY " AND place = $4";

static const enum claim_table sealed[] = {ROWS_QUOTA};

/* ---- reading ---- */

static bool quota_from_row(struct stmt *row, struct arena *a, struct quota *q, struct err *err)
{
    *q = (struct quota){
        .round = column_text(row, COL_QUOTA_ROUND, a),
        .unit = column_text(row, COL_QUOTA_UNIT, a),
        .places = (int)column_int_or(row, COL_QUOTA_PLACES, QUOTA_NOT_KNOWN),
        .used = (int)column_int(row, COL_QUOTA_USED),
        .designated = (int)column_int(row, COL_QUOTA_DESIGNATED),
        .source = column_text(row, COL_QUOTA_SOURCE, a),
    };
    return (track_parse(column_text(row, COL_QUOTA_TRACK, a), &q->track) &&
            quota_status_parse(column_text(row, COL_QUOTA_STATUS, a), &q->status)) ||
           err_set(err, ERR_INTERNAL, "the quota of %s in round %s holds a word that is not known",
                   q->unit, q->round);
}

bool store_quotas(struct store *s, struct arena *a, struct quota **out, size_t *n, struct err *err)
{
    struct quota *rows = NULL;
    size_t room = 0;
    struct walk w;

    *n = 0;
    if (!walk_begin(&w, s, &claim_tables[ROWS_QUOTA], err))
        return false;
    while (walk_next(&w, a, err)) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (quota_from_row(w.row, a, &rows[*n], err))
            ++*n;
        else
            walk_fail(&w);
    }
    *out = rows;
    return walk_end(&w);
}

/* ---- one row ---- */

static void bind_key(struct stmt *q, const struct quota_key *k)
{
    bind_text(q, 1, k->round);
    bind_text(q, 2, title_kind_name(k->track));
    bind_text(q, 3, k->unit);
}

static bool no_such_row(const struct quota_key *k, struct err *err)
{
    return err_say(err, ERR_NOT_FOUND, NULL, "there is no quota of %s on track %s in round %s",
                   "没有 %s 在 %s 类别 %s 年批次的推荐名额", k->unit, title_kind_name(k->track),
                   k->round);
}

bool store_quota(struct store *s, struct arena *a, const struct quota_key *k, struct quota *out,
                 struct err *err)
{
    struct stmt *q = stmt_get(s->db, ONE, err);
    bool known = true;
    int rc;

    *out = (struct quota){0};
    if (!q)
        return false;
    bind_key(q, k);
    rc = stmt_step(q, err);
    if (rc == 1) {
        *out = (struct quota){
            .round = k->round,
            .unit = k->unit,
            .track = k->track,
            .places = (int)column_int_or(q, COL_ONE_PLACES, QUOTA_NOT_KNOWN),
            .used = (int)column_int(q, COL_ONE_USED),
            .designated = (int)column_int(q, COL_ONE_DESIGNATED),
            .source = column_text(q, COL_ONE_SOURCE, a),
        };
        known = quota_status_parse(column_text(q, COL_ONE_STATUS, a), &out->status);
    }
    stmt_done(q);
    return rc >= 0 && (known || err_set(err, ERR_INTERNAL, "the status of a quota is not known"));
}

static bool read_one(struct store *s, const struct quota_key *k, struct arena *a, struct quota *out,
                     struct err *err)
{
    return store_quota(s, a, k, out, err) && (out->round || no_such_row(k, err));
}

/* ---- what is said when it cannot be ---- */

static struct unit unit_of(const struct quota *q)
{
    const struct unit *known = unit_find(q->unit);

    return known ? *known : (struct unit){q->unit, q->unit, q->unit, q->unit};
}

/* Names that exist in both languages are passed twice and shown once. */
static bool say_exhausted(const struct quota *q, struct err *err)
{
    struct unit u = unit_of(q);

    return err_say(err, ERR_QUOTA_EXHAUSTED, NULL,
                   "%s%.0s, %s%.0s, round %s: all %d places are taken (%d recommended)",
                   "%.0s%s（%.0s%s，%s 年批次）的 %d 个推荐名额已全部用完（已推荐 %d 个）", u.en,
                   u.zh, title_kind_short(q->track, true), title_kind_short(q->track, false),
                   q->round, q->places, q->used);
}

static bool say_unknown(const struct quota *q, struct err *err)
{
    struct unit u = unit_of(q);

    return err_say(err, ERR_QUOTA_UNKNOWN, NULL,
                   "%s%.0s, %s%.0s, round %s: the number of places was not published (%d "
                   "recommended); it has to be set first",
                   "%.0s%s（%.0s%s，%s 年批次）的推荐名额未公布（已推荐 %d 个），须先行设定", u.en,
                   u.zh, title_kind_short(q->track, true), title_kind_short(q->track, false),
                   q->round, q->used);
}

static bool say_below_use(const struct quota *q, int places, struct err *err)
{
    struct unit u = unit_of(q);
    int wanted = places == QUOTA_NOT_KNOWN ? 0 : places;

    return err_say(err, ERR_QUOTA_BELOW_USE, "places",
                   "%s%.0s, %s%.0s, round %s: %d places are taken already, so there cannot be "
                   "fewer (%d was asked for)",
                   "%.0s%s（%.0s%s，%s 年批次）已推荐 %d 个，名额不能少于此数（要求设为 %d 个）",
                   u.en, u.zh, title_kind_short(q->track, true), title_kind_short(q->track, false),
                   q->round, q->used, wanted);
}

/* ---- setting ---- */

static bool status_fits(struct store *s, int places, enum quota_status status, struct err *err)
{
    bool demo;

    if ((places == QUOTA_NOT_KNOWN) != (status == QUOTA_UNKNOWN))
        return err_say(err, ERR_BAD_BODY, "status",
                       "a number of places is published or illustrative; without one it is unknown",
                       "有名额数时状态须为已公布或示例，无名额数时须为未知");
    if (status != QUOTA_ILLUSTRATIVE)
        return true;
    return store_is_demo(s, &demo, err) &&
           (demo || err_say(err, ERR_FORBIDDEN, "status",
                            "illustrative numbers exist in a demonstration register only",
                            "示例名额仅可用于演示登记库"));
}

static bool number_fits(const struct quota *q, int places, struct err *err)
{
    enum quota_answer answer = quota_may_set(q, places == QUOTA_NOT_KNOWN ? 0 : places);

    if (answer == QUOTA_BELOW_USE)
        return say_below_use(q, places, err);
    return answer == QUOTA_MAY ||
           err_say(err, ERR_BAD_BODY, "places", "the number of places is a number from 0 to %d",
                   "名额数须为 0 至 %d", (int)QUOTA_MOST);
}

static bool is_the_same(const struct quota *q, int places, enum quota_status status,
                        const char *source)
{
    return q->places == places && q->status == status && q->source &&
           strcmp(q->source, source) == 0;
}

static bool put_number(struct change *c, const struct quota_key *k, int places,
                       enum quota_status status, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, SET, err);

    if (!q)
        return false;
    bind_key(q, k);
    bind_int_or_null(q, 4, places, QUOTA_NOT_KNOWN);
    bind_text(q, 5, quota_status_name(status));
    bind_text(q, 6, c->r.source);
    return stmt_run(q, err);
}

static bool note_number(struct change *c, const struct quota_key *k, int places,
                        enum quota_status status, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, NOTE_CHANGE, err);

    if (!q)
        return false;
    bind_key(q, k);
    bind_int_or_null(q, 4, places, QUOTA_NOT_KNOWN);
    bind_text(q, 5, quota_status_name(status));
    bind_text(q, 6, c->r.source);
    bind_text(q, 7, c->r.who);
    bind_int(q, 8, c->recorded);
    bind_int(q, 9, c->number);
    return stmt_run(q, err);
}

bool store_quota_set(struct store *s, const struct quota_key *k, int places,
                     enum quota_status status, const struct revision *r, struct err *err)
{
    struct change c = change_of(s, r, "quota set");
    struct arena *a = arena_new();
    struct quota now;
    bool ok = false;

    assert(r->who && r->source);
    if (!read_one(s, k, a, &now, err) || !status_fits(s, places, status, err) ||
        !number_fits(&now, places, err))
        goto done;
    ok = is_the_same(&now, places, status, r->source) ||
         (change_begin(&c, err) && put_number(&c, k, places, status, err) &&
          note_number(&c, k, places, status, err) && change_seal(&c, sealed, COUNT(sealed), err));

done:
    arena_free(a);
    return ok;
}

/* ---- taking and giving back ---- */

/* Moves the counter; *moved is false when the row stayed as it was. */
static bool step_counter(struct store *s, const char *sql, const struct quota_key *k, bool *moved,
                         struct err *err)
{
    struct stmt *q = stmt_get(s->db, sql, err);

    if (!q)
        return false;
    bind_key(q, k);
    if (!stmt_run(q, err))
        return false;
    *moved = db_changes(s->db) == 1;
    return true;
}

static bool note_step(struct change *c, const struct quota_key *k, int step, const char *place,
                      struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, NOTE_STEP, err);

    if (!q)
        return false;
    bind_key(q, k);
    bind_int(q, 4, step);
    bind_text(q, 5, place);
    bind_text(q, 6, c->r.why);
    bind_text(q, 7, c->r.who);
    bind_int(q, 8, c->recorded);
    bind_int(q, 9, c->number);
    return stmt_run(q, err);
}

bool store_quota_refuse(struct store *s, const struct quota_key *k, struct err *err)
{
    struct arena *a = arena_new();
    struct quota now;

    if (read_one(s, k, a, &now, err)) {
        if (quota_may_recommend(&now) == QUOTA_NOT_WITHOUT_NUMBER)
            say_unknown(&now, err);
        else
            say_exhausted(&now, err);
    }
    arena_free(a);
    return false;
}

bool store_quota_take(struct store *s, const struct quota_key *k, const char *place,
                      const struct revision *r, struct err *err)
{
    struct change c = change_of(s, r, "place of a quota taken");
    bool moved;

    assert(r->who && r->why);
    if (!step_counter(s, TAKE, k, &moved, err))
        return false;
    if (!moved)
        return store_quota_refuse(s, k, err);
    return change_begin(&c, err) && note_step(&c, k, 1, place, err) &&
           change_seal(&c, sealed, COUNT(sealed), err);
}

static bool holds_one(struct store *s, const struct quota_key *k, const char *place, bool *holds,
                      struct err *err)
{
    struct stmt *q = stmt_get(s->db, HELD_BY, err);

    if (!q)
        return false;
    bind_key(q, k);
    bind_text(q, 4, place);
    return stmt_yes(q, holds, err);
}

bool store_quota_give_back(struct store *s, const struct quota_key *k, const char *place,
                           const struct revision *r, struct err *err)
{
    struct change c = change_of(s, r, "place of a quota given back");
    struct arena *a = arena_new();
    struct quota now;
    bool moved = false, holds, ok = false;

    assert(r->who && r->why);
    if (!read_one(s, k, a, &now, err) || !holds_one(s, k, place, &holds, err))
        goto done;
    if (!holds) {
        err_say(err, ERR_CONFLICT, NULL, "%s holds no place of this quota", "%s 未占用该推荐名额",
                place);
        goto done;
    }
    if (!step_counter(s, GIVE_BACK, k, &moved, err))
        goto done;
    if (!moved) {
        err_say(err, ERR_CONFLICT, NULL, "all %d places taken were designated already",
                "已占用的 %d 个名额均已认定", now.used);
        goto done;
    }
    ok = change_begin(&c, err) && note_step(&c, k, -1, place, err) &&
         change_seal(&c, sealed, COUNT(sealed), err);

done:
    arena_free(a);
    return ok;
}

bool store_quota_designate(struct store *s, const struct quota_key *k, const struct revision *r,
                           struct err *err)
{
    struct change c = change_of(s, r, "place of a quota designated");
    bool moved;

    if (!step_counter(s, DESIGNATE, k, &moved, err))
        return false;
    if (!moved)
        return err_say(err, ERR_CONFLICT, NULL, "%s holds no place that was not designated already",
                       "%s 没有尚未认定的已占用名额", k->unit);
    return change_begin(&c, err) && change_seal(&c, sealed, COUNT(sealed), err);
}
