/* people_sessions.c - sessions: begun, looked up, ended by leaving or by time.
 *
 * A row lives until it is ended or its time is over; what is over is swept out when somebody else
 * begins. */
#include "store/people.h"

#include "store/internal.h"
#include "store/people_note.h"

static const char FIND[] = "SELECT " PERSON_COLUMNS ", s.csrf, s.begun_ms, s.used_ms FROM session s"
                           " JOIN person p ON p.id = s.person"
                           " WHERE s.digest = $1 AND p.closed_ms IS NULL";
enum { COL_CSRF = PERSON_COLUMN_COUNT, COL_BEGUN, COL_USED };

static const char BEGIN[] = "INSERT INTO session (digest, person, csrf, begun_ms, used_ms)"
                            " VALUES ($1, $2, $3, $4, $4)";
static const char SWEEP[] = "DELETE FROM session WHERE used_ms < $1 OR begun_ms < $2";
/* Nobody needs so many at once; the ones longest unused go. */
static const char KEEP_TWENTY[] = "DELETE FROM session WHERE person = $1 AND digest NOT IN"
                                  " (SELECT digest FROM session WHERE person = $1"
                                  " ORDER BY used_ms DESC, begun_ms DESC LIMIT 20)";
static const char WHOSE[] = "SELECT person FROM session WHERE digest = $1";
static const char END[] = "DELETE FROM session WHERE digest = $1";
static const char SESSION_SEEN[] =
    "UPDATE session SET used_ms = $2 WHERE digest = $1 AND used_ms < $2";
static const char TOKEN_SEEN[] =
    "UPDATE token SET used_ms = $2 WHERE digest = $1 AND coalesce(used_ms, 0) < $2";

static moment_t earlier(moment_t a, moment_t b)
{
    return a < b ? a : b;
}

static bool read_session(struct stmt *q, struct arena *a, moment_t now, struct signed_in *out,
                         struct err *err)
{
    moment_t begun = column_int(q, COL_BEGUN), used = column_int(q, COL_USED);
    moment_t ends = earlier(used + SESSION_IDLE_MS, begun + SESSION_MOST_MS);

    if (now > ends)
        return true;
    *out = (struct signed_in){
        .by_session = true,
        .csrf = column_text(q, COL_CSRF, a),
        .begun = begun,
        .used = used,
        .ends = ends,
        .stale_use = now - used >= SEEN_EVERY_MS,
    };
    return people_from_row(q, a, &out->person, err);
}

bool store_session(struct store *s, struct arena *a, const struct sha256 *digest, moment_t now,
                   struct signed_in *out, struct err *err)
{
    return people_behind(stmt_get(s->db, FIND, err), digest, read_session, a, now, out, err);
}

/* ---- changes ---- */

static bool sweep(struct store *s, moment_t now, struct err *err)
{
    struct stmt *q = stmt_get(s->db, SWEEP, err);

    if (!q)
        return false;
    bind_int(q, 1, now - SESSION_IDLE_MS);
    bind_int(q, 2, now - SESSION_MOST_MS);
    return stmt_run(q, err);
}

bool store_session_begin(struct store *s, int64_t person, const struct sha256 *digest,
                         const char *csrf, const struct act_by *by, struct err *err)
{
    struct stmt *q;

    if (!sweep(s, by->now, err) || !(q = stmt_get(s->db, BEGIN, err)))
        return false;
    bind_digest(q, 1, digest);
    bind_int(q, 2, person);
    bind_text(q, 3, csrf);
    bind_int(q, 4, by->now);
    return stmt_run(q, err) && people_run_for(s, KEEP_TWENTY, person, err) &&
           people_note(s, by, "session-begin", "person", person, "", err);
}

static bool whose(struct store *s, const struct sha256 *digest, int64_t *person, struct err *err)
{
    struct stmt *q = stmt_get(s->db, WHOSE, err);

    *person = 0;
    if (!q)
        return false;
    bind_digest(q, 1, digest);
    return stmt_number(q, 0, person, err);
}

/* One that is over already is no failure: the caller is where it wanted to be. */
bool store_session_end(struct store *s, const struct sha256 *digest, const struct act_by *by,
                       struct err *err)
{
    int64_t person;
    struct stmt *q;

    if (!whose(s, digest, &person, err))
        return false;
    if (person == 0)
        return true;
    q = stmt_get(s->db, END, err);
    if (!q)
        return false;
    bind_digest(q, 1, digest);
    return stmt_run(q, err) && people_note(s, by, "session-end", "person", person, "", err);
}

static bool seen_in(struct store *s, const char *sql, const struct sha256 *digest, moment_t now,
                    struct err *err)
{
    struct stmt *q = stmt_get(s->db, sql, err);

    if (!q)
        return false;
    bind_digest(q, 1, digest);
    bind_int(q, 2, now);
    return stmt_run(q, err);
}

bool store_seen(struct store *s, const struct sha256 *digest, moment_t now, struct err *err)
{
    return seen_in(s, SESSION_SEEN, digest, now, err) && seen_in(s, TOKEN_SEEN, digest, now, err);
}
