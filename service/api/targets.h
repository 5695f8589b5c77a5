/* targets.h - what targets and measures share: whose they are, and how they are shown. */
#ifndef API_TARGETS_H
#define API_TARGETS_H

#include "api/title_json.h"
#include "api/written.h"
#include "atlas/zone_terms.h"
#include "base/json_write.h"
#include "domain/zone.h"

/* Targets of one zone, or of the nation, with what was measured up to a day. */
struct targets_view {
    const struct target **targets;
    size_t n_targets;
    const struct measure *measures; /* of everybody, as recorded */
    size_t n_measures;
    date_t on;
    moment_t as_of;
    bool english;
};

struct targets_view targets_view(const struct request *rq, const struct atlas *a, const char *zone,
                                 date_t on, moment_t as_of);
/* The measure of the latest year up to the day; NULL: none. */
const struct measure *target_latest(const struct targets_view *v, const struct target *t);
struct progress target_stands(const struct targets_view *v, const struct target *t,
                              const struct measure *m);

/* {"code": …, "measures": […]} */
void put_target(struct json_writer *w, const struct targets_view *v, const struct target *t);
void put_measure(struct json_writer *w, const struct targets_view *v, const struct target *t,
                 const struct measure *m);

/* The zone of the address, where it names one: parts[0]. *zone is NULL for the nation's. */
bool scope_of(const struct request *rq, const struct atlas *a, moment_t as_of, const char **zone,
              struct err *err);
/* In a job: the same from the register, and whether whoever sends it may do it. */
bool scope_may(struct write *w, enum action action, const char **zone, struct err *err);

#endif
