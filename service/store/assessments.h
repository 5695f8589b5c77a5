/* assessments.h - the verdict on an application as the register stands in this very transaction.
 *
 * The public answer comes from the atlas; this one is for deciding, so it may not be a revision
 * behind. */
#ifndef STORE_ASSESSMENTS_H
#define STORE_ASSESSMENTS_H

#include "store/findings.h"

struct assessment {
    struct eligibility verdict; /* borrows from the rest, and from the arena */
    struct holder place;
    struct round round;
    struct quota quota; /* its round is NULL where there is no such row */
    struct finding_row *findings;
    size_t n_findings;
    enum result not_barred; /* that condition alone */
};

/* english: in which words the findings' authors are named.  *out must stay where it is. */
bool store_assess(struct store *s, struct arena *a, const struct application *app, date_t on,
                  bool english, struct assessment *out, struct err *err);
/* In whose name the findings of an application stand: its unit's. */
const char *findings_by(const struct application *app, bool english);

#endif
