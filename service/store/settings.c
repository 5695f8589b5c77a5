/* settings.c - settings and what they make disappear. */
#include "store/settings.h"

#include "base/json_write.h"
#include "store/audit.h"
#include "store/audit_done.h"
#include "store/internal.h"
#include "store/replay.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const moment_t DAY_MS = (moment_t)24 * 60 * 60 * 1000;

enum { DAYS_TEXT = 24 };

enum keep { KEEP_OBJECTOR, KEEP_LIAISON, KEEP_REPORTER, KEEP_REPLAYS, KEEPS };

static const struct {
    const char *name, *about, *kind; /* kind: of personal details, NULL: none */
} keeps[KEEPS] = {
    [KEEP_OBJECTOR] = {"keep.objector", "days that details of who objected are kept", "objector"},
    [KEEP_LIAISON] = {"keep.liaison", "days that details of liaison officers are kept", "liaison"},
    [KEEP_REPORTER] = {"keep.reporter", "days that details of who reported an entry are kept",
                       "reporter"},
    [KEEP_REPLAYS] = {"keep.replays", "days that answers are kept for repeated requests", NULL},
};

static const char GET[] = "SELECT value FROM setting WHERE name = $1";
static const char SET[] = "INSERT INTO setting (name, value, person, at_ms)"
                          " VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO UPDATE SET"
                          " value = excluded.value, person = excluded.person,"
                          " at_ms = excluded.at_ms";
static const char UNSET[] = "DELETE FROM setting WHERE name = $1";
static const char END_SESSIONS[] = "DELETE FROM session WHERE used_ms < $1 OR begun_ms < $2";

/* *days -1: not set. */
static bool days_of(struct store *s, enum keep k, int64_t *days, struct err *err)
{
    struct stmt *q = stmt_get(s->db, GET, err);
    int rc;

    *days = -1;
    if (!q)
        return false;
    bind_text(q, 1, keeps[k].name);
    rc = stmt_step(q, err);
    if (rc == 1)
        *days = strtoll(column_peek(q, 0).at, NULL, 10);
    stmt_done(q);
    return rc >= 0;
}

bool store_settings(struct store *s, struct arena *a, struct setting **out, size_t *n,
                    struct err *err)
{
    *out = arena_alloc(a, KEEPS, sizeof **out);
    for (enum keep k = 0; k < KEEPS; k++) {
        (*out)[k] = (struct setting){.name = keeps[k].name, .about = keeps[k].about};
        if (!days_of(s, k, &(*out)[k].days, err))
            return false;
    }
    *n = KEEPS;
    return true;
}

/* ---- setting ---- */

static bool find_keep(const char *name, enum keep *out, struct err *err)
{
    for (*out = 0; *out < KEEPS; (*out)++) {
        if (strcmp(keeps[*out].name, name) == 0)
            return true;
    }
    return err_set(err, ERR_BAD_PARAMETER,
                   "'%.40s' is no setting; `sizhi setting list` names those there are", name);
}

static bool write_setting(struct store *s, const char *name, int64_t days, const struct act_by *by,
                          struct err *err)
{
    struct stmt *q = stmt_get(s->db, days < 0 ? UNSET : SET, err);
    char text[DAYS_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, name);
    if (days >= 0) {
        snprintf(text, sizeof text, "%" PRId64, days);
        bind_text(q, 2, text);
        bind_int_or_null(q, 3, by->person, 0);
        bind_int(q, 4, by->now);
    }
    return stmt_run(q, err);
}

static const char *days_text(int64_t days, char text[DAYS_TEXT])
{
    snprintf(text, DAYS_TEXT, "%" PRId64, days);
    return days < 0 ? "null" : text;
}

bool store_setting_set(struct store *s, const char *name, int64_t days, const struct act_by *by,
                       struct err *err)
{
    char object[48], was[DAYS_TEXT], now[DAYS_TEXT];
    int64_t before;
    enum keep k;

    if (!find_keep(name, &k, err))
        return false;
    if (days < -1 || days > SETTING_MOST_DAYS || (k == KEEP_REPLAYS && days > REPLAY_DAYS))
        return err_set(err, ERR_BAD_PARAMETER, "%s: a number of days from 0 to %d is meant", name,
                       k == KEEP_REPLAYS ? REPLAY_DAYS : SETTING_MOST_DAYS);
    if (!days_of(s, k, &before, err) || !write_setting(s, name, days, by, err))
        return false;
    snprintf(object, sizeof object, "setting/%s", name);
    return audit_done(s, by, "setting set", object, days_text(before, was), days_text(days, now),
                      err);
}

/* ---- purging ---- */

static bool purge_details(struct store *s, enum keep k, moment_t now, int64_t *n, struct err *err)
{
    int64_t days;

    *n = 0;
    if (!days_of(s, k, &days, err))
        return false;
    return days < 0 || personal_purge(s, keeps[k].kind, now - days * DAY_MS, now, n, err);
}

static bool purge_replays(struct store *s, moment_t now, int64_t *n, struct err *err)
{
    int64_t days;

    if (!days_of(s, KEEP_REPLAYS, &days, err))
        return false;
    return replay_forget(s, now - (days < 0 ? REPLAY_DAYS : days) * DAY_MS, n, err);
}

static bool purge_sessions(struct store *s, moment_t now, int64_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, END_SESSIONS, err);

    if (!q)
        return false;
    bind_int(q, 1, now - SESSION_IDLE_MS);
    bind_int(q, 2, now - SESSION_MOST_MS);
    if (!stmt_run(q, err))
        return false;
    *n = db_changes(s->db);
    return true;
}

bool store_purge(struct store *s, const struct act_by *by, struct purged *out, struct err *err)
{
    struct buf detail = {0};
    struct json_writer w = json_writer_to(&detail);
    bool ok;

    assert(db_in_transaction(s->db));
    if (!purge_details(s, KEEP_OBJECTOR, by->now, &out->objectors, err) ||
        !purge_details(s, KEEP_LIAISON, by->now, &out->liaisons, err) ||
        !purge_details(s, KEEP_REPORTER, by->now, &out->reporters, err) ||
        !purge_sessions(s, by->now, &out->sessions, err) ||
        !purge_replays(s, by->now, &out->replays, err))
        return false;
    json_object(&w);
    if (by->command)
        json_put_string(&w, "by", by->command);
    json_put_int(&w, "objectors", out->objectors);
    json_put_int(&w, "liaisons", out->liaisons);
    json_put_int(&w, "reporters", out->reporters);
    json_put_int(&w, "sessions", out->sessions);
    json_put_int(&w, "replays", out->replays);
    json_end(&w);
    ok = audit_append(s,
                      &(struct audit_entry){.at = by->now,
                                            .person = by->person,
                                            .action = "purge",
                                            .object = "register",
                                            .outcome = "done",
                                            .detail = detail.data},
                      err);
    buf_free(&detail);
    return ok;
}
