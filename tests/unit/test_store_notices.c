/* test_store_notices.c - windows from the calendar on record, entries, objections, and what the
 * check finds in them; with deadlines, standards and liaison officers beside them. */
#include "base/csv.h"
#include "base/file.h"
#include "claims_in_place.h"
#include "store/deadlines.h"
#include "store/notices.h"
#include "store/notices_check.h"
#include "store/notices_rows.h"
#include "store/objections.h"
#include "store/standards.h"
#include "store/workdays.h"

enum { MOST_DAYS = 400, BEIJING_PILOT = 2 };

static const struct act_by officer = {.person = 1, .now = 5000};

/* ---- a register with people, three applications and the project's own calendar ---- */

static const char PEOPLE[] =
    "INSERT INTO person (id, name, role, unit, password, password_ms, made_ms) VALUES"
    " (1, 'nation', 'national', NULL, '-', 0, 0), (2, 'bj', 'province', '110000', '-', 0, 0)";
static const char APPLICATIONS[] =
    "INSERT INTO application (id, round, track, place, unit, prefecture, state, version, opened_by,"
    " opened_ms, changed_ms) VALUES"
    " (1, '2023', 'demo-city', '110105', '110000', NULL, 'in_review', 1, 1, 0, 0),"
    " (2, '2023', 'pilot-city', '110105', '110000', NULL, 'checked', 1, 1, 0, 0),"
    " (3, '2023', 'demo-city', '430200', '430000', NULL, 'in_review', 1, 1, 0, 0)";

static bool people_job(struct store *s, void *arg, struct err *err)
{
    (void)arg;
    return db_exec(s->db, PEOPLE, err) && db_exec(s->db, APPLICATIONS, err);
}

struct calendar {
    struct workday days[MOST_DAYS];
    size_t n;
    struct arena *a;
};

static void read_calendar(struct calendar *c)
{
    struct csv_reader r;
    char *text;
    size_t size;

    c->a = arena_new();
    c->n = 0;
    assert_true(file_read("geodata/facts/workdays.csv", 1 << 20, &text, &size, NULL));
    csv_reader_init(&r, text, size, c->a);
    assert_int_equal(csv_next(&r, NULL), 1);
    while (csv_next(&r, NULL) == 1) {
        assert_true(c->n < MOST_DAYS);
        c->days[c->n++] = (struct workday){
            .date = day(r.fields[0]),
            .is_workday = strcmp(r.fields[1], "work") == 0,
            .year = (int)strtol(r.fields[2], NULL, 10),
            .holiday = arena_strdup(c->a, r.fields[3]),
            .source = arena_strdup(c->a, r.fields[4]),
        };
    }
    free(text);
}

static struct store *staged(const char *path)
{
    struct store *s = opened(path, STORE_WRITE);
    struct some_facts f;
    struct calendar *c = mem_alloc(1, sizeof *c);

    assert_true(store_change(s, put_places, NULL, NULL));
    fill_facts(&f);
    read_calendar(c);
    f.facts.workdays = c->days;
    f.facts.n_workdays = c->n;
    load_into(s, &f, 1000);
    arena_free(c->a);
    free(c);
    assert_true(store_change(s, people_job, NULL, NULL));
    return s;
}

static void keep_first(void *arg, const char *line)
{
    char **first = arg;

    if (!*first)
        *first = strdup(line);
}

/* What the check has to say about the tables of this file; the first line is the caller's. */
static size_t look(struct store *s, char **first)
{
    struct report r = {keep_first, first, 0};

    *first = NULL;
    for (int t = 0; t < (int)NOTICE_TABLES; t++)
        assert_true(digest_verify(s, &notice_tables[t], &r, NULL));
    assert_true(check_notices(s, &r, NULL));
    return r.n;
}

static void assert_sound(struct store *s)
{
    char *first;

    if (look(s, &first) > 0)
        fail_msg("%s", first);
}

/* ---- opening ---- */

static struct notice notice_on(const char *published, struct notice_terms terms)
{
    return (struct notice){.round = "2023",
                           .level = "national",
                           .title = "公示",
                           .track = TITLE_DEMO_CITY,
                           .terms = terms,
                           .window.published = day(published)};
}

static bool open_job(struct store *s, void *arg, struct err *err)
{
    return store_notice_open(s, arg, &officer, err);
}

