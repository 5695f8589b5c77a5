/* title.h - who holds which title, and what a title is worth on a given day.
 *
 * A missing first or last day is unknown, not endless: such a title is shown, but is in force on no
 * day that we could name.  Only stated rows count as fact; a row known from a local plan alone is
 * shown and makes answers unknown; every other confidence is a lead for an operator. */
#ifndef DOMAIN_TITLE_H
#define DOMAIN_TITLE_H

#include "base/date.h"
#include "domain/coverage.h"
#include "domain/track.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum confidence {
    CONFIDENCE_STATED,
    CONFIDENCE_LOCAL_PLAN,
    CONFIDENCE_DERIVED, /* this and everything below: a lead, never shown */
    CONFIDENCE_LOOSE_WORDING,
    CONFIDENCE_RECOMMENDED_ONLY,
    CONFIDENCE_BATCH_UNKNOWN,
    CONFIDENCE_KIND_UNKNOWN,
    CONFIDENCES,
};

enum source_kind {
    SOURCE_OFFICIAL, /* a page of an authority */
    SOURCE_POLICY,   /* a text of the policy itself */
    SOURCE_REPOST,   /* somebody's copy: the document is cited, no link is given */
    SOURCE_REGISTER, /* determined in this register, or entered by an operator */
    SOURCE_KINDS,
};

struct title {
    int64_t id;
    enum title_kind kind;
    enum confidence confidence;
    enum source_kind source_kind;
    const char *name;       /* of the holder, as published */
    const char *holder;     /* code; NULL for parks and zones */
    const char *host_guess; /* our guess at one host district of a park or zone, NULL: none */
    const char *unit;       /* recommending unit of the holder; NULL: not known */
    const char *batch;      /* with the kind: its roster */
    const char *document, *source;
    date_t since, until;   /* first and last day in force */
    date_t revoked;        /* first day on which it was taken away, DATE_NONE: never */
    date_t superseded;     /* first day on which an act of the operator put another one in its */
    int64_t superseded_by; /* place, and that one's id; DATE_NONE and 0: no such act */
    moment_t recorded, retracted;
};

enum title_status {
    STATUS_IN_FORCE,
    STATUS_IN_FORCE_UNLESS_SUPERSEDED, /* a pilot that a list we know in part may have raised */
    STATUS_SUPERSEDED,
    STATUS_ENDED,
    STATUS_NOT_YET,
    STATUS_REVOKED,
    STATUS_TERM_UNKNOWN,
    TITLE_STATUSES,
};

const char *confidence_name(enum confidence c); /* as in the facts: "stated" … */
bool confidence_parse(const char *s, enum confidence *out);
const char *source_kind_name(enum source_kind k);
bool source_kind_parse(const char *s, enum source_kind *out);
const char *title_status_name(enum title_status s); /* "in_force" … */
const char *title_status_label(enum title_status s, bool english);

bool title_visible(const struct title *t, moment_t as_of);
/* Visible, and of a confidence that answers may show. */
bool title_shown(const struct title *t, moment_t as_of);
/* The link an answer may give, NULL where there is none to give. */
const char *title_url(const struct title *t);

/* What t is on a day.  titles are those of its holder, or any larger set; rows that do not concern
 * it, or that the view does not show, are passed over.  t itself need not be visible. */
enum title_status title_status(const struct view *v, const struct title *titles, size_t n,
                               const struct title *t, date_t on);
/* In force, whether or not it may have been raised to a demonstration title. */
bool title_status_counts(enum title_status s);

/* The stated titles in force on a day, as indexes of titles, in their order.  Returns how many
 * there are; writes no more than max. */
size_t title_in_force(const struct view *v, const struct title *titles, size_t n, date_t on,
                      size_t *out, size_t max);

/* Stated titles of a roster on record at as_of: its `known`. */
int title_count_known(const struct roster *r, const struct title *titles, size_t n, moment_t as_of);

/* Days until the last day in force, 0 on that day; -1 when the term is not known or it is over. */
int title_days_left(const struct title *t, date_t on);

#endif
