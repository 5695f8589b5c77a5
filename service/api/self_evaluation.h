/* self_evaluation.h - a self-evaluation with what stands beside it, while it is put together. */
#ifndef API_SELF_EVALUATION_H
#define API_SELF_EVALUATION_H

#include "api/path_number.h"
#include "api/service.h"
#include "store/scores.h"
#include "store/self_scores.h"

struct self_view {
    const struct application *app;
    const struct indicators *in;
    const struct self_score *scores; /* by place in the tree */
    bool review;                     /* scores of experts may be shown */
    struct scorer *scorers;
    size_t n_scorers;
    const struct atlas *atlas; /* for the directory; borrowed while the answer is made */
};

void put_self_evaluation(struct buf *out, const struct request *rq, const struct self_view *v);

#endif
