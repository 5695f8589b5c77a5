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

static const char AFTER[] = AUDIT_COLUMNS " WHERE seq > $1 ORDER BY seq LIMIT $2";

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

static const char *const labels[AUDIT_BREAKS][2] = {
    [AUDIT_HOLDS] = {"it holds", "相符"},
    [AUDIT_MISSING] = {"it is missing, or bears another number", "缺失，或编号不符"},
    [AUDIT_CHANGED] = {"it was changed, or the one before it was exchanged",
                       "内容被改动，或前一条被替换"},
    [AUDIT_SHA256_CHANGED] = {"its SHA-256 was changed", "其 SHA-256 被改动"},
    [AUDIT_SM3_CHANGED] = {"its SM3 was changed", "其 SM3 被改动"},
    [AUDIT_UNREADABLE] = {"it cannot be read as it was written", "无法按写入时的样子读出"},
    [AUDIT_HOLDS_MORE] = {"its row holds more than was written here", "该行含有写入之外的内容"},
    [AUDIT_END_MISSING] = {"it and those after it are missing", "自此条起缺失"},
    [AUDIT_ADDED] = {"it was added outside the register", "此条是绕过登记册添加的"},
    [AUDIT_NOT_NEWEST] = {"it is not the one that was noted as the newest",
                          "与另行记下的最新一条不符"},
    [AUDIT_NEWEST_UNREADABLE] = {"what was noted of the newest cannot be read",
                                 "另行记下的最新一条无法读出"},
};

const char *audit_break_label(enum audit_break b, bool english)
{
    return labels[b][english ? 0 : 1];
}

static void broken(struct audit_walk *w, int64_t seq, enum audit_break how)
{
    if (w->first_broken == 0) {
        w->first_broken = seq;
        w->how = how;
    }
    report_finding(w->report, "audit entry %" PRId64 ": %s", seq, audit_break_label(how, true));
}

static enum audit_break what_differs(bool sha256_holds, bool sm3_holds)
{
    if (sha256_holds)
        return sm3_holds ? AUDIT_HOLDS : AUDIT_SM3_CHANGED;
    return sm3_holds ? AUDIT_SHA256_CHANGED : AUDIT_CHANGED;
}

void audit_walk_on(struct audit_walk *w, const struct audit_entry *e)
{
    struct audit_entry want = *e;
    bool sha256, sm3, follows = e->seq == w->last.seq + 1;
    enum audit_break differs;

    w->n++;
    audit_hash(&w->last, &want);
    sha256 = same(&want.sha256, &e->sha256);
    sm3 = same(&want.sm3, &e->sm3);
    differs = what_differs(sha256, sm3);
    if (!follows)
        broken(w, w->last.seq + 1, AUDIT_MISSING);
    else if (differs != AUDIT_HOLDS && !w->lost) /* else it follows a broken one, which was said */
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
    broken(w, w->last.seq, AUDIT_UNREADABLE);
}

void audit_walk_end(struct audit_walk *w, const struct audit_entry *newest)
{
    if (w->last.seq < newest->seq)
        broken(w, w->last.seq + 1, AUDIT_END_MISSING);
    else if (w->last.seq > newest->seq)
        broken(w, newest->seq + 1, AUDIT_ADDED);
    else if (w->lost)
        return; /* the last one itself is broken, which was said */
    else if (!same(&w->last.sha256, &newest->sha256) || !same(&w->last.sm3, &newest->sm3))
        broken(w, newest->seq, AUDIT_NOT_NEWEST);
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

static bool compare_newest(struct store *s, struct audit_walk *w, struct err *err)
{
    struct arena *a = arena_new();
    struct audit_entry newest;
    const char *noted;
    bool ok = store_meta(s, a, AUDIT_NEWEST_KEY, &noted, err);

    if (ok && read_newest(noted, &newest))
        audit_walk_end(w, &newest);
    else if (ok)
        broken(w, w->last.seq, AUDIT_NEWEST_UNREADABLE);
    arena_free(a);
    return ok;
}

/* Before the first, whatever number somebody may have given it. */
static int64_t stands_at(const struct audit_walk *w)
{
    return w->n > 0 || w->last.seq > 0 ? w->last.seq : INT64_MIN;
}

bool audit_walk_some(struct store *s, struct audit_walk *w, size_t most, bool *all, struct err *err)
{
    struct stmt *q = stmt_get(s->db, AFTER, err);
    struct arena *a = arena_new();
    size_t n = 0;
    int rc = -1;

    *all = false;
    if (q) {
        bind_int(q, 1, stands_at(w));
        bind_int(q, 2, (int64_t)most);
    }
    while (q && (rc = stmt_step(q, err)) == 1) {
        struct audit_entry e = audit_from_row(q, a);

        if (hides_something(q, &e))
            broken(w, e.seq, AUDIT_HOLDS_MORE);
        audit_walk_on(w, &e);
        arena_reset(a);
        n++;
    }
    stmt_done(q);
    arena_free(a);
    *all = n < most;
    return rc == 0 && (!*all || compare_newest(s, w, err));
}

bool audit_walk_all(struct store *s, struct audit_walk *w, struct err *err)
{
    bool all;

    return audit_walk_some(s, w, INT64_MAX, &all, err);
}

bool audit_verify(struct store *s, struct report *r, struct err *err)
{
    struct audit_walk w = {.report = r};

    return audit_walk_all(s, &w, err);
}
