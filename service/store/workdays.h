/* workdays.h - the calendar on record: which weekdays are off and which weekends are worked (调休).
 *
 * Years that have rows are covered, and no others. */
#ifndef STORE_WORKDAYS_H
#define STORE_WORKDAYS_H

#include "base/arena.h"
#include "domain/notice.h"
#include "store/store.h"

#include <stddef.h>

struct workday {
    date_t date;
    bool is_workday;
    int year;
    const char *holiday, *source; /* what it is for, and the document that says so */
};

/* In order of day. */
bool store_workday_rows(struct store *s, struct arena *a, struct workday **out, size_t *n,
                        struct err *err);
/* As the rules want it; borrows nothing but the arena. */
struct workdays workdays_from(const struct workday *rows, size_t n, struct arena *a);
bool store_workdays(struct store *s, struct arena *a, struct workdays *out, struct err *err);

#endif
