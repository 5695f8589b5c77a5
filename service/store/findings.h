/* findings.h - what an officer found about one condition of an application, and on what evidence.
 *
 * Findings are only added; the newest of a condition counts. */
#ifndef STORE_FINDINGS_H
#define STORE_FINDINGS_H

#include "domain/eligibility.h"
#include "store/applications.h"

struct attached { /* a file by what is in it, with the name it was sent with */
    bool there;
    struct sha256 sha256;
    const char *name;
    const char *type; /* media type; filled in when read */
    int64_t size;
};

struct finding_row {
    int64_t id; /* 0: there is none */
    enum condition_id condition;
    enum result result;
    const char *evidence;
    struct attached file;
    int64_t person;
    const char *name; /* of the person's account */
    moment_t at;
};

/* The newest of each condition, in order of enum condition_id. */
bool store_findings(struct store *s, struct arena *a, int64_t application, struct finding_row **out,
                    size_t *n, struct err *err);
/* The same as the rules want them; by: in whose name they stand. */
size_t findings_for_rules(const struct finding_row *rows, size_t n, const char *by, struct arena *a,
                          struct finding **out);
/* Inside a transaction; the application's own event is for the caller (EVENT_FINDING_CHANGED). */
bool store_finding_add(struct store *s, int64_t application, const struct finding_row *f,
                       const struct act_by *by, struct err *err);

#endif
