/* frozen.h - what a province recommended, word for word as it stood then. */
#ifndef STORE_FROZEN_H
#define STORE_FROZEN_H

#include "base/buf.h"
#include "store/assessments.h"

struct frozen {
    int64_t version; /* of the application, after it was recommended; 0: there is none */
    const char *body;
    struct sha256 sha256;
    moment_t at;
};

/* Inside a transaction; app as it stands after the step. */
bool frozen_put(struct store *s, struct arena *a, const struct application *app,
                const struct assessment *as, struct err *err);
/* Of one version; 0: the newest. */
bool store_frozen(struct store *s, struct arena *a, int64_t application, int64_t version,
                  struct frozen *out, struct err *err);
/* In order of version, without bodies. */
bool store_frozen_list(struct store *s, struct arena *a, int64_t application, struct frozen **out,
                       size_t *n, struct err *err);

#endif
