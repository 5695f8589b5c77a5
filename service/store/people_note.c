/* people_note.c - what the files about people share: their audit entries, and a row of theirs. */
#include "store/people_note.h"

#include "store/audit_done.h"
#include "store/internal.h"

#include <inttypes.h>
#include <stdio.h>

bool people_note(struct store *s, const struct act_by *by, const char *action, const char *kind,
                 int64_t id, const char *facts, struct err *err)
{
    char object[64];

    snprintf(object, sizeof object, "%s/%" PRId64, kind, id);
    return audit_done(s, by, action, object, NULL, *facts ? facts : NULL, err);
}

bool people_run_for(struct store *s, const char *sql, int64_t id, struct err *err)
{
    struct stmt *q = stmt_get(s->db, sql, err);

    if (!q)
        return false;
    bind_int(q, 1, id);
    return stmt_run(q, err);
}

bool people_from_row(struct stmt *row, struct arena *a, struct person *out, struct err *err)
{
    *out = (struct person){
        .id = column_int(row, COL_PERSON_ID),
        .name = column_text(row, COL_PERSON_NAME, a),
        .unit = column_text(row, COL_PERSON_UNIT, a),
        .place = column_text(row, COL_PERSON_PLACE, a),
        .password = column_text(row, COL_PERSON_PASSWORD, a),
        .made = column_int(row, COL_PERSON_MADE),
        .closed = column_int_or(row, COL_PERSON_CLOSED, MOMENT_NONE),
        .password_due = column_int(row, COL_PERSON_PASSWORD_DUE) != 0,
    };
    return role_parse(column_text(row, COL_PERSON_ROLE, a), &out->role) ||
           err_set(err, ERR_INTERNAL, "account %" PRId64 " has a role that is not known", out->id);
}

bool people_behind(struct stmt *q, const struct sha256 *digest, people_read *read, struct arena *a,
                   moment_t now, struct signed_in *out, struct err *err)
{
    bool ok;
    int rc;

    *out = (struct signed_in){0};
    if (!q)
        return false;
    bind_digest(q, 1, digest);
    rc = stmt_step(q, err);
    ok = rc == 0 || (rc == 1 && read(q, a, now, out, err));
    stmt_done(q);
    return ok;
}

bool people_nobody(int64_t id, struct err *err)
{
    return err_say(err, ERR_NOT_FOUND, NULL, "there is no open account %lld",
                   "没有编号为 %lld 的有效账户", (long long)id);
}
