/* audit.c - adding to the chain, and reading it.
 *
 * An entry is written in the transaction of what it tells about: neither is there without the
 * other. */
#include "store/audit.h"

#include "store/audit_rows.h"
#include "store/internal.h"
#include "store/revision.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char NEWEST[] = AUDIT_COLUMNS " ORDER BY seq DESC LIMIT 1";
static const char SINCE[] = AUDIT_COLUMNS " WHERE seq > $1 ORDER BY seq LIMIT $2";
static const char COUNT_SINCE[] = "SELECT count(*) FROM (SELECT 1 FROM audit WHERE seq > $1"
                                  " LIMIT $2)";
static const char OF[] = AUDIT_COLUMNS " WHERE object = $1 ORDER BY seq";
static const char COUNT_OF[] = "SELECT count(*) FROM audit WHERE object = $1";
static const char WITH_HASH[] = AUDIT_COLUMNS " WHERE sha256 = $1 OR sm3 = $1"
                                              " ORDER BY seq DESC LIMIT 1";
static const char ADD[] = "INSERT INTO audit (seq, at_ms, person, action, object, outcome,"
                          " revision, detail, sha256, sm3)"
                          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

/* ---- bytes and hashes ---- */

static void put_field(struct buf *out, const char *text)
{
    buf_printf(out, "%zu:%s,", strlen(text), text);
}

static void put_number(struct buf *out, int64_t number)
{
    char text[24];

    snprintf(text, sizeof text, "%" PRId64, number);
    put_field(out, text);
}

void audit_bytes(struct buf *out, const struct audit_entry *e)
{
    put_number(out, e->seq);
    put_number(out, e->at);
    put_number(out, e->person);
    put_field(out, e->action);
    put_field(out, e->object);
    put_field(out, e->outcome);
    put_number(out, e->revision);
    put_field(out, e->detail);
}

void audit_hash(const struct audit_entry *before, struct audit_entry *e)
{
    struct buf bytes = {0};

    /* Both chains read the same bytes behind a hash of the same length. */
    buf_put(&bytes, before->sha256.bytes, SHA256_SIZE);
    audit_bytes(&bytes, e);
    e->sha256 = sha256_of(bytes.data, bytes.len);
    memcpy(bytes.data, before->sm3.bytes, SHA256_SIZE);
    e->sm3 = sm3_of(bytes.data, bytes.len);
    buf_free(&bytes);
}

/* ---- rows ---- */

static struct sha256 hash_column(struct stmt *q, int column)
{
    struct sha256 out;

    column_digest(q, column, &out);
    return out;
}

struct audit_entry audit_from_row(struct stmt *q, struct arena *a)
{
    return (struct audit_entry){
        .seq = column_int(q, AUDIT_SEQ),
        .at = column_int(q, AUDIT_AT),
        .person = column_int(q, AUDIT_PERSON),
        .action = column_text(q, AUDIT_ACTION, a),
        .object = column_text(q, AUDIT_OBJECT, a),
        .outcome = column_text(q, AUDIT_OUTCOME, a),
        .revision = column_int(q, AUDIT_REVISION),
        .detail = column_text(q, AUDIT_DETAIL, a),
        .sha256 = hash_column(q, AUDIT_SHA256),
        .sm3 = hash_column(q, AUDIT_SM3),
    };
}

/* Takes q. */
static bool read_one(struct stmt *q, struct arena *a, struct audit_entry *out, struct err *err)
{
    int rc = stmt_step(q, err);

    if (rc == 1)
        *out = audit_from_row(q, a);
    stmt_done(q);
    return rc >= 0;
}

bool audit_newest(struct store *s, struct arena *a, struct audit_entry *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, NEWEST, err);

    *out = (struct audit_entry){.seq = 0};
    return q && read_one(q, a, out, err);
}

bool audit_with_hash(struct store *s, struct arena *a, const struct sha256 *hash,
                     struct audit_entry *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, WITH_HASH, err);

    *out = (struct audit_entry){.seq = 0};
    if (!q)
        return false;
    bind_digest(q, 1, hash);
    return read_one(q, a, out, err);
}

/* q has its parameters bound; *n rows are expected and as many are read. */
static bool read_rows(struct stmt *q, struct arena *a, struct audit_entry *out, size_t *n,
                      struct err *err)
{
    size_t room = *n;
    int rc = 0;

    *n = 0;
    while (*n < room && (rc = stmt_step(q, err)) == 1)
        out[(*n)++] = audit_from_row(q, a);
    stmt_done(q);
    return rc >= 0;
}

static bool count_rows(struct stmt *q, size_t *n, struct err *err)
{
    int64_t rows;
    bool ok = stmt_number(q, 0, &rows, err);

    *n = (size_t)rows;
    return ok;
}

bool audit_since(struct store *s, struct arena *a, int64_t since, size_t limit,
                 struct audit_entry **out, size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, COUNT_SINCE, err);

    *n = 0;
    if (!q)
        return false;
    bind_int(q, 1, since);
    bind_int(q, 2, (int64_t)limit);
    if (!count_rows(q, n, err) || !(q = stmt_get(s->db, SINCE, err)))
        return false;
    bind_int(q, 1, since);
    bind_int(q, 2, (int64_t)limit);
    *out = arena_alloc(a, *n, sizeof **out);
    return read_rows(q, a, *out, n, err);
}

bool audit_of(struct store *s, struct arena *a, const char *object, struct audit_entry **out,
              size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, COUNT_OF, err);

    *n = 0;
    if (!q)
        return false;
    bind_text(q, 1, object);
    if (!count_rows(q, n, err) || !(q = stmt_get(s->db, OF, err)))
        return false;
    bind_text(q, 1, object);
    *out = arena_alloc(a, *n, sizeof **out);
    return read_rows(q, a, *out, n, err);
}

/* ---- adding ---- */

static bool add_row(struct store *s, const struct audit_entry *e, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD, err);

    if (!q)
        return false;
    bind_int(q, 1, e->seq);
    bind_int(q, 2, e->at);
    bind_int_or_null(q, 3, e->person, 0);
    bind_text(q, 4, e->action);
    bind_text(q, 5, e->object);
    bind_text(q, 6, e->outcome);
    bind_int(q, 7, e->revision);
    bind_text(q, 8, e->detail);
    bind_digest(q, 9, &e->sha256);
    bind_digest(q, 10, &e->sm3);
    return stmt_run(q, err);
}

static bool note_newest(struct store *s, const struct audit_entry *e, struct err *err)
{
    char text[AUDIT_NEWEST_TEXT];

    return store_set_meta(s, AUDIT_NEWEST_KEY, audit_newest_text(e, text), err);
}

bool audit_append(struct store *s, const struct audit_entry *e, struct err *err)
{
    struct arena *a = arena_new();
    struct audit_entry last, next = *e;
    bool ok;

    assert(e->action && e->object && e->outcome && e->detail && db_in_transaction(s->db));
    ok = audit_newest(s, a, &last, err) && revision_number(s, &next.revision, err);
    if (ok) {
        next.seq = last.seq + 1;
        if (last.seq > 0 && next.at < last.at)
            next.at = last.at;
        audit_hash(&last, &next);
        ok = add_row(s, &next, err) && note_newest(s, &next, err);
    }
    arena_free(a);
    return ok;
}
