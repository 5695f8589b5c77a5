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
};

struct fact_title {
    struct title title;
    const char *sub_batch, *note;
};

struct facts {
    struct fact_document *documents;
    struct roster *rosters;
    enum source_kind *roster_sources; /* one for each roster */
    struct completeness *complete;
    struct fact_title *titles;
    struct fact_round *rounds;
    struct workday *workdays;
    size_t n_documents, n_rosters, n_complete, n_titles, n_rounds, n_workdays;
};

struct facts_applied {
    int64_t revision;
    bool changed;
    size_t recorded, retracted;
    size_t left_out; /* titles that an operator took back, or entered by hand for the same days */
};

/* Inside a transaction.  A quota row (unknown) is made for every round, track and unit that has
 * none.  ERR_CONFLICT: a title that an operator's correction names would go, or a round of which
 * places were set. */
bool store_facts_apply(struct store *s, const struct facts *f, const struct revision *r,
                       struct facts_applied *out, struct err *err);

#endif
