/* test_store_titles.c - corrections by hand, what the check says about titles, and that every past
 * moment keeps the answer it gave. */
#include "claims_in_place.h"

static const struct revision by_operator = {
    .recorded = 5000, .who = "王某", .why = "a test", .source = "函〔2024〕1号"};

/* One correction, as a job. */
struct act {
    enum what { ADD, RETRACT, SUPERSEDE } what;
    struct title title;
    int64_t id, by;
    date_t since;
    moment_t at;
};

static bool act_job(struct store *s, void *arg, struct err *err)
{
    struct act *act = arg;
    struct revision r = by_operator;

    r.recorded = act->at;
    if (act->what == ADD)
        return store_title_add(s, &act->title, &r, &act->id, err);
    if (act->what == RETRACT)
        return store_title_retract(s, act->id, &r, err);
    return store_title_supersede(s, act->id, act->by, act->since, &r, err);
}

static void act(struct store *s, struct act a)
{
    struct err err = {0};

    a.at = 5000;
    if (!store_change(s, act_job, &a, &err))
        fail_msg("%s", err.text);
}

static int64_t newest_revision(struct store *s, moment_t *recorded)
{
    struct arena *a = arena_new();
    struct revision r;

    assert_true(store_revision(s, a, &r, NULL));
    if (recorded)
        *recorded = r.recorded;
    arena_free(a);
    return r.number;
}

/* ---- reading ---- */

static void rows_come_back_as_they_were_recorded(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct arena *a = arena_new();
    struct roster *rosters;
    struct completeness *complete;
    struct title *titles;
    struct round *rounds;
    size_t n;

    assert_true(store_rosters(s, a, &rosters, &n, NULL));
    assert_int_equal(n, 5);
    assert_int_equal(rosters[0].kind, TITLE_DEMO_CITY);
    assert_string_equal(rosters[0].batch, "2022-city");
    assert_int_equal(rosters[0].since, day("2022-07-01"));
    assert_int_equal(rosters[0].declared, 3);
    assert_int_equal(rosters[4].declared, -1);
    assert_int_equal(rosters[0].recorded, 1000);
    assert_true(rosters[0].retracted == MOMENT_NONE);
    assert_true(store_completeness(s, a, &complete, &n, NULL));
    assert_int_equal(n, 1);
    assert_string_equal(complete[0].unit, "110000");
    assert_true(store_titles(s, a, &titles, &n, NULL));
    assert_int_equal(n, 5);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(titles[i].id, i + 1);
    assert_string_equal(titles[1].holder, "110106");
    assert_string_equal(titles[1].unit, "110000");
    assert_int_equal(titles[1].until, day("2025-06-30"));
    assert_true(titles[1].superseded == DATE_NONE && titles[1].superseded_by == 0);
    assert_null(titles[4].holder);
    assert_true(titles[4].since == DATE_NONE && titles[4].until == DATE_NONE);
    assert_true(store_rounds(s, a, &rounds, &n, NULL));
    assert_int_equal(n, 1);
    assert_string_equal(rounds[0].id, "2023");
    assert_true(rounds[0].window_since == DATE_NONE);
    arena_free(a);
    store_close(s);
}

static void a_row_that_was_changed_is_never_handed_out(void **state)
{
    static const struct {
        const char *sql, *why;
    } rows[] = {
        {"UPDATE title SET holder = '110105' WHERE id = 1", "title 1 was changed outside"},
        {"UPDATE title SET retracted_ms = 1000, retracted_in = 1, retracted_by = 'operator'"
         " WHERE id = 2",
         "title 2 was changed outside"},
        {"UPDATE roster SET declared = 4 WHERE id = 1", "roster 1 was changed outside"},
        {"UPDATE completeness SET unit = '*'", "completeness 1 was changed outside"},
        {"UPDATE round SET window_since = '2023-01-01'", "round 2023 was changed outside"},
        {"UPDATE quota SET source = 'x' WHERE id = 7", "quota 7 was changed outside"},
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct store *s = made(p->file, 1000);
        struct arena *a = arena_new();
        struct err err = {0};
        struct roster *rosters;
        struct completeness *complete;
        struct title *titles;
        struct round *rounds;
        struct quota *quotas;
        size_t n;

        store_close(s);
        harm(p->file, rows[i].sql);
        s = opened(p->file, STORE_READ);
        if ((store_rosters(s, a, &rosters, &n, &err) &&
             store_completeness(s, a, &complete, &n, &err) &&
             store_titles(s, a, &titles, &n, &err) && store_rounds(s, a, &rounds, &n, &err) &&
             store_quotas(s, a, &quotas, &n, &err)) ||
            !strstr(err.text, rows[i].why))
            fail_msg("%s: %s", rows[i].sql, err.text);
        store_close(s);
        arena_free(a);
        remove(p->file);
    }
}