static int64_t opened_notice(struct store *s, struct notice n)
{
    struct err err = {0};

    if (!store_change(s, open_job, &n, &err))
        fail_msg("%s", err.text);
    return n.id;
}

static void the_real_windows_come_out_of_the_register(void **state)
{
    static const struct {
        const char *published, *last;
        struct notice_terms terms;
    } rows[] = {
        {"2023-02-17", "2023-02-23", {5, DAYS_WORKING, true}},
        {"2024-01-04", "2024-01-10", {5, DAYS_WORKING, true}},
        {"2023-11-28", "2023-12-02", {5, DAYS_CALENDAR, true}},
        {"2013-07-24", "2013-08-06", {14, DAYS_CALENDAR, true}},
        {"2013-07-24", "2013-08-06", {10, DAYS_WORKING, true}},
    };
    struct place *p = *state;
    struct store *s = staged(p->file);
    struct arena *a = arena_new();

    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t id = opened_notice(s, notice_on(rows[i].published, rows[i].terms));
        struct notice n;

        assert_true(store_notice(s, a, id, &n, NULL));
        assert_int_equal(n.id, id);
        assert_int_equal(n.window.published, day(rows[i].published));
        assert_int_equal(n.window.first, day(rows[i].published));
        assert_int_equal(n.window.last, day(rows[i].last));
        assert_int_equal(n.terms.length, rows[i].terms.length);
        assert_int_equal(n.terms.unit, rows[i].terms.unit);
    }
    assert_sound(s);
    arena_free(a);
    store_close(s);
}

static void what_cannot_be_opened_is_refused_and_leaves_no_trace(void **state)
{
    static const struct {
        const char *name, *published, *round, *level;
        enum title_kind track;
        struct notice_terms terms;
        enum err_kind want;
    } rows[] = {
        {"a year not covered",
         "2021-12-31",
         "2023",
         "national",
         TITLE_DEMO_CITY,
         {5, DAYS_WORKING, true},
         ERR_CALENDAR_UNKNOWN},
        {"into a year not covered",
         "2026-12-28",
         "2023",
         "national",
         TITLE_DEMO_CITY,
         {5, DAYS_WORKING, true},
         ERR_CALENDAR_UNKNOWN},
        {"no length",
         "2023-02-17",
         "2023",
         "national",
         TITLE_DEMO_CITY,
         {0, DAYS_CALENDAR, true},
         ERR_BAD_BODY},
        {"too long",
         "2023-02-17",
         "2023",
         "national",
         TITLE_DEMO_CITY,
         {NOTICE_LONGEST + 1, DAYS_CALENDAR, true},
         ERR_BAD_BODY},
        {"no such round",
         "2023-02-17",
         "1999",
         "national",
         TITLE_DEMO_CITY,
         {5, DAYS_WORKING, true},
         ERR_NOT_FOUND},
        {"a pilot by the nation",
         "2023-02-17",
         "2023",
         "national",
         TITLE_PILOT_CITY,
         {5, DAYS_WORKING, true},
         ERR_BAD_BODY},
        {"a demonstration by a province",
         "2023-02-17",
         "2023",
         "110000",
         TITLE_DEMO_CITY,
         {5, DAYS_WORKING, true},
         ERR_BAD_BODY},
    };
    struct place *p = *state;
    struct store *s = staged(p->file);
    struct arena *a = arena_new();
    struct revision before, after;
    struct notice *notices;
    size_t n;

    assert_true(store_revision(s, a, &before, NULL));
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct notice one = notice_on(rows[i].published, rows[i].terms);
        struct err err = {0};

        one.round = rows[i].round;
        one.level = rows[i].level;
        one.track = rows[i].track;
        if (store_change(s, open_job, &one, &err) || err.kind != rows[i].want)
            fail_msg("%s: %d %s", rows[i].name, (int)err.kind, err.text);
    }
    assert_true(store_revision(s, a, &after, NULL));
    assert_int_equal(after.number, before.number);
    assert_true(store_notices(s, a, &notices, &n, NULL));
    assert_int_equal(n, 0);
    arena_free(a);
    store_close(s);
}

/* ---- entries and objections ---- */

static const struct revision entered = {.recorded = 6000};

struct entry_job {
    int64_t notice, application;
};

static bool enter_job(struct store *s, void *arg, struct err *err)
{
    const struct entry_job *job = arg;

    return store_notice_enter(s, job->notice, job->application, &entered, err);
}

