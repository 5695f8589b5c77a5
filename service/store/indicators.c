/* indicators.c - trees of indicators.  Scores find their indicator by its code, so that a tree
 * whose weights alone are entered anew keeps the scores it has. */
#include "store/indicators.h"

#include "base/json_write.h"
#include "domain/indicator_count.h"
#include "store/internal.h"
#include "store/round_known.h"
#include "store/scores.h"
#include "store/walk.h"

#include <assert.h>
#include <string.h>

static const char NOW[] =
    "SELECT i.id, i.code, i.name, i.weight, p.code, i.source, i.at_ms, i.person, i.note, i.counts"
    " FROM indicator AS i LEFT JOIN indicator AS p ON p.id = i.parent"
    " WHERE i.round = $1 AND i.track = $2 AND i.ended_ms IS NULL ORDER BY i.position";
enum {
    COL_ID,
    COL_CODE,
    COL_NAME,
    COL_WEIGHT,
    COL_PARENT,
    COL_SOURCE,
    COL_AT,
    COL_PERSON,
    COL_EXPLAINED,
    COL_COUNTS,
};

static const char END[] = "UPDATE indicator SET ended_ms = $3"
                          " WHERE round = $1 AND track = $2 AND ended_ms IS NULL";
static const char ADD[] = "INSERT INTO indicator (round, track, parent, position, code, name,"
                          " weight, source, person, at_ms, note, counts)"
                          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/* ---- reading ---- */

static bool note_from_row(struct stmt *row, struct arena *a, struct indicator_note *note)
{
    const char *counts = column_text(row, COL_COUNTS, a);

    *note = (struct indicator_note){.explained = column_text(row, COL_EXPLAINED, a)};
    return !counts || indicator_counts_parse(counts, &note->counts);
}

/* false: its parent is not among those before it. */
static bool item_from_row(struct stmt *row, struct arena *a, struct indicator *items, size_t n)
{
    const struct indicator_tree before = {items, n};
    const char *parent = column_text(row, COL_PARENT, a);
    struct indicator *item = &items[n];

    *item = (struct indicator){
        .code = column_text(row, COL_CODE, a),
        .name = column_text(row, COL_NAME, a),
        .parent = parent ? indicator_find(&before, parent) : NO_INDICATOR,
        .weight = (int)column_int_or(row, COL_WEIGHT, WEIGHT_UNKNOWN),
    };
    return !parent || item->parent != NO_INDICATOR;
}

bool store_indicators(struct store *s, struct arena *a, const char *round, enum title_kind track,
                      struct indicators *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, NOW, err);
    struct indicator *items = arena_alloc(a, INDICATORS_MOST, sizeof *items);
    int64_t *ids = arena_alloc(a, INDICATORS_MOST, sizeof *ids);
    struct indicator_note *notes = arena_alloc(a, INDICATORS_MOST, sizeof *notes);
    bool sound = true;
    int rc = 0;

    *out = (struct indicators){.round = round,
                               .track = track,
                               .tree = {items, 0},
                               .ids = ids,
                               .notes = notes,
                               .entered = MOMENT_NONE};
    if (!q)
        return false;
    bind_text(q, 1, round);
    bind_text(q, 2, title_kind_name(track));
    while (sound && (rc = stmt_step(q, err)) == 1) {
        sound = out->tree.n < INDICATORS_MOST && item_from_row(q, a, items, out->tree.n) &&
                note_from_row(q, a, &notes[out->tree.n]);
        if (sound) {
            ids[out->tree.n++] = column_int(q, COL_ID);
            out->source = column_text(q, COL_SOURCE, a);
            out->entered = column_int(q, COL_AT);
            out->entered_by = column_int(q, COL_PERSON);
        }
    }
    stmt_done(q);
    return (sound || err_set(err, ERR_INTERNAL, "the indicators of round %s, %s, are no tree",
                             round, title_kind_name(track))) &&
           rc == 0;
}

void indicators_facts(struct buf *out, const struct indicators *in)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "source", in->source);
    json_put_array(&w, "items");
    for (size_t i = 0; i < in->tree.n; i++) {
        const struct indicator *item = &in->tree.items[i];

        json_object(&w);
        json_put_string(&w, "code", item->code);
        if (item->parent != NO_INDICATOR)
            json_put_string(&w, "parent", in->tree.items[item->parent].code);
        json_put_string(&w, "name", item->name);
        if (item->weight != WEIGHT_UNKNOWN)
            json_put_number(&w, "weight", item->weight / 100.0, 2);
        json_end(&w);
    }
    json_end(&w);
    json_end(&w);
}

