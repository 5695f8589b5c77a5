/* indicators.h - the tree of indicators of a round and track, as the national office entered it, or
 * as it came with the facts.
 *
 * No weight comes with the program: a published tree whose weights are lost has none.  A tree is
 * replaced whole, and the rows of the one before it stay.  Once somebody has scored along it only
 * its weights may differ; once the scores are closed, and can be seen, a weight that was known
 * stays what it is. */
#ifndef STORE_INDICATORS_H
#define STORE_INDICATORS_H

#include "base/arena.h"
#include "base/buf.h"
#include "domain/score.h"
#include "domain/track.h"
#include "store/people.h"
#include "store/store.h"

/* What goes with an indicator of a published tree. */
struct indicator_note {
    const char *explained; /* in our words; NULL: nothing */
    unsigned counts;       /* numbers of the directory it is about: domain/indicator_count.h */
};

struct indicators {
    const char *round;
    enum title_kind track;
    struct indicator_tree tree;         /* n 0: none was entered */
    const int64_t *ids;                 /* of the rows, by place in the tree */
    const struct indicator_note *notes; /* likewise; NULL where there are none */
    const char *source;
    moment_t entered;
    int64_t entered_by; /* 0: it came with the facts */
};

bool store_indicators(struct store *s, struct arena *a, const char *round, enum title_kind track,
                      struct indicators *out, struct err *err);

/* Inside a transaction.  The tree is sound (indicators_fault); in->round, track, tree and source
 * count, and notes, which stay with their code where none are given.  *changed is false when all of
 * it is on record already. */
bool store_indicators_put(struct store *s, const struct indicators *in, const struct act_by *by,
                          bool *changed, struct err *err);

/* The same for a tree of the facts: what somebody entered stays (*stays). */
bool store_indicators_load(struct store *s, const struct indicators *in, moment_t now,
                           bool *changed, bool *stays, struct err *err);
/* Ends a tree that came with facts, unless it was scored along (ERR_CONFLICT). */
bool store_indicators_drop(struct store *s, const char *round, enum title_kind track, moment_t now,
                           struct err *err);
/* Does a tree of the facts stand as it was loaded?  Always of one that somebody entered. */
bool store_indicators_hold(struct store *s, struct arena *a, const struct indicators *in,
                           bool *hold, struct err *err);

/* What the chain is told of a tree: a JSON object, the same bytes for the same tree. */
void indicators_facts(struct buf *out, const struct indicators *in);

#endif
