/* facts_terms.c - targets of zones and of the nation, and published trees of indicators: row by
 * row, and against the other files. */
#include "cli/facts_terms.h"

#include "cli/facts_between.h"
#include "domain/indicator_count.h"
#include "domain/score.h"
#include "domain/target.h"
#include "store/facts.h"

#include <string.h>

static const char NATION[] = "nation";

const struct fact_column target_columns[TARGET_COLUMNS] = {
    {"zone", CELL_ZONE, true},         {"code", CELL_TEXT, true},
    {"name", CELL_TEXT, true},         {"name_en", CELL_TEXT, false},
    {"sign", CELL_TEXT, false},        {"value", CELL_NUMBER, false},
    {"unit", CELL_TEXT, true},         {"unit_en", CELL_TEXT, false},
    {"words", CELL_TEXT, false},       {"year", CELL_NUMBER, true},
    {"base_year", CELL_NUMBER, false}, {"document", CELL_TEXT, false},
    {"clause", CELL_TEXT, true},       {"source", CELL_TEXT, true},
    {"note", CELL_TEXT, false},
};

enum { IND_ROUND, IND_TRACKS, IND_CODE, IND_PARENT, IND_NAME, IND_WEIGHT, IND_EXPLAINED };
enum { IND_COUNTS = IND_EXPLAINED + 1, IND_SOURCE, IND_NOTE };
const struct fact_column indicator_columns[INDICATOR_COLUMNS] = {
    {"round", CELL_TEXT, true},      {"tracks", CELL_TRACKS, true}, {"code", CELL_TEXT, true},
    {"parent", CELL_TEXT, false},    {"name", CELL_TEXT, true},     {"weight", CELL_NUMBER, false},
    {"explained", CELL_TEXT, false}, {"counts", CELL_TEXT, false},  {"source", CELL_TEXT, true},
    {"note", CELL_TEXT, false},
};

void take_target(const char *const *row, void *out)
{
    struct fact_target *t = out;
    const char **const members[TARGET_COLUMNS] = {
        &t->zone,      &t->code,     &t->name,    &t->name_en, &t->sign,
        &t->value,     &t->unit,     &t->unit_en, &t->words,   &t->year,
        &t->base_year, &t->document, &t->clause,  &t->source,  &t->note};

    for (size_t i = 0; i < TARGET_COLUMNS; i++)
        *members[i] = row[i];
    if (strcmp(t->zone, NATION) == 0)
        t->zone = NULL;
}

/* A weight in the file is a whole percentage. */
void take_indicator(const char *const *row, void *out)
{
    struct fact_indicator *i = out;

    *i = (struct fact_indicator){
        .round = row[IND_ROUND],
        .code = row[IND_CODE],
        .parent = row[IND_PARENT],
        .name = row[IND_NAME],
        .explained = row[IND_EXPLAINED],
        .counts = row[IND_COUNTS],
        .source = row[IND_SOURCE],
        .weight = row[IND_WEIGHT] ? fact_number(row[IND_WEIGHT], 0) * 100 : WEIGHT_UNKNOWN,
    };
    tracks_parse(row[IND_TRACKS], &i->tracks);
}

/* ---- targets ---- */

static const char *target_key(const struct facts *f, size_t i, struct arena *a)
{
    const struct fact_target *t = &f->targets[i];

    return arena_printf(a, "target %s of %s", t->code, t->zone ? t->zone : NATION);
}

static bool zone_there(const struct facts *f, const char *id)
{
    for (size_t i = 0; i < f->n_zones; i++) {
        if (strcmp(f->zones[i].id, id) == 0)
            return true;
    }
    return false;
}

