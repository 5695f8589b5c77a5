/* revision.c - the count of what is published, and the inputs behind it.
 *
 * Each revision's digest covers the one before it, and meta keeps the last: neither a changed nor a
 * lost revision goes unnoticed, and a new one costs one row. */
#include "store/revision.h"

#include "base/hash.h"
#include "base/json_write.h"
#include "store/audit.h"
#include "store/internal.h"

#include <assert.h>
#include <endian.h>
#include <stdio.h>
#include <string.h>

static const char NEWEST[] = "SELECT number, recorded_ms, what, who, why, source, digest"
                             " FROM revision ORDER BY number DESC LIMIT 1";
static const char FIRST[] = "SELECT recorded_ms FROM revision ORDER BY number LIMIT 1";
static const char ALL[] = "SELECT number, recorded_ms, what, who, why, source, digest"
                          " FROM revision ORDER BY number";
enum { COL_NUMBER, COL_RECORDED, COL_WHAT, COL_WHO, COL_WHY, COL_SOURCE, COL_DIGEST };

static const char NUMBER[] = "SELECT coalesce(max(number), 0) FROM revision";
static const char ADD[] = "INSERT INTO revision"
                          " (number, recorded_ms, what, who, why, source, digest)"
                          " VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char INPUT_GET[] = "SELECT sha256 FROM input_file WHERE name = $1";
static const char INPUT_SET[] =
    "INSERT INTO input_file (name, sha256, revision) VALUES ($1, $2, $3)"
    " ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, revision = excluded.revision";

static const char HEAD_KEY[] = "digest:revision";

static struct revision revision_from_row(struct stmt *q, struct arena *a)
{
    return (struct revision){
        .number = column_int(q, COL_NUMBER),
        .recorded = column_int(q, COL_RECORDED),
        .what = column_text(q, COL_WHAT, a),
        .who = column_text(q, COL_WHO, a),
        .why = column_text(q, COL_WHY, a),
        .source = column_text(q, COL_SOURCE, a),
    };
}

static struct sha256 digest_of(const struct revision *r, struct bytes before)
{
    const char *const texts[] = {r->what, r->who, r->why, r->source};
    const uint64_t numbers[] = {htole64((uint64_t)r->number), htole64((uint64_t)r->recorded)};
    struct hasher *h = hasher_new();

    hasher_add(h, before.at, before.size);
    hasher_add(h, numbers, sizeof numbers);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        hasher_add(h, texts[i] ? "+" : "-", 1); /* nothing is not the same as an empty text */
        hasher_add_text(h, texts[i] ? texts[i] : "");
    }
    return hasher_done(h);
}

/* The newest revision and its digest; number 0 and no bytes when there is none. */
static bool newest(struct store *s, struct arena *a, struct revision *r, struct bytes *digest,
                   struct err *err)
{
    struct stmt *q = stmt_get(s->db, NEWEST, err);
    int rc;

    *r = (struct revision){.number = 0, .recorded = MOMENT_NONE};
    *digest = (struct bytes){"", 0};
    if (!q)
        return false;
    rc = stmt_step(q, err);
    if (rc == 1) {
        *r = revision_from_row(q, a);
        *digest = column_blob(q, COL_DIGEST, a);
    }
    stmt_done(q);
    return rc >= 0;
}

bool store_first_recorded(struct store *s, moment_t *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, FIRST, err);

    *out = MOMENT_NONE;
    if (!q)
        return false;
    return stmt_number(q, MOMENT_NONE, out, err);
}

bool store_revision(struct store *s, struct arena *a, struct revision *out, struct err *err)
{
    struct bytes digest;

    return newest(s, a, out, &digest, err);
}

static bool add_row(struct store *s, const struct revision *r, const struct sha256 *digest,
                    struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD, err);

    if (!q)
        return false;
    bind_int(q, 1, r->number);
    bind_int(q, 2, r->recorded);
    bind_text(q, 3, r->what);
    bind_text(q, 4, r->who);
    bind_text(q, 5, r->why);
    bind_text(q, 6, r->source);
    bind_digest(q, 7, digest);
    return stmt_run(q, err);
}

