/* form.h - a form as a page without script sends it (application/x-www-form-urlencoded).
 *
 * Fields that nobody asks for do no harm: browsers and their additions put some in. */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include "http/request.h"

enum { FORM_FIELDS = 24 };

struct form {
    struct query_pair fields[FORM_FIELDS]; /* decoded, valid UTF-8, NUL-terminated */
    size_t n;
};

/* Refuses broken escapes, NUL, what is not UTF-8, more fields than there is room for, and a name
 * that comes twice.  Line ends become single line feeds, whatever the sender's are. */
bool form_parse(struct arena *arena, struct bytes body, struct form *out, struct err *err);
/* "" for one that was not sent. */
const char *form_value(const struct form *f, const char *name);

#endif
