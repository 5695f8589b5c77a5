/* proposals.h - titles that a province says are missing or wrong here, and what became of it.
 *
 * The published lists are on record in part only.  What the national office accepts becomes a row
 * of the register (of 'wrong' in the place of the one named), at one revision; until then nothing
 * that is published differs. */
#ifndef STORE_PROPOSALS_H
#define STORE_PROPOSALS_H

#include "base/arena.h"
#include "domain/title.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

enum proposal_what { PROPOSAL_MISSING, PROPOSAL_WRONG, PROPOSAL_WHATS };
enum proposal_state { PROPOSAL_OPEN, PROPOSAL_ACCEPTED, PROPOSAL_DECLINED, PROPOSAL_STATES };

struct proposal {
    int64_t id;       /* 0: there is none */
    const char *unit; /* whose it is */
    enum proposal_what what;
    int64_t title; /* the one on record that is wrong; 0: none */
    enum title_kind kind;
    const char *holder, *name; /* a place, or the name of a park or zone */
    const char *batch;         /* NULL: not known */
    date_t since, until;
    const char *document, *evidence;
    const char *url; /* NULL: no page of an authority */
    int64_t person;
    moment_t at;
    enum proposal_state state;
    const char *reason; /* of the decision */
    int64_t decided_by;
    moment_t decided;
    int64_t made; /* the title that came of it; 0: none */
};

bool store_proposal(struct store *s, struct arena *a, int64_t id, struct proposal *out,
                    struct err *err);

struct proposal_filter {
    const char *unit; /* NULL: of all */
    int state;        /* -1: any */
    long limit, offset;
};
/* In order of id; *total counts all that match. */
bool store_proposals(struct store *s, struct arena *a, const struct proposal_filter *f,
                     struct proposal **out, size_t *n, int64_t *total, struct err *err);

/* Could it be a row of the register as it stands?  ERR_BAD_BODY or ERR_CONFLICT names the member
 * at fault.  *row: what it would be. */
bool store_proposal_fits(struct store *s, struct arena *a, const struct proposal *p,
                         struct title *row, struct err *err);

/* ---- changes: inside a transaction ---- */

/* ERR_CONFLICT where the same is open already. */
bool store_proposal_add(struct store *s, const struct proposal *p, const struct act_by *by,
                        int64_t *id, struct err *err);
/* *after: as it stands then.  ERR_CONFLICT: decided already, or it cannot be a row any more. */
bool store_proposal_decide(struct store *s, struct arena *a, int64_t id, bool accept,
                           const char *reason, const struct act_by *by, struct proposal *after,
                           struct err *err);

const char *proposal_what_name(enum proposal_what w); /* "missing", "wrong" */
bool proposal_what_parse(const char *s, enum proposal_what *out);
const char *proposal_state_name(enum proposal_state s); /* "open" … */
bool proposal_state_parse(const char *s, enum proposal_state *out);

#endif
