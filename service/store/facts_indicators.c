/* facts_indicators.c - a tree for each round and track that the files name; it stands in one time,
 * as all trees do, and the one before it stays behind. */
#include "store/facts_indicators.h"

#include "base/mem.h"
#include "domain/indicator_count.h"
#include "store/indicators.h"
#include "store/internal.h"
#include "store/walk.h"

#include <assert.h>
#include <string.h>

static const char LOADED[] = "SELECT DISTINCT round, track FROM indicator WHERE ended_ms IS NULL"
                             " AND person IS NULL ORDER BY round, track";

struct tree_key {
    const char *round;
    enum title_kind track;
};

static bool is_of(const struct fact_indicator *i, const struct tree_key *k)
{
    return (i->tracks & 1U << k->track) && strcmp(i->round, k->round) == 0;
}

/* The reader of the files saw to it that parents stand before their children. */
static struct indicators tree_of(const struct facts *f, const struct tree_key *k, struct arena *a)
{
    struct indicator *items = arena_alloc(a, f->n_indicators + 1, sizeof *items);
    struct indicator_note *notes = arena_alloc(a, f->n_indicators + 1, sizeof *notes);
    struct indicators in = {
        .round = k->round, .track = k->track, .tree = {items, 0}, .notes = notes};

    for (size_t i = 0; i < f->n_indicators; i++) {
        const struct fact_indicator *row = &f->indicators[i];
        size_t at = in.tree.n;

        if (!is_of(row, k))
            continue;
        items[at] = (struct indicator){
            .code = row->code,
            .name = row->name,
            .parent = row->parent ? indicator_find(&in.tree, row->parent) : NO_INDICATOR,
            .weight = row->weight,
        };
        notes[at].explained = row->explained;
        if (row->counts)
            indicator_counts_parse(row->counts, &notes[at].counts);
        in.source = row->source;
        in.tree.n++;
    }
    return in;
}

static bool put_tree(struct change *c, const struct facts *f, const struct tree_key *k,
                     struct facts_applied *out, struct err *err)
{
    struct arena *a = arena_new();
    struct indicators in = tree_of(f, k, a);
    bool changed = false, stays = false, ok;

    ok = store_indicators_load(c->s, &in, c->number ? c->recorded : c->r.recorded, &changed, &stays,
                               err);
    if (ok && changed) {
        out->recorded += in.tree.n;
        ok = change_begin(c, err);
    }
    out->left_out += stays;
    arena_free(a);
    return ok;
}

static bool known(const struct tree_key *keys, size_t n, const struct tree_key *k)
{
    for (size_t i = 0; i < n; i++) {
        if (keys[i].track == k->track && strcmp(keys[i].round, k->round) == 0)
            return true;
    }
    return false;
}

/* Every round and track the files have a tree of. */
static size_t keys_of(const struct facts *f, struct arena *a, struct tree_key **out)
{
    size_t n = 0;

    *out = arena_alloc(a, f->n_indicators * APPLIED_KINDS + 1, sizeof **out);
    for (size_t i = 0; i < f->n_indicators; i++) {
        for (int t = 0; t < APPLIED_KINDS; t++) {
            const struct tree_key k = {f->indicators[i].round, (enum title_kind)t};

            if (is_of(&f->indicators[i], &k) && !known(*out, n, &k))
                (*out)[n++] = k;
        }
    }
    return n;
}

static bool loaded_before(struct store *s, struct arena *a, struct tree_key **out, size_t *n,
                          struct err *err)
{
    struct stmt *q = stmt_get(s->db, LOADED, err);
    bool read = true;
    size_t room = 0;
    int rc = 0;

    *out = NULL;
    *n = 0;
    if (!q)
        return false;
    while (read && (rc = stmt_step(q, err)) == 1) {
        struct tree_key k = {.round = column_text(q, 0, a)};

        read = applied_parse(column_text(q, 1, a), &k.track);
        *out = walk_grow(a, *out, *n, &room, sizeof **out);
        (*out)[(*n)++] = k;
    }
    stmt_done(q);
    return (read || err_set(err, ERR_INTERNAL, "indicators stand under a track that is unknown")) &&
           rc == 0;
}

bool facts_put_indicators(struct change *c, const struct facts *f, struct facts_applied *out,
                          struct err *err)
{
    struct arena *a = arena_new();
    struct tree_key *keys, *before;
    size_t n = keys_of(f, a, &keys), n_before;
    bool ok = loaded_before(c->s, a, &before, &n_before, err);

    for (size_t i = 0; ok && i < n_before; i++) {
        if (known(keys, n, &before[i]))
            continue;
        ok = store_indicators_drop(c->s, before[i].round, before[i].track, c->r.recorded, err) &&
             change_begin(c, err);
        out->retracted++;
    }
    for (size_t i = 0; ok && i < n; i++)
        ok = put_tree(c, f, &keys[i], out, err);
    arena_free(a);
    return ok;
}
