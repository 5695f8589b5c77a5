/* facts_load.c - what only the register can say about a row, before and after it is taken in. */
#include "cli/facts_load.h"

#include "base/mem.h"
#include "cli/facts_between.h"
#include "store/divisions_write.h"
#include "store/place_known.h"
#include "store/titles_check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- before: does every code exist, and is it the place that is named? ---- */

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

static bool check_code(struct store *s, const struct facts_read *f, enum fact_role role, size_t row,
                       const char *code, struct place_known *p, struct arena *a, struct err *err)
{
    if (!store_place_known(s, a, code, p, err))
        return false;
    return p->name || facts_fault(f, role, row, place_missing_text(p, code, a, true), err);
}

/* 广元市利州区 is 利州区; a lead may be loose about it. */
static bool check_name(const struct facts_read *f, size_t row, const struct place_known *p,
                       struct arena *a, struct err *err)
{
    const struct title *t = &f->facts.titles[row].title;

    return t->confidence > CONFIDENCE_LOCAL_PLAN || ends_with(t->name, p->name) ||
           facts_fault(f, FACTS_TITLES, row,
                       arena_printf(a, "%s is %s, not %s", t->holder, p->name, t->name), err);
}

static bool check_codes(struct store *s, const struct facts_read *f, struct arena *a,
                        struct err *err)
{
    for (size_t i = 0; i < f->facts.n_titles; i++) {
        const struct title *t = &f->facts.titles[i].title;
        struct place_known p;

        if ((t->holder && (!check_code(s, f, FACTS_TITLES, i, t->holder, &p, a, err) ||
                           !check_name(f, i, &p, a, err))) ||
            (t->host_guess && !check_code(s, f, FACTS_TITLES, i, t->host_guess, &p, a, err)))
            return false;
    }
    return true;
}

static bool check_zones(struct store *s, const struct facts_read *f, struct arena *a,
                        struct err *err)
{
    for (size_t i = 0; i < f->facts.n_zones; i++) {
        const struct fact_zone *z = &f->facts.zones[i];
        const char *const codes[] = {z->host_code, z->host_guess, z->applicant};
        struct place_known p;

        for (size_t c = 0; c < COUNT(codes); c++) {
            if (codes[c] && !check_code(s, f, FACTS_ZONES, i, codes[c], &p, a, err))
                return false;
        }
    }
    return true;
}

/* ---- after: does the register hold together? ---- */

struct blame {
    const struct facts_read *f;
    struct arena *a;
    struct err *err;
};

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool is_row(const struct title *row, const struct title *t)
{
    return row->kind == t->kind && row->confidence == t->confidence && row->since == t->since &&
           row->until == t->until && same_text(row->holder, t->holder) &&
           same_text(row->name, t->name) && same_text(row->batch, t->batch) &&
           same_text(row->source, t->source);
}

/* false: no row of the files says this. */
static bool blame_title(const struct blame *b, const struct claim_fault *fault)
{
    for (size_t i = 0; i < b->f->facts.n_titles; i++) {
        if (is_row(&b->f->facts.titles[i].title, fault->title)) {
            facts_fault(b->f, FACTS_TITLES, i, fault->what, b->err);
            return true;
        }
    }
    return false;
}

static bool blame_roster(const struct blame *b, const struct claim_fault *fault)
{
    for (size_t i = 0; i < b->f->facts.n_rosters; i++) {
        const struct roster *r = &b->f->facts.rosters[i];

        if (r->kind == fault->roster->kind && strcmp(r->batch, fault->roster->batch) == 0) {
            facts_fault(b->f, FACTS_ROSTERS, i, fault->what, b->err);
            return true;
        }
    }
    return false;
}

/* The first fault is told; err keeps it. */
static void blame(void *arg, const struct claim_fault *fault)
{
    struct blame *b = arg;

    if ((fault->title && blame_title(b, fault)) || (fault->roster && blame_roster(b, fault)))
        return;
    err_set(b->err, ERR_BAD_BODY, "%s: %s", claim_fault_name(fault, b->a, true), fault->what);
}

static bool holds_together(struct store *s, const struct facts_read *f, struct arena *a,
                           struct err *err)
{
    struct err found = {0};
    struct blame b = {f, a, &found};

    if (!store_claim_faults(s, blame, &b, err))
        return false;
    return found.kind == ERR_NONE || err_set(err, found.kind, "%s", found.text);
}

/* ---- all of it ---- */

static bool record_inputs(struct store *s, const struct facts_read *f, int64_t revision,
                          struct err *err)
{
    for (size_t i = 0; revision > 0 && i < FACT_ROLES; i++) {
        if (!store_set_input(s, f->files[i].name, f->files[i].sha256, revision, err))
            return false;
    }
    return true;
}

bool facts_load(struct store *s, const struct facts_read *f, const char *who, moment_t now,
                struct facts_applied *out, struct err *err)
{
    const struct revision r = {.recorded = now,
                               .what = "facts",
                               .who = who,
                               .why = "sizhi load",
                               .source = "geodata/facts"};
    struct arena *a = arena_new();
    bool ok = check_codes(s, f, a, err) && check_zones(s, f, a, err) &&
              store_facts_apply(s, &f->facts, &r, out, err) && holds_together(s, f, a, err) &&
              record_inputs(s, f, out->revision, err);

    arena_free(a);
    return ok;
}

bool facts_loaded(struct store *s, const struct facts_read *f, bool *same, struct err *err)
{
    struct staged_input inputs[FACT_ROLES];

    for (size_t i = 0; i < FACT_ROLES; i++)
        inputs[i] = (struct staged_input){f->files[i].name, f->files[i].sha256};
    return store_inputs_match(s, inputs, FACT_ROLES, same, err);
}

void facts_load_line(const struct facts_applied *done, char *out, size_t size)
{
    int n;

    if (done->changed)
        n = snprintf(out, size, "facts: revision %" PRId64 ": %zu rows recorded, %zu retracted",
                     done->revision, done->recorded, done->retracted);
    else
        n = snprintf(out, size, "facts: nothing changed (revision %" PRId64 ")", done->revision);
    if (done->left_out > 0 && n > 0 && (size_t)n < size)
        snprintf(out + n, size - (size_t)n,
                 "; %zu left out, because an operator took them back or entered them by hand",
                 done->left_out);
}
