/* eligibility_json.h - a verdict with its conditions, for one track of one place. */
#ifndef API_ELIGIBILITY_JSON_H
#define API_ELIGIBILITY_JSON_H

#include "api/title_json.h"
#include "domain/eligibility.h"

/* Judges from published facts alone: what a person must find stays unknown. round may be NULL.
 * What out borrows lives in the request's arena. */
void assess_place(const struct request *rq, const struct atlas *a, const struct view *v, int place,
                  enum title_kind track, date_t on, const struct round *round,
                  struct eligibility *out);
/* The same with what was found, for those who may see it. */
struct found {
    const struct finding *all;
    size_t n;
    const struct zone_case *zone; /* NULL: none is spoken of */
};
void assess_place_found(const struct request *rq, const struct atlas *a, const struct view *v,
                        int place, enum title_kind track, date_t on, const struct round *round,
                        const struct found *found, struct eligibility *out);

/* The round a question is about: round= if given, else that of the track whose window holds the
 * day, else none. */
bool round_read(const struct request *rq, const struct atlas *a, enum title_kind track, date_t on,
                const struct round **out, struct err *err);

/* Takes up a verdict as one JSON object.  as_of: the moment that was asked about, MOMENT_NONE: now.
 */
void put_eligibility(struct json_writer *w, const struct request *rq, const struct atlas *a,
                     int place, const struct eligibility *e, moment_t as_of);
/* The same of a verdict that rests on another revision than the atlas. */
void put_eligibility_at(struct json_writer *w, const struct request *rq, const struct atlas *a,
                        int place, const struct eligibility *e, int64_t revision);

#endif