/* ---- corrections ---- */

#define T(kind, holder, batch, since, until) title_of(kind, holder, NULL, batch, since, until)

/* Begins with a Chinese character and holds no word of the English text. */
static bool is_said_in_chinese(const struct err *err)
{
    return (unsigned char)err->zh[0] >= 0xE4 && !strstr(err->zh, " the ") &&
           !strstr(err->zh, " is ");
}

static void a_title_that_cannot_be_is_refused_with_its_fault(void **state)
{
    const struct {
        const char *name;
        struct title title;
        const char *fault; /* NULL: it is recorded */
    } rows[] = {
        {"one that can be", T(TITLE_PILOT_CITY, "430200", "2022-city", "2022-07-01", "2025-06-30"),
         NULL},
        {"one that begins later than its list",
         T(TITLE_PILOT_CITY, "320200", "2022-city", "2023-01-01", "2025-06-30"), NULL},
        {"one of which no day is known", T(TITLE_PILOT_CITY, "320100", "2022-city", NULL, NULL),
         NULL},
        {"a code that never was", T(TITLE_PILOT_CITY, "999999", "2022-city", NULL, NULL),
         "there is no place with the code 999999"},
        {"a code that was replaced", T(TITLE_PILOT_COUNTY, "540422", "2022-county", NULL, NULL),
         "the code 540422 was replaced by 540481"},
        {"a district on the city track",
         T(TITLE_PILOT_CITY, "320115", "2022-city", "2022-07-01", "2025-06-30"),
         "not a kind of place"},
        {"a municipality's district on the county track",
         T(TITLE_PILOT_COUNTY, "110105", "2022-county", "2022-08-01", "2025-07-31"),
         "not a kind of place"},
        {"a whole province", T(TITLE_DEMO_CITY, "320000", "2024", "2024-01-01", "2026-12-31"),
         "not a kind of place"},
        {"a list that is not on record",
         T(TITLE_PILOT_CITY, "110105", "2031", "2022-07-01", "2025-06-30"),
         "its list is not on record"},
        {"no list at all", T(TITLE_PILOT_CITY, "110105", NULL, "2022-07-01", "2025-06-30"),
         "its list is not on record"},
        {"days before its list",
         T(TITLE_PILOT_CITY, "110105", "2022-city", "2022-06-30", "2025-06-30"),
         "outside the term"},
        {"days after its list",
         T(TITLE_PILOT_CITY, "110105", "2022-city", "2022-07-01", "2025-07-01"),
         "outside the term"},
        {"days the wrong way round",
         T(TITLE_PILOT_CITY, "110105", "2022-city", "2025-06-30", "2022-07-01"),
         "the last day stands before the first"},
        {"the same title twice",
         T(TITLE_DEMO_CITY, "110108", "2022-city", "2022-07-01", "2025-06-30"),
         "has another title of this kind on the same days"},
        {"a pilot while it is a demonstration",
         T(TITLE_PILOT_CITY, "110108", "2022-city", "2022-08-01", "2025-06-30"),
         "begins while a demonstration title"},
        {"a holder of a park", T(TITLE_DEMO_PARK, "110108", "2022-park", NULL, NULL),
         "a park or zone names a division as its holder"},
        {"a park without a name", T(TITLE_DEMO_PARK, NULL, "2022-park", NULL, NULL),
         "the holder's name is missing"},
        {"a lead may have no list and no days",
         {.kind = TITLE_PILOT_CITY,
          .holder = "110105",
          .confidence = CONFIDENCE_BATCH_UNKNOWN,
          .source = "a newspaper",
          .since = DATE_NONE,
          .until = DATE_NONE,
          .revoked = DATE_NONE,
          .superseded = DATE_NONE},
         NULL},
        {"but a holder that can be",
         {.kind = TITLE_PILOT_CITY,
          .holder = "320115",
          .confidence = CONFIDENCE_BATCH_UNKNOWN,
          .source = "a newspaper",
          .since = DATE_NONE,
          .until = DATE_NONE,
          .revoked = DATE_NONE,
          .superseded = DATE_NONE},
         "not a kind of place"},
    };
    struct place *p = *state;
    struct store *s = made(p->file, 1000);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct act a = {.what = ADD, .title = rows[i].title, .at = 5000};
        struct err err = {0};
        int64_t before = newest_revision(s, NULL);
        bool ok = store_change(s, act_job, &a, &err);

        if (ok == (rows[i].fault != NULL) || (!ok && !strstr(err.text, rows[i].fault)))
            fail_msg("%s: %s", rows[i].name, ok ? "recorded" : err.text);
        if (!ok && !is_said_in_chinese(&err))
            fail_msg("%s: %s", rows[i].name, err.zh);
        assert_int_equal(newest_revision(s, NULL) - before, ok ? 1 : 0);
        assert_nothing_found(s);
    }
    store_close(s);
}