static enum err_kind entering(struct store *s, int64_t notice, int64_t application)
{
    struct entry_job job = {notice, application};
    struct err err = {0};

    return store_change(s, enter_job, &job, &err) ? ERR_NONE : err.kind;
}

static bool leave_job(struct store *s, void *arg, struct err *err)
{
    const struct entry_job *job = arg;
    const struct revision r = {.recorded = 6500};

    return store_notice_leave(s, job->notice, job->application, &r, err);
}

struct objection_job {
    int64_t notice, application, id;
    const char *answer;
};

static bool object_job(struct store *s, void *arg, struct err *err)
{
    struct objection_job *job = arg;
    const struct objection o = {
        .notice = job->notice, .application = job->application, .text = "数据不实"};
    const struct act_by public = {.now = 7000};

    return store_objection_add(s, &o, &public, &job->id, err);
}

static bool answer_job(struct store *s, void *arg, struct err *err)
{
    const struct objection_job *job = arg;
    const struct act_by by = {.person = 1, .now = 8000};

    return store_objection_answer(s, job->id, job->answer, &by, err);
}

static struct notice_entry only_entry(struct store *s, struct arena *a)
{
    struct notice_entry *entries;
    size_t n;

    assert_true(store_notice_entries(s, a, &entries, &n, NULL));
    assert_int_equal(n, 1);
    return entries[0];
}

static int still_open(struct store *s, int64_t notice, int64_t application)
{
    struct notice_standing now;

    assert_true(store_notice_standing(s, notice, application, &now, NULL));
    assert_int_equal(now.notice, notice);
    assert_int_equal(now.since, day("2023-02-17"));
    assert_int_equal(now.until, day("2023-02-23"));
    return now.open_objections;
}

static void an_entry_belongs_to_its_notice(void **state)
{
    struct place *p = *state;
    struct store *s = staged(p->file);
    struct arena *a = arena_new();
    struct notice pilots = notice_on("2023-02-17", (struct notice_terms){5, DAYS_WORKING, true});
    int64_t nation = opened_notice(s, pilots), hunan, beijing, listed;
    struct notice_standing none;

    pilots.track = TITLE_PILOT_CITY;
    pilots.level = "430000";
    hunan = opened_notice(s, pilots);
    pilots.level = "110000";
    beijing = opened_notice(s, pilots);
    assert_int_equal(entering(s, nation, BEIJING_PILOT), ERR_BAD_BODY); /* another track */
    assert_int_equal(entering(s, hunan, BEIJING_PILOT), ERR_BAD_BODY);  /* another province */
    assert_int_equal(entering(s, 99, BEIJING_PILOT), ERR_BAD_BODY);
    assert_int_equal(entering(s, beijing, 99), ERR_NOT_FOUND);
    assert_int_equal(entering(s, beijing, BEIJING_PILOT), ERR_NONE);
    assert_int_equal(entering(s, beijing, BEIJING_PILOT), ERR_NONE); /* it was never taken out */
    struct notice_entry e = only_entry(s, a);
    assert_int_equal(e.notice, beijing);
    assert_string_equal(e.place, "110105");
    assert_string_equal(e.unit, "110000");
    assert_int_equal(e.left, MOMENT_NONE);
    assert_true(store_change(s, leave_job, &(struct entry_job){beijing, BEIJING_PILOT}, NULL));
    assert_int_equal(only_entry(s, a).left, 6500);
    assert_sound(s);
    assert_int_equal(entering(s, beijing, BEIJING_PILOT), ERR_NONE);
    assert_int_equal(only_entry(s, a).left, MOMENT_NONE);
    assert_true(store_notice_listed(s, beijing, "110105", &listed, NULL));
    assert_int_equal(listed, BEIJING_PILOT);
    assert_true(store_notice_listed(s, beijing, "110108", &listed, NULL));
    assert_int_equal(listed, 0);
    assert_true(store_notice_standing(s, 0, BEIJING_PILOT, &none, NULL));
    assert_int_equal(none.notice, 0);
    assert_int_equal(none.until, DATE_NONE);
    assert_true(store_notice_standing(s, 99, BEIJING_PILOT, &none, NULL));
    assert_int_equal(none.until, DATE_NONE);
    assert_sound(s);
    arena_free(a);
    store_close(s);
}

struct withdraw_job {
    int64_t notice;
};

static bool withdraw_job(struct store *s, void *arg, struct err *err)
{
    const struct withdraw_job *job = arg;

    return store_notice_withdraw(s, job->notice, "批次有误", &officer, err);
}

