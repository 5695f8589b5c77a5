/* people_tokens.c - bearer tokens: made, looked up, listed, revoked.  Rows stay. */
#include "store/people.h"

#include "base/utf8.h"
#include "store/internal.h"
#include "store/people_note.h"
#include "store/walk.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_MOST = 300, TOKENS_MOST = 50 };

static const char FIND[] = "SELECT " PERSON_COLUMNS ", t.used_ms, t.ends_ms FROM token t"
                           " JOIN person p ON p.id = t.person"
                           " WHERE t.digest = $1 AND t.revoked_ms IS NULL AND p.closed_ms IS NULL";
enum { COL_FOUND_USED = PERSON_COLUMN_COUNT, COL_FOUND_ENDS };

static const char LIST[] = "SELECT id, person, label, made_ms, ends_ms, revoked_ms, used_ms"
                           " FROM token WHERE $1 = 0 OR person = $1 ORDER BY id";
enum { COL_ID, COL_OWNER, COL_LABEL, COL_MADE, COL_ENDS, COL_REVOKED, COL_USED };

static const char LIVE[] = "SELECT count(*) FROM token WHERE person = $1 AND revoked_ms IS NULL"
                           " AND (ends_ms IS NULL OR ends_ms > $2)";
static const char ADD[] = "INSERT INTO token (person, digest, label, made_ms, ends_ms)"
                          " VALUES ($1, $2, $3, $4, $5)";
static const char REVOKE[] =
    "UPDATE token SET revoked_ms = $2 WHERE id = $1 AND revoked_ms IS NULL";

static bool read_token(struct stmt *q, struct arena *a, moment_t now, struct signed_in *out,
                       struct err *err)
{
    moment_t used = column_int_or(q, COL_FOUND_USED, MOMENT_NONE),
             ends = column_int_or(q, COL_FOUND_ENDS, MOMENT_NONE);

    if (ends != MOMENT_NONE && now > ends)
        return true;
    *out = (struct signed_in){
        .begun = MOMENT_NONE,
        .used = used,
        .ends = ends,
        .stale_use = used == MOMENT_NONE || now - used >= SEEN_EVERY_MS,
    };
    return people_from_row(q, a, &out->person, err);
}

bool store_token(struct store *s, struct arena *a, const struct sha256 *digest, moment_t now,
                 struct signed_in *out, struct err *err)
{
    return people_behind(stmt_get(s->db, FIND, err), digest, read_token, a, now, out, err);
}

bool store_tokens(struct store *s, struct arena *a, int64_t person, struct token_row **out,
                  size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, LIST, err);
    struct token_row *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_int(q, 1, person);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        rows[(*n)++] = (struct token_row){
            .id = column_int(q, COL_ID),
            .person = column_int(q, COL_OWNER),
            .label = column_text(q, COL_LABEL, a),
            .made = column_int(q, COL_MADE),
            .ends = column_int_or(q, COL_ENDS, MOMENT_NONE),
            .revoked = column_int_or(q, COL_REVOKED, MOMENT_NONE),
            .used = column_int_or(q, COL_USED, MOMENT_NONE),
        };
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}

bool store_tokens_good(struct store *s, int64_t person, moment_t now, int64_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, LIVE, err);

    if (!q)
        return false;
    bind_int(q, 1, person);
    bind_int(q, 2, now);
    return stmt_number(q, 0, n, err);
}

/* ---- changes ---- */

static bool has_room(struct store *s, int64_t person, moment_t now, struct err *err)
{
    int64_t n;

    if (!store_tokens_good(s, person, now, &n, err))
        return false;
    return n < TOKENS_MOST ||
           err_say(err, ERR_CONFLICT, NULL,
                   "an account has at most %d tokens: revoke one that is not needed any more",
                   "一个账户最多有 %d 个令牌，请先吊销不再需要的", (int)TOKENS_MOST);
}

static bool token_fits(const char *label, moment_t ends, moment_t now, struct err *err)
{
    size_t len = strlen(label);
    bool plain = true;

    for (size_t i = 0; i < len; i++)
        plain = plain && (unsigned char)label[i] >= ' ' && label[i] != 0x7F;
    if (len > LABEL_MOST || !plain || !utf8_valid(label, len))
        return err_say(err, ERR_BAD_BODY, "label", "a label is one line of at most %d bytes",
                       "标签为一行文字，最多 %d 字节", (int)LABEL_MOST);
    return ends == MOMENT_NONE || ends > now ||
           err_say(err, ERR_BAD_BODY, "ends", "a token ends in the future",
                   "令牌的到期时间应在将来");
}

bool store_token_add(struct store *s, int64_t person, const struct sha256 *digest,
                     const char *label, moment_t ends, const struct act_by *by, int64_t *id,
                     struct err *err)
{
    char facts[40];
    struct stmt *q;

    if (!token_fits(label, ends, by->now, err) || !has_room(s, person, by->now, err) ||
        !(q = stmt_get(s->db, ADD, err)))
        return false;
    bind_int(q, 1, person);
    bind_digest(q, 2, digest);
    bind_text(q, 3, label);
    bind_int(q, 4, by->now);
    bind_int_or_null(q, 5, ends, MOMENT_NONE);
    if (!stmt_run(q, err))
        return false;
    *id = db_last_id(s->db);
    snprintf(facts, sizeof facts, "{\"person\":%lld}", (long long)person);
    return people_note(s, by, "token-add", "token", *id, facts, err);
}

bool store_token_revoke(struct store *s, int64_t id, const struct act_by *by, struct err *err)
{
    struct stmt *q = stmt_get(s->db, REVOKE, err);

    if (!q)
        return false;
    bind_int(q, 1, id);
    bind_int(q, 2, by->now);
    if (!stmt_run(q, err))
        return false;
    if (db_changes(s->db) != 1)
        return err_say(err, ERR_NOT_FOUND, "id", "there is no token %lld that could be revoked",
                       "没有可吊销的编号为 %lld 的令牌", (long long)id);
    return people_note(s, by, "token-revoke", "token", id, "", err);
}
