/* notices_check.c - notices, entries, applications and objections told against each other, and
 * every window counted once more.
 *
 * A window of working days is counted again only while the calendar is the one it was counted by: a
 * later calendar does not make what was published wrong. */
#include "store/notices_check.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/notices.h"
#include "store/questions.h"
#include "store/workdays.h"

/* Each gives three words or numbers for its text. */
static const struct check_question questions[] = {
    {"SELECT e.notice, e.application, a.place FROM notice_entry AS e"
     " JOIN application AS a ON a.id = e.application JOIN notice AS n ON n.id = e.notice"
     " WHERE e.place <> a.place OR e.unit <> a.unit OR n.round <> a.round OR n.track <> a.track"
     " OR n.level NOT IN ('national', a.unit) ORDER BY e.id",
     "notice %s lists application %s (%s), which is of another place, unit, round or track"},
    {"SELECT a.id, a.notice, a.state FROM application AS a WHERE a.notice IS NOT NULL"
     " AND NOT EXISTS (SELECT 1 FROM notice_entry AS e"
     " WHERE (e.notice, e.application) = (a.notice, a.id)) ORDER BY a.id",
     "application %s names notice %s, which does not list it (%s)"},
    {"SELECT e.notice, e.application, 'open ' || e.open || ', answered ' || e.answered"
     " FROM notice_entry AS e LEFT JOIN objection AS o"
     " ON (o.notice, o.application) = (e.notice, e.application)"
     " GROUP BY e.id, e.notice, e.application, e.open, e.answered"
     " HAVING e.open <> count(o.id) - count(o.answer) OR e.answered <> count(o.answer)"
     " ORDER BY e.id",
     "notice %s, application %s: the objections on record are not those counted (%s)"},
    {"SELECT w.notice, e.application, e.place FROM notice_withdrawn AS w"
     " JOIN notice_entry AS e ON e.notice = w.notice ORDER BY e.id",
     "notice %s was withdrawn and lists application %s (%s)"},
    {"SELECT id, at_ms, answered_ms FROM objection WHERE answered_ms < at_ms ORDER BY id",
     "objection %s of moment %s was answered before it was made (%s)"},
};

static const char CALENDAR_SINCE[] =
    "SELECT coalesce(max(revision), 0) FROM input_file WHERE name = 'facts/workdays'";
static const char OPENED_IN[] = "SELECT recorded_in FROM notice WHERE id = $1";

static bool ask_number(struct store *s, const char *sql, int64_t key, int64_t *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, sql, err);

    if (!q)
        return false;
    if (sql == OPENED_IN)
        bind_int(q, 1, key);
    return stmt_number(q, 0, out, err);
}

static void count_again(const struct notice *n, const struct workdays *days, struct report *r)
{
    struct notice_window w;
    char first[DATE_TEXT], last[DATE_TEXT];
    enum notice_answer answer = notice_window_of(&n->terms, n->window.published, days, &w);

    if (answer == NOTICE_WINDOW && w.first == n->window.first && w.last == n->window.last)
        return;
    report_finding(r, "notice %lld: its window, %s to %s, is not what its terms give",
                   (long long)n->id, date_format(n->window.first, first),
                   date_format(n->window.last, last));
}

static bool look_at_window(struct store *s, const struct notice *n, const struct workdays *days,
                           int64_t calendar_since, struct report *r, struct err *err)
{
    int64_t opened;

    if (!ask_number(s, OPENED_IN, n->id, &opened, err))
        return false;
    if (n->terms.unit == DAYS_CALENDAR || opened >= calendar_since)
        count_again(n, days, r);
    return true;
}

static bool look_at_windows(struct store *s, struct arena *a, struct report *r, struct err *err)
{
    struct notice *notices;
    struct workday *rows;
    size_t n, n_rows;
    int64_t since;

    if (!store_notices(s, a, &notices, &n, err) || !store_workday_rows(s, a, &rows, &n_rows, err) ||
        !ask_number(s, CALENDAR_SINCE, 0, &since, err))
        return false;
    struct workdays days = workdays_from(rows, n_rows, a);
    if (!workdays_sound(&days)) {
        report_finding(r, "workday: the calendar contradicts itself");
        return true;
    }
    for (size_t i = 0; i < n; i++) {
        if (!look_at_window(s, &notices[i], &days, since, r, err))
            return false;
    }
    return true;
}

bool check_notices(struct store *s, struct report *r, struct err *err)
{
    return questions_ask(s, questions, COUNT(questions), r, err) &&
           questions_look(s, "notices", look_at_windows, r, err);
}
