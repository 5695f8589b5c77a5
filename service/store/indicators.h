/* indicators.h - the tree of indicators of a round and track, as the national office entered it.
 *
 * No tree and no weight comes with the program.  A tree is replaced whole, and the rows of the one
 * before it stay.  Once somebody has scored along it only its weights may differ; once the scores
 * are closed, and can be seen, a weight that was known stays what it is. */
#ifndef STORE_INDICATORS_H
#define STORE_INDICATORS_H

#include "base/arena.h"
#include "base/buf.h"
#include "domain/score.h"
#include "domain/track.h"
#include "store/people.h"
#include "store/store.h"

struct indicators {
    const char *round;
    enum title_kind track;
    struct indicator_tree tree; /* n 0: none was entered */
    const int64_t *ids;         /* of the rows, by place in the tree */
    const char *source;
    moment_t entered;
    int64_t entered_by;
};

bool store_indicators(struct store *s, struct arena *a, const char *round, enum title_kind track,
                      struct indicators *out, struct err *err);

/* Inside a transaction.  The tree is sound (indicators_fault); in->round, track, tree and source
 * count.  *changed is false when all of it is on record already. */
bool store_indicators_put(struct store *s, const struct indicators *in, const struct act_by *by,
                          bool *changed, struct err *err);

/* What the chain is told of a tree: a JSON object, the same bytes for the same tree. */
void indicators_facts(struct buf *out, const struct indicators *in);

#endif