/* ---- entering ---- */

static const char *parent_code(const struct indicator_tree *t, size_t i)
{
    int parent = t->items[i].parent;

    return parent == NO_INDICATOR ? "" : t->items[parent].code;
}

/* Two trees that differ in weights at most, in whatever order. */
static bool same_shape(const struct indicator_tree *a, const struct indicator_tree *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++) {
        int at = indicator_find(b, a->items[i].code);

        if (at == NO_INDICATOR || strcmp(a->items[i].name, b->items[at].name) != 0 ||
            strcmp(parent_code(a, i), parent_code(b, (size_t)at)) != 0)
            return false;
    }
    return true;
}

static bool the_same(const struct indicators *a, const struct indicators *b)
{
    if (a->tree.n != b->tree.n || !a->source || !b->source || strcmp(a->source, b->source) != 0)
        return false;
    for (size_t i = 0; i < a->tree.n; i++) {
        const struct indicator *x = &a->tree.items[i], *y = &b->tree.items[i];

        if (strcmp(x->code, y->code) != 0 || strcmp(x->name, y->name) != 0 ||
            x->parent != y->parent || x->weight != y->weight)
            return false;
    }
    return true;
}

/* What can be seen is not weighed anew; what was never weighed may still be. */
static bool keeps_weights(const struct indicator_tree *now, const struct indicator_tree *in,
                          struct err *err)
{
    for (size_t i = 0; i < now->n; i++) {
        const struct indicator *item = &now->items[i];
        int at = indicator_find(in, item->code);

        if (item->weight != WEIGHT_UNKNOWN && in->items[at].weight != item->weight)
            return err_say(err, ERR_CONFLICT, "items",
                           "the scores are closed and can be seen, so the weight of '%s' stays",
                           "评分已经公开，指标“%s”的权重不能再改", item->code);
    }
    return true;
}

static bool may_replace(struct store *s, const struct indicators *now, const struct indicators *in,
                        struct err *err)
{
    moment_t closed;
    bool scored;

    if (!store_scored(s, in->round, in->track, &scored, err) ||
        !store_scores_closed(s, in->round, in->track, &closed, err))
        return false;
    if (!scored && closed == MOMENT_NONE)
        return true;
    if (!same_shape(&now->tree, &in->tree))
        return err_say(err, ERR_CONFLICT, "items",
                       "scores were given along these indicators: only their weights can be "
                       "changed now (same codes, names and parents)",
                       "已按现有指标评分：此后只能改权重，代码、名称和上下级关系须保持不变");
    return closed == MOMENT_NONE || keeps_weights(&now->tree, &in->tree, err);
}

static bool end_tree(struct store *s, const struct indicators *in, moment_t now, struct err *err)
{
    struct stmt *q = stmt_get(s->db, END, err);

    if (!q)
        return false;
    bind_text(q, 1, in->round);
    bind_text(q, 2, title_kind_name(in->track));
    bind_int(q, 3, now);
    return stmt_run(q, err);
}

/* A tree entered with its weights alone keeps what was said of each code. */
static struct indicator_note note_of(const struct indicators *in, const struct indicators *now,
                                     size_t i)
{
    int at;

    if (in->notes)
        return in->notes[i];
    at = indicator_find(&now->tree, in->tree.items[i].code);
    return at == NO_INDICATOR ? (struct indicator_note){NULL, 0} : now->notes[at];
}

static const char *counts_text(unsigned set, struct arena *a)
{
    const char *text = NULL;

    for (int c = 0; c < INDICATOR_COUNTS; c++) {
        if (set & 1U << c)
            text = arena_printf(a, "%s%s%s", text ? text : "", text ? " " : "",
                                indicator_count_name((enum indicator_count)c));
    }
    return text;
}

static bool add_item(struct store *s, const struct indicators *in, size_t i, int64_t *ids,
                     const struct indicator_note *note, const struct act_by *by, struct arena *a,
                     struct err *err)
{
    const struct indicator *item = &in->tree.items[i];
    struct stmt *q = stmt_get(s->db, ADD, err);

    if (!q)
        return false;
    bind_text(q, 1, in->round);
    bind_text(q, 2, title_kind_name(in->track));
    if (item->parent == NO_INDICATOR)
        bind_null(q, 3);
    else
        bind_int(q, 3, ids[item->parent]);
    bind_int(q, 4, (int64_t)i);
    bind_text(q, 5, item->code);
    bind_text(q, 6, item->name);
    bind_int_or_null(q, 7, item->weight, WEIGHT_UNKNOWN);
    bind_text(q, 8, in->source);
    bind_int_or_null(q, 9, by->person, 0);
    bind_int(q, 10, by->now);
    bind_text(q, 11, note->explained);
    bind_text(q, 12, counts_text(note->counts, a));
    if (!stmt_run(q, err))
        return false;
    ids[i] = db_last_id(s->db);
    return true;
}

