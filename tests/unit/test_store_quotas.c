/* test_store_quotas.c - places are given out as often as there are places, by whatever path. */
#include "claims_in_place.h"
#include "store/demo.h"
#include "store/writer.h"

#include <pthread.h>
#include <stdatomic.h>

enum { THREADS = 64, TRIES = 50, PLACES = 7 };

static const struct quota_key beijing = {"2023", "110000", TITLE_DEMO_CITY};
static const struct quota_key another_round = {"2022", "110000", TITLE_DEMO_CITY};
static const struct quota_key hong_kong = {"2023", "810000", TITLE_DEMO_CITY};
static const struct quota_key corps = {"2023", "XPCC", TITLE_PILOT_COUNTY};

struct quota_job {
    const struct quota_key *key;
    const char *place;
    int places;
    enum quota_status status;
    const char *source;
};

static const struct revision by_test = {
    .recorded = 5000, .who = "王某", .why = "a test", .source = "函〔2023〕1号"};

/* Places are taken here by no application, which the check may say; nothing else. */
static void assert_places_add_up(struct store *s)
{
    struct said said;
    char *line, *rest = said.text;

    if (findings_of(s, &said) == 0)
        return;
    while ((line = strsep(&rest, "\n"))) {
        if (*line && !strstr(line, " taken, its applications 0"))
            fail_msg("%s", line);
    }
}

static bool set_job(struct store *s, void *arg, struct err *err)
{
    const struct quota_job *job = arg;
    struct revision r = by_test;

    if (job->source)
        r.source = job->source;
    return store_quota_set(s, job->key, job->places, job->status, &r, err);
}

static bool take_job(struct store *s, void *arg, struct err *err)
{
    const struct quota_job *job = arg;

    return store_quota_take(s, job->key, job->place, &by_test, err);
}

static bool give_job(struct store *s, void *arg, struct err *err)
{
    const struct quota_job *job = arg;

    return store_quota_give_back(s, job->key, job->place, &by_test, err);
}

static struct quota quota_at(struct store *s, struct arena *a, const struct quota_key *k)
{
    struct quota *all;
    size_t n;

    assert_true(store_quotas(s, a, &all, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].round, k->round) == 0 && all[i].track == k->track &&
            strcmp(all[i].unit, k->unit) == 0)
            return all[i];
    }
    fail_msg("there is no such quota");
    return (struct quota){0};
}

static int64_t ask(struct store *s, const char *sql)
{
    struct stmt *q = stmt_get(s->db, sql, NULL);
    int64_t value;

    assert_int_equal(stmt_step(q, NULL), 1);
    value = column_int(q, 0);
    stmt_done(q);
    return value;
}

static void set(struct store *s, const struct quota_key *k, int places)
{
    struct quota_job job = {
        .key = k, .places = places, .status = places < 0 ? QUOTA_UNKNOWN : QUOTA_PUBLISHED};
    struct err err = {0};

    if (!store_change(s, set_job, &job, &err))
        fail_msg("%s", err.text);
}

static void take(struct store *s, const struct quota_key *k, const char *place)
{
    struct quota_job job = {.key = k, .place = place};
    struct err err = {0};

    if (!store_change(s, take_job, &job, &err))
        fail_msg("%s", err.text);
}

/* ---- */

static void every_unit_of_every_track_starts_unknown(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct arena *a = arena_new();
    struct quota *all;
    size_t n;

    assert_true(store_quotas(s, a, &all, &n, NULL));
    assert_int_equal(n, TRACKS * UNITS);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(all[i].places, QUOTA_NOT_KNOWN);
        assert_int_equal(all[i].status, QUOTA_UNKNOWN);
        assert_int_equal(all[i].used + all[i].designated, 0);
        assert_null(all[i].source);
        assert_true(i == 0 || all[i - 1].track < all[i].track ||
                    (all[i - 1].track == all[i].track && strcmp(all[i - 1].unit, all[i].unit) < 0));
    }
    arena_free(a);
    assert_places_add_up(s);
    store_close(s);
}

