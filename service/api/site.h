/* site.h - the files of the web front end, read once at the start and served from memory. */
#ifndef API_SITE_H
#define API_SITE_H

#include "base/err.h"

#include <stddef.h>

struct site;

/* Every regular file below folder, with its .gz and .br beside it.  At most 32 MiB in all. */
bool site_open(struct site **out, const char *folder, struct err *err);
void site_close(struct site *s);

#endif