/* Who a revision names is a text; an entry of its own tells which person a change was made by. */
static bool record(struct store *s, const struct revision *r, struct err *err)
{
    struct buf detail = {0};
    struct json_writer w = json_writer_to(&detail);
    bool ok;

    json_object(&w);
    json_put_string(&w, "who", r->who);
    json_put_string(&w, "why", r->why);
    json_put_string(&w, "source", r->source);
    json_end(&w);
    ok = audit_append(s,
                      &(struct audit_entry){.at = r->recorded,
                                            .action = r->what,
                                            .object = "register",
                                            .outcome = "done",
                                            .detail = detail.data},
                      err);
    buf_free(&detail);
    return ok;
}

bool store_next_revision(struct store *s, const struct revision *r, int64_t *number,
                         struct err *err)
{
    struct arena *a = arena_new();
    struct revision last, next = *r;
    struct bytes before;
    struct sha256 digest;
    char hex[SHA256_HEX];
    bool ok = false;

    assert(r->what && db_in_transaction(s->db));
    if (newest(s, a, &last, &before, err)) {
        next.number = last.number + 1;
        if (next.recorded < last.recorded)
            next.recorded = last.recorded;
        digest = digest_of(&next, before);
        ok = add_row(s, &next, &digest, err) &&
             store_set_meta(s, HEAD_KEY, sha256_hex(&digest, hex), err) && record(s, &next, err);
    }
    arena_free(a);
    if (ok)
        *number = next.number;
    return ok;
}

bool revision_number(struct store *s, int64_t *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, NUMBER, err);

    return q && stmt_number(q, 0, out, err);
}

/* Only the last digest is carried on: a break is reported once, not for everything after it. */
static bool verify_row(struct stmt *q, struct arena *a, int64_t number, struct sha256 *last,
                       struct report *r)
{
    struct revision row = revision_from_row(q, a);
    struct sha256 stored;
    struct bytes before = {number > 1 ? (const char *)last->bytes : "",
                           number > 1 ? sizeof last->bytes : 0};
    struct sha256 want = digest_of(&row, before);
    bool holds = row.number == number && column_is_digest(q, COL_DIGEST, &want);

    if (!holds)
        report_finding(r, "revision %lld: it or the one before it was changed or removed",
                       (long long)row.number);
    if (column_digest(q, COL_DIGEST, &stored))
        *last = stored;
    return holds;
}

bool revision_verify(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ALL, err);
    struct arena *a;
    struct sha256 last = {{0}};
    const char *head;
    char hex[SHA256_HEX];
    int64_t number = 0;
    int rc;
    bool ok;

    if (!q)
        return false;
    a = arena_new();
    while ((rc = stmt_step(q, err)) == 1) {
        if (!verify_row(q, a, ++number, &last, r))
            number = column_int(q, COL_NUMBER);
    }
    stmt_done(q);
    ok = rc == 0 && store_meta(s, a, HEAD_KEY, &head, err);
    if (ok && (head ? strcmp(head, sha256_hex(&last, hex)) != 0 : number > 0))
        report_finding(r, "revision: the newest are missing, or were added outside the register");
    arena_free(a);
    return ok;
}

bool store_input(struct store *s, struct arena *a, const char *name, const char **sha256,
                 struct err *err)
{
    struct stmt *q = stmt_get(s->db, INPUT_GET, err);
    int rc;

    *sha256 = NULL;
    if (!q)
        return false;
    bind_text(q, 1, name);
    rc = stmt_step(q, err);
    if (rc == 1)
        *sha256 = column_text(q, 0, a);
    stmt_done(q);
    return rc >= 0;
}

bool store_set_input(struct store *s, const char *name, const char *sha256, int64_t revision,
                     struct err *err)
{
    struct stmt *q = stmt_get(s->db, INPUT_SET, err);

    if (!q)
        return false;
    bind_text(q, 1, name);
    bind_text(q, 2, sha256);
    bind_int(q, 3, revision);
    return stmt_run(q, err);
}
