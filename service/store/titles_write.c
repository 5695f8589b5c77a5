/* titles_write.c - corrections of single titles by hand.
 *
 * A row is only ever ended.  What changes about it (that another one stands in its place) is a new
 * row of origin 'operator' beside the one that ended, so an earlier moment still sees the old one.
 */
#include "store/titles.h"

#include "base/mem.h"
#include "store/change.h"
#include "store/internal.h"
#include "store/place_known.h"
#include "store/titles_check.h"
#include "store/titles_put.h"

#include <assert.h>
#include <string.h>

static const char LISTED[] =
    "SELECT count(*) FROM roster WHERE kind = $1 AND batch = $2 AND retracted_ms IS NULL";
static const char LIST[] =
    "INSERT INTO roster (kind, batch, document, since, until, source_kind, source, recorded_ms,"
    " recorded_in) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
static const char WHOLE[] = "INSERT INTO completeness (kind, batch, unit, basis, recorded_ms,"
                            " recorded_in) VALUES ($1, $2, '*', $3, $4, $5)";

static const char BY_HAND[] = "operator", HERE[] = "register"; /* origins */
static const enum claim_table sealed[] = {ROWS_TITLE};
static const enum claim_table sealed_with_list[] = {ROWS_ROSTER, ROWS_COMPLETENESS, ROWS_TITLE};

/* ---- what is on record ---- */

static bool not_on_record(int64_t id, bool retracted, struct err *err)
{
    if (retracted)
        return err_say(err, ERR_CONFLICT, "id", "title %lld was taken back already",
                       "称号 %lld 此前已撤回", (long long)id);
    return err_say(err, ERR_NOT_FOUND, "id", "there is no title %lld", "没有编号为 %lld 的称号",
                   (long long)id);
}

struct titles_now {
    struct title *all;
    size_t n;
};

static const struct title *find(const struct titles_now *t, int64_t id)
{
    for (size_t i = 0; i < t->n; i++) {
        if (t->all[i].id == id)
            return &t->all[i];
    }
    return NULL;
}

static const struct title *find_current(const struct titles_now *t, int64_t id, struct err *err)
{
    const struct title *found = find(t, id);

    if (found && found->retracted == MOMENT_NONE)
        return found;
    not_on_record(id, found != NULL, err);
    return NULL;
}

/* ---- add ---- */

/* What the division table knows about the holder need not be said again. */
static bool complete_holder(struct store *s, struct arena *a, struct title *t, struct err *err)
{
    char province[7];
    struct place_known p;

    if (!t->holder)
        return t->name || err_say(err, ERR_BAD_BODY, "name", "the holder's name is missing",
                                  "缺少称号主体的名称");
    if (!store_place_known(s, a, t->holder, &p, err))
        return false;
    if (!p.name)
        return err_say(err, ERR_BAD_BODY, "holder", "%s%.0s", "%.0s%s",
                       place_missing_text(&p, t->holder, a, true),
                       place_missing_text(&p, t->holder, a, false));
    if (!t->name)
        t->name = p.name;
    if (!t->unit)
        t->unit = arena_strdup(a, place_recommending_unit(t->holder, province));
    return true;
}

/* Faults that the new title has, or gives to another of its holder or to its list. */
struct concern {
    const struct title *title; /* with its id */
    struct arena *a;
    const char *said, *said_zh; /* the first one, NULL: none */
};

static bool concerns(const struct title *t, const struct claim_fault *f)
{
    if (f->title)
        return f->title->id == t->id ||
               (t->holder && f->title->holder && strcmp(f->title->holder, t->holder) == 0);
    return f->roster && t->batch && f->roster->kind == t->kind &&
           strcmp(f->roster->batch, t->batch) == 0;
}

static void note_concern(void *arg, const struct claim_fault *f)
{
    struct concern *c = arg;

    if (c->said || !concerns(c->title, f))
        return;
    if (f->title && f->title->id == c->title->id) {
        c->said = arena_strdup(c->a, f->what);
        c->said_zh = arena_strdup(c->a, f->what_zh);
        return;
    }
    c->said = arena_printf(c->a, "%s: %s", claim_fault_name(f, c->a, true), f->what);
    c->said_zh = arena_printf(c->a, "%s：%s", claim_fault_name(f, c->a, false), f->what_zh);
}

