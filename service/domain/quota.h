/* quota.h - rounds, and the places a recommending unit may fill in them.
 *
 * A number that was not published is unknown, and unknown is not zero: nothing may be recommended
 * and nothing is said to be left.  The database enforces the same arithmetic on its own row. */
#ifndef DOMAIN_QUOTA_H
#define DOMAIN_QUOTA_H

#include "base/date.h"
#include "domain/track.h"

#include <stdbool.h>
#include <stddef.h>

struct round {
    const char *id;                    /* "2023" */
    const char *document;              /* number of the notice that opened it */
    date_t window_since, window_until; /* DATE_NONE: not published */
    unsigned tracks;  /* it is for, 1 << kind; 0: the four of cities and counties */
    const char *unit; /* whose programme it is, NULL: the nation's */
    const char *title;
    int year;
    bool by_hand; /* entered here, not part of the published facts */
};

bool round_is_for(const struct round *r, enum title_kind track);
/* The round of this track whose window holds the day, NULL when there is none; a window not known
 * holds no day. */
const struct round *round_on(const struct round *rounds, size_t n, enum title_kind track,
                             date_t on);

enum quota_status {
    QUOTA_PUBLISHED,
    QUOTA_UNKNOWN,
    QUOTA_ILLUSTRATIVE, /* made up for a demonstration register; the numbers count there */
    QUOTA_STATUSES,
};

enum { QUOTA_NOT_KNOWN = -1 };

struct quota {
    const char *round, *unit;
    enum title_kind track;
    enum quota_status status;
    int places; /* QUOTA_NOT_KNOWN where nothing was published */
    int used;   /* recommended and neither recalled nor sent back */
    int designated;
    const char *source;
};

const char *quota_status_name(enum quota_status s); /* "published" … */
bool quota_status_parse(const char *s, enum quota_status *out);

/* Places not taken; QUOTA_NOT_KNOWN where their number is not known. */
int quota_left(const struct quota *q);

enum quota_answer {
    QUOTA_MAY,
    QUOTA_NOT_WITHOUT_NUMBER, /* the number of places is not known */
    QUOTA_NONE_LEFT,
    QUOTA_BELOW_USE, /* fewer places than are taken already */
    QUOTA_NO_NUMBER, /* a number of places that cannot be */
};

enum { QUOTA_MOST = 100000 };

enum quota_answer quota_may_recommend(const struct quota *q);
/* May the number of places be set to this one? */
enum quota_answer quota_may_set(const struct quota *q, int places);
/* Does the ledger add up: 0 <= designated <= used <= places, and no use without a number? */
bool quota_sums(const struct quota *q);

#endif
