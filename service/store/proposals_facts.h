/* proposals_facts.h - what the chain is told of proposals and of reports of wrong entries: JSON
 * objects, the same bytes whenever they are made of the same row. */
#ifndef STORE_PROPOSALS_FACTS_H
#define STORE_PROPOSALS_FACTS_H

#include "base/buf.h"
#include "store/entry_reports.h"
#include "store/proposals.h"

/* As it was made. */
void proposal_facts(struct buf *out, const struct proposal *p);
/* What became of it. */
void proposal_decision_facts(struct buf *out, const struct proposal *p);

/* contact_hex: the digest personal_put gave; NULL: no contact was left. */
void entry_report_facts(struct buf *out, const struct entry_report *r, const char *contact_hex);
void entry_report_answer_facts(struct buf *out, const struct entry_report *r);

#endif
