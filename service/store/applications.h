/* applications.h - applications as the register holds them.
 *
 * Reading is for those who may see them: the caller of these functions asks domain/authority.h
 * first. */
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
    enum title_kind track;
    enum application_state state;
    int64_t version, rank, notice, title; /* 0: none */
    int64_t opened_by;
    moment_t opened, changed;
};

struct application_filter {
    const char *round, *unit, *place, *prefecture; /* NULL: any */
    int track, state;                              /* -1: any */
    long limit, offset;
};

bool store_application(struct store *s, struct arena *a, int64_t id, struct application *out,
                       struct err *err);
/* In order of id; *total counts all that match. */
bool store_applications(struct store *s, struct arena *a, const struct application_filter *f,
                        struct application **out, size_t *n, int64_t *total, struct err *err);
/* The only live one of a place on a track in a round; id 0: none. */
bool store_application_live(struct store *s, struct arena *a, const char *round,
                            enum title_kind track, const char *place, struct application *out,
                            struct err *err);
struct subject application_subject(const struct application *app);

#endif
