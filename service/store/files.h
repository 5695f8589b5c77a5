/* files.h - what was handed in, kept once by what is in it.
 *
 * A file is reached through an application that names it, never by its digest alone: who may read
 * the one may read the other. */
#ifndef STORE_FILES_H
#define STORE_FILES_H

#include "base/buf.h"
#include "store/findings.h"

/* Of all files of one application together, each counted once. */
enum { FILES_MOST = 200 * 1024 * 1024 };

/* Inside a transaction, before a finding or material names it.  The digest is worked out by the
 * caller, outside the writer's thread.  ERR_TOO_LARGE when the application has too much already. */
bool store_file_put(struct store *s, int64_t application, const struct attached *file,
                    struct bytes body, const struct act_by *by, struct err *err);
/* One that the application names, by its newest name there; out->there is false for any other. */
bool store_file_of(struct store *s, struct arena *a, int64_t application,
                   const struct sha256 *digest, struct attached *out, struct bytes *body,
                   struct err *err);

#endif
