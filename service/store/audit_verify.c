/* audit_verify.c - does the chain hold?
 *
 * One change is told once, where it is: after a break the walk goes on from what is stored, or,
 * where only one of an entry's two hashes is wrong, from what the entry itself says. */
#include "store/audit.h"

#include "base/mem.h"
#include "store/audit_rows.h"
#include "store/internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char ALL[] = AUDIT_COLUMNS " ORDER BY seq";

const char *audit_newest_text(const struct audit_entry *e, char out[AUDIT_NEWEST_TEXT])
{
    char sha256[SHA256_HEX], sm3[SHA256_HEX];

    snprintf(out, AUDIT_NEWEST_TEXT, "%" PRId64 " %s %s", e->seq, sha256_hex(&e->sha256, sha256),
             sha256_hex(&e->sm3, sm3));
    return out;
}

static bool same(const struct sha256 *a, const struct sha256 *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static void broken(struct audit_walk *w, int64_t seq, const char *what)
{
    if (w->first_broken == 0)
        w->first_broken = seq;
    report_finding(w->report, "audit entry %" PRId64 ": %s", seq, what);
}

static const char *what_differs(bool sha256_holds, bool sm3_holds)
{
    if (sha256_holds)
        return sm3_holds ? NULL : "its SM3 was changed";
    return sm3_holds ? "its SHA-256 was changed"
                     : "it was changed, or the one before it was exchanged";
}

void audit_walk_on(struct audit_walk *w, const struct audit_entry *e)
{
    struct audit_entry want = *e;
    bool sha256, sm3, follows = e->seq == w->last.seq + 1;
    const char *differs;

    w->n++;
    audit_hash(&w->last, &want);
    sha256 = same(&want.sha256, &e->sha256);
    sm3 = same(&want.sm3, &e->sm3);
    differs = what_differs(sha256, sm3);
    if (!follows)
        broken(w, w->last.seq + 1, "it is missing, or bears another number");
    else if (differs && !w->lost) /* else it follows a broken one, which was said */
        broken(w, e->seq, differs);
    w->lost = false;
    w->last = (struct audit_entry){
        .seq = e->seq,
        .sha256 = follows && sm3 ? want.sha256 : e->sha256,
        .sm3 = follows && sha256 ? want.sm3 : e->sm3,
    };
}

void audit_walk_unread(struct audit_walk *w)
{
    w->n++;
    w->lost = true;
    w->last.seq++;
    broken(w, w->last.seq, "it cannot be read as it was written");
}

void audit_walk_end(struct audit_walk *w, const struct audit_entry *newest)
{
    if (w->last.seq < newest->seq)
        broken(w, w->last.seq + 1, "it and those after it are missing");
    else if (w->last.seq > newest->seq)
        broken(w, newest->seq + 1, "it was added outside the register");
    else if (w->lost)
        return; /* the last one itself is broken, which was said */
    else if (!same(&w->last.sha256, &newest->sha256) || !same(&w->last.sm3, &newest->sm3))
        broken(w, newest->seq, "it is not the one that was noted as the newest");
}

/* Read back only what is written again to the very same text. */
static bool read_newest(const char *text, struct audit_entry *out)
{
    char again[AUDIT_NEWEST_TEXT], *end;

    *out = (struct audit_entry){.seq = 0};
    if (!text)
        return true; /* there never was an entry */
    out->seq = strtoll(text, &end, 10);
    if (strlen(end) != 2 * SHA256_HEX)
        return false;
    return sha256_from_hex(end + 1, &out->sha256) &&
           sha256_from_hex(end + 1 + SHA256_HEX, &out->sm3) &&
           strcmp(audit_newest_text(out, again), text) == 0;
}

/* What a row could hold beside what was hashed: text behind a NUL, a person 0. */
static bool hides_something(struct stmt *q, const struct audit_entry *e)
{
    const char *const texts[] = {e->action, e->object, e->outcome, e->detail};
    const int columns[] = {AUDIT_ACTION, AUDIT_OBJECT, AUDIT_OUTCOME, AUDIT_DETAIL};

    for (size_t i = 0; i < COUNT(texts); i++) {
        if (strlen(texts[i]) != column_peek(q, columns[i]).size)
            return true;
    }
    return e->person == 0 && !column_is_null(q, AUDIT_PERSON);
}

bool audit_walk_all(struct store *s, struct audit_walk *w, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ALL, err);
    struct arena *a = arena_new();
    struct audit_entry newest;
    const char *noted;
    int rc = q ? 0 : -1;
    bool ok;

    while (q && (rc = stmt_step(q, err)) == 1) {
        struct audit_entry e = audit_from_row(q, a);

        if (hides_something(q, &e))
            broken(w, e.seq, "its row holds more than was written here");
        audit_walk_on(w, &e);
        arena_reset(a);
    }
    stmt_done(q);
    ok = rc == 0 && store_meta(s, a, AUDIT_NEWEST_KEY, &noted, err);
    if (ok && read_newest(noted, &newest))
        audit_walk_end(w, &newest);
    else if (ok)
        broken(w, w->last.seq, "what was noted of the newest cannot be read");
    arena_free(a);
    return ok;
}

bool audit_verify(struct store *s, struct report *r, struct err *err)
{
    struct audit_walk w = {.report = r};

    return audit_walk_all(s, &w, err);
}
