/* quota.c - the arithmetic of places.  The database holds the same line with a CHECK of its own. */
#include "domain/quota.h"

#include <assert.h>
#include <string.h>

static const char *const status_names[QUOTA_STATUSES] = {"published", "unknown", "illustrative"};

bool round_is_for(const struct round *r, enum title_kind track)
{
    unsigned tracks = r->tracks ? r->tracks : TRACKS_OF_PLACES;

    return (tracks & 1U << track) != 0;
}

const struct round *round_on(const struct round *rounds, size_t n, enum title_kind track, date_t on)
{
    for (size_t i = 0; i < n; i++) {
        const struct round *r = &rounds[i];

        if (round_is_for(r, track) && r->window_since != DATE_NONE &&
            r->window_until != DATE_NONE && r->window_since <= on && on <= r->window_until)
            return r;
    }
    return NULL;
}

const char *quota_status_name(enum quota_status s)
{
    assert((int)s >= 0 && s < QUOTA_STATUSES);
    return status_names[s];
}

bool quota_status_parse(const char *s, enum quota_status *out)
{
    for (int i = 0; i < QUOTA_STATUSES; i++) {
        if (strcmp(status_names[i], s) == 0) {
            *out = (enum quota_status)i;
            return true;
        }
    }
    return false;
}

static bool number_known(const struct quota *q)
{
    return q->status != QUOTA_UNKNOWN && q->places >= 0;
}

int quota_left(const struct quota *q)
{
    if (!number_known(q))
        return QUOTA_NOT_KNOWN;
    return q->used < q->places ? q->places - q->used : 0;
}

enum quota_answer quota_may_recommend(const struct quota *q)
{
    if (!number_known(q))
        return QUOTA_NOT_WITHOUT_NUMBER;
    return q->used < q->places ? QUOTA_MAY : QUOTA_NONE_LEFT;
}

enum quota_answer quota_may_set(const struct quota *q, int places)
{
    if (places < 0 || places > QUOTA_MOST)
        return QUOTA_NO_NUMBER;
    return places < q->used ? QUOTA_BELOW_USE : QUOTA_MAY;
}

bool quota_sums(const struct quota *q)
{
    if (q->used < 0 || q->designated < 0 || q->designated > q->used)
        return false;
    return number_known(q) ? q->used <= q->places : q->used == 0;
}
