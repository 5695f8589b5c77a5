/* directory.c - read from the register and put together by entry. */
#include "atlas/directory.h"

#include "base/mem.h"
#include "store/institutions.h"

#include <stdlib.h>
#include <string.h>

struct directory *directory_share(struct directory *d)
{
    atomic_fetch_add(&d->n_users, 1);
    return d;
}

void directory_drop(struct directory *d)
{
    if (!d || atomic_fetch_sub(&d->n_users, 1) != 1)
        return;
    arena_free(d->arena);
    free(d->key);
    free(d);
}

/* ---- by entry ---- */

static int in_order(int64_t a, int64_t b, int64_t row_a, int64_t row_b)
{
    int order = (a > b) - (a < b);

    return order ? order : (row_a > row_b) - (row_a < row_b);
}

static int by_id(const void *a, const void *b)
{
    const struct institution *p = a, *q = b;

    return in_order(p->id, q->id, p->row, q->row);
}

static int stay_order(const void *a, const void *b)
{
    const struct institution_stay *p = a, *q = b;

    return in_order(p->institution, q->institution, p->row, q->row);
}

static int misconduct_order(const void *a, const void *b)
{
    const struct institution_misconduct *p = a, *q = b;

    return in_order(p->institution, q->institution, p->row, q->row);
}

static int assessment_order(const void *a, const void *b)
{
    const struct institution_assessment *p = a, *q = b;

    return in_order(p->institution, q->institution, p->row, q->row);
}

static void sort_all(struct institution_records *r)
{
    if (r->n_rows)
        qsort(r->rows, r->n_rows, sizeof *r->rows, by_id);
    if (r->n_stays)
        qsort(r->stays, r->n_stays, sizeof *r->stays, stay_order);
    if (r->n_misconduct)
        qsort(r->misconduct, r->n_misconduct, sizeof *r->misconduct, misconduct_order);
    if (r->n_assessments)
        qsort(r->assessments, r->n_assessments, sizeof *r->assessments, assessment_order);
}

/* Rows of no entry, which the check tells about, are passed over. */
#define TAKE(records, list, n_list, key, entry)                                                    \
    do {                                                                                           \
        while (at.n_list < (records)->n_list && (records)->list[at.n_list].key < (entry)->id)      \
            at.n_list++;                                                                           \
        (entry)->list = (records)->list + at.n_list;                                               \
        while (at.n_list < (records)->n_list && (records)->list[at.n_list].key == (entry)->id) {   \
            at.n_list++;                                                                           \
            (entry)->n_list++;                                                                     \
        }                                                                                          \
    } while (0)

static void put_entries(struct directory *d, const struct institution_records *r)
{
    struct institution_records at = {0};

    d->entries = arena_alloc(d->arena, r->n_rows, sizeof *d->entries);
    while (at.n_rows < r->n_rows) {
        struct directory_entry *e = &d->entries[d->n_entries++];

        e->id = r->rows[at.n_rows].id;
        e->zone = r->rows[at.n_rows].zone;
        TAKE(r, rows, n_rows, id, e);
        TAKE(r, stays, n_stays, institution, e);
        TAKE(r, misconduct, n_misconduct, institution, e);
        TAKE(r, assessments, n_assessments, institution, e);
    }
}

#undef TAKE

/* ---- draws ---- */

static bool put_draws(struct directory *d, const struct draw_row *rows, size_t n, struct err *err)
{
    d->draws = arena_alloc(d->arena, n, sizeof *d->draws);
    for (size_t i = 0; i < n; i++) {
        struct atlas_draw *draw = &d->draws[i];

        draw->row = rows[i];
        if (!draw_list_read(d->arena, rows[i].list, strlen(rows[i].list), &draw->list, err))
            return false;
        draw->drawn = rows[i].result && draw_run(&draw->list, &rows[i].commitment, rows[i].seed,
                                                 d->arena, &draw->result);
    }
    d->n_draws = n;
    return true;
}

bool directory_build(struct store *s, const char *key, struct directory **out, struct err *err)
{
    struct directory *d = mem_alloc(1, sizeof *d);
    struct institution_records records;
    struct draw_row *draws;
    size_t n_draws;

    atomic_init(&d->n_users, 1);
    d->arena = arena_new();
    d->key = mem_strdup(key);
    *out = NULL;
    if (!store_institution_records(s, d->arena, 0, &records, err) ||
        !store_draws(s, d->arena, &draws, &n_draws, err) ||
        !store_draw_outcomes(s, d->arena, &d->outcomes, &d->n_outcomes, err)) {
        directory_drop(d);
        return false;
    }
    sort_all(&records);
    put_entries(d, &records);
    if (!put_draws(d, draws, n_draws, err)) {
        directory_drop(d);
        return false;
    }
    *out = d;
    return true;
}
