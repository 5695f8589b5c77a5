/* facts_between.c - keys that must not stand twice, and names that must lead somewhere. */
#include "cli/facts_between.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { SATURDAY = 6 };

bool facts_fault(const struct facts_read *f, enum fact_role role, size_t row, const char *what,
                 struct err *err)
{
    return err_set(err, ERR_BAD_BODY, "%s line %zu: %s", f->files[role].path, f->lines[role][row],
                   what);
}

/* ---- no row twice ---- */

struct key {
    const char *text;
    size_t row;
};

static int by_text(const void *a, const void *b)
{
    const struct key *p = a, *q = b;
    int order = strcmp(p->text, q->text);

    return order ? order : p->row < q->row ? -1 : p->row > q->row;
}

static const char *document_key(const struct facts *f, size_t i, struct arena *a)
{
    (void)a;
    return f->documents[i].ref;
}

static const char *roster_key(const struct facts *f, size_t i, struct arena *a)
{
    const struct roster *r = &f->rosters[i];

    return arena_printf(a, "%s/%s", title_kind_name(r->kind), r->batch);
}

static const char *complete_key(const struct facts *f, size_t i, struct arena *a)
{
    const struct completeness *c = &f->complete[i];

    return arena_printf(a, "%s/%s of %s", title_kind_name(c->kind), c->batch,
                        c->unit ? c->unit : "*");
}

static const char *title_key(const struct facts *f, size_t i, struct arena *a)
{
    const struct fact_title *row = &f->titles[i];
    const struct title *t = &row->title;

    return arena_printf(a, "%s/%s%s%s of %s", title_kind_name(t->kind),
                        t->batch ? t->batch : "unknown", row->sub_batch ? "/" : "",
                        row->sub_batch ? row->sub_batch : "", t->holder ? t->holder : t->name);
}

static const char *round_key(const struct facts *f, size_t i, struct arena *a)
{
    (void)a;
    return f->rounds[i].id;
}

static const char *workday_key(const struct facts *f, size_t i, struct arena *a)
{
    return date_format(f->workdays[i].date, arena_alloc(a, DATE_TEXT, 1));
}

bool facts_nothing_twice(const struct facts_read *f, enum fact_role role, size_t n,
                         fact_key *key_of, struct arena *a, struct err *err)
{
    struct key *keys = arena_alloc(a, n, sizeof *keys);

    for (size_t i = 0; i < n; i++)
        keys[i] = (struct key){key_of(&f->facts, i, a), i};
    if (n > 0)
        qsort(keys, n, sizeof *keys, by_text);
    for (size_t i = 1; i < n; i++) {
        if (strcmp(keys[i - 1].text, keys[i].text) == 0)
            return facts_fault(f, role, keys[i].row,
                               arena_printf(a, "%s stands in line %zu as well", keys[i].text,
                                            f->lines[role][keys[i - 1].row]),
                               err);
    }
    return true;
}

/* ---- what is named is there ---- */

/* "国知发运字〔2023〕28号 附件2" is a part of the document whose number it begins with. */
static bool document_there(const struct facts *f, const char *number)
{
    for (size_t i = 0; i < f->n_documents; i++) {
        const char *known = f->documents[i].number;
        size_t len = known ? strlen(known) : 0;

        if (len > 0 && strncmp(known, number, len) == 0 &&
            (number[len] == '\0' || number[len] == ' '))
            return true;
    }
    return false;
}

bool facts_document_there(const struct facts_read *f, enum fact_role role, size_t row,
                          const char *number, struct arena *a, struct err *err)
{
    return !number || document_there(&f->facts, number) ||
           facts_fault(f, role, row,
                       arena_printf(a, "document \"%.60s\" is not in documents.csv", number), err);
}

static bool roster_there(const struct facts *f, enum title_kind kind, const char *batch)
{
    for (size_t i = 0; i < f->n_rosters; i++) {
        if (f->rosters[i].kind == kind && strcmp(f->rosters[i].batch, batch) == 0)
            return true;
    }
    return false;
}

static bool check_roster(const struct facts_read *f, enum fact_role role, size_t row,
                         enum title_kind kind, const char *batch, struct arena *a, struct err *err)
{
    return roster_there(&f->facts, kind, batch) ||
           facts_fault(
               f, role, row,
               arena_printf(a, "list %s/%.40s is not in rosters.csv", title_kind_name(kind), batch),
               err);
}

bool facts_days_in_order(const struct facts_read *f, enum fact_role role, size_t row, date_t since,
                         date_t until, struct err *err)
{
    return since == DATE_NONE || until == DATE_NONE || since <= until ||
           facts_fault(f, role, row, "the last day stands before the first", err);
}

/* ---- file by file ---- */