/* The third demonstration city of three, then a fourth. */
static void a_list_takes_no_more_entries_than_it_was_said_to_have(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    static const char *const holders[] = {"110105", "320100", "320200"};

    for (size_t i = 0; i < COUNT(holders); i++) {
        struct act a = {.what = ADD,
                        .title =
                            T(TITLE_DEMO_CITY, holders[i], "2022-city", "2022-07-01", "2025-06-30"),
                        .at = 5000};
        struct err err = {0};
        bool ok = store_change(s, act_job, &a, &err);

        assert_int_equal(ok, i < 2);
        if (!ok)
            assert_non_null(strstr(err.text, "list demo-city/2022-city: 4 entries are on record, "
                                             "more than the 3 it was said to have"));
        if (!ok)
            assert_string_equal(
                err.zh,
                "该称号不能登记：名单 demo-city/2022-city：已登记 4 项，多于名单所称的 3 项");
    }
    store_close(s);
}

static void the_division_table_completes_what_was_not_said(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct arena *a = arena_new();
    struct title *titles;
    size_t n;

    act(s, (struct act){.what = ADD,
                        .title = {.kind = TITLE_PILOT_COUNTY,
                                  .confidence = CONFIDENCE_STATED,
                                  .source_kind = SOURCE_REGISTER,
                                  .holder = "540481",
                                  .batch = "2022-county",
                                  .source = "x",
                                  .since = DATE_NONE,
                                  .until = DATE_NONE,
                                  .revoked = DATE_NONE,
                                  .superseded = DATE_NONE}});
    assert_true(store_titles(s, a, &titles, &n, NULL));
    assert_string_equal(titles[n - 1].name, "米林市");
    assert_string_equal(titles[n - 1].unit, "540000");
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static void what_is_not_on_record_cannot_be_corrected(void **state)
{
    static const struct {
        struct act act;
        enum err_kind kind;
        const char *en;
    } rows[] = {
        {{.what = RETRACT, .id = 99}, ERR_NOT_FOUND, "there is no title 99"},
        {{.what = RETRACT, .id = 5}, ERR_CONFLICT, "title 5 was taken back already"},
        {{.what = RETRACT, .id = 3},
         ERR_CONFLICT,
         "title 3 stands in the place of title 6: take that one back first"},
        {{.what = SUPERSEDE, .id = 99, .by = 1}, ERR_NOT_FOUND, "there is no title 99"},
        {{.what = SUPERSEDE, .id = 1, .by = 99}, ERR_NOT_FOUND, "there is no title 99"},
        {{.what = SUPERSEDE, .id = 2, .by = 3}, ERR_CONFLICT, "title 2 was taken back already"},
        {{.what = SUPERSEDE, .id = 1, .by = 1}, ERR_CONFLICT, "cannot stand in the place"},
        {{.what = SUPERSEDE, .id = 3, .by = 6}, ERR_CONFLICT, "cannot stand in the place"},
        {{.what = SUPERSEDE, .id = 1, .by = 3}, ERR_BAD_BODY, "outside the term of title 1"},
    };
    struct place *p = *state;
    struct store *s = made(p->file, 1000);

    act(s, (struct act){.what = RETRACT, .id = 5});
    act(s, (struct act){.what = SUPERSEDE, .id = 2, .by = 3, .since = day("2024-01-01")});
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct act a = rows[i].act;
        struct err err = {0};

        a.at = 6000;
        a.since = day(rows[i].kind == ERR_BAD_BODY ? "2025-07-01" : "2024-01-01");
        if (store_change(s, act_job, &a, &err) || err.kind != rows[i].kind ||
            !strstr(err.text, rows[i].en))
            fail_msg("row %zu: %s", i, err.text);
        assert_int_equal(newest_revision(s, NULL), 3);
    }
    assert_nothing_found(s);
    store_close(s);
}