/* Rows run one after the other on one register. */
static void each_step_is_answered_with_its_numbers(void **state)
{
    static const struct {
        const char *name;
        store_job *job;
        struct quota_job arg;
        enum err_kind kind; /* ERR_NONE: it is done */
        const char *en, *zh;
        int places, used;
        int moved; /* how far the revision goes */
    } rows[] = {
        {"nothing can be taken while the number is unknown",
         take_job,
         {&beijing, "110105", 0, 0, NULL},
         ERR_QUOTA_UNKNOWN,
         "Beijing, ",
         "北京市",
         -1,
         0,
         0},
        {"a quota that does not exist",
         take_job,
         {&another_round, "110105", 0, 0, NULL},
         ERR_NOT_FOUND,
         "round 2022",
         "2022 年批次",
         -1,
         0,
         0},
        {"a unit that does not exist",
         set_job,
         {&hong_kong, NULL, 1, QUOTA_PUBLISHED, NULL},
         ERR_NOT_FOUND,
         "quota of 810000",
         "810000",
         -1,
         0,
         0},
        {"a negative number",
         set_job,
         {&beijing, NULL, -2, QUOTA_PUBLISHED, NULL},
         ERR_BAD_BODY,
         "from 0 to",
         "须为 0 至",
         -1,
         0,
         0},
        {"a number beyond all measure",
         set_job,
         {&beijing, NULL, QUOTA_MOST + 1, QUOTA_PUBLISHED, NULL},
         ERR_BAD_BODY,
         "100000",
         "100000",
         -1,
         0,
         0},
        {"a number that is said to be unknown",
         set_job,
         {&beijing, NULL, 2, QUOTA_UNKNOWN, NULL},
         ERR_BAD_BODY,
         "published or illustrative",
         "已公布或示例",
         -1,
         0,
         0},
        {"an unknown number that is said to be published",
         set_job,
         {&beijing, NULL, QUOTA_NOT_KNOWN, QUOTA_PUBLISHED, NULL},
         ERR_BAD_BODY,
         "is unknown",
         "未知",
         -1,
         0,
         0},
        {"illustrative numbers outside a demonstration",
         set_job,
         {&beijing, NULL, 2, QUOTA_ILLUSTRATIVE, NULL},
         ERR_FORBIDDEN,
         "demonstration",
         "演示",
         -1,
         0,
         0},
        {"two places",
         set_job,
         {&beijing, NULL, 2, QUOTA_PUBLISHED, NULL},
         ERR_NONE,
         NULL,
         NULL,
         2,
         0,
         1},
        {"the same two again",
         set_job,
         {&beijing, NULL, 2, QUOTA_PUBLISHED, NULL},
         ERR_NONE,
         NULL,
         NULL,
         2,
         0,
         0},
        {"the same two by another document",
         set_job,
         {&beijing, NULL, 2, QUOTA_PUBLISHED, "函〔2023〕2号"},
         ERR_NONE,
         NULL,
         NULL,
         2,
         0,
         1},
        {"the first is taken",
         take_job,
         {&beijing, "110105", 0, 0, NULL},
         ERR_NONE,
         NULL,
         NULL,
         2,
         1,
         1},
        {"the second is taken",
         take_job,
         {&beijing, "110106", 0, 0, NULL},
         ERR_NONE,
         NULL,
         NULL,
         2,
         2,
         1},
        {"there is no third",
         take_job,
         {&beijing, "110108", 0, 0, NULL},
         ERR_QUOTA_EXHAUSTED,
         "round 2023: all 2 places are taken (2 recommended)",
         "2 个推荐名额已全部用完",
         2,
         2,
         0},
        {"one is less than is taken",
         set_job,
         {&beijing, NULL, 1, QUOTA_PUBLISHED, NULL},
         ERR_QUOTA_BELOW_USE,
         "2 places are taken already",
         "已推荐 2 个",
         2,
         2,
         0},
        {"so is unknown",
         set_job,
         {&beijing, NULL, QUOTA_NOT_KNOWN, QUOTA_UNKNOWN, NULL},
         ERR_QUOTA_BELOW_USE,
         "(0 was asked for)",
         "0 个",
         2,
         2,
         0},
        {"who took none gives none back",
         give_job,
         {&beijing, "110108", 0, 0, NULL},
         ERR_CONFLICT,
         "110108 holds no place",
         "110108 未占用",
         2,
         2,
         0},
        {"one is given back",
         give_job,
         {&beijing, "110105", 0, 0, NULL},
         ERR_NONE,
         NULL,
         NULL,
         2,
         1,
         1},
        {"but not twice",
         give_job,
         {&beijing, "110105", 0, 0, NULL},
         ERR_CONFLICT,
         "holds no",
         "未占用",
         2,
         1,
         0},
        {"now one is enough",
         set_job,
         {&beijing, NULL, 1, QUOTA_PUBLISHED, NULL},
         ERR_NONE,
         NULL,
         NULL,
         1,
         1,
         1},
        {"and it is taken",
         take_job,
         {&beijing, "110105", 0, 0, NULL},
         ERR_QUOTA_EXHAUSTED,
         "all 1 places",
         "1 个推荐名额",
         1,
         1,
         0},
        {"the last is given back",
         give_job,
         {&beijing, "110106", 0, 0, NULL},
         ERR_NONE,
         NULL,
         NULL,
         1,
         0,
         1},
        {"none at all may be a number",
         set_job,
         {&beijing, NULL, 0, QUOTA_PUBLISHED, NULL},
         ERR_NONE,
         NULL,
         NULL,
         0,
         0,
         1},
        {"of which nothing can be taken",
         take_job,
         {&beijing, "110105", 0, 0, NULL},
         ERR_QUOTA_EXHAUSTED,
         "all 0 places",
         "0 个推荐名额",
         0,
         0,
         0},
        {"it is not known after all",
         set_job,
         {&beijing, NULL, QUOTA_NOT_KNOWN, QUOTA_UNKNOWN, NULL},
         ERR_NONE,
         NULL,
         NULL,
         -1,
         0,
         1},
    };
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct arena *a = arena_new();

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct quota_job job = rows[i].arg;
        struct err err = {0};
        int64_t before = revision_of(s);
        bool ok = store_change(s, rows[i].job, &job, &err);
        struct quota q = quota_at(s, a, &beijing);

        if (ok != (rows[i].kind == ERR_NONE) || err.kind != rows[i].kind ||
            (rows[i].en && (!strstr(err.text, rows[i].en) || !strstr(err.zh, rows[i].zh))))
            fail_msg("%s: %s / %s", rows[i].name, err.text, err.zh);
        if (q.places != rows[i].places || q.used != rows[i].used ||
            revision_of(s) - before != rows[i].moved)
            fail_msg("%s: %d of %d, revision %+lld", rows[i].name, q.used, q.places,
                     (long long)(revision_of(s) - before));
        assert_places_add_up(s);
    }
    assert_int_equal(ask(s, "SELECT count(*) FROM quota_change"), 5);
    assert_int_equal(ask(s, "SELECT count(*) FROM quota_entry"), 4);
    arena_free(a);
    store_close(s);
}

