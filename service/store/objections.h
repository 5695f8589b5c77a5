/* objections.h - what was objected to an entry of a notice, and what was answered.
 *
 * What was objected is for those who answer; published is that it was, when, and what the office
 * answered.  Whether one may be made or answered now is for the path of the application to say
 * (workflow.h), before it is written here. */
#ifndef STORE_OBJECTIONS_H
#define STORE_OBJECTIONS_H

#include "base/arena.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

struct objection {
    int64_t id; /* 0: there is none */
    int64_t notice, application;
    const char *text;
    int64_t contact; /* of personal details; 0: none was left */
    moment_t at;
    const char *answer; /* NULL: open */
    int64_t answered_by;
    moment_t answered;
};

/* What of one is published. */
struct objection_told {
    int64_t id, notice, application;
    moment_t at;
    const char *answer; /* NULL: open */
    moment_t answered;
};

bool store_objection(struct store *s, struct arena *a, int64_t id, struct objection *out,
                     struct err *err);
/* Those of a notice, in the order in which they came; application 0: of all its entries, notice 0:
 * of every notice the application stood in. */
bool store_objections(struct store *s, struct arena *a, int64_t notice, int64_t application,
                      struct objection **out, size_t *n, struct err *err);
/* Of all notices, by notice, then application, then in the order in which they came. */
bool store_objections_told(struct store *s, struct arena *a, struct objection_told **out, size_t *n,
                           struct err *err);
/* The application of a place in a notice; 0: it is not listed there. */
bool store_notice_listed(struct store *s, int64_t notice, const char *place, int64_t *application,
                         struct err *err);
bool store_notice_lists(struct store *s, int64_t notice, int64_t application, bool *listed,
                        struct err *err);

/* ---- changes: inside a transaction, each a revision of its own ---- */

/* contact: the id personal_put gave, 0 for none. */
bool store_objection_add(struct store *s, const struct objection *o, const struct act_by *by,
                         int64_t *id, struct err *err);
/* ERR_NOTHING_TO_ANSWER where it was answered already. */
bool store_objection_answer(struct store *s, int64_t id, const char *answer,
                            const struct act_by *by, struct err *err);

#endif
