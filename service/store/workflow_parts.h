/* workflow_parts.h - the inside of one step: what was gathered, what is refused, what is written.
 */
#ifndef STORE_WORKFLOW_PARTS_H
#define STORE_WORKFLOW_PARTS_H

#include "domain/application_table.h"
#include "store/assessments.h"
#include "store/notices.h"
#include "store/workflow.h"

struct gathered {
    const struct step *in;
    struct application now;
    const struct transition *row; /* NULL: no such step from here */
    struct application_facts facts;
    struct assessment as; /* where the row asks for it */
    struct quota quota;   /* its round is NULL: no such row */
    int64_t rank;         /* that it would have afterwards */
    int64_t notice;       /* that it is to enter, or stands in; 0: none */
};

/* Everything the row of g may depend on, from the register. */
bool workflow_gather(struct store *s, struct arena *a, struct gathered *g, struct err *err);
/* Says why not.  Always false.  detailed: whoever asks may see the application. */
bool workflow_refuse(struct store *s, const struct gathered *g, enum refusal why, bool detailed,
                     struct err *err);
/* All that comes of it; *next is the application afterwards. */
bool workflow_write(struct store *s, struct arena *a, const struct gathered *g,
                    const struct application_outcome *o, struct application *next, struct err *err);

/* The title of a place, or of a zone with all that is published with it, under revision r. */
bool workflow_grant(struct store *s, struct arena *a, const struct gathered *g,
                    const struct revision *r, int64_t *id, struct err *err);
/* Takes the title away; *id is the row that says so. */
bool workflow_revoke(struct store *s, struct arena *a, const struct gathered *g,
                     const struct revision *r, int64_t *id, struct err *err);

#endif
