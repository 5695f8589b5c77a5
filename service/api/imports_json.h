/* imports_json.h - batches of imported titles, as the interface shows them. */
#ifndef API_IMPORTS_JSON_H
#define API_IMPORTS_JSON_H

#include "atlas/atlas.h"
#include "base/json_write.h"
#include "http/request.h"
#include "store/imports.h"

/* Everything known of a batch; whether its preview still holds, where it is one. */
struct import_shown {
    struct import_batch batch;
    const char *person, *applied_by, *ended_by; /* names; NULL: nobody */
    bool stale; /* the register has moved on since it was looked at */
};

bool import_shown(struct store *s, struct arena *a, const struct import_batch *b,
                  struct import_shown *out, struct err *err);

/* The members of a batch, into an object that is open. */
void put_import(struct json_writer *w, const struct request *rq, const struct import_shown *shown);
/* a: where its place lies; NULL: not told. */
void put_import_row(struct json_writer *w, const struct request *rq, const struct atlas *a,
                    const struct import_row *r);

#endif
