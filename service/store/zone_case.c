/* zone_case.c - titles by the zone's name, where its host lies, how many institutions it has and
 * how the province found it. */
#include "store/zone_case.h"

#include "domain/zone_term.h"
#include "store/institutions.h"
#include "store/internal.h"
#include "store/place_known.h"
#include "store/proposed_zones.h"
#include "store/titles.h"
#include "store/zone_events.h"

#include <string.h>

static const char UNDIVIDED[] = "SELECT count(*) FROM division WHERE parent = $1";

static bool gather_titles(struct store *s, struct arena *a, const char *name, struct zone_case *z,
                          struct err *err)
{
    struct title *all, *its;
    size_t n;

    if (!store_titles(s, a, &all, &n, err))
        return false;
    its = arena_alloc(a, n + 1, sizeof *its);
    for (size_t i = 0; i < n; i++) {
        if (!all[i].holder && strcmp(all[i].name, name) == 0)
            its[z->n_titles++] = all[i];
    }
    z->titles = its;
    return true;
}

/* ---- where it lies ---- */

/* Within the applicant's prefecture, or province where that is what applies. */
static bool within(const char *place, const char *code, const struct place_known *host)
{
    if (strcmp(place, code) == 0 || (host->prefecture && strcmp(place, host->prefecture) == 0))
        return true;
    return strcmp(place + 2, "0000") == 0 && strncmp(place, code, 2) == 0;
}

/* A city without districts has no county-level area that could be meant, so the text is silent. */
static bool judge_city(struct store *s, const char *code, enum truth *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, UNDIVIDED, err);
    bool divided;

    if (!q)
        return false;
    bind_text(q, 1, code);
    if (!stmt_yes(q, &divided, err))
        return false;
    *out = divided ? TRUTH_NO : TRUTH_UNKNOWN;
    return true;
}

static bool judge_host(struct store *s, struct arena *a, const struct application *app,
                       const struct proposed_zone *p, enum truth *out, struct err *err)
{
    struct place_known host;

    *out = TRUTH_UNKNOWN;
    if (!p->host_code)
        return true;
    if (!store_place_known(s, a, p->host_code, &host, err))
        return false;
    if (!host.name)
        return true;
    if (!within(app->place, p->host_code, &host))
        *out = TRUTH_NO;
    else if (p->host_kind == HOST_DIVISION && place_kind_is_county_level(host.kind))
        *out = TRUTH_YES;
    else if (p->host_kind == HOST_DIVISION)
        return judge_city(s, p->host_code, out, err);
    return true;
}

/* ---- what is on record of the zone it continues ---- */

static bool judge_excellence(struct store *s, struct arena *a, const struct proposed_zone *p,
                             date_t on, enum truth *out, struct err *err)
{
    struct zone_event *events;
    struct zone_terms terms;
    size_t n;

    if (!store_zone_events_now(s, a, p->zone, p->name, TITLE_JS_ZONE, &events, &n, err))
        return false;
    zone_terms_tell(TITLE_JS_ZONE, events, n, on, &terms);
    *out = TRUTH_NO;
    for (size_t i = 0; i < terms.n; i++) {
        if (terms.terms[i].priority)
            *out = TRUTH_YES;
    }
    return true;
}

bool store_zone_case(struct store *s, struct arena *a, const struct application *app, date_t on,
                     const struct zone_case **out, struct err *err)
{
    struct zone_case *z;
    struct proposed_zone p;

    *out = NULL;
    if (!title_kind_is_zone(app->track))
        return true;
    if (!store_proposed_zone(s, a, app->id, &p, err))
        return false;
    if (p.id == 0)
        return true;
    z = arena_alloc(a, 1, sizeof *z);
    *z = (struct zone_case){.zone = p.zone,
                            .name = p.name,
                            .host_name = p.host_name,
                            .outstanding = p.outstanding_reason && *p.outstanding_reason,
                            .excellent = TRUTH_NO};
    if (!gather_titles(s, a, p.name, z, err) || !judge_host(s, a, app, &p, &z->host, err))
        return false;
    if (p.zone && (!store_institutions_count(s, p.zone, on, &z->institutions, err) ||
                   !judge_excellence(s, a, &p, on, &z->excellent, err)))
        return false;
    *out = z;
    return true;
}
