/* people_experts.c - who is an expert of which round, and so who an actor is in it. */
#include "store/people.h"

#include "base/json_write.h"
#include "domain/place.h"
#include "domain/unit.h"
#include "store/internal.h"
#include "store/people_note.h"
#include "store/round_known.h"

#include <string.h>

static const char FIND[] =
    "SELECT unit FROM expert WHERE person = $1 AND round = $2 AND ended_ms IS NULL";
static const char NAME[] =
    "INSERT INTO expert (person, round, unit, named_by, named_ms) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (person, round) DO UPDATE SET unit = excluded.unit,"
    " named_by = excluded.named_by, named_ms = excluded.named_ms, ended_ms = NULL";
static const char END[] = "UPDATE expert SET ended_ms = $3"
                          " WHERE person = $1 AND round = $2 AND ended_ms IS NULL";

/* *unit NULL: not an expert of that round. */
static bool find(struct store *s, struct arena *a, int64_t person, const char *round,
                 const char **unit, struct err *err)
{
    struct stmt *q = stmt_get(s->db, FIND, err);
    int rc;

    *unit = NULL;
    if (!q)
        return false;
    bind_int(q, 1, person);
    bind_text(q, 2, round);
    rc = stmt_step(q, err);
    if (rc == 1)
        *unit = column_text(q, 0, a);
    stmt_done(q);
    return rc >= 0;
}

/* An account that is nothing but an expert is nobody's judge in a round it was not named for: where
 * it comes from is then not said, and what is not known counts as home. */
bool store_actor(struct store *s, struct arena *a, const struct person *p, const char *round,
                 struct actor *out, struct err *err)
{
    const char *from = NULL;

    *out = (struct actor){.role = p->id ? p->role : ROLE_ANONYMOUS};
    if (p->id == 0)
        return true;
    if (round && !find(s, a, p->id, round, &from, err))
        return false;
    out->place = p->place;
    out->expert = from != NULL;
    out->unit = from ? from : p->role == ROLE_EXPERT ? NULL : p->unit;
    return true;
}

/* ---- changes ---- */

/* Where somebody comes from cannot be said otherwise than the account itself says it. */
static bool home_fits(const struct person *p, const char *unit, struct err *err)
{
    char province[7];
    const char *home = p->unit    ? p->unit
                       : p->place ? place_recommending_unit(p->place, province)
                                  : NULL;

    if (!unit_find(unit))
        return err_say(err, ERR_BAD_BODY, "unit",
                       "'%s' is not a recommending unit: a province code such as 320000, or XPCC",
                       "“%s”不是推荐单位：应为省级代码（如 320000）或 XPCC", unit);
    return !home || strcmp(home, unit) == 0 ||
           err_say(err, ERR_CONFLICT, "unit", "account %lld belongs to %s, so that is its home",
                   "账户 %lld 属于 %s，回避单位只能是该单位", (long long)p->id, home);
}

static bool put_row(struct store *s, int64_t person, const char *round, const char *unit,
                    const struct act_by *by, struct err *err)
{
    struct stmt *q = stmt_get(s->db, NAME, err);

    if (!q)
        return false;
    bind_int(q, 1, person);
    bind_text(q, 2, round);
    bind_text(q, 3, unit);
    bind_int(q, 4, by->person);
    bind_int(q, 5, by->now);
    return stmt_run(q, err);
}

static bool note(struct store *s, const struct act_by *by, const char *action, int64_t person,
                 const char *round, const char *unit, struct err *err)
{
    struct buf facts = {0};
    struct json_writer w = json_writer_to(&facts);
    bool ok;

    json_object(&w);
    json_put_string(&w, "round", round);
    if (unit)
        json_put_string(&w, "unit", unit);
    json_end(&w);
    ok = people_note(s, by, action, "person", person, facts.data, err);
    buf_free(&facts);
    return ok;
}

bool store_expert_name(struct store *s, int64_t person, const char *round, const char *unit,
                       const struct act_by *by, struct err *err)
{
    struct arena *a = arena_new();
    struct person p;
    bool ok = store_person(s, a, person, &p, err) && (p.id || people_nobody(person, err)) &&
              store_round_known(s, round, err) && home_fits(&p, unit, err) &&
              put_row(s, person, round, unit, by, err) &&
              note(s, by, "expert-name", person, round, unit, err);

    arena_free(a);
    return ok;
}

bool store_expert_end(struct store *s, int64_t person, const char *round, const struct act_by *by,
                      struct err *err)
{
    struct stmt *q = stmt_get(s->db, END, err);

    if (!q)
        return false;
    bind_int(q, 1, person);
    bind_text(q, 2, round);
    bind_int(q, 3, by->now);
    if (!stmt_run(q, err))
        return false;
    if (db_changes(s->db) != 1)
        return err_say(err, ERR_NOT_FOUND, NULL, "account %lld is no expert of round %s",
                       "账户 %lld 不是 %s 年批次的专家", (long long)person, round);
    return note(s, by, "expert-end", person, round, NULL, err);
}
