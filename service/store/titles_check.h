/* titles_check.h - everything that cannot be right about the lists and titles on record now.
 *
 * The same look serves `sizhi check`, a load before it is kept, and a correction by hand. */
#ifndef STORE_TITLES_CHECK_H
#define STORE_TITLES_CHECK_H

#include "store/check.h"
#include "store/titles.h"

struct claim_fault {
    const struct title *title; /* one of these three */
    const struct roster *roster;
    const struct completeness *complete;
    const char *what, *what_zh;
};

/* Everything is borrowed for the length of the call. */
typedef void claim_fault_tell(void *arg, const struct claim_fault *f);
bool store_claim_faults(struct store *s, claim_fault_tell *tell, void *arg, struct err *err);

/* "title 12 (demo-city 海淀区 110108)" or "list demo-city/2022-city". */
const char *claim_fault_name(const struct claim_fault *f, struct arena *a, bool english);

check_look check_claims;

#endif