/* A was succeeded by B, and then B by C: A names the B that is on record. */
static void a_chain_of_successors_stays_whole(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);
    struct arena *a = arena_new();
    struct title *t;
    size_t n;

    act(s, (struct act){.what = SUPERSEDE, .id = 2, .by = 3, .since = day("2024-01-01")});
    act(s, (struct act){.what = SUPERSEDE, .id = 3, .by = 1, .since = day("2024-06-01")});
    assert_true(store_titles(s, a, &t, &n, NULL));
    assert_int_equal(n, 8);
    assert_true(t[1].retracted != MOMENT_NONE && t[2].retracted != MOMENT_NONE &&
                t[5].retracted != MOMENT_NONE);
    assert_string_equal(t[6].name, "丰台区");
    assert_int_equal(t[6].kind, TITLE_DEMO_CITY);
    assert_int_equal(t[6].superseded_by, 1);
    assert_int_equal(t[6].superseded, day("2024-06-01"));
    assert_int_equal(t[7].kind, TITLE_PILOT_CITY);
    assert_int_equal(t[7].superseded_by, t[6].id);
    assert_int_equal(t[7].superseded, day("2024-01-01"));
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

/* ---- what the check finds ---- */

static void the_check_finds_what_cannot_be(void **state)
{
    static const struct {
        const char *sql, *finding;
    } rows[] = {
        {"UPDATE title SET until = '2025-07-01' WHERE id = 1",
         "title 1 (demo-city 海淀区 110108): its days lie outside the term of its list"},
        {"UPDATE title SET since = '2022-06-30' WHERE id = 2", "outside the term of its list"},
        {"UPDATE title SET since = '2025-06-30', until = '2022-07-01' WHERE id = 1",
         "the last day stands before the first"},
        {"UPDATE title SET holder = '320115', unit = '320000' WHERE id = 1",
         "the holder is not a kind of place that this title can name"},
        {"UPDATE title SET holder = '110106' WHERE id = 4",
         "title 4 (pilot-county 宜兴市 110106): the holder is not a kind of place"},
        {"UPDATE title SET holder = NULL WHERE id = 1", "names no holder"},
        {"UPDATE title SET holder = '110108', unit = '110000' WHERE id = 5",
         "a park or zone names a division as its holder"},
        {"UPDATE title SET holder = '110109' WHERE id = 1",
         "there is no place with the code 110109"},
        {"UPDATE title SET holder = '540422', unit = '540000' WHERE id = 4",
         "the code 540422 was replaced by 540481"},
        {"UPDATE title SET host_guess = '110199' WHERE id = 5",
         "title 5 (demo-park 某园区): there is no place with the code 110199"},
        {"UPDATE title SET unit = '120000' WHERE id = 1",
         "its unit is 120000, but 110108 is recommended by 110000"},
        {"UPDATE title SET unit = NULL WHERE id = 1", "its unit is not given, but 110108"},
        {"UPDATE title SET unit = '810000' WHERE id = 5", "810000 is no recommending unit"},
        {"UPDATE title SET batch = '2023' WHERE id = 1", "its list is not on record"},
        {"UPDATE title SET holder = '110108' WHERE id = 3",
         "title 1 (demo-city 海淀区 110108): the holder has another title of this kind"},
        {"UPDATE title SET since = '2024-02-01' WHERE id = 2",
         "the pilot title begins while a demonstration title of the track runs"},
        {"UPDATE title SET superseded = '2024-01-01', superseded_by = 3 WHERE id = 2;"
         "UPDATE title SET retracted_ms = 9, retracted_in = 1, retracted_by = 'facts',"
         " recorded_ms = 9 WHERE id = 3",
         "title 2 (pilot-city 丰台区 110106): title 3, which stands in its place, is not on "
         "record"},
        {"UPDATE roster SET declared = 0 WHERE id = 1",
         "list demo-city/2022-city: 1 entries are on record, more than the 0 it was said"},
        {"UPDATE completeness SET batch = '2025'",
         "list demo-city/2025: it is said to be complete, but the list is not on record"},
        {"UPDATE completeness SET unit = '110100'", "110100 is no recommending unit"},
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct store *s = made(p->file, 1000);
        struct said said;

        store_close(s);
        harm(p->file, rows[i].sql);
        s = opened(p->file, STORE_WRITE);
        for (size_t t = 0; t < CLAIM_TABLES; t++) /* the seal alone does not make it right */
            assert_true(digest_seal(s, &claim_tables[t], NULL));
        if (findings_of(s, &said) == 0 || !strstr(said.text, rows[i].finding))
            fail_msg("%s:\n%s", rows[i].sql, said.text);
        store_close(s);
        remove(p->file);
    }
}

