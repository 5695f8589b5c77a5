/* self_scores.h - what an applicant says of itself along the tree of indicators, leaf by leaf.
 *
 * Only added to: the newest of a code counts.  Not published; the chain holds the digest of each.
 */
#ifndef STORE_SELF_SCORES_H
#define STORE_SELF_SCORES_H

#include "store/findings.h"
#include "store/indicators.h"
#include "store/report.h"

struct self_score {
    int64_t id;           /* 0: nothing was said */
    int value;            /* SCORE_NONE: evidence without points */
    const char *evidence; /* NULL: nothing was said */
    struct attached file;
    int64_t person;
    const char *name; /* of the person's account */
    moment_t at;
};

/* By place in the tree; out has room for in->tree.n. */
bool store_self_scores(struct store *s, struct arena *a, int64_t application,
                       const struct indicators *in, struct self_score *out, struct err *err);
/* Inside a transaction; `at` is a leaf, by place in the tree. */
bool store_self_score_add(struct store *s, int64_t application, const struct indicators *in,
                          size_t at, const struct self_score *score, const struct act_by *by,
                          struct err *err);
/* What the chain is told of it: a JSON object. */
const char *self_score_facts(const struct self_score *score, struct arena *a);
/* "application/12/self-evaluation/1.1.1" */
const char *self_score_object(int64_t application, const char *code, struct arena *a);

/* Does the newest of each agree with the chain? */
bool check_self_scores(struct store *s, struct report *r, struct err *err);

#endif
