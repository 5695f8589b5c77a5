/* internal.h - the inside of a store, for the files of this room only. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include "db/db.h"
#include "store/store.h"

struct store {
    struct db *db;
    char *path;
    enum store_mode mode;
    int lock; /* descriptor that holds FILE.lock, -1 for readers */
};

/* Single values.  *value is NULL when the key was never set. */
bool store_meta(struct store *s, struct arena *a, const char *key, const char **value,
                struct err *err);
bool store_set_meta(struct store *s, const char *key, const char *value, struct err *err);

#endif