static bool no_fault_of(struct store *s, const struct title *t, struct arena *a, struct err *err)
{
    struct concern c = {.title = t, .a = a};

    return store_claim_faults(s, note_concern, &c, err) &&
           (!c.said || err_say(err, ERR_BAD_BODY, NULL, "the title cannot be recorded: %s%.0s",
                               "该称号不能登记：%.0s%s", c.said, c.said_zh));
}

bool store_title_add(struct store *s, const struct title *t, const struct revision *r, int64_t *id,
                     struct err *err)
{
    struct change c = change_of(s, r, "title added");
    struct arena *a = arena_new();
    struct title row = *t;
    bool ok;

    assert(t->superseded == DATE_NONE && t->superseded_by == 0 && t->source);
    ok = complete_holder(s, a, &row, err) && change_begin(&c, err) &&
         title_add_row(&c, &row, NULL, BY_HAND, &row.id, err) &&
         change_seal(&c, sealed, COUNT(sealed), err) && no_fault_of(s, &row, a, err);
    if (ok)
        *id = row.id;
    arena_free(a);
    return ok;
}

/* ---- retract ---- */

static bool not_leaned_on(const struct titles_now *t, int64_t id, struct err *err)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct title *other = &t->all[i];

        if (other->superseded_by == id && other->retracted == MOMENT_NONE)
            return err_say(err, ERR_CONFLICT, "id",
                           "title %lld stands in the place of title %lld: take that one back first",
                           "称号 %lld 已取代称号 %lld，请先撤回后者", (long long)id,
                           (long long)other->id);
    }
    return true;
}

bool store_title_retract(struct store *s, int64_t id, const struct revision *r, struct err *err)
{
    struct change c = change_of(s, r, "title retracted");
    struct arena *a = arena_new();
    struct titles_now now;
    bool ok = store_titles(s, a, &now.all, &now.n, err) && find_current(&now, id, err) &&
              not_leaned_on(&now, id, err) && change_begin(&c, err) &&
              title_end_row(&c, id, BY_HAND, err) && change_seal(&c, sealed, COUNT(sealed), err);

    arena_free(a);
    return ok;
}

/* ---- supersede ---- */

/* Would the new link lead back to where it starts? */
static bool leads_to(const struct titles_now *t, int64_t from, int64_t id)
{
    const struct title *at = find(t, from);

    for (size_t steps = 0; at && steps <= t->n; steps++) {
        if (at->id == id)
            return true;
        at = at->superseded_by ? find(t, at->superseded_by) : NULL;
    }
    return false;
}

static bool may_supersede(const struct titles_now *t, const struct title *old, int64_t by,
                          date_t since, struct err *err)
{
    char first[DATE_TEXT], last[DATE_TEXT];

    if (leads_to(t, by, old->id))
        return err_say(err, ERR_CONFLICT, "with",
                       "title %lld cannot stand in the place of title %lld, which stands in its",
                       "称号 %lld 不能取代称号 %lld：后者正取代前者", (long long)by,
                       (long long)old->id);
    if ((old->since == DATE_NONE || since >= old->since) &&
        (old->until == DATE_NONE || since <= old->until))
        return true;
    return err_say(err, ERR_BAD_BODY, "since",
                   "the day lies outside the term of title %lld (%s to %s): nothing would change",
                   "该日期不在称号 %lld 的期限内（%s 至 %s）", (long long)old->id,
                   date_format(old->since, first), date_format(old->until, last));
}

/* Ends a row and records it anew; rows whose successor it was then name the new one. */
static bool replace_row(struct change *c, const struct titles_now *t, const struct title *old,
                        const struct title_again *as, int64_t *new_id, struct err *err)
{
    if (!title_end_row(c, old->id, as->origin, err) ||
        !title_record_again(c, old->id, as, new_id, err))
        return false;
    for (size_t i = 0; i < t->n; i++) {
        const struct title *other = &t->all[i];
        const struct title_again linked = {other->superseded, *new_id, DATE_NONE, as->origin};
        int64_t unused;

        if (other->superseded_by == old->id && other->retracted == MOMENT_NONE &&
            !replace_row(c, t, other, &linked, &unused, err))
            return false;
    }
    return true;
}

