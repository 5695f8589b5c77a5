/* proposed_facts.h - what the chain is told about a proposed zone or part; worked out again by
 * sizhi check.  Long texts and shapes stand in it as their SHA-256 only. */
#ifndef STORE_PROPOSED_FACTS_H
#define STORE_PROPOSED_FACTS_H

#include "store/proposed_zones.h"

void proposed_zone_facts(struct buf *out, const struct proposed_zone *z);
void proposed_part_facts(struct buf *out, const struct proposed_part *p);
/* "application/12/part/3" */
const char *proposed_part_object(struct arena *a, int64_t application, int number);

#endif
