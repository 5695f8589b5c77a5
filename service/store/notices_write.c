/* notices_write.c - opening a notice, taking one back, and listing applications in it. */
#include "store/notices.h"

#include "store/internal.h"
#include "store/notices_rows.h"
#include "store/rounds.h"
#include "store/workdays.h"

#include <string.h>

static const char ADD[] =
    "INSERT INTO notice (round, track, level, title, document, published, length, day_unit,"
    " counts_publication, first_day, last_day, person, recorded_ms, recorded_in)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
static const char APPLICATION[] = "SELECT round, track, place, unit FROM application WHERE id = $1";
enum { COL_APP_ROUND, COL_APP_TRACK, COL_APP_PLACE, COL_APP_UNIT };
/* What comes back into the same notice takes its old place. */
static const char ENTER[] =
    "INSERT INTO notice_entry (notice, application, place, unit, entered_ms)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (notice, application)"
    " DO UPDATE SET entered_ms = excluded.entered_ms, left_ms = NULL"
    " WHERE notice_entry.left_ms IS NOT NULL";
static const char LEAVE[] = "UPDATE notice_entry SET left_ms = $3"
                            " WHERE notice = $1 AND application = $2 AND left_ms IS NULL";

static const char ENTRIES[] = "SELECT count(*) FROM notice_entry WHERE notice = $1";
static const char WITHDRAW[] =
    "INSERT INTO notice_withdrawn (notice, reason, person, recorded_ms, recorded_in)"
    " VALUES ($1, $2, $3, $4, $5)";

/* ---- opening ---- */

/* Demonstration tracks are published by the nation, pilots by the unit that recommends them. */
static bool level_fits(enum title_kind track, const char *level, struct err *err)
{
    bool national = strcmp(level, "national") == 0;

    if (track == TITLE_JS_ZONE)
        return err_say(err, ERR_BAD_BODY, "track", "the programme of %s knows no public notice",
                       "%s的方案没有公示环节", title_kind_name(track));
    return national != title_kind_is_pilot(track) ||
           err_say(err, ERR_BAD_BODY, "track",
                   "demonstration tracks are published by the national office, pilot tracks by the "
                   "province: not %s here",
                   "示范类由国家知识产权局公示，试点类由省级公示：此处不能为 %s",
                   title_kind_name(track));
}

static bool window_found(enum notice_answer answer, const struct notice *n, struct err *err)
{
    char day[DATE_TEXT];

    switch (answer) {
    case NOTICE_WINDOW:
        return true;
    case NOTICE_CALENDAR_UNKNOWN:
        return err_say(err, ERR_CALENDAR_UNKNOWN, "published",
                       "from %s on, %d working days reach into a year whose holidays are not on "
                       "record: its calendar has to be loaded first",
                       "自 %s 起的 %d 个工作日涉及尚无放假调休记录的年份，须先载入该年安排",
                       date_format(n->window.published, day), n->terms.length);
    case NOTICE_NO_LENGTH:
        return err_say(err, ERR_BAD_BODY, "length", "a notice lasts 1 to %d days",
                       "公示期限须为 1 至 %d 日", (int)NOTICE_LONGEST);
    case NOTICE_NO_DAY:
        break;
    }
    return err_say(err, ERR_BAD_BODY, "published",
                   "no notice can begin on that day, or end after it",
                   "公示不能自该日开始或在其后结束");
}

static bool find_window(struct store *s, struct notice *n, struct arena *a, struct err *err)
{
    struct workdays days = {0};

    if (n->terms.unit == DAYS_WORKING && !store_workdays(s, a, &days, err))
        return false;
    return window_found(notice_window_of(&n->terms, n->window.published, &days, &n->window), n,
                        err);
}

static bool add_notice(struct change *c, struct notice *n, int64_t person, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, ADD, err);
    char published[DATE_TEXT], first[DATE_TEXT], last[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, n->round);
    bind_text(q, 2, title_kind_name(n->track));
    bind_text(q, 3, n->level);
    bind_text(q, 4, n->title);
    bind_text(q, 5, n->document);
    bind_text(q, 6, date_format(n->window.published, published));
    bind_int(q, 7, n->terms.length);
    bind_text(q, 8, day_unit_name(n->terms.unit));
    bind_int(q, 9, n->terms.counts_publication);
    bind_text(q, 10, date_format(n->window.first, first));
    bind_text(q, 11, date_format(n->window.last, last));
    bind_int(q, 12, person);
    bind_int(q, 13, c->recorded);
    bind_int(q, 14, c->number);
    if (!stmt_run(q, err))
        return false;
    n->id = db_last_id(c->s->db);
    n->recorded = c->recorded;
    return true;
}

bool store_notice_open(struct store *s, struct notice *n, const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    const struct revision r = {
        .recorded = by->now, .who = change_who(by, who), .why = n->title, .source = n->document};
    struct change c = change_of(s, &r, "notice");
    struct arena *a = arena_new();
    bool ok;

    ok = store_round_for(s, n->round, n->track, err) && level_fits(n->track, n->level, err) &&
         find_window(s, n, a, err) && change_begin(&c, err) && add_notice(&c, n, by->person, err) &&
         notice_seal(&c, ROWS_NOTICE, err);
    arena_free(a);
    return ok;
}

/* ---- taking back ---- */

static bool count_entries(struct store *s, int64_t notice, int64_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ENTRIES, err);

    if (!q)
        return false;
    bind_int(q, 1, notice);
    return stmt_number(q, 0, n, err);
}