static enum err_kind withdrawing(struct store *s, int64_t notice)
{
    struct withdraw_job job = {notice};
    struct err err = {0};

    store_change(s, withdraw_job, &job, &err);
    return err.kind;
}

static void one_that_lists_nothing_is_withdrawn_and_stays_on_record(void **state)
{
    const struct notice wish =
        notice_on("2023-02-17", (struct notice_terms){5, DAYS_WORKING, true});
    struct place *p = *state;
    struct store *s = staged(p->file);
    struct arena *a = arena_new();
    int64_t first = opened_notice(s, wish), wrong = opened_notice(s, wish),
            last = opened_notice(s, wish);
    struct notice one, *all;
    size_t n;

    assert_int_equal(entering(s, first, 1), ERR_NONE);
    assert_int_equal(withdrawing(s, first), ERR_CONFLICT);
    assert_true(store_change(s, leave_job, &(struct entry_job){first, 1}, NULL));
    assert_int_equal(withdrawing(s, first), ERR_CONFLICT); /* it was published all the same */
    assert_int_equal(withdrawing(s, 99), ERR_NOT_FOUND);
    assert_int_equal(withdrawing(s, wrong), ERR_NONE);
    assert_int_equal(withdrawing(s, wrong), ERR_CONFLICT);
    assert_int_equal(entering(s, wrong, 1), ERR_NOTICE_CLOSED);
    assert_true(store_notice(s, a, wrong, &one, NULL));
    assert_string_equal(one.title, wish.title);
    assert_string_equal(one.withdrawn_why, "批次有误");
    assert_true(store_notices(s, a, &all, &n, NULL) && n == 3);
    assert_true(!all[0].withdrawn_why && all[1].withdrawn_why && !all[2].withdrawn_why);
    assert_int_equal(all[1].withdrawn, one.withdrawn);
    assert_int_equal(entering(s, last, 1), ERR_NONE);
    assert_sound(s);
    arena_free(a);
    store_close(s);
}

