/* people.c - accounts: found, opened, given another password, closed.
 *
 * A closed account is kept, and so is its name: what it did must stay its own. */
#include "store/people.h"

#include "base/json_write.h"
#include "store/internal.h"
#include "store/people_fit.h"
#include "store/people_note.h"
#include "store/walk.h"

#include <assert.h>

#define PERSON "SELECT " PERSON_COLUMNS " FROM person p"

static const char NAMED[] = PERSON " WHERE p.name = $1 AND p.closed_ms IS NULL";
static const char BY_ID[] = PERSON " WHERE p.id = $1 AND p.closed_ms IS NULL";
static const char ALL[] = PERSON " ORDER BY p.id";
/* Names that differ in case alone would be taken for each other. */
static const char TAKEN[] = "SELECT 1 FROM person WHERE lower(name) = lower($1)";
static const char ADD[] = "INSERT INTO person"
                          " (name, role, unit, place, password, password_ms, made_ms)"
                          " VALUES ($1, $2, $3, $4, $5, $6, $6)";
static const char SET_PASSWORD[] = "UPDATE person SET password = $2, password_ms = $3,"
                                   " password_due = $4"
                                   " WHERE id = $1 AND closed_ms IS NULL";
static const char END_OTHERS[] = "DELETE FROM session WHERE person = $1 AND digest IS NOT $2";
static const char CLOSE[] = "UPDATE person SET closed_ms = $2 WHERE id = $1 AND closed_ms IS NULL";
static const char END_SESSIONS[] = "DELETE FROM session WHERE person = $1";
static const char END_TOKENS[] =
    "UPDATE token SET revoked_ms = $2 WHERE person = $1 AND revoked_ms IS NULL";

/* ---- reading ---- */

/* Takes q. */
static bool read_one(struct stmt *q, struct arena *a, struct person *out, struct err *err)
{
    int rc = stmt_step(q, err);
    bool ok = rc == 0 || (rc == 1 && people_from_row(q, a, out, err));

    stmt_done(q);
    return ok;
}

bool store_person_named(struct store *s, struct arena *a, const char *name, struct person *out,
                        struct err *err)
{
    struct stmt *q = stmt_get(s->db, NAMED, err);

    *out = (struct person){0};
    if (!q)
        return false;
    bind_text(q, 1, name);
    return read_one(q, a, out, err);
}

bool store_person(struct store *s, struct arena *a, int64_t id, struct person *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, BY_ID, err);

    *out = (struct person){0};
    if (!q)
        return false;
    bind_int(q, 1, id);
    return read_one(q, a, out, err);
}

bool store_people(struct store *s, struct arena *a, struct person **out, size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ALL, err);
    struct person *rows = NULL;
    size_t room = 0;
    bool ok = true;
    int rc = 0;

    *n = 0;
    if (!q)
        return false;
    while (ok && (rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        ok = people_from_row(q, a, &rows[*n], err);
        *n += ok;
    }
    stmt_done(q);
    *out = rows;
    return ok && rc == 0;
}

/* ---- changes ---- */

static bool name_is_free(struct store *s, const char *name, struct err *err)
{
    struct stmt *q = stmt_get(s->db, TAKEN, err);
    int rc;

    if (!q)
        return false;
    bind_text(q, 1, name);
    rc = stmt_step(q, err);
    stmt_done(q);
    if (rc == 1)
        return err_say(err, ERR_CONFLICT, "name",
                       "the name '%s' belongs to an account already (a closed one keeps its name)",
                       "账户名“%s”已被使用（已关闭的账户仍保留其名称）", name);
    return rc == 0;
}

static bool put_row(struct store *s, const struct person *p, moment_t now, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD, err);

    if (!q)
        return false;
    bind_text(q, 1, p->name);
    bind_text(q, 2, role_name(p->role));
    bind_text(q, 3, p->unit);
    bind_text(q, 4, p->place);
    bind_text(q, 5, p->password);
    bind_int(q, 6, now);
    return stmt_run(q, err);
}

static bool note_added(struct store *s, const struct person *p, const struct act_by *by, int64_t id,
                       struct err *err)
{
    struct buf facts = {0};
    struct json_writer w = json_writer_to(&facts);
    bool ok;

    json_object(&w);
    json_put_string(&w, "role", role_name(p->role));
    json_put_string(&w, "unit", p->unit);
    json_put_string(&w, "place", p->place);
    json_end(&w);
    ok = people_note(s, by, "person-add", "person", id, facts.data, err);
    buf_free(&facts);
    return ok;
}

bool store_person_add(struct store *s, const struct person *p, const struct act_by *by, int64_t *id,
                      struct err *err)
{
    assert(p->name && p->password);
    if (!person_fits(s, p, err) || !name_is_free(s, p->name, err) || !put_row(s, p, by->now, err))
        return false;
    *id = db_last_id(s->db);
    return note_added(s, p, by, *id, err);
}

static bool end_other_sessions(struct store *s, int64_t id, const struct sha256 *keep,
                               struct err *err)
{
    struct stmt *q = stmt_get(s->db, END_OTHERS, err);

    if (!q)
        return false;
    bind_int(q, 1, id);
    bind_digest(q, 2, keep);
    return stmt_run(q, err);
}

static bool stamp(struct store *s, const char *sql, int64_t id, moment_t now, struct err *err)
{
    struct stmt *q = stmt_get(s->db, sql, err);

    if (!q)
        return false;
    bind_int(q, 1, id);
    bind_int(q, 2, now);
    return stmt_run(q, err);
}

bool store_person_password(struct store *s, int64_t id, const char *stored,
                           const struct sha256 *keep, const struct act_by *by, struct err *err)
{
    struct stmt *q = stmt_get(s->db, SET_PASSWORD, err);

    if (!q)
        return false;
    bind_int(q, 1, id);
    bind_text(q, 2, stored);
    bind_int(q, 3, by->now);
    bind_int(q, 4, !keep && by->person != 0);
    if (!stmt_run(q, err))
        return false;
    if (db_changes(s->db) != 1)
        return people_nobody(id, err);
    return end_other_sessions(s, id, keep, err) &&
           (keep || stamp(s, END_TOKENS, id, by->now, err)) &&
           people_note(s, by, "person-password", "person", id,
                       keep ? "{\"ended\":[\"other sessions\"]}"
                            : "{\"ended\":[\"sessions\",\"tokens\"]}",
                       err);
}

bool store_person_close(struct store *s, int64_t id, const struct act_by *by, struct err *err)
{
    if (!stamp(s, CLOSE, id, by->now, err))
        return false;
    if (db_changes(s->db) != 1)
        return people_nobody(id, err);
    return people_run_for(s, END_SESSIONS, id, err) && stamp(s, END_TOKENS, id, by->now, err) &&
           people_note(s, by, "person-close", "person", id, "", err);
}
