/* imports_look.c - a file's rows held against the register, without changing it. */
#include "store/imports.h"

#include "base/mem.h"
#include "store/divisions.h"
#include "store/internal.h"
#include "store/place_known.h"
#include "store/titles.h"
#include "store/walk.h"

#include <string.h>

static const char PLACES[] =
    "SELECT d.code, d.name, d.kind, p.name, v.name FROM division AS d"
    " LEFT JOIN division AS p ON p.code = d.parent LEFT JOIN division AS v ON v.code = d.province"
    " ORDER BY d.code";
enum { COL_CODE, COL_NAME, COL_KIND, COL_PARENT, COL_PROVINCE };

static const char *const leans_on[] = {"digest:title", "digest:roster", "digest:completeness"};

bool store_import_ground(struct store *s, struct arena *a, const char **key, struct err *err)
{
    if (!store_divisions_key(s, a, key, err))
        return false;
    for (size_t i = 0; i < COUNT(leans_on); i++) {
        const char *digest;

        if (!store_meta(s, a, leans_on[i], &digest, err))
            return false;
        *key = arena_printf(a, "%s%s ", *key, digest ? digest : "-");
    }
    return true;
}

/* ---- places ---- */

static bool read_places(struct store *s, struct arena *a, struct place_brief **out, size_t *n,
                        struct err *err)
{
    struct stmt *q = stmt_get(s->db, PLACES, err);
    struct place_brief *all = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    while ((rc = stmt_step(q, err)) == 1) {
        struct place_brief p = {.code = column_text(q, COL_CODE, a),
                                .name = column_text(q, COL_NAME, a),
                                .parent = column_text(q, COL_PARENT, a),
                                .province = column_text(q, COL_PROVINCE, a)};

        if (!place_kind_parse(column_text(q, COL_KIND, a), &p.kind)) {
            err_set(err, ERR_INTERNAL, "division %s has a kind that is not known", p.code);
            rc = -1;
            break;
        }
        all = walk_grow(a, all, *n, &room, sizeof *all);
        all[(*n)++] = p;
    }
    stmt_done(q);
    *out = all;
    return rc == 0;
}

/* What became of a code that is none any more. */
static bool tell_missing(struct store *s, struct arena *a, struct title_draft *d, struct err *err)
{
    struct place_known p;

    if (!store_place_known(s, a, d->code, &p, err))
        return false;
    title_draft_fault(d, a, "code", place_missing_text(&p, d->code, a, true),
                      place_missing_text(&p, d->code, a, false));
    return true;
}

static bool find_places(struct store *s, struct arena *a, struct title_row *rows, size_t n,
                        struct err *err)
{
    struct place_brief *all;
    size_t n_all;

    if (!read_places(s, a, &all, &n_all, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct title_draft *d = &rows[i].draft;
        const bool fine = d->field == NULL;

        rows[i].place = title_place_find(all, n_all, d, a);
        if (d->code && !rows[i].place && fine && !d->field && !tell_missing(s, a, d, err))
            return false;
    }
    return true;
}

/* ---- titles ---- */

static bool read_ground(struct store *s, struct arena *a, struct import_ground *g, struct err *err)
{
    struct title *titles;
    struct roster *rosters;
    struct completeness *complete;
    size_t n, kept = 0;

    if (!store_titles(s, a, &titles, &n, err) ||
        !store_rosters(s, a, &rosters, &g->view.n_rosters, err) ||
        !store_completeness(s, a, &complete, &g->view.n_complete, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (titles[i].retracted == MOMENT_NONE)
            titles[kept++] = titles[i];
    }
    g->now = titles;
    g->n_now = kept;
    g->view.rosters = rosters;
    g->view.complete = complete;
    g->view.as_of = MOMENT_NONE;
    return true;
}

bool store_import_look(struct store *s, struct arena *a, const struct title_table *table,
                       const struct import_said *said, struct title_row **rows, const char **stood,
                       struct err *err)
{
    struct import_ground g = {.source = said->source, .new_lists = said->new_lists};
    struct title_row *all = arena_alloc(a, table->n_rows, sizeof *all);

    for (size_t i = 0; i < table->n_rows; i++)
        all[i].draft = table->rows[i];
    if (!store_import_ground(s, a, stood, err) || !read_ground(s, a, &g, err) ||
        !find_places(s, a, all, table->n_rows, err))
        return false;
    title_rows_judge(&g, all, table->n_rows, a);
    *rows = all;
    return true;
}