static bool check_rosters(const struct facts_read *f, struct arena *a, struct err *err)
{
    for (size_t i = 0; i < f->facts.n_rosters; i++) {
        const struct roster *r = &f->facts.rosters[i];

        if (!facts_days_in_order(f, FACTS_ROSTERS, i, r->since, r->until, err) ||
            !facts_document_there(f, FACTS_ROSTERS, i, r->document, a, err))
            return false;
    }
    return true;
}

static bool check_completeness(const struct facts_read *f, struct arena *a, struct err *err)
{
    for (size_t i = 0; i < f->facts.n_complete; i++) {
        const struct completeness *c = &f->facts.complete[i];

        if (!check_roster(f, FACTS_COMPLETE, i, c->kind, c->batch, a, err))
            return false;
    }
    return true;
}

static bool check_holder(const struct facts_read *f, size_t i, struct arena *a, struct err *err)
{
    const struct title *t = &f->facts.titles[i].title;
    char province[7];

    if (title_kind_is_track(t->kind) != (t->holder != NULL))
        return facts_fault(f, FACTS_TITLES, i,
                           t->holder ? "a park or zone has no holder_code, but a host_code_guess"
                                     : "a city or county title needs a holder_code",
                           err);
    if (t->holder && t->host_guess)
        return facts_fault(f, FACTS_TITLES, i, "a holder has no host_code_guess", err);
    return !t->holder || strcmp(t->unit, place_recommending_unit(t->holder, province)) == 0 ||
           facts_fault(f, FACTS_TITLES, i,
                       arena_printf(a, "province is %s, but %s is recommended by %s", t->unit,
                                    t->holder, place_recommending_unit(t->holder, province)),
                       err);
}

static bool check_titles(const struct facts_read *f, struct arena *a, struct err *err)
{
    for (size_t i = 0; i < f->facts.n_titles; i++) {
        const struct title *t = &f->facts.titles[i].title;

        if (!check_holder(f, i, a, err) ||
            !facts_days_in_order(f, FACTS_TITLES, i, t->since, t->until, err) ||
            !facts_document_there(f, FACTS_TITLES, i, t->document, a, err) ||
            (t->batch && !check_roster(f, FACTS_TITLES, i, t->kind, t->batch, a, err)))
            return false;
        if (!t->batch && t->confidence <= CONFIDENCE_LOCAL_PLAN)
            return facts_fault(f, FACTS_TITLES, i,
                               "batch is unknown: such a row is a lead, never stated", err);
    }
    return true;
}

static bool check_rounds(const struct facts_read *f, struct arena *a, struct err *err)
{
    for (size_t i = 0; i < f->facts.n_rounds; i++) {
        const struct fact_round *r = &f->facts.rounds[i];

        if (!facts_days_in_order(f, FACTS_ROUNDS, i, r->window_since, r->window_until, err) ||
            !facts_document_there(f, FACTS_ROUNDS, i, r->document, a, err))
            return false;
        if ((r->window_since == DATE_NONE) != (r->window_until == DATE_NONE))
            return facts_fault(f, FACTS_ROUNDS, i, "a window has two days, or none is known", err);
    }
    return true;
}

/* A row is an exception: it says what its weekday does not. */
static bool check_workdays(const struct facts_read *f, struct err *err)
{
    for (size_t i = 0; i < f->facts.n_workdays; i++) {
        const struct workday *d = &f->facts.workdays[i];
        int year, month, day;

        date_to_civil(d->date, &year, &month, &day);
        if (year != d->year)
            return facts_fault(f, FACTS_WORKDAYS, i, "its year is not that of the day", err);
        if (d->is_workday != (date_weekday(d->date) >= SATURDAY))
            return facts_fault(f, FACTS_WORKDAYS, i,
                               d->is_workday ? "a weekday is worked anyway, that is no exception"
                                             : "a weekend is off anyway, that is no exception",
                               err);
    }
    return true;
}

bool facts_agree(const struct facts_read *f, struct arena *a, struct err *err)
{
    const struct facts *all = &f->facts;

    return facts_nothing_twice(f, FACTS_DOCUMENTS, all->n_documents, document_key, a, err) &&
           facts_nothing_twice(f, FACTS_ROSTERS, all->n_rosters, roster_key, a, err) &&
           facts_nothing_twice(f, FACTS_COMPLETE, all->n_complete, complete_key, a, err) &&
           facts_nothing_twice(f, FACTS_TITLES, all->n_titles, title_key, a, err) &&
           facts_nothing_twice(f, FACTS_ROUNDS, all->n_rounds, round_key, a, err) &&
           facts_nothing_twice(f, FACTS_WORKDAYS, all->n_workdays, workday_key, a, err) &&
           check_rosters(f, a, err) && check_completeness(f, a, err) && check_titles(f, a, err) &&
           check_rounds(f, a, err) && check_workdays(f, err) && facts_zones_agree(f, a, err) &&
           facts_terms_agree(f, a, err);
}
