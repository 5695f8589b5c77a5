/* objection_form.h - the form by which anybody objects to an entry of a running notice. */
#ifndef API_OBJECTION_FORM_H
#define API_OBJECTION_FORM_H

#include "atlas/notices.h"
#include "base/buf.h"
#include "http/request.h"

enum draft_field { DRAFT_ENTRY, DRAFT_TEXT, DRAFT_CONTACT, DRAFT_FIELDS };

/* The names of the fields, and of a key made anew for every form that is shown: a form that is sent
 * twice is one objection. */
extern const char *const draft_names[DRAFT_FIELDS];
#define DRAFT_KEY "key"

/* What somebody has typed so far, and what was wrong with it. */
struct draft {
    const char *typed[DRAFT_FIELDS]; /* "" where nothing was */
    const char *fault[DRAFT_FIELDS]; /* in the language of the page; NULL: none */
    const char *refusal;             /* of the whole; NULL: none */
};

/* Can anything be objected to today? */
bool notice_takes_objections(const struct request *rq, const struct atlas *a,
                             const struct notice *n);
/* The form, empty where draft is NULL; only where it takes any. */
void put_objection_form(struct buf *out, const struct request *rq, const struct atlas *a,
                        const struct notice *n, const struct draft *draft);

#endif