static void objections_are_counted_and_answered_once(void **state)
{
    struct place *p = *state;
    struct store *s = staged(p->file);
    struct arena *a = arena_new();
    int64_t notice =
        opened_notice(s, notice_on("2023-02-17", (struct notice_terms){5, DAYS_WORKING, true}));
    struct objection_job first = {notice, 1, 0, "经核查属实"}, second = first;
    struct objection_job stranger = {notice, 3, 0, NULL};
    struct objection *all;
    struct objection_told *told;
    struct revision before, after;
    struct err err = {0};
    size_t n;

    assert_int_equal(entering(s, notice, 1), ERR_NONE);
    assert_int_equal(still_open(s, notice, 1), 0);
    assert_true(store_revision(s, a, &before, NULL));
    assert_true(store_change(s, object_job, &first, NULL));
    assert_true(store_change(s, object_job, &second, NULL));
    assert_false(store_change(s, object_job, &stranger, NULL)); /* not listed there */
    assert_int_equal(still_open(s, notice, 1), 2);
    assert_int_equal(still_open(s, notice, 3), 0);
    assert_true(store_change(s, answer_job, &second, NULL));
    assert_false(store_change(s, answer_job, &second, &err));
    assert_int_equal(err.kind, ERR_NOTHING_TO_ANSWER);
    err_clear(&err);
    second.id = 99;
    assert_false(store_change(s, answer_job, &second, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    assert_int_equal(still_open(s, notice, 1), 1);
    struct notice_entry e = only_entry(s, a);
    assert_int_equal(e.open, 1);
    assert_int_equal(e.answered, 1);
    assert_true(store_objections(s, a, notice, 0, &all, &n, NULL));
    assert_int_equal(n, 2);
    assert_null(all[0].answer);
    assert_string_equal(all[1].answer, "经核查属实");
    assert_int_equal(all[1].answered_by, 1);
    assert_true(store_objections_told(s, a, &told, &n, NULL));
    assert_int_equal(n, 2);
    assert_int_equal(told[0].id, first.id);
    assert_null(told[0].answer);
    assert_int_equal(told[0].answered, MOMENT_NONE);
    assert_string_equal(told[1].answer, "经核查属实");
    assert_int_equal(told[1].answered, all[1].answered);
    assert_true(store_revision(s, a, &after, NULL));
    assert_int_equal(after.number, before.number + 3); /* the numbers are published */
    assert_sound(s);
    arena_free(a);
    store_close(s);
}

/* ---- what the check finds ---- */

static void what_does_not_agree_is_found(void **state)
{
    static const struct {
        const char *sql, *says;
        bool seal;
    } rows[] = {
        {"UPDATE notice SET last_day = '2023-02-28' WHERE id = 1", "notice 1", false},
        {"UPDATE notice SET last_day = '2023-02-28' WHERE id = 1", "is not what its terms give",
         true},
        {"UPDATE notice SET title = 'x' WHERE id = 1", "notice 1", false},
        {"UPDATE notice_entry SET open = 5", "the objections on record are not those counted",
         true},
        {"UPDATE notice_entry SET place = '110108'", "is of another place", true},
        {"UPDATE application SET notice = 1 WHERE id = 3", "which does not list it", true},
        {"UPDATE objection SET answer = 'y', answered_by = 1, answered_ms = 1 WHERE id = 1",
         "the objections on record are not those counted", true},
        {"UPDATE notice_withdrawn SET reason = 'x'", "notice_withdrawn 2", false},
        {"DELETE FROM notice_withdrawn", "notice_withdrawn: rows are missing", false},
        {"UPDATE notice_withdrawn SET notice = 1", "notice 1 was withdrawn and lists", true},
        {"DELETE FROM workday WHERE day = '2013-10-01'", "workday: rows are missing", false},
        {"UPDATE workday SET is_workday = 1 WHERE day = '2013-10-01'", "workday 2013-10-01", false},
        {"UPDATE workday SET is_workday = 1 WHERE day = '2013-10-01'", "contradicts itself", true},
    };
    struct place *p = *state;
    struct store *s = staged(p->file);
    struct objection_job o = {1, 1, 0, NULL};

    opened_notice(s, notice_on("2023-02-17", (struct notice_terms){5, DAYS_WORKING, true}));
    opened_notice(s, notice_on("2023-02-17", (struct notice_terms){5, DAYS_WORKING, true}));
    assert_int_equal(entering(s, 1, 1), ERR_NONE);
    assert_int_equal(withdrawing(s, 2), ERR_NONE);
    assert_true(store_change(s, object_job, &o, NULL));
    assert_sound(s);
    store_close(s);
    for (size_t i = 0; i < COUNT(rows); i++) {
        char command[256];
        char *found;
        size_t n;

        snprintf(command, sizeof command, "cp '%s' '%s'", p->file, p->other);
        assert_int_equal(system(command), 0);
        s = opened(p->other, STORE_WRITE);
        assert_true(db_exec(s->db, rows[i].sql, NULL));
        for (int t = 0; rows[i].seal && t < (int)NOTICE_TABLES; t++)
            assert_true(digest_seal(s, &notice_tables[t], NULL));
        n = look(s, &found);
        if (n == 0 || !strstr(found, rows[i].says))
            fail_msg("row %zu: %zu findings, %s", i, n, found ? found : "-");
        free(found);
        store_close(s);
        snprintf(command, sizeof command, "rm -f '%s'*", p->other);
        assert_int_equal(system(command), 0);
    }
}

/* ---- deadlines, standards, liaison ---- */

struct deadline_job {
    struct deadline d;
};

static bool deadline_job(struct store *s, void *arg, struct err *err)
{
    const struct deadline_job *job = arg;

    return store_deadline_set(s, &job->d, &officer, err);
}

static bool excuse_job(struct store *s, void *arg, struct err *err)
{
    return store_late_excuse(s, 1, EVENT_FILE, arg, &officer, err);
}

static void a_deadline_is_unknown_until_it_is_set(void **state)
{
    struct place *p = *state;
    struct store *s = staged(p->file);
    struct arena *a = arena_new();
    struct deadline_job job = {{.round = "2023",
                                .source = "函〔2023〕1号",
                                .track = TITLE_DEMO_CITY,
                                .event = EVENT_FILE,
                                .last_day = day("2023-09-30")}};
    struct deadline *all;
    struct late_excuse *excuses;
    struct revision before, after;
    struct err err = {0};
    bool excused;
    date_t d;
    size_t n;

    assert_true(store_deadline(s, "2023", TITLE_DEMO_CITY, EVENT_FILE, &d, NULL));
    assert_int_equal(d, DATE_NONE);
    assert_true(store_change(s, deadline_job, &job, NULL));
    assert_true(store_revision(s, a, &before, NULL));
    assert_true(store_change(s, deadline_job, &job, NULL)); /* the same again */
    assert_true(store_revision(s, a, &after, NULL));
    assert_int_equal(after.number, before.number);
    assert_true(store_deadline(s, "2023", TITLE_DEMO_CITY, EVENT_FILE, &d, NULL));
    assert_int_equal(d, day("2023-09-30"));
    job.d.last_day = DATE_NONE;
    assert_true(store_change(s, deadline_job, &job, NULL));
    assert_true(store_deadline(s, "2023", TITLE_DEMO_CITY, EVENT_FILE, &d, NULL));
    assert_int_equal(d, DATE_NONE);
    assert_true(store_deadlines(s, a, &all, &n, NULL));
    assert_int_equal(n, 1);
    job.d.event = EVENT_DESIGNATE;
    assert_false(store_change(s, deadline_job, &job, &err));
    assert_int_equal(err.kind, ERR_BAD_BODY);
    err_clear(&err);
    job.d.event = EVENT_RECOMMEND;
    job.d.round = "1999";
    assert_false(store_change(s, deadline_job, &job, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);

    assert_true(store_late_excused(s, 1, EVENT_FILE, &excused, NULL));
    assert_false(excused);
    assert_true(store_change(s, excuse_job, (void *)(uintptr_t) "洪水", NULL));
    assert_true(store_change(s, excuse_job, (void *)(uintptr_t) "特大洪水", NULL));
    assert_true(store_late_excused(s, 1, EVENT_FILE, &excused, NULL));
    assert_true(excused);
    assert_true(store_late_excused(s, 1, EVENT_RECOMMEND, &excused, NULL));
    assert_false(excused);
    assert_true(store_late_excuses(s, a, 1, &excuses, &n, NULL));
    assert_int_equal(n, 1);
    assert_string_equal(excuses[0].reason, "特大洪水");
    assert_sound(s);
    arena_free(a);
    store_close(s);
}

struct standard_job {
    const char *unit;
    struct standard_item items[2];
    size_t n;
};

static bool standard_job(struct store *s, void *arg, struct err *err)
{
    const struct standard_job *job = arg;

    return store_standard_set(s, job->unit, TITLE_PILOT_CITY, job->items, job->n, &officer, err);
}

static void a_standard_is_set_as_a_whole(void **state)
{
    struct place *p = *state;
    struct store *s = staged(p->file);
    struct arena *a = arena_new();
    struct standard_job job = {"320000",
                               {{.text = "有规划", .source = "苏知〔2022〕1号"},
                                {.text = "有机构", .source = "苏知〔2022〕1号"}},
                               2};
    struct standard_item *items;
    struct revision before, after;
    size_t n;

    assert_true(store_change(s, standard_job, &job, NULL));
    assert_true(store_revision(s, a, &before, NULL));
    assert_true(store_change(s, standard_job, &job, NULL)); /* the same again */
    assert_true(store_revision(s, a, &after, NULL));
    assert_int_equal(after.number, before.number);
    job.unit = "110000";
    job.n = 1;
    assert_true(store_change(s, standard_job, &job, NULL));
    job.unit = "320000";
    job.items[0] = job.items[1];
    assert_true(store_change(s, standard_job, &job, NULL));
    assert_true(store_standards(s, a, &items, &n, NULL));
    assert_int_equal(n, 2);
    assert_string_equal(items[0].unit, "110000");
    assert_string_equal(items[1].unit, "320000");
    assert_string_equal(items[1].text, "有机构");
    assert_int_equal(items[1].position, 1);
    job.n = 0;
    assert_true(store_change(s, standard_job, &job, NULL));
    assert_true(store_standards(s, a, &items, &n, NULL));
    assert_int_equal(n, 1);
    assert_sound(s);
    arena_free(a);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(the_real_windows_come_out_of_the_register),
        IN_PLACE(what_cannot_be_opened_is_refused_and_leaves_no_trace),
        IN_PLACE(an_entry_belongs_to_its_notice),
        IN_PLACE(one_that_lists_nothing_is_withdrawn_and_stays_on_record),
        IN_PLACE(objections_are_counted_and_answered_once),
        IN_PLACE(what_does_not_agree_is_found),
        IN_PLACE(a_deadline_is_unknown_until_it_is_set),
        IN_PLACE(a_standard_is_set_as_a_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
