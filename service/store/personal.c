/* personal.c - details about people, each in a row of its own.
 *
 * What stays of one that was taken out is a digest made with random salt, and the salt goes with
 * it: a telephone number cannot be found again by trying all of them. */
#include "store/audit.h"

#include "base/secret.h"
#include "store/internal.h"

#include <assert.h>
#include <inttypes.h>

enum { SALT = 16 };

static const char ADD[] = "INSERT INTO personal (kind, salt, value, digest, recorded_ms)"
                          " VALUES ($1, $2, $3, $4, $5)";
static const char GET[] = "SELECT value FROM personal WHERE id = $1";
static const char PURGE[] = "UPDATE personal SET value = NULL, salt = NULL, purged_ms = $1"
                            " WHERE kind = $2 AND recorded_ms < $3 AND value IS NOT NULL";
static const char KEPT[] = "SELECT id, kind, salt, value, digest FROM personal"
                           " WHERE value IS NOT NULL ORDER BY id";
enum { COL_ID, COL_KIND, COL_SALT, COL_VALUE, COL_DIGEST };

static struct sha256 digest_of(struct bytes salt, const char *kind, const char *value)
{
    struct hasher *h = hasher_new();

    hasher_add(h, salt.at, salt.size);
    hasher_add_text(h, kind);
    hasher_add_text(h, value);
    return hasher_done(h);
}

bool personal_put(struct store *s, const char *kind, const char *value, moment_t now, int64_t *id,
                  char digest_hex[SHA256_HEX], struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD, err);
    char random[SALT];
    struct bytes salt = {random, sizeof random};
    struct sha256 digest;

    assert(db_in_transaction(s->db));
    if (!q)
        return false;
    secret_random(random, sizeof random);
    digest = digest_of(salt, kind, value);
    bind_text(q, 1, kind);
    bind_blob(q, 2, salt);
    bind_text(q, 3, value);
    bind_digest(q, 4, &digest);
    bind_int(q, 5, now);
    if (!stmt_run(q, err))
        return false;
    *id = db_last_id(s->db);
    sha256_hex(&digest, digest_hex);
    return true;
}

bool personal_get(struct store *s, struct arena *a, int64_t id, const char **value, struct err *err)
{
    struct stmt *q = stmt_get(s->db, GET, err);
    int rc;

    *value = NULL;
    if (!q)
        return false;
    bind_int(q, 1, id);
    rc = stmt_step(q, err);
    if (rc == 1)
        *value = column_text(q, 0, a);
    stmt_done(q);
    return rc >= 0;
}

bool personal_purge(struct store *s, const char *kind, moment_t before, moment_t now,
                    int64_t *n_purged, struct err *err)
{
    struct stmt *q = stmt_get(s->db, PURGE, err);

    assert(db_in_transaction(s->db));
    if (!q)
        return false;
    bind_int(q, 1, now);
    bind_text(q, 2, kind);
    bind_int(q, 3, before);
    if (!stmt_run(q, err))
        return false;
    *n_purged = db_changes(s->db);
    return true;
}

bool personal_verify(struct store *s, struct report *r, struct err *err)
{
    struct stmt *q = stmt_get(s->db, KEPT, err);
    struct arena *a = arena_new();
    int rc = q ? 0 : -1;

    while (q && (rc = stmt_step(q, err)) == 1) {
        struct sha256 want = digest_of(column_peek(q, COL_SALT), column_text(q, COL_KIND, a),
                                       column_text(q, COL_VALUE, a));

        if (!column_is_digest(q, COL_DIGEST, &want))
            report_finding(r, "personal detail %" PRId64 ": it was changed", column_int(q, COL_ID));
        arena_reset(a);
    }
    stmt_done(q);
    arena_free(a);
    return rc == 0;
}
