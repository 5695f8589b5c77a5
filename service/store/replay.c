/* replay.c - rows of answers, those of persons and those of the public. */
#include "store/replay.h"

#include "store/internal.h"

#include <assert.h>

#define FIND "SELECT request, status, type, etag, location, revision, body FROM "
enum { COL_REQUEST, COL_STATUS, COL_TYPE, COL_ETAG, COL_LOCATION, COL_REVISION, COL_BODY };

#define KEEP                                                                                       \
    ", name, request, status, type, etag, location, revision, body, at_ms)"                        \
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"

enum { OF_PERSON, OF_PUBLIC, OWNERS };
static const struct {
    const char *find, *keep, *forget;
} tables[OWNERS] = {
    [OF_PERSON] = {FIND "replay WHERE person = $1 AND name = $2", "INSERT INTO replay (person" KEEP,
                   "DELETE FROM replay WHERE at_ms < $1"},
    [OF_PUBLIC] = {FIND "public_replay WHERE scope = $1 AND name = $2",
                   "INSERT INTO public_replay (scope" KEEP,
                   "DELETE FROM public_replay WHERE at_ms < $1"},
};

struct replay_owner replay_owner(int64_t person, const char *network)
{
    struct replay_owner o = {.person = person};
    struct hasher *h = hasher_new();

    hasher_add_text(h, "public replay");
    hasher_add_text(h, network);
    o.scope = hasher_done(h);
    return o;
}

static int table_of(const struct replay_owner *o)
{
    return o->person ? OF_PERSON : OF_PUBLIC;
}

static void bind_owner(struct stmt *q, const struct replay_owner *o)
{
    if (o->person)
        bind_int(q, 1, o->person);
    else
        bind_digest(q, 1, &o->scope);
}

static struct replay from_row(struct stmt *q, struct arena *a)
{
    struct replay r = {
        .status = (unsigned)column_int(q, COL_STATUS),
        .type = column_text(q, COL_TYPE, a),
        .etag = column_text(q, COL_ETAG, a),
        .location = column_text(q, COL_LOCATION, a),
        .revision = column_int(q, COL_REVISION),
        .body = column_blob(q, COL_BODY, a),
    };

    column_digest(q, COL_REQUEST, &r.request);
    return r;
}

bool replay_find(struct store *s, struct arena *a, const struct replay_owner *o, const char *key,
                 struct replay *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, tables[table_of(o)].find, err);
    int rc;

    *out = (struct replay){.status = 0};
    if (!q)
        return false;
    bind_owner(q, o);
    bind_text(q, 2, key);
    rc = stmt_step(q, err);
    if (rc == 1)
        *out = from_row(q, a);
    stmt_done(q);
    return rc >= 0;
}

bool replay_keep(struct store *s, const struct replay_owner *o, const char *key,
                 const struct replay *r, moment_t now, struct err *err)
{
    struct stmt *q = stmt_get(s->db, tables[table_of(o)].keep, err);

    assert(db_in_transaction(s->db));
    if (!q)
        return false;
    bind_owner(q, o);
    bind_text(q, 2, key);
    bind_digest(q, 3, &r->request);
    bind_int(q, 4, r->status);
    bind_text(q, 5, r->type);
    bind_text(q, 6, r->etag);
    bind_text(q, 7, r->location);
    bind_int(q, 8, r->revision);
    bind_blob(q, 9, (struct bytes){r->body.at ? r->body.at : "", r->body.size});
    bind_int(q, 10, now);
    return stmt_run(q, err);
}

bool replay_forget(struct store *s, moment_t before, int64_t *n, struct err *err)
{
    *n = 0;
    assert(db_in_transaction(s->db));
    for (int i = 0; i < OWNERS; i++) {
        struct stmt *q = stmt_get(s->db, tables[i].forget, err);

        if (!q)
            return false;
        bind_int(q, 1, before);
        if (!stmt_run(q, err))
            return false;
        *n += db_changes(s->db);
    }
    return true;
}
