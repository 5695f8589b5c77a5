/* audit_find.h - entries of the chain that are looked for by what stands in them. */
#ifndef STORE_AUDIT_FIND_H
#define STORE_AUDIT_FIND_H

#include "store/audit.h"

enum audit_outcome { AUDIT_ANY, AUDIT_DONE, AUDIT_REFUSED };

struct audit_wish {
    int64_t since, before;       /* numbers between which they stand, without these */
    int64_t person;              /* 0: nobody's; -1: of whomever */
    const char *object, *action; /* NULL: any */
    enum audit_outcome outcome;
    moment_t from, until; /* without the last */
    bool newest_first;
    size_t limit;
};
#define AUDIT_WISH_ALL                                                                             \
    {                                                                                              \
        .before = INT64_MAX, .person = -1, .from = INT64_MIN, .until = INT64_MAX,                  \
        .limit = SIZE_MAX / 2                                                                      \
    }

bool audit_find(struct store *s, struct arena *a, const struct audit_wish *w,
                struct audit_entry **out, size_t *n, struct err *err);

#endif
