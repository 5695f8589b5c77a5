/* workflow.h - one step of one application, whole or not at all.
 *
 * Gathers the facts a step may depend on from the register as it stands inside the transaction,
 * asks domain/application.h, and writes what comes of it: event, new state, place of the quota,
 * title or bar, frozen text, audit entry, revision. */
#ifndef STORE_WORKFLOW_H
#define STORE_WORKFLOW_H

#include "store/applications.h"
#include "store/people.h"

struct step {
    int64_t application;
    enum application_event event;
    const struct person *who; /* NULL or id 0: the public */
    struct act_by by;
    date_t today;
    int64_t seen_version; /* what the actor saw; -1: does not say (the public's objection) */
    const char *reason;   /* NULL: none */
    int64_t rank;         /* 0: none given */
    int64_t notice;       /* of publish; 0: none */
    /* of designate: what the title's row says */
    const char *batch, *document;
    date_t since, until;
    /* of cancel_fraud */
    const char *criticism;
    date_t bar_until;
    bool reason_is_given; /* of an answer or objection, whose text stands elsewhere */
};

/* A refusal is err with the kind of its slug, and nothing was written.  An application that is not
 * there, asked for by somebody who may not see all, is refused in the words of one that is not
 * theirs. */
bool workflow_step(struct store *s, struct arena *a, const struct step *in,
                   struct application *after, struct err *err);

/* The step that this actor may take from where the application stands, as far as the register need
 * not be asked; NULL: none. */
const struct transition *workflow_offered(const struct actor *who, const struct application *app,
                                          enum application_event event);

#endif
