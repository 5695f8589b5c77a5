/* body.h - members of a JSON body, read by name and type.
 *
 * A member that is not there, or null, leaves *out as it was and is no error unless it is needed; a
 * bad one names itself.  Texts are copied into the arena, so they outlive the tree. */
#ifndef API_BODY_H
#define API_BODY_H

#include "http/request.h"

#include <stdint.h>

struct cJSON;

enum body_wish { BODY_MAY, BODY_MUST };

/* At most so many characters; no control characters but line ends and tabs; blanks at both ends are
 * left out, and what is empty then counts as not there. */
bool body_text(const struct request *rq, const struct cJSON *body, const char *name,
               enum body_wish wish, size_t most, const char **out, struct err *err);
bool body_int(const struct cJSON *body, const char *name, enum body_wish wish, int64_t min,
              int64_t max, int64_t *out, struct err *err);
bool body_number(const struct cJSON *body, const char *name, enum body_wish wish, double min,
                 double max, double *out, struct err *err);
bool body_bool(const struct cJSON *body, const char *name, enum body_wish wish, bool *out,
               struct err *err);
/* A moment, or the end of a day in Shanghai; it may be missing. */
bool body_moment(const struct request *rq, const struct cJSON *body, const char *name,
                 moment_t *out, struct err *err);
bool body_date(const struct cJSON *body, const char *name, enum body_wish wish, date_t *out,
               struct err *err);

#endif
