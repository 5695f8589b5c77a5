/* facts_rounds.c - rounds stand once, in one time.  One that is gone from the files was a mistake,
 * and goes; with places set for it, or applications in it, it was none. */
#include "store/facts_rounds.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/rounds_rows.h"

#include <string.h>

static const char ROUNDS[] =
    "SELECT r.id, (SELECT count(*) FROM quota_change AS c WHERE c.round = r.id)"
    " + (SELECT count(*) FROM application AS a WHERE a.round = r.id) FROM round AS r"
    " LEFT JOIN round_scope AS s ON s.round = r.id WHERE coalesce(s.origin, 'facts') = 'facts'"
    " ORDER BY r.id";
static const char DROP_QUOTAS[] = "DELETE FROM quota WHERE round = $1";
static const char DROP_SCOPE[] = "DELETE FROM round_scope WHERE round = $1";
static const char DROP_ROUND[] = "DELETE FROM round WHERE id = $1";

static bool in_facts(const struct facts *f, const char *round)
{
    for (size_t i = 0; i < f->n_rounds; i++) {
        if (strcmp(f->rounds[i].id, round) == 0)
            return true;
    }
    return false;
}

static bool drop_round(struct change *c, const char *round, struct facts_applied *out,
                       struct err *err)
{
    static const char *const steps[] = {DROP_QUOTAS, DROP_SCOPE, DROP_ROUND};

    if (!change_begin(c, err))
        return false;
    for (size_t i = 0; i < COUNT(steps); i++) {
        struct stmt *q = stmt_get(c->s->db, steps[i], err);

        if (!q)
            return false;
        bind_text(q, 1, round);
        if (!stmt_run(q, err))
            return false;
    }
    out->retracted++;
    return true;
}

static bool find_gone(struct store *s, const struct facts *f, struct arena *a, const char **gone,
                      size_t room, size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ROUNDS, err);
    bool ok = true;
    int rc = 0;

    *n = 0;
    if (!q)
        return false;
    while (ok && *n < room && (rc = stmt_step(q, err)) == 1) {
        const char *id = column_text(q, 0, a);

        if (in_facts(f, id))
            continue;
        gone[(*n)++] = id;
        if (column_int(q, 1) > 0)
            ok = err_set(err, ERR_CONFLICT,
                         "round %s is gone from the files, but places were set for it or somebody "
                         "applies in it: put its row back",
                         id);
    }
    stmt_done(q);
    return ok && rc >= 0;
}

static bool put_one(struct change *c, const struct fact_round *r, struct facts_applied *out,
                    struct err *err)
{
    const struct round_row row = {.round = {.id = r->id,
                                            .year = r->year,
                                            .document = r->document,
                                            .title = r->title,
                                            .window_since = r->window_since,
                                            .window_until = r->window_until,
                                            .tracks = r->tracks},
                                  .note = r->note,
                                  .origin = "facts",
                                  .source = r->document ? r->document : r->title};
    bool differed;

    if (!round_row_put(c, &row, &differed, err))
        return false;
    out->recorded += differed;
    return true;
}

bool facts_put_rounds(struct change *c, const struct facts *f, struct facts_applied *out,
                      struct err *err)
{
    struct arena *a = arena_new();
    const char *gone[16];
    size_t n;
    bool ok = true;

    for (size_t i = 0; ok && i < f->n_rounds; i++)
        ok = put_one(c, &f->rounds[i], out, err);
    ok = ok && find_gone(c->s, f, a, gone, COUNT(gone), &n, err);
    for (size_t i = 0; ok && i < n; i++)
        ok = drop_round(c, gone[i], out, err);
    arena_free(a);
    return ok;
}
