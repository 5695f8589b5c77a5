/* scores.h - what experts gave, sheet by sheet, and who has still to give what.
 *
 * Until a round and track are closed nobody but the expert may be told what a sheet says: that is
 * for whoever calls to keep.  What is handed out here is the newest value of each expert and leaf.
 */
#ifndef STORE_SCORES_H
#define STORE_SCORES_H

#include "store/applications.h"
#include "store/indicators.h"

struct scorer {
    int64_t person;
    const char *name, *unit; /* unit: where the expert comes from */
    const int *values;       /* by place in the tree; SCORE_NONE: not scored */
    const char *const *notes;
    moment_t at; /* of the newest sheet; MOMENT_NONE: none */
};

/* Everybody who is to score the application, with what each gave: the experts of its round who do
 * not come from its unit; of a closed one, those of that moment. */
bool store_scorers(struct store *s, struct arena *a, const struct application *app,
                   const struct indicators *in, struct scorer **out, size_t *n, struct err *err);
/* What one person gave, whoever it is. */
bool store_scorer(struct store *s, struct arena *a, const struct application *app,
                  const struct indicators *in, int64_t person, struct scorer *out, struct err *err);

/* MOMENT_NONE: not closed. */
bool store_scores_closed(struct store *s, const char *round, enum title_kind track,
                         moment_t *closed, struct err *err);
/* Has anybody scored anything? */
bool store_scored(struct store *s, const char *round, enum title_kind track, bool *scored,
                  struct err *err);

struct expert {
    int64_t person;
    const char *name, *unit;
    moment_t named, ended; /* MOMENT_NONE: still one */
    int64_t named_by;
};
/* In order of person. */
bool store_experts(struct store *s, struct arena *a, const char *round, struct expert **out,
                   size_t *n, struct err *err);

/* ---- changes: inside a transaction ---- */

struct score_item {
    size_t indicator; /* a leaf, by place in the tree */
    int value;
    const char *note; /* "" where there is none */
};

/* One sheet.  sheet_hex: its digest, for the audit entry, which says nothing of the values. */
bool store_score(struct store *s, const struct application *app, const struct indicators *in,
                 const struct score_item *items, size_t n, const struct act_by *by, int64_t *sheet,
                 char sheet_hex[SHA256_HEX], struct err *err);
/* ERR_CONFLICT when they are closed already. */
bool store_scores_close(struct store *s, const char *round, enum title_kind track,
                        const struct act_by *by, struct err *err);

#endif