/* What anybody may have read and objected to cannot be made unpublished. */
static bool may_withdraw(struct store *s, const struct notice *n, struct err *err)
{
    int64_t entries;

    if (n->withdrawn_why)
        return err_say(err, ERR_CONFLICT, NULL, "notice %lld was withdrawn already",
                       "公示 %lld 已经撤回", (long long)n->id);
    if (!count_entries(s, n->id, &entries, err))
        return false;
    return entries == 0 ||
           err_say(err, ERR_CONFLICT, NULL,
                   "notice %lld was published with %lld entries and stays: let each application "
                   "leave it (send_back, withdraw or decline) and open another notice",
                   "公示 %lld 已公布 %lld 项名单，不能撤回：请逐项退回、撤回或不予通过，"
                   "并另行公示",
                   (long long)n->id, (long long)entries);
}

static bool add_withdrawal(struct change *c, int64_t notice, const char *why, int64_t person,
                           struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, WITHDRAW, err);

    if (!q)
        return false;
    bind_int(q, 1, notice);
    bind_text(q, 2, why);
    bind_int(q, 3, person);
    bind_int(q, 4, c->recorded);
    bind_int(q, 5, c->number);
    return stmt_run(q, err);
}

bool store_notice_withdraw(struct store *s, int64_t notice, const char *why,
                           const struct act_by *by, struct err *err)
{
    char who[CHANGE_WHO];
    const struct revision r = {.recorded = by->now, .who = change_who(by, who), .why = why};
    struct change c = change_of(s, &r, "notice withdrawn");
    struct arena *a = arena_new();
    struct notice n;
    bool ok = store_notice(s, a, notice, &n, err);

    if (ok && n.id == 0)
        ok = err_say(err, ERR_NOT_FOUND, NULL, "there is no notice %lld", "没有公示 %lld",
                     (long long)notice);
    ok = ok && may_withdraw(s, &n, err) && change_begin(&c, err) &&
         add_withdrawal(&c, notice, why, by->person, err) &&
         notice_seal(&c, ROWS_NOTICE_WITHDRAWN, err);
    arena_free(a);
    return ok;
}

/* ---- listing ---- */

struct listed {
    const char *round, *track, *place, *unit;
};

static bool read_listed(struct store *s, struct arena *a, int64_t application, struct listed *out,
                        struct err *err)
{
    struct stmt *q = stmt_get(s->db, APPLICATION, err);
    int rc;

    if (!q)
        return false;
    bind_int(q, 1, application);
    rc = stmt_step(q, err);
    if (rc == 1)
        *out = (struct listed){
            .round = column_text(q, COL_APP_ROUND, a),
            .track = column_text(q, COL_APP_TRACK, a),
            .place = column_text(q, COL_APP_PLACE, a),
            .unit = column_text(q, COL_APP_UNIT, a),
        };
    stmt_done(q);
    return rc == 1 || (rc == 0 && err_say(err, ERR_NOT_FOUND, NULL, "there is no application %lld",
                                          "没有申报 %lld", (long long)application));
}

static bool belongs(const struct notice *n, const struct listed *l, struct err *err)
{
    if (n->withdrawn_why)
        return err_say(err, ERR_NOTICE_CLOSED, "notice", "notice %lld was withdrawn",
                       "公示 %lld 已经撤回", (long long)n->id);
    if (strcmp(n->round, l->round) != 0 || strcmp(title_kind_name(n->track), l->track) != 0)
        return err_say(err, ERR_BAD_BODY, "notice",
                       "notice %lld is of round %s and track %s; the application is not",
                       "公示 %lld 属于 %s 年批次 %s 类别，与该申报不符", (long long)n->id, n->round,
                       title_kind_name(n->track));
    return strcmp(n->level, "national") == 0 || strcmp(n->level, l->unit) == 0 ||
           err_say(err, ERR_BAD_BODY, "notice", "notice %lld is that of another province",
                   "公示 %lld 属于其他省份", (long long)n->id);
}

static bool enter(struct change *c, const struct notice *n, int64_t application,
                  const struct listed *l, struct err *err)
{
    struct stmt *q;

    if (!change_begin(c, err) || !(q = stmt_get(c->s->db, ENTER, err)))
        return false;
    bind_int(q, 1, n->id);
    bind_int(q, 2, application);
    bind_text(q, 3, l->place);
    bind_text(q, 4, l->unit);
    bind_int(q, 5, c->recorded);
    return stmt_run(q, err);
}

bool store_notice_enter(struct store *s, int64_t notice, int64_t application,
                        const struct revision *r, struct err *err)
{
    struct change c = change_of(s, r, "notice entry");
    struct arena *a = arena_new();
    struct notice n;
    struct listed l = {"", "", "", ""};
    bool ok = store_notice(s, a, notice, &n, err);

    if (ok && n.id == 0)
        ok = err_say(err, ERR_BAD_BODY, "notice", "there is no notice %lld", "没有公示 %lld",
                     (long long)notice);
    ok = ok && read_listed(s, a, application, &l, err) && belongs(&n, &l, err) &&
         enter(&c, &n, application, &l, err) && notice_seal(&c, ROWS_NOTICE_ENTRY, err);
    arena_free(a);
    return ok;
}

bool store_notice_leave(struct store *s, int64_t notice, int64_t application,
                        const struct revision *r, struct err *err)
{
    struct change c = change_of(s, r, "notice entry left");
    struct stmt *q;

    if (!change_begin(&c, err) || !(q = stmt_get(s->db, LEAVE, err)))
        return false;
    bind_int(q, 1, notice);
    bind_int(q, 2, application);
    bind_int(q, 3, c.recorded);
    return stmt_run(q, err) && notice_seal(&c, ROWS_NOTICE_ENTRY, err);
}