static void illustrative_numbers_are_for_a_demonstration_register(void **state)
{
    const struct act_by command = {.command = "cli:demo", .now = 1};
    struct place *p = *state;
    struct store *s = opened(p->file, STORE_WRITE);
    struct quota_job job = {.key = &corps, .places = 3, .status = QUOTA_ILLUSTRATIVE};
    struct arena *a = arena_new();

    IN_A_CHANGE(s, store_demo_begin(s, 7, &command, &err)); /* before anything else is there */
    store_close(s);
    s = made(p->file, 1000);
    assert_true(store_change(s, set_job, &job, NULL));
    assert_int_equal(quota_at(s, a, &corps).status, QUOTA_ILLUSTRATIVE);
    assert_places_add_up(s);
    arena_free(a);
    store_close(s);
}

/* ---- the race ---- */

struct racers {
    struct writer *w;
    atomic_int n_done, n_full, n_other;
};

static void *race(void *arg)
{
    struct racers *r = arg;
    struct quota_job job = {.key = &corps, .place = "659001"};

    for (int i = 0; i < TRIES; i++) {
        struct err err = {0};

        if (writer_submit(r->w, take_job, &job, &err))
            atomic_fetch_add(&r->n_done, 1);
        else
            atomic_fetch_add(err.kind == ERR_QUOTA_EXHAUSTED ? &r->n_full : &r->n_other, 1);
    }
    return NULL;
}

static void sixty_four_threads_get_seven_places_out_of_seven(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct racers r = {0};
    struct arena *a = arena_new();
    pthread_t threads[THREADS];
    int64_t before;

    set(s, &corps, PLACES);
    before = revision_of(s);
    assert_true(writer_start(&r.w, s, NULL, NULL));
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, race, &r), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    writer_stop(r.w);
    assert_int_equal(atomic_load(&r.n_done), PLACES);
    assert_int_equal(atomic_load(&r.n_full), THREADS * TRIES - PLACES);
    assert_int_equal(atomic_load(&r.n_other), 0);

    s = opened(p->file, STORE_READ);
    assert_int_equal(quota_at(s, a, &corps).used, PLACES);
    assert_int_equal(ask(s, "SELECT sum(step) FROM quota_entry"), PLACES);
    assert_int_equal(revision_of(s) - before, PLACES);
    assert_places_add_up(s);
    store_close(s);
    arena_free(a);
}

/* ---- paths that do not ask ---- */

