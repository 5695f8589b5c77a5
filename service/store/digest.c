/* digest.c - every value goes into the hash with its kind and length before it, so that no two rows
 * can look alike by running values together. */
#include "store/digest.h"

#include "store/internal.h"

#include <assert.h>
#include <endian.h>
#include <stdio.h>
#include <string.h>

enum { COL_KEY, COL_DIGEST, COL_FIRST };

static void add_column(struct hasher *h, struct stmt *row, int column)
{
    enum column_kind kind = column_kind(row, column);
    uint64_t head[2] = {kind, 0};
    struct bytes bytes = {NULL, 0};

    if (kind == COLUMN_INT) {
        head[1] = (uint64_t)column_int(row, column);
    } else if (kind == COLUMN_DOUBLE) {
        double d = column_double(row, column);

        memcpy(&head[1], &d, sizeof d);
    } else if (kind != COLUMN_NULL) {
        bytes = column_peek(row, column);
        head[1] = bytes.size;
    }
    head[0] = htole64(head[0]); /* the same digest on every machine */
    head[1] = htole64(head[1]);
    hasher_add(h, head, sizeof head);
    if (bytes.size > 0)
        hasher_add(h, bytes.at, bytes.size);
}

struct sha256 digest_row(struct stmt *row)
{
    struct hasher *h = hasher_new();

    add_column(h, row, COL_KEY);
    for (int i = COL_FIRST; i < column_count(row); i++)
        add_column(h, row, i);
    return hasher_done(h);
}

bool digest_row_holds(struct stmt *row)
{
    struct sha256 want = digest_row(row);

    return column_is_digest(row, COL_DIGEST, &want);
}

/* A row whose digest has to be written once the walk is over. */
struct stale {
    struct stale *next;
    bool by_text;
    const char *text;
    int64_t number;
    struct sha256 digest;
};

static struct stale *note_stale(struct stmt *row, const struct sha256 *digest, struct arena *a,
                                struct stale *next)
{
    struct stale *st = arena_alloc(a, 1, sizeof *st);

    *st = (struct stale){.next = next, .digest = *digest};
    st->by_text = column_kind(row, COL_KEY) == COLUMN_TEXT;
    if (st->by_text)
        st->text = column_text(row, COL_KEY, a);
    else
        st->number = column_int(row, COL_KEY);
    return st;
}

static bool put_stale(struct store *s, const struct digest_table *t, const struct stale *st,
                      struct err *err)
{
    for (; st; st = st->next) {
        struct stmt *q = stmt_get(s->db, t->put, err);

        if (!q)
            return false;
        bind_digest(q, 1, &st->digest);
        if (st->by_text)
            bind_text(q, 2, st->text);
        else
            bind_int(q, 2, st->number);
        if (!stmt_run(q, err))
            return false;
    }
    return true;
}

static const char *total_key(const struct digest_table *t, char out[96])
{
    int n = snprintf(out, 96, "digest:%s", t->name);

    assert(n > 0 && n < 96);
    return out;
}

bool digest_seal(struct store *s, const struct digest_table *t, struct err *err)
{
    struct stmt *row = stmt_get(s->db, t->rows, err);
    struct arena *a;
    struct hasher *total;
    struct stale *stale = NULL;
    struct sha256 sum;
    char hex[SHA256_HEX], key[96];
    int rc;
    bool ok;

    if (!row)
        return false;
    a = arena_new();
    total = hasher_new();
    while ((rc = stmt_step(row, err)) == 1) {
        struct sha256 digest = digest_row(row);

        hasher_add(total, digest.bytes, sizeof digest.bytes);
        if (!column_is_digest(row, COL_DIGEST, &digest))
            stale = note_stale(row, &digest, a, stale);
    }
    stmt_done(row);
    sum = hasher_done(total);
    ok = rc == 0 && put_stale(s, t, stale, err) &&
         store_set_meta(s, total_key(t, key), sha256_hex(&sum, hex), err);
    arena_free(a);
    return ok;
}

bool digest_verify(struct store *s, const struct digest_table *t, struct report *r, struct err *err)
{
    struct stmt *row = stmt_get(s->db, t->rows, err);
    struct arena *a;
    struct hasher *total;
    struct sha256 sum;
    const char *stored;
    char hex[SHA256_HEX], key[96];
    size_t n_rows = 0;
    int rc;
    bool ok;

    if (!row)
        return false;
    a = arena_new();
    total = hasher_new();
    while ((rc = stmt_step(row, err)) == 1) {
        struct bytes digest = column_peek(row, COL_DIGEST);

        n_rows++;
        hasher_add(total, digest.at, digest.size);
        if (!digest_row_holds(row))
            report_finding(r, "%s %s: the row was changed outside the register", t->name,
                           column_text(row, COL_KEY, a));
    }
    stmt_done(row);
    sum = hasher_done(total);
    ok = rc == 0 && store_meta(s, a, total_key(t, key), &stored, err);
    if (ok && (stored ? strcmp(stored, sha256_hex(&sum, hex)) != 0 : n_rows > 0))
        report_finding(r, "%s: rows are missing, or were added outside the register", t->name);
    arena_free(a);
    return ok;
}
