/* evidence.h - what a condition's result rests on, in one or two sentences with the figures.
 *
 * The sentence is made from what eligibility_assess() left behind, so it is only paid for where
 * somebody reads it. */
#ifndef DOMAIN_EVIDENCE_H
#define DOMAIN_EVIDENCE_H

#include "domain/eligibility.h"
#include "domain/holding.h"

#include <stdbool.h>
#include <stddef.h>

enum { EVIDENCE_TEXT = 640 };

/* Cut at a whole character with "…" should it ever be longer.  Returns out. */
const char *evidence_of(const struct eligibility *e, const struct condition *c, bool english,
                        char out[EVIDENCE_TEXT]);

/* The same for one holding alone, as lookups and place cards show it. */
const char *evidence_of_holding(const struct holding *h, bool english, char out[EVIDENCE_TEXT]);

#endif
