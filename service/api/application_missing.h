/* application_missing.h - what an application still lacks, for lists: materials that its track asks
 * for, and conditions that nobody has judged.  One that need not be met, because the other of the
 * two is, is not missing. */
#ifndef API_APPLICATION_MISSING_H
#define API_APPLICATION_MISSING_H

#include "base/json_write.h"
#include "store/applications.h"

struct application_missing {
    unsigned materials;  /* bits of enum material_kind */
    unsigned conditions; /* bits of enum condition_id */
};

bool application_missing_find(struct store *s, struct arena *a, const struct application *app,
                              struct application_missing *out, struct err *err);
/* "missing": {"materials": […], "findings": […]} */
void put_application_missing(struct json_writer *w, const struct application_missing *m);

#endif
