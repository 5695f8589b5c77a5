/* builder.h - the thread that makes the next atlas whenever the revision has moved.
 *
 * It has a read connection of its own.  If building fails, the last atlas stays and the failure is
 * logged; it is tried again every other second, and at the next wake. */
#ifndef ATLAS_BUILDER_H
#define ATLAS_BUILDER_H

#include "atlas/build.h"

struct builder;

struct builder_options {
    const char *path; /* the register */
    struct atlas_holder *holder;
    /* After publishing, on the builder's thread, with 0, 1, 2 … until it returns false or the
     * revision has moved again.  For making beforehand what will be asked for.  May be NULL. */
    bool (*prepare)(void *arg, unsigned step);
    void *arg;
};

/* Builds and publishes the first atlas before it returns. */
bool builder_start(struct builder **out, const struct builder_options *options, struct err *err);
void builder_wake(struct builder *b);    /* from any thread; the revision may have moved */
void builder_prepare(struct builder *b); /* prepare may begin: what it needs is there now */
void builder_stop(struct builder *b);    /* NULL is fine */

#endif
