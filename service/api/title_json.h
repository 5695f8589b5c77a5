/* title_json.h - titles, lists and what an absence leans on, as the interface shows them. */
#ifndef API_TITLE_JSON_H
#define API_TITLE_JSON_H

#include "atlas/titles.h"
#include "base/json_write.h"
#include "http/request.h"

/* Which day is asked about, and as the register stood when. */
struct when {
    date_t on;
    moment_t as_of; /* MOMENT_NONE: now */
};

/* on= and asOf=; on is today unless given. */
bool when_read(const struct request *rq, struct when *w, struct err *err);
/* asOf may not lie before the first revision. */
bool when_check(const struct atlas *a, const struct when *w, struct err *err);
/* Tells answers apart that differ by day or moment: for reply.etag_key. */
const char *when_key(const struct request *rq, const struct atlas *a, const struct when *w);
/* An address with the day and the moment that were asked about; dated: with the day even if not. */
const char *when_path(const struct request *rq, const struct when *w, const char *path, bool dated);

/* track=, required, one of the four; province=, a recommending unit (NULL: not given). */
bool track_read(const struct request *rq, enum title_kind *out, struct err *err);
/* The same, of all that is applied for. */
bool applied_read(const struct request *rq, enum title_kind *out, struct err *err);
bool unit_read(const struct request *rq, const char **out, struct err *err);

/* "as_of", and whose shapes were used all the same; nothing where the present was asked about. */
void put_as_of(struct json_writer *w, const struct atlas *a, moment_t as_of);

/* One title as an object, with its status on the day. */
void put_title(struct json_writer *w, const struct request *rq, const struct atlas *a,
               const struct view *v, const struct title *t, date_t on);
/* "titles": those of a place that answers show; also coming ones when `coming`. */
void put_titles_of(struct json_writer *w, const struct request *rq, const struct atlas *a,
                   const struct view *v, const int *places, size_t n_places, date_t on,
                   bool coming);
/* "coverage": the lists an answer leans on. */
void put_coverage(struct json_writer *w, const struct lean *leans, size_t n);

/* What no list here covers: earlier national programmes, and the scheme that runs since 2025, as
 * sentences about the day.  Returns how many there are. */
enum { NOT_COVERED_MOST = 2 };
size_t not_covered(const struct request *rq, date_t on, const char *out[NOT_COVERED_MOST]);
void put_not_covered(struct json_writer *w, const struct request *rq, date_t on);

#endif
