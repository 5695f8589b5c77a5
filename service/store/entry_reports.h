/* entry_reports.h - what anybody says is wrong about a place or a title, and the national answer.
 *
 * Nothing of it is published: a text from outside may say anything about anybody. */
#ifndef STORE_ENTRY_REPORTS_H
#define STORE_ENTRY_REPORTS_H

#include "base/arena.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

struct entry_report {
    int64_t id;                     /* 0: there is none */
    const char *about, *about_name; /* "place/110108" or "title/12", and what that is called */
    const char *text;
    int64_t contact; /* of personal details (audit.h); 0: none */
    moment_t at;
    int64_t seen_by;
    moment_t seen; /* MOMENT_NONE: nobody has answered it */
    const char *answer;
};

enum entry_report_state { ENTRY_REPORTS_ALL, ENTRY_REPORTS_NEW, ENTRY_REPORTS_SEEN };

bool store_entry_report(struct store *s, struct arena *a, int64_t id, struct entry_report *out,
                        struct err *err);
/* The newest first; *total counts all that match. */
bool store_entry_reports(struct store *s, struct arena *a, enum entry_report_state state,
                         long limit, long offset, struct entry_report **out, size_t *n,
                         int64_t *total, struct err *err);

/* ---- changes: inside a transaction ---- */

/* "110108" is a place; "title/12", or any other number, a title that is or was on record. *about is
 * in the arena. */
bool store_entry_about(struct store *s, struct arena *a, const char *said, const char **about,
                       struct err *err);
bool store_entry_report_add(struct store *s, const struct entry_report *r, const struct act_by *by,
                            int64_t *id, struct err *err);
/* ERR_CONFLICT where it was answered already. */
bool store_entry_report_answer(struct store *s, int64_t id, const char *answer,
                               const struct act_by *by, struct err *err);

#endif