static void the_database_itself_stops_what_cannot_be(void **state)
{
    static const struct {
        const char *sql, *why;
    } rows[] = {
        {"UPDATE quota SET used = used + 1 WHERE unit = '110000' AND track = 'demo-city'",
         "CHECK constraint failed"},
        {"UPDATE quota SET used = 1 WHERE unit = '120000' AND track = 'demo-city'",
         "CHECK constraint failed"},
        {"UPDATE quota SET used = -1 WHERE unit = '110000' AND track = 'demo-city'",
         "CHECK constraint failed"},
        {"UPDATE quota SET places = 0 WHERE unit = '110000' AND track = 'demo-city'",
         "CHECK constraint failed"},
        {"UPDATE quota SET designated = 2 WHERE unit = '110000' AND track = 'demo-city'",
         "CHECK constraint failed"},
        {"UPDATE quota SET places = NULL WHERE unit = '110000' AND track = 'demo-city'",
         "CHECK constraint failed"},
        {"UPDATE quota SET status = 'guessed' WHERE unit = '110000'", "CHECK constraint failed"},
        {"UPDATE quota_entry SET step = -1", "only added to"},
        {"DELETE FROM quota_entry", "only added to"},
        {"UPDATE quota_change SET places = 5", "only added to"},
        {"DELETE FROM quota_change", "only added to"},
        {"DELETE FROM quota", "FOREIGN KEY constraint failed"},
        {"DELETE FROM round", "FOREIGN KEY constraint failed"},
    };
    struct place *p = *state;
    struct store *s = made(p->file, 1000);

    set(s, &beijing, 1);
    take(s, &beijing, "110105");
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};

        if (db_exec(s->db, rows[i].sql, &err) || !strstr(err.text, rows[i].why))
            fail_msg("%s: %s", rows[i].sql, err.text);
    }
    assert_places_add_up(s);
    store_close(s);
}

static void the_check_sees_what_was_done_behind_the_ledger(void **state)
{
    static const struct {
        const char *sql, *finding;
    } rows[] = {
        {"UPDATE quota SET used = 2 WHERE unit = '110000' AND track = 'demo-city'",
         "quota 2023 demo-city 110000: the counter says 2 places taken, the ledger 1"},
        {"INSERT INTO quota_entry (round, track, unit, step, place, why, who, recorded_ms,"
         " recorded_in) VALUES ('2023', 'demo-city', '110000', 1, '110106', '', '', 1, 1)",
         "the counter says 1 places taken, the ledger 2"},
        {"INSERT INTO quota_entry (round, track, unit, step, place, why, who, recorded_ms,"
         " recorded_in) VALUES ('2023', 'demo-city', '110000', 1, '110105', '', '', 1, 1),"
         " ('2023', 'demo-city', '110000', -1, '110106', '', '', 1, 1)",
         "110106 gave back more than it took (-1)"},
        {"UPDATE quota SET places = 9 WHERE unit = '110000' AND track = 'demo-city'",
         "the number of places is 9, its history ends with 3"},
        {"UPDATE quota SET places = 9, status = 'published' WHERE unit = '120000' AND"
         " track = 'demo-city'",
         "quota 2023 demo-city 120000: nobody is on record for its 9 places (published)"},
        {"UPDATE quota SET status = 'illustrative' WHERE unit = '110000' AND track = 'demo-city'",
         "its 3 places are illustrative, and this is no demonstration register"},
        {"PRAGMA ignore_check_constraints = 1; UPDATE quota SET used = 4 WHERE unit = '110000' AND"
         " track = 'demo-city'",
         "the counter says 4 places taken, the ledger 1"},
        {"DELETE FROM quota WHERE unit = '120000'", "quota: rows are missing"},
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct store *s = made(p->file, 1000);
        struct said said;

        set(s, &beijing, 3);
        take(s, &beijing, "110105");
        store_close(s);
        harm(p->file, rows[i].sql);
        s = opened(p->file, STORE_READ_MORE);
        if (findings_of(s, &said) == 0 || !strstr(said.text, rows[i].finding))
            fail_msg("%s:\n%s", rows[i].sql, said.text);
        store_close(s);
        remove(p->file);
    }
}

/* Even a row with a fitting digest is told when its sums are wrong. */
static void numbers_that_do_not_add_up_are_told_though_they_are_sealed(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct said said;

    set(s, &beijing, 3);
    take(s, &beijing, "110105");
    assert_true(db_exec(s->db,
                        "PRAGMA ignore_check_constraints = 1; UPDATE quota SET used = 0,"
                        " designated = 1 WHERE unit = '110000' AND track = 'demo-city'",
                        NULL));
    assert_true(digest_seal(s, &claim_tables[ROWS_QUOTA], NULL));
    assert_true(findings_of(s, &said) > 0);
    assert_non_null(strstr(said.text, "1 designated, 0 used, 3 places do not add up"));
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(every_unit_of_every_track_starts_unknown),
        IN_PLACE(each_step_is_answered_with_its_numbers),
        IN_PLACE(illustrative_numbers_are_for_a_demonstration_register),
        IN_PLACE(sixty_four_threads_get_seven_places_out_of_seven),
        IN_PLACE(the_database_itself_stops_what_cannot_be),
        IN_PLACE(the_check_sees_what_was_done_behind_the_ledger),
        IN_PLACE(numbers_that_do_not_add_up_are_told_though_they_are_sealed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
