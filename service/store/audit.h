/* audit.h - the chain of everything that was done or refused.
 *
 * Each entry is hashed together with the one before it, by SHA-256 and by SM3 side by side, over
 * one exact sequence of bytes (audit_bytes); a changed, missing or added entry is found and told by
 * its number.  The newest one's number and hashes are noted apart, so that cutting off the end is
 * found as well.  Personal details never stand in it, only their digests. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "store/report.h"
#include "store/store.h"

#include <stddef.h>

struct audit_entry {
    int64_t seq;         /* 1, 2, 3 …; given by audit_append */
    moment_t at;         /* never before the entry it follows */
    int64_t person;      /* 0: a command, the public, the service itself */
    const char *action;  /* "application-event" …, also that of a revision: "title add" … */
    const char *object;  /* "application/12", "quota/2023/demo-city/320000", "register" … */
    const char *outcome; /* "done", or the slug of the refusal */
    int64_t revision;    /* of the register after it */
    const char *detail;  /* a JSON object, as text */
    struct sha256 sha256, sm3;
};

/* What is hashed of an entry: its eight columns in this order, each as "LENGTH:BYTES," (a
 * netstring, LENGTH in decimal, numbers as decimal text, nobody as 0):
 *
 *     seq at person action object outcome revision detail
 *
 * where at is milliseconds since 1970 (UTC).  The hash of entry n is H(hash of entry n-1, as 32
 * bytes, followed by the bytes of entry n); before entry 1 stand 32 bytes of zero.  H is SHA-256
 * for the one chain and SM3 for the other. */
void audit_bytes(struct buf *out, const struct audit_entry *e);
/* Fills in both hashes of e, which follows those of before (entry 0: both zero). */
void audit_hash(const struct audit_entry *before, struct audit_entry *e);

/* Inside a transaction; seq, at (never turned back), revision and both hashes are filled in. */
bool audit_append(struct store *s, const struct audit_entry *e, struct err *err);
/* Those with seq > since, at most limit, in order. */
bool audit_since(struct store *s, struct arena *a, int64_t since, size_t limit,
                 struct audit_entry **out, size_t *n, struct err *err);
/* Those of one object, in order. */
bool audit_of(struct store *s, struct arena *a, const char *object, struct audit_entry **out,
              size_t *n, struct err *err);
/* The newest; seq 0 and zero hashes when there is none. */
bool audit_newest(struct store *s, struct arena *a, struct audit_entry *out, struct err *err);

/* The newest entry that bears this as its SHA-256 or its SM3; seq 0: none does. */
bool audit_with_hash(struct store *s, struct arena *a, const struct sha256 *hash,
                     struct audit_entry *out, struct err *err);

/* In what way an entry does not hold. */
enum audit_break {
    AUDIT_HOLDS,
    AUDIT_MISSING,
    AUDIT_CHANGED,
    AUDIT_SHA256_CHANGED,
    AUDIT_SM3_CHANGED,
    AUDIT_UNREADABLE,
    AUDIT_HOLDS_MORE,
    AUDIT_END_MISSING,
    AUDIT_ADDED,
    AUDIT_NOT_NEWEST,
    AUDIT_NEWEST_UNREADABLE,
    AUDIT_BREAKS
};
const char *audit_break_label(enum audit_break b, bool english);

/* A walk along entries in order, wherever they come from. */
struct audit_walk {
    struct audit_entry last; /* seq and hashes alone; those of the entry before the first to walk */
    int64_t n;               /* entries seen */
    int64_t first_broken;    /* seq, 0: none; a missing entry counts under its own number */
    enum audit_break how;    /* it is broken */
    bool lost;               /* what the next one follows is not known */
    struct report *report;
};
void audit_walk_on(struct audit_walk *w, const struct audit_entry *e);
/* In place of one that cannot be read at all. */
void audit_walk_unread(struct audit_walk *w);
/* At the end: is the last one seen the newest that was noted? */
void audit_walk_end(struct audit_walk *w, const struct audit_entry *newest);

/* Walks the whole chain and reports each break with its number. */
bool audit_verify(struct store *s, struct report *r, struct err *err);
/* The same, telling how far it got.  w: all zero but for the report. */
bool audit_walk_all(struct store *s, struct audit_walk *w, struct err *err);
/* At most so many entries from where w stands; *all: it came to the end, and compared it with the
 * newest that was noted.  Entries are only added, so each part may be read at a moment of its own.
 */
bool audit_walk_some(struct store *s, struct audit_walk *w, size_t most, bool *all,
                     struct err *err);

/* ---- personal details ---- */

/* Inside a transaction.  kind: "objector", "liaison", "reporter"; hex of the digest to put into an
 * audit entry's detail. */
bool personal_put(struct store *s, const char *kind, const char *value, moment_t now, int64_t *id,
                  char digest_hex[SHA256_HEX], struct err *err);
/* *value is NULL when it was purged. */
bool personal_get(struct store *s, struct arena *a, int64_t id, const char **value,
                  struct err *err);
/* Does every detail that is still there have its digest? */
bool personal_verify(struct store *s, struct report *r, struct err *err);
/* Takes out every detail of the kind recorded before the moment; the rows and digests stay. */
bool personal_purge(struct store *s, const char *kind, moment_t before, moment_t now,
                    int64_t *n_purged, struct err *err);

#endif
