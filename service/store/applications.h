/* applications.h - applications as the register holds them.
 *
 * Reading is for those who may see them: the caller of these functions asks domain/authority.h
 * first.  A version counts the events of one application; every change of it is an event, also
 * those that leave it where it stands. */
#ifndef STORE_APPLICATIONS_H
#define STORE_APPLICATIONS_H

#include "base/arena.h"
#include "base/hash.h"
#include "domain/application.h"
#include "store/people.h"
#include "store/store.h"

#include <stddef.h>

struct application {
    int64_t id; /* 0: there is none */
    const char *round, *place, *unit, *prefecture;
    const char *about; /* of zones: the id of that it continues, or the name of a new one; "": not
                        * said yet */
    enum title_kind track;
    enum application_state state;
    int64_t version, rank, notice, title; /* 0: none */
    int64_t opened_by;
    moment_t opened, changed;
};

/* Whose applications somebody may see; one of these is enough. */
struct application_scope {
    bool all;
    const char *unit, *place, *prefecture; /* NULL: none */
    int64_t expert; /* a person: those of rounds he is an expert of, but for his own unit's; 0 */
};

struct application_filter {
    struct application_scope scope;
    const char *round, *unit, *place, *prefecture; /* NULL: any */
    int track, state;                              /* -1: any */
    long limit, offset;
};

bool store_application(struct store *s, struct arena *a, int64_t id, struct application *out,
                       struct err *err);
/* In order of id; *total counts all that match. */
bool store_applications(struct store *s, struct arena *a, const struct application_filter *f,
                        struct application **out, size_t *n, int64_t *total, struct err *err);
/* The only live one of a place on a track in a round; id 0: none, or of zones more than one. */
bool store_application_live(struct store *s, struct arena *a, const char *round,
                            enum title_kind track, const char *place, struct application *out,
                            struct err *err);
struct subject application_subject(const struct application *app);
/* The scope of an actor, by the table of authority. */
struct application_scope application_scope_of(const struct actor *who, int64_t person);

/* What happens to an application beside the events of domain/application.h; none of them moves it.
 */
extern const char EVENT_NAME_OPEN[], EVENT_NAME_MATERIAL[], EVENT_NAME_RANK[], EVENT_NAME_ZONE[],
    EVENT_NAME_PART[];

struct event_row {
    int64_t version; /* of the application, after it */
    const char *event;
    enum application_state from, to;
    int64_t person;   /* 0: the public */
    const char *name; /* of the person's account */
    const char *reason;
    int64_t rank; /* 0: none */
    int quota_step;
    int64_t revision;
    moment_t at;
};
const char *event_row_label(const struct event_row *e, bool english);
bool store_application_events(struct store *s, struct arena *a, int64_t application,
                              struct event_row **out, size_t *n, struct err *err);

/* ---- changes: inside a transaction, each with its audit entry ---- */

/* Refuses a round, track or place that is not there, a place of a kind the track does not admit
 * (ERR_NOT_ELIGIBLE), and a second live application (ERR_CONFLICT).  want: round, track, place. */
bool store_application_open(struct store *s, struct arena *a, const struct application *want,
                            const struct act_by *by, struct application *out, struct err *err);

/* What the application is about, in *next alone; refuses what another live application of the same
 * government, round and track is about (ERR_CONFLICT). */
bool application_about(struct store *s, const struct application *now, const char *about,
                       struct application *next, struct err *err);

/* One event and the row it leaves behind.  now: as it stands before; next: all that differs after
 * it; next->version and next->changed are filled in. */
struct event_written {
    const char *event, *reason;
    int quota_step;
};
bool store_application_step(struct store *s, const struct application *now,
                            struct application *next, const struct event_written *e,
                            const struct act_by *by, struct err *err);

/* The order of all checked applications of a round, track and unit, each once: they get the
 * smallest ranks that no other application has. */
struct ranking {
    const char *round, *unit;
    enum title_kind track;
    const int64_t *order;
    size_t n;
};
bool store_ranks_set(struct store *s, struct arena *a, const struct ranking *r,
                     const struct act_by *by, struct err *err);
/* Has another application of the same round, track and unit this rank?  And the first rank after
 * all of theirs. */
bool store_rank_taken(struct store *s, const struct application *app, int64_t rank, bool *taken,
                      struct err *err);
bool store_rank_next(struct store *s, const struct application *app, int64_t *rank,
                     struct err *err);

/* The audit entry of a change here: "application/12", with JSON values before and after (NULL:
 * none). */
bool application_note(struct store *s, const struct act_by *by, const char *action, int64_t id,
                      const char *before, const char *after, struct err *err);

#endif
