/* scores_json.h - indicators, scores and what they add up to, as the interface shows them. */
#ifndef API_SCORES_JSON_H
#define API_SCORES_JSON_H

#include "base/json_write.h"
#include "http/request.h"
#include "store/scores.h"

/* Hundredths as a number with up to two decimals. */
void put_hundredths(struct json_writer *w, const char *key, int v);

/* "round", "track", "source", "entered", "weights" and "items". */
void put_indicators(struct json_writer *w, const struct request *rq, const struct indicators *in);

/* Everything one caller may see of the scores of an application. */
struct scores_view {
    const struct application *app;
    const struct indicators *in;
    moment_t closed;          /* MOMENT_NONE: not closed, and nobody's values but own are shown */
    const struct scorer *own; /* NULL: the caller is no expert here */
    const struct scorer *others; /* all who are to score it */
    size_t n_others;
    bool all; /* who has given what, not only what came of it */
};
void put_scores(struct json_writer *w, const struct request *rq, const struct scores_view *v);

#endif