static bool replace(struct store *s, const struct indicators *now, const struct indicators *in,
                    const struct act_by *by, struct arena *a, struct err *err)
{
    int64_t *ids = arena_alloc(a, INDICATORS_MOST, sizeof *ids);
    bool ok = may_replace(s, now, in, err) && end_tree(s, in, by->now, err);

    for (size_t i = 0; ok && i < in->tree.n; i++) {
        const struct indicator_note note = note_of(in, now, i);

        ok = add_item(s, in, i, ids, &note, by, a, err);
    }
    return ok;
}

bool store_indicators_put(struct store *s, const struct indicators *in, const struct act_by *by,
                          bool *changed, struct err *err)
{
    struct arena *a = arena_new();
    struct indicators now;
    bool ok;

    assert(in->tree.n > 0 && in->tree.n <= INDICATORS_MOST && in->source);
    ok = store_round_known(s, in->round, err) &&
         store_indicators(s, a, in->round, in->track, &now, err);
    *changed = ok && !the_same(&now, in);
    ok = ok && (!*changed || replace(s, &now, in, by, a, err));
    arena_free(a);
    return ok;
}

/* ---- trees of the facts: nobody entered them, so a digest stands in for the chain ---- */

static const char *digest_key(const struct indicators *in, struct arena *a)
{
    return arena_printf(a, "indicators:%s/%s", in->round, title_kind_name(in->track));
}

static const char *digest_of(const struct indicators *in, struct arena *a)
{
    struct hasher *h = hasher_new();
    struct buf facts = {0};
    char hex[SHA256_HEX];
    struct sha256 sum;

    indicators_facts(&facts, in);
    hasher_add_text(h, facts.data);
    buf_free(&facts);
    for (size_t i = 0; i < in->tree.n; i++) {
        const char *counts = counts_text(in->notes[i].counts, a);

        hasher_add_text(h, in->notes[i].explained ? in->notes[i].explained : "");
        hasher_add_text(h, counts ? counts : "");
    }
    sum = hasher_done(h);
    return arena_strdup(a, sha256_hex(&sum, hex));
}

static bool same_notes(const struct indicators *a, const struct indicators *b)
{
    for (size_t i = 0; i < a->tree.n; i++) {
        const char *x = a->notes[i].explained, *y = b->notes[i].explained;

        if (a->notes[i].counts != b->notes[i].counts || (x ? !y || strcmp(x, y) != 0 : y != NULL))
            return false;
    }
    return true;
}

bool store_indicators_load(struct store *s, const struct indicators *in, moment_t now,
                           bool *changed, bool *stays, struct err *err)
{
    const struct act_by by = {.now = now};
    struct arena *a = arena_new();
    struct indicators before;
    bool ok = store_indicators(s, a, in->round, in->track, &before, err);

    *changed = *stays = false;
    if (ok && before.tree.n > 0 && before.entered_by != 0)
        *stays = true;
    else if (ok && (!the_same(&before, in) || !same_notes(&before, in)))
        *changed = true;
    if (*changed)
        ok = replace(s, &before, in, &by, a, err) &&
             store_set_meta(s, digest_key(in, a), digest_of(in, a), err);
    arena_free(a);
    return ok;
}

bool store_indicators_drop(struct store *s, const char *round, enum title_kind track, moment_t now,
                           struct err *err)
{
    const struct indicators in = {.round = round, .track = track};
    bool scored;

    return store_scored(s, round, track, &scored, err) &&
           (!scored || err_set(err, ERR_CONFLICT,
                               "the indicators of round %s, %s, are gone from the files, but were "
                               "scored along: put them back",
                               round, title_kind_name(track))) &&
           end_tree(s, &in, now, err);
}

bool store_indicators_hold(struct store *s, struct arena *a, const struct indicators *in,
                           bool *hold, struct err *err)
{
    const char *kept;

    *hold = true;
    if (in->entered_by != 0 || in->tree.n == 0)
        return true;
    if (!store_meta(s, a, digest_key(in, a), &kept, err))
        return false;
    *hold = kept && strcmp(kept, digest_of(in, a)) == 0;
    return true;
}