/* Rows that have ended may say what they like. */
static void the_check_does_not_look_at_the_past(void **state)
{
    struct place *p = *state;
    struct store *s = made(p->file, 1000);

    act(s, (struct act){.what = RETRACT, .id = 1});
    store_close(s);
    harm(p->file, "UPDATE title SET holder = '999999', until = '2099-01-01' WHERE id = 1");
    s = opened(p->file, STORE_WRITE);
    assert_true(digest_seal(s, &claim_tables[ROWS_TITLE], NULL));
    assert_nothing_found(s);
    store_close(s);
}

/* ---- two times ---- */

enum { STEPS = 120, SEEDS = 4 };

struct dice {
    uint64_t state;
};

static unsigned roll(struct dice *d, unsigned sides)
{
    d->state = d->state * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(d->state >> 33) % sides;
}

/* All that a moment saw, as one text: lists, completeness and titles, sorted by being recorded. */
static char *seen_at(struct store *s, moment_t as_of)
{
    struct arena *a = arena_new();
    struct buf text = {0};
    struct roster *rosters;
    struct completeness *complete;
    struct title *titles;
    size_t n;
    char day1[DATE_TEXT], day2[DATE_TEXT], day3[DATE_TEXT];

    assert_true(store_rosters(s, a, &rosters, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const struct roster *r = &rosters[i];

        if (view_shows(as_of, r->recorded, r->retracted))
            buf_printf(&text, "%d/%s %s %s %d\n", (int)r->kind, r->batch,
                       date_format(r->since, day1), date_format(r->until, day2), r->declared);
    }
    assert_true(store_completeness(s, a, &complete, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const struct completeness *c = &complete[i];

        if (view_shows(as_of, c->recorded, c->retracted))
            buf_printf(&text, "%d/%s complete %s\n", (int)c->kind, c->batch,
                       c->unit ? c->unit : "*");
    }
    assert_true(store_titles(s, a, &titles, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const struct title *t = &titles[i];

        if (title_visible(t, as_of))
            buf_printf(&text, "%lld %d %s %s %s %s %s %lld %s\n", (long long)t->id, (int)t->kind,
                       t->holder ? t->holder : t->name, t->batch ? t->batch : "-",
                       date_format(t->since, day1), date_format(t->until, day2),
                       date_format(t->superseded, day3), (long long)t->superseded_by,
                       confidence_name(t->confidence));
    }
    arena_free(a);
    return text.data ? text.data : mem_strdup("");
}

static struct act some_act(struct dice *d, int64_t n_titles)
{
    static const char *const holders[] = {"110105", "110106", "110108", "320100", "320200",
                                          "320282", "430200", "540481", "320115"};
    static const struct {
        enum title_kind kind;
        const char *batch;
    } lists[] = {{TITLE_DEMO_CITY, "2024"},
                 {TITLE_PILOT_CITY, "2022-city"},
                 {TITLE_PILOT_COUNTY, "2022-county"},
                 {TITLE_PILOT_COUNTY, "2024"}};
    size_t list = roll(d, COUNT(lists));
    date_t since = day("2022-08-01") + (date_t)roll(d, 900);
    struct act a = {.what = (enum what)roll(d, 3)};

    a.id = n_titles - (int64_t)roll(d, 8) % n_titles;
    a.by = n_titles - (int64_t)roll(d, 8) % n_titles;
    a.since = since;
    if (a.what != ADD)
        return a;
    a.title = T(lists[list].kind, holders[roll(d, COUNT(holders))], lists[list].batch, NULL, NULL);
    a.title.since = since;
    a.title.until = since + (date_t)roll(d, 100);
    if (roll(d, 2) == 0)
        a.title.confidence = CONFIDENCE_DERIVED;
    return a;
}

/* Corrected files: rows come, go and change, never against each other. */
static void some_file(struct dice *d, struct some_facts *f)
{
    static const char *const counties[] = {"320282", "540481", "320115"};

    fill_facts(f);
    for (size_t i = 0; i < COUNT(counties); i++) {
        if (roll(d, 2) == 0)
            add_title(f,
                      title_of(TITLE_PILOT_COUNTY, counties[i], "某县", "2022-county", NULL, NULL));
    }
    for (size_t i = 0; i < f->facts.n_titles; i++) {
        if (roll(d, 4) == 0)
            f->titles[i].title.source = roll(d, 2) == 0 ? "https://example.org/2" : "a text";
    }
    f->facts.n_titles -= roll(d, 3);
    f->rosters[1].declared = 72 + (int)roll(d, 2);
    f->facts.n_complete = roll(d, 2);
}

struct past {
    moment_t at;
    char *seen;
};

static void run_step(struct store *s, struct dice *d, moment_t at, size_t *n_done)
{
    struct arena *arena = arena_new();
    struct err err = {0};
    struct title *titles;
    size_t n;
    bool ok;

    assert_true(store_titles(s, arena, &titles, &n, NULL));
    arena_free(arena);
    if (roll(d, 4) == 0) {
        struct some_facts f;
        struct load_job job = {.at = at};

        some_file(d, &f);
        job.facts = &f.facts;
        ok = store_change(s, load_facts_job, &job, &err);
    } else {
        struct act a = some_act(d, (int64_t)n);

        a.at = at;
        ok = store_change(s, act_job, &a, &err);
    }
    *n_done += ok;
    if (!ok && err.kind != ERR_BAD_BODY && err.kind != ERR_CONFLICT && err.kind != ERR_NOT_FOUND)
        fail_msg("%s", err.text);
}

static void one_history(const char *path, uint64_t seed)
{
    struct store *s = made(path, 1000);
    struct dice d = {seed};
    struct past past[STEPS];
    size_t n_done = 0;
    moment_t clock = 1000;

    for (int i = 0; i < STEPS; i++) {
        moment_t recorded;
        char *before = seen_at(s, MOMENT_NONE);
        int64_t number = newest_revision(s, NULL);

        clock += (moment_t)roll(&d, 3) - (roll(&d, 10) == 0 ? 2 : 0); /* it may stand or go back */
        run_step(s, &d, clock, &n_done);
        past[i].seen = seen_at(s, MOMENT_NONE);
        if (newest_revision(s, &recorded) == number)
            assert_string_equal(before, past[i].seen); /* no revision, no change */
        past[i].at = recorded;
        free(before);
    }
    for (int i = 0; i < STEPS; i++) {
        char *again;
        int last = i;

        while (last + 1 < STEPS && past[last + 1].at == past[i].at)
            last++; /* a moment keeps what was said last in it */
        again = seen_at(s, past[i].at);
        if (strcmp(again, past[last].seen) != 0)
            fail_msg("seed %llu, step %d: at %lld the register said\n%s\nand now says it said\n%s",
                     (unsigned long long)seed, i, (long long)past[i].at, past[last].seen, again);
        free(again);
    }
    for (int i = 0; i < STEPS; i++)
        free(past[i].seen);
    if (n_done < STEPS / 4)
        fail_msg("seed %llu: only %zu of %d steps did anything", (unsigned long long)seed, n_done,
                 (int)STEPS);
    store_close(s);
}

static void every_past_moment_keeps_the_answer_it_gave(void **state)
{
    struct place *p = *state;

    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        one_history(p->file, seed);
        remove(p->file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(rows_come_back_as_they_were_recorded),
        IN_PLACE(a_row_that_was_changed_is_never_handed_out),
        IN_PLACE(a_title_that_cannot_be_is_refused_with_its_fault),
        IN_PLACE(a_list_takes_no_more_entries_than_it_was_said_to_have),
        IN_PLACE(the_division_table_completes_what_was_not_said),
        IN_PLACE(what_is_not_on_record_cannot_be_corrected),
        IN_PLACE(a_chain_of_successors_stays_whole),
        IN_PLACE(the_check_finds_what_cannot_be),
        IN_PLACE(the_check_does_not_look_at_the_past),
        IN_PLACE(every_past_moment_keeps_the_answer_it_gave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