static bool check_target(const struct facts_read *f, size_t i, struct arena *a, struct err *err)
{
    const struct fact_target *t = &f->facts.targets[i];
    enum target_sign sign;

    if (t->zone && !zone_there(&f->facts, t->zone))
        return facts_fault(f, FACTS_TARGETS, i,
                           arena_printf(a, "zones.csv has no zone %s", t->zone), err);
    if (!target_code_valid(t->code))
        return facts_fault(f, FACTS_TARGETS, i,
                           "a code has small letters, digits and single hyphens", err);
    if (t->sign && !target_sign_parse(t->sign, &sign))
        return facts_fault(f, FACTS_TARGETS, i, "a sign is one of > >= = <= <", err);
    if (!t->sign != !t->value || !t->value == !t->words)
        return facts_fault(f, FACTS_TARGETS, i,
                           "a target is a sign and a number, or words where none was published",
                           err);
    if (t->base_year && fact_number(t->base_year, 0) >= fact_number(t->year, 0))
        return facts_fault(f, FACTS_TARGETS, i, "the base year is before the year", err);
    return facts_document_there(f, FACTS_TARGETS, i, t->document, a, err);
}

/* ---- indicators ---- */

static const char *indicator_key(const struct facts *f, size_t i, struct arena *a)
{
    return arena_printf(a, "indicator %s of %s", f->indicators[i].code, f->indicators[i].round);
}

static bool round_there(const struct facts *f, const struct fact_indicator *i)
{
    for (size_t r = 0; r < f->n_rounds; r++) {
        if (strcmp(f->rounds[r].id, i->round) == 0)
            return (i->tracks &
                    ~(f->rounds[r].tracks ? f->rounds[r].tracks : (unsigned)TRACKS_OF_PLACES)) == 0;
    }
    return false;
}

/* Its place among the rows before; levels: how deep it stands. */
static bool parent_before(const struct facts *f, size_t i, int *level)
{
    const struct fact_indicator *row = &f->indicators[i];

    *level = 1;
    if (!row->parent)
        return true;
    for (size_t p = 0; p < i; p++) {
        const struct fact_indicator *one = &f->indicators[p];

        if (strcmp(one->code, row->parent) == 0 && strcmp(one->round, row->round) == 0 &&
            one->tracks == row->tracks) {
            bool there = parent_before(f, p, level);

            ++*level;
            return there;
        }
    }
    return false;
}

static bool check_indicator(const struct facts_read *f, size_t i, struct err *err)
{
    const struct fact_indicator *row = &f->facts.indicators[i];
    unsigned counts;
    int level;

    if (!round_there(&f->facts, row))
        return facts_fault(f, FACTS_INDICATORS, i,
                           "rounds.csv has no such round, or it is not for these tracks", err);
    if (!parent_before(&f->facts, i, &level))
        return facts_fault(f, FACTS_INDICATORS, i,
                           "its parent does not stand before it, for the same tracks", err);
    if (level > INDICATOR_DEPTH)
        return facts_fault(f, FACTS_INDICATORS, i, "it stands on a fourth level", err);
    if (row->weight > WEIGHT_WHOLE)
        return facts_fault(f, FACTS_INDICATORS, i, "a weight is a percentage up to 100", err);
    return !row->counts || indicator_counts_parse(row->counts, &counts) ||
           facts_fault(f, FACTS_INDICATORS, i,
                       "counts are words such as institutions, above_size, forms", err);
}

bool facts_terms_agree(const struct facts_read *f, struct arena *a, struct err *err)
{
    const struct facts *all = &f->facts;

    if (all->n_indicators > INDICATORS_MOST)
        return facts_fault(f, FACTS_INDICATORS, INDICATORS_MOST, "there are too many", err);
    if (!facts_nothing_twice(f, FACTS_TARGETS, all->n_targets, target_key, a, err) ||
        !facts_nothing_twice(f, FACTS_INDICATORS, all->n_indicators, indicator_key, a, err))
        return false;
    for (size_t i = 0; i < all->n_targets; i++) {
        if (!check_target(f, i, a, err))
            return false;
    }
    for (size_t i = 0; i < all->n_indicators; i++) {
        if (!check_indicator(f, i, err))
            return false;
    }
    return true;
}
