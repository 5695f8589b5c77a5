/* facts.h - taking the project's own rows of published facts into the register.
 *
 * The rows of a load are the whole truth of origin 'facts': what is new is recorded, what differs
 * or is gone is retracted, what stays the same is not touched.  Rows entered by hand stay. */
#ifndef STORE_FACTS_H
#define STORE_FACTS_H

#include "store/titles.h"
#include "store/workdays.h"

struct fact_document {
    const char *ref, *number, *title, *dated, *published, *confidence, *sources, *note;
};

struct fact_round {
    const char *id, *document, *title, *note;
    int year;
    date_t window_since, window_until;
    unsigned tracks; /* 0: the four of cities and counties */
};

struct fact_title {
    struct title title;
    const char *sub_batch, *note;
};

struct fact_zone {
    const char *id, *name, *kind, *host_kind, *host_name, *host_code, *host_guess, *unit;
    const char *applicant, *declared_m2, *since, *until, *document, *source, *note;
};

struct fact_zone_part {
    const char *zone, *number, *name, *function, *stage, *extent_text, *declared_m2;
    const char *since, *until, *document, *source;
};

/* zone NULL: the nation's. */
struct fact_target {
    const char *zone, *code, *name, *name_en, *sign, *value, *unit, *unit_en, *words;
    const char *year, *base_year, *document, *clause, *source, *note;
};

/* tracks: a set, all of which have the same tree; weight: hundredths, or WEIGHT_UNKNOWN. */
struct fact_indicator {
    const char *round, *code, *parent, *name, *explained, *counts, *source;
    unsigned tracks;
    int weight;
};

struct facts {
    struct fact_document *documents;
    struct roster *rosters;
    enum source_kind *roster_sources; /* one for each roster */
    struct completeness *complete;
    struct fact_title *titles;
    struct fact_round *rounds;
    struct workday *workdays;
    struct fact_zone *zones; /* texts that were checked; NULL where nothing is known */
    struct fact_zone_part *zone_parts;
    struct fact_target *targets;
    struct fact_indicator *indicators; /* in the order of their trees */
    size_t n_documents, n_rosters, n_complete, n_titles, n_rounds, n_workdays, n_zones,
        n_zone_parts, n_targets, n_indicators;
};

struct facts_applied {
    int64_t revision;
    bool changed;
    size_t recorded, retracted;
    size_t left_out; /* what was taken back or recorded otherwise by hand */
};

/* Inside a transaction.  A quota row (unknown) is made for every round, track and unit that has
 * none.  ERR_CONFLICT: a title that an operator's correction names would go, or a round of which
 * places were set. */
bool store_facts_apply(struct store *s, const struct facts *f, const struct revision *r,
                       struct facts_applied *out, struct err *err);

#endif