bool store_title_supersede(struct store *s, int64_t id, int64_t by, date_t since,
                           const struct revision *r, struct err *err)
{
    struct change c = change_of(s, r, "title superseded");
    struct arena *a = arena_new();
    struct titles_now now;
    const struct title_again as = {since, by, DATE_NONE, BY_HAND};
    const struct title *old;
    int64_t again;
    bool ok;

    assert(since != DATE_NONE);
    ok = store_titles(s, a, &now.all, &now.n, err) && (old = find_current(&now, id, err)) &&
         find_current(&now, by, err) && may_supersede(&now, old, by, since, err) &&
         change_begin(&c, err) && replace_row(&c, &now, old, &as, &again, err) &&
         change_seal(&c, sealed, COUNT(sealed), err);
    arena_free(a);
    return ok;
}

/* ---- decided here ---- */

static bool is_listed(struct store *s, const struct title *t, bool *listed, struct err *err)
{
    struct stmt *q = stmt_get(s->db, LISTED, err);

    if (!q)
        return false;
    bind_text(q, 1, title_kind_name(t->kind));
    bind_text(q, 2, t->batch);
    return stmt_yes(q, listed, err);
}

static bool put_list(struct change *c, const struct title *t, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, LIST, err);
    bool one_term = !title_kind_is_zone(t->kind); /* each zone's term is its own */
    char since[DATE_TEXT], until[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, title_kind_name(t->kind));
    bind_text(q, 2, t->batch);
    bind_text(q, 3, t->document);
    bind_text(q, 4, one_term ? change_day(t->since, since) : NULL);
    bind_text(q, 5, one_term ? change_day(t->until, until) : NULL);
    bind_text(q, 6, source_kind_name(SOURCE_REGISTER));
    bind_text(q, 7, t->source);
    bind_int(q, 8, c->recorded);
    bind_int(q, 9, c->number);
    return stmt_run(q, err);
}

static bool put_whole(struct change *c, const struct title *t, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, WHOLE, err);

    if (!q)
        return false;
    bind_text(q, 1, title_kind_name(t->kind));
    bind_text(q, 2, t->batch);
    bind_text(q, 3, "every entry is determined in this register");
    bind_int(q, 4, c->recorded);
    bind_int(q, 5, c->number);
    return stmt_run(q, err);
}

bool store_title_determine(struct store *s, const struct title *t, const struct revision *r,
                           int64_t *id, struct err *err)
{
    struct change c = change_of(s, r, "title determined");
    struct arena *a = arena_new();
    struct title row = *t;
    bool listed, ok;

    assert(t->superseded == DATE_NONE && t->superseded_by == 0 && t->source && t->batch);
    ok = complete_holder(s, a, &row, err) && is_listed(s, &row, &listed, err) &&
         change_begin(&c, err) &&
         (listed || (put_list(&c, &row, err) && put_whole(&c, &row, err))) &&
         title_add_row(&c, &row, NULL, HERE, &row.id, err) &&
         change_seal(&c, sealed_with_list, COUNT(sealed_with_list), err) &&
         no_fault_of(s, &row, a, err);
    if (ok)
        *id = row.id;
    arena_free(a);
    return ok;
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* A title that was corrected, or that another one was put in the place of, is a row that ended and
 * one of the same holder and name that was recorded at that moment.  NULL: it was taken back. */
static const struct title *find_as_it_stands(const struct titles_now *t, int64_t id)
{
    const struct title *at = find(t, id), *next;

    while (at && at->retracted != MOMENT_NONE) {
        next = NULL;
        for (size_t i = 0; !next && i < t->n; i++) {
            const struct title *one = &t->all[i];

            if (one->id > at->id && one->recorded == at->retracted && one->kind == at->kind &&
                same(one->holder, at->holder) && same(one->name, at->name))
                next = one;
        }
        at = next;
    }
    return at;
}

bool store_title_revoke(struct store *s, int64_t id, date_t since, const struct revision *r,
                        int64_t *again, struct err *err)
{
    struct change c = change_of(s, r, "title revoked");
    struct arena *a = arena_new();
    struct titles_now now;
    const struct title *old;
    bool ok;

    assert(since != DATE_NONE);
    *again = id;
    ok = store_titles(s, a, &now.all, &now.n, err) &&
         (find(&now, id) || not_on_record(id, false, err));
    if (ok && (old = find_as_it_stands(&now, id))) {
        const struct title_again as = {old->superseded, old->superseded_by, since, HERE};

        ok = change_begin(&c, err) && replace_row(&c, &now, old, &as, again, err) &&
             change_seal(&c, sealed, COUNT(sealed), err);
    }
    arena_free(a);
    return ok;
}
