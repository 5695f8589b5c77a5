/* change.h - one change of what is published, while it is made.
 *
 * The revision is taken when the first row is about to differ, so that a change that changes
 * nothing leaves no trace; every row of it bears the same moment. */
#ifndef STORE_CHANGE_H
#define STORE_CHANGE_H

#include "store/claims_rows.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

struct change {
    struct store *s;
    struct revision r;
    int64_t number;    /* 0: nothing differed yet */
    moment_t recorded; /* once there is a number */
};

/* what is the revision's word where r does not name one.  An r with a number is a revision taken
 * already in this transaction, which the change joins. */
struct change change_of(struct store *s, const struct revision *r, const char *what);
/* Before each row that differs. */
bool change_begin(struct change *c, struct err *err);
/* At the end: seals the tables, if anything was changed. */
bool change_seal(struct change *c, const enum claim_table *tables, size_t n, struct err *err);

/* Who a revision names: the command as it names itself, or "person 12". */
enum { CHANGE_WHO = 40 };
const char *change_who(const struct act_by *by, char out[CHANGE_WHO]);

/* A day as the tables keep it: NULL where it is not known. */
const char *change_day(date_t d, char out[DATE_TEXT]);

#endif
