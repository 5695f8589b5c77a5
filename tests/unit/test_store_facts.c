/* test_store_facts.c - what the files say becomes what the register says, and nothing is forgotten
 * on the way. */
#include "claims_in_place.h"

static int64_t ask(struct store *s, const char *sql)
{
    struct err err = {0};
    struct stmt *q = stmt_get(s->db, sql, &err);
    int64_t value;

    if (!q || stmt_step(q, &err) != 1) {
        fail_msg("%s: %s", sql, err.text);
        return -1;
    }
    value = column_int(q, 0);
    stmt_done(q);
    return value;
}

static int64_t count_rows(struct store *s)
{
    return ask(s, "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM roster)"
                  " + (SELECT count(*) FROM completeness) + (SELECT count(*) FROM title)"
                  " + (SELECT count(*) FROM round)");
}

static const struct revision by_operator = {
    .recorded = 5000, .who = "王某", .why = "a test", .source = "函〔2024〕1号"};

static void retract(struct store *s, int64_t id)
{
    struct err err = {0};

    if (!store_begin(s, &err) || !store_title_retract(s, id, &by_operator, &err) ||
        !store_commit(s, &err))
        fail_msg("%s", err.text);
}

static int64_t add(struct store *s, struct title t)
{
    struct err err = {0};
    int64_t id = 0;

    if (!store_begin(s, &err) || !store_title_add(s, &t, &by_operator, &id, &err) ||
        !store_commit(s, &err))
        fail_msg("%s", err.text);
    return id;
}

static void supersede(struct store *s, int64_t id, int64_t by, const char *since)
{
    struct err err = {0};

    if (!store_begin(s, &err) ||
        !store_title_supersede(s, id, by, day(since), &by_operator, &err) || !store_commit(s, &err))
        fail_msg("%s", err.text);
}

/* ---- */

static void a_first_load_records_everything_in_one_revision(void **state)
{
    struct place *p = *state;
    struct store *s = opened(p->file, STORE_WRITE);
    struct some_facts f;
    struct facts_applied done;

    assert_true(store_change(s, put_places, NULL, NULL));
    fill_facts(&f);
    done = load_into(s, &f, 1000);
    assert_true(done.changed);
    assert_int_equal(done.revision, 1);
    assert_int_equal(done.recorded, 1 + 5 + 1 + 5 + 1);
    assert_int_equal(done.retracted, 0);
    assert_int_equal(done.left_out, 0);
    assert_int_equal(ask(s, "SELECT count(*) FROM title WHERE recorded_ms = 1000 AND recorded_in ="
                            " 1 AND origin = 'facts' AND retracted_ms IS NULL"),
                     5);
    assert_nothing_found(s);
    store_close(s);
}

static void the_same_load_again_leaves_no_trace(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct some_facts f;
    int64_t before = count_rows(s);

    fill_facts(&f);
    for (int i = 0; i < 3; i++) {
        struct facts_applied done = load_into(s, &f, 2000 + i);

        assert_false(done.changed);
        assert_int_equal(done.revision, 1);
        assert_int_equal(done.recorded + done.retracted + done.left_out, 0);
    }
    assert_int_equal(count_rows(s), before);
    store_close(s);
}

/* The order of rows in a file means nothing. */
static void the_same_rows_in_another_order_are_the_same(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct some_facts f;
    struct fact_title first;

    fill_facts(&f);
    first = f.titles[0];
    f.titles[0] = f.titles[4];
    f.titles[4] = first;
    assert_false(load_into(s, &f, 2000).changed);
    store_close(s);
}

/* ---- one thing differs ---- */

static void another_day(struct some_facts *f)
{
    f->titles[0].title.until = day("2025-06-29");
}
static void another_source(struct some_facts *f)
{
    f->titles[0].title.source = "https://example.org/2";
}
static void a_note(struct some_facts *f)
{
    f->titles[0].note = "no. 1 of the list";
}
static void an_empty_note(struct some_facts *f)
{
    f->titles[0].note = "";
}
static void less_sure(struct some_facts *f)
{
    f->titles[0].title.confidence = CONFIDENCE_DERIVED;
}
static void one_more(struct some_facts *f)
{
    add_title(
        f, title_of(TITLE_PILOT_CITY, "430200", "株洲市", "2022-city", "2022-07-01", "2025-06-30"));
}
static void one_gone(struct some_facts *f)
{
    f->facts.n_titles--;
}
static void all_gone(struct some_facts *f)
{
    f->facts.n_titles = 0;
}
static void declared_anew(struct some_facts *f)
{
    f->rosters[0].declared = 38;
}
static void declared_no_more(struct some_facts *f)
{
    f->rosters[0].declared = -1;
}
static void list_seen_elsewhere(struct some_facts *f)
{
    f->sources[0] = SOURCE_OFFICIAL;
}
static void complete_all_over(struct some_facts *f)
{
    f->complete[0].unit = NULL;
}
static void complete_no_more(struct some_facts *f)
{
    f->facts.n_complete = 0;
}
static void a_day_for_the_document(struct some_facts *f)
{
    f->documents[0].published = "2022-08-11";
}
static void a_window(struct some_facts *f)
{
    f->rounds[0].window_since = day("2023-03-01");
    f->rounds[0].window_until = day("2023-04-30");
}
static void another_round(struct some_facts *f)
{
    f->rounds[1] = f->rounds[0];
    f->rounds[1].id = "2024";
    f->facts.n_rounds = 2;
}
static void no_round(struct some_facts *f)
{
    f->facts.n_rounds = 0;
}

