/* application_json.h - applications as officers see them. */
#ifndef API_APPLICATION_JSON_H
#define API_APPLICATION_JSON_H

#include "api/application_asked.h"
#include "atlas/atlas.h"
#include "base/json_write.h"
#include "store/assessments.h"
#include "store/frozen.h"
#include "store/materials.h"

/* Members that lists have too, without the braces. */
void put_application_summary(struct json_writer *w, const struct request *rq, const struct atlas *a,
                             const struct application *app);
/* "quota": the places of its unit as they are now; null where there is no such row. */
void put_application_quota(struct json_writer *w, const struct quota *q);
/* "next": what this caller may tell now, with what each step wants. */
void put_application_next(struct json_writer *w, const struct request *rq,
                          const struct asked *asked);

/* Everything that is shown of one. */
struct application_view {
    const struct asked *asked;
    struct assessment as;
    struct event_row *events;
    size_t n_events;
    struct material_row materials[MATERIAL_KINDS];
    struct frozen *frozen;
    size_t n_frozen;
    bool people; /* names of those who acted may be shown */
    int64_t revision;
};
bool application_view_fill(struct store *s, const struct request *rq, const struct asked *asked,
                           struct application_view *v, struct err *err);
void put_application(struct json_writer *w, const struct request *rq, const struct atlas *a,
                     const struct application_view *v);

/* The end of a job: the application as it stands now, its quota and what comes next, with its ETag.
 */
bool application_answer(struct write *w, struct reply *rp, unsigned status,
                        const struct asked *asked, struct err *err);

#endif
