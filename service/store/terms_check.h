/* terms_check.h - do the events of zones tell a story, and do titles, targets and measures agree
 * with it? */
#ifndef STORE_TERMS_CHECK_H
#define STORE_TERMS_CHECK_H

#include "store/report.h"
#include "store/store.h"

bool check_terms(struct store *s, struct report *r, struct err *err);

#endif