static void a_load_that_differs_ends_old_rows_and_records_new_ones(void **state)
{
    static const struct {
        const char *name;
        void (*change)(struct some_facts *f);
        size_t recorded, retracted;
    } rows[] = {
        {"another day", another_day, 1, 1},
        {"another source", another_source, 1, 1},
        {"a note", a_note, 1, 1},
        {"an empty note is not no note", an_empty_note, 1, 1},
        {"less sure", less_sure, 1, 1},
        {"one more", one_more, 1, 0},
        {"one gone", one_gone, 0, 1},
        {"all gone", all_gone, 0, 5},
        {"another number declared", declared_anew, 1, 1},
        {"no number declared", declared_no_more, 1, 1},
        {"the list was seen elsewhere", list_seen_elsewhere, 1, 1},
        {"complete all over", complete_all_over, 1, 1},
        {"complete no more", complete_no_more, 0, 1},
        {"a day for the document", a_day_for_the_document, 1, 1},
        {"a window for the round", a_window, 1, 0},
        {"another round", another_round, 1, 0},
        {"no round", no_round, 0, 1},
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct store *s = made(p->file, 1000);
        struct some_facts f;
        struct facts_applied done;

        fill_facts(&f);
        rows[i].change(&f);
        done = load_into(s, &f, 2000);
        if (!done.changed || done.revision != 2 || done.recorded != rows[i].recorded ||
            done.retracted != rows[i].retracted)
            fail_msg("%s: revision %lld, %zu recorded, %zu retracted", rows[i].name,
                     (long long)done.revision, done.recorded, done.retracted);
        assert_nothing_found(s);
        if (load_into(s, &f, 3000).changed)
            fail_msg("%s: the same again is no change", rows[i].name);
        fill_facts(&f);
        assert_true(load_into(s, &f, 4000).changed); /* and back */
        assert_nothing_found(s);
        store_close(s);
        remove(p->file);
    }
}

/* A corrected row stands twice: as it was said before, and as it is said now. */
static void a_corrected_row_has_two_versions(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct arena *a = arena_new();
    struct some_facts f;
    struct title *titles;
    size_t n;

    fill_facts(&f);
    another_day(&f);
    load_into(s, &f, 2000);
    assert_true(store_titles(s, a, &titles, &n, NULL));
    assert_int_equal(n, 6);
    assert_string_equal(titles[0].holder, titles[5].holder);
    assert_int_equal(titles[0].until, day("2025-06-30"));
    assert_int_equal(titles[5].until, day("2025-06-29"));
    assert_int_equal(titles[0].recorded, 1000);
    assert_int_equal(titles[0].retracted, 2000);
    assert_int_equal(titles[5].recorded, 2000);
    assert_int_equal(titles[5].retracted, MOMENT_NONE);
    assert_true(title_visible(&titles[0], 1999) && !title_visible(&titles[5], 1999));
    assert_true(!title_visible(&titles[0], 2000) && title_visible(&titles[5], 2000));
    arena_free(a);
    store_close(s);
}

/* ---- what an operator said stands ---- */

static void what_an_operator_took_back_stays_away_until_the_file_changes(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct some_facts f;
    struct facts_applied done;

    retract(s, 1);
    fill_facts(&f);
    done = load_into(s, &f, 6000);
    assert_false(done.changed);
    assert_int_equal(done.left_out, 1);
    another_day(&f);
    done = load_into(s, &f, 7000);
    assert_int_equal(done.recorded, 1);
    assert_int_equal(done.retracted, 0);
    assert_int_equal(done.left_out, 0);
    assert_nothing_found(s);
    store_close(s);
}

static void what_an_operator_entered_is_not_loaded_a_second_time(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct some_facts f;
    struct facts_applied done;
    int64_t id =
        add(s, title_of(TITLE_PILOT_CITY, "430200", NULL, "2022-city", "2022-09-01", "2025-06-30"));

    fill_facts(&f);
    done = load_into(s, &f, 6000);
    assert_false(done.changed); /* a load does not touch it */
    assert_int_equal(done.left_out, 0);
    one_more(&f);
    done = load_into(s, &f, 7000);
    assert_false(done.changed);
    assert_int_equal(done.left_out, 1);
    retract(s, id);
    done = load_into(s, &f, 8000);
    assert_int_equal(done.recorded, 1);
    assert_int_equal(done.left_out, 0);
    assert_nothing_found(s);
    store_close(s);
}

