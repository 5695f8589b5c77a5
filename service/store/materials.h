/* materials.h - what was handed in for an application.  Only added to; the newest of a kind counts.
 */
#ifndef STORE_MATERIALS_H
#define STORE_MATERIALS_H

#include "domain/material.h"
#include "store/findings.h"

struct material_row {
    int64_t id; /* 0: there is none */
    enum material_kind kind;
    const char *note;
    struct attached file;
    bool withdrawn;
    int64_t person;
    const char *name; /* of the person's account */
    moment_t at;
};

/* The newest of each kind, taken back or not, at its own place; id 0 where there is none. */
bool store_materials(struct store *s, struct arena *a, int64_t application,
                     struct material_row out[MATERIAL_KINDS], struct err *err);
bool material_there(const struct material_row *m);

/* Inside a transaction: the row, an event of the application, its audit entry.  app is as it stands
 * before; *after as it stands then.  ERR_WRONG_STATE once it is over. */
bool store_material_add(struct store *s, const struct application *app,
                        const struct material_row *m, const struct act_by *by,
                        struct application *after, struct err *err);

#endif