static void what_an_operator_superseded_stays_so(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct some_facts f;
    struct facts_applied done;

    supersede(s, 1, 3, "2024-01-01");
    fill_facts(&f);
    done = load_into(s, &f, 6000);
    assert_false(done.changed);
    assert_int_equal(done.left_out, 1);
    assert_nothing_found(s);
    store_close(s);
}

/* ---- what a load may not do ---- */

static void a_load_that_pulls_something_away_is_refused_whole(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct load_job job = {.at = 6000};
    struct err err = {0};
    struct some_facts f;
    int64_t before;

    supersede(s, 1, 3, "2024-01-01");
    before = count_rows(s);
    fill_facts(&f);
    f.titles[2].note = "mended";
    job.facts = &f.facts;
    assert_false(store_change(s, load_facts_job, &job, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    assert_non_null(strstr(err.text, "says that title 3 stands in its place"));
    assert_int_equal(count_rows(s), before);
    assert_nothing_found(s);
    store_close(s);
}

static void a_round_with_places_is_not_taken_out(void **state)
{
    static const struct quota_key key = {"2023", "110000", TITLE_DEMO_CITY};
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct load_job job = {.at = 6000};
    struct err err = {0};
    struct some_facts f;

    assert_true(store_begin(s, NULL) &&
                store_quota_set(s, &key, 3, QUOTA_PUBLISHED, &by_operator, NULL) &&
                store_commit(s, NULL));
    fill_facts(&f);
    no_round(&f);
    job.facts = &f.facts;
    assert_false(store_change(s, load_facts_job, &job, &err));
    assert_non_null(strstr(err.text, "round 2023 is gone from the files"));
    assert_nothing_found(s);
    store_close(s);
}

static void places_that_were_set_stay_when_a_round_is_corrected(void **state)
{
    static const struct quota_key key = {"2023", "110000", TITLE_DEMO_CITY};
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct some_facts f;

    assert_true(store_begin(s, NULL) &&
                store_quota_set(s, &key, 3, QUOTA_PUBLISHED, &by_operator, NULL) &&
                store_commit(s, NULL));
    fill_facts(&f);
    a_window(&f);
    another_round(&f);
    load_into(s, &f, 6000);
    assert_int_equal(ask(s, "SELECT sum(places) FROM quota"), 3);
    assert_int_equal(ask(s, "SELECT count(*) FROM quota"), 2 * 4 * 32);
    assert_nothing_found(s);
    store_close(s);
}

/* A quota that got lost is made again. */
static void a_missing_quota_is_made_by_the_next_load(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct some_facts f;
    struct facts_applied done;

    assert_true(db_exec(s->db, "DELETE FROM quota WHERE unit = 'XPCC'", NULL));
    fill_facts(&f);
    done = load_into(s, &f, 2000);
    assert_true(done.changed);
    assert_int_equal(done.recorded, 0);
    assert_int_equal(ask(s, "SELECT count(*) FROM quota"), 4 * 32);
    assert_nothing_found(s);
    store_close(s);
}

static void a_clock_that_went_back_does_not_turn_history_round(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct some_facts f;

    fill_facts(&f);
    another_day(&f);
    load_into(s, &f, 500);
    assert_int_equal(ask(s, "SELECT max(recorded_ms) FROM title"), 1000);
    assert_int_equal(ask(s, "SELECT max(retracted_ms) FROM title"), 1000);
    assert_nothing_found(s);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(a_first_load_records_everything_in_one_revision),
        IN_PLACE(the_same_load_again_leaves_no_trace),
        IN_PLACE(the_same_rows_in_another_order_are_the_same),
        IN_PLACE(a_load_that_differs_ends_old_rows_and_records_new_ones),
        IN_PLACE(a_corrected_row_has_two_versions),
        IN_PLACE(what_an_operator_took_back_stays_away_until_the_file_changes),
        IN_PLACE(what_an_operator_entered_is_not_loaded_a_second_time),
        IN_PLACE(what_an_operator_superseded_stays_so),
        IN_PLACE(a_load_that_pulls_something_away_is_refused_whole),
        IN_PLACE(a_round_with_places_is_not_taken_out),
        IN_PLACE(places_that_were_set_stay_when_a_round_is_corrected),
        IN_PLACE(a_missing_quota_is_made_by_the_next_load),
        IN_PLACE(a_clock_that_went_back_does_not_turn_history_round),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
