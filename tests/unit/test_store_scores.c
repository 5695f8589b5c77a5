/* test_store_scores.c - trees of indicators and sheets of experts as they are kept: what may be
 * entered anew, who is to score what, and that no sheet is changed without a trace. */
#include "claims_in_place.h"
#include "store/audit.h"
#include "store/scores.h"
#include "store/scores_check.h"

enum { AT = 5000, U = WEIGHT_UNKNOWN, TOP = NO_INDICATOR };

/* ---- a register with officers, experts and three applications ---- */

static const struct {
    const char *name;
    enum role role;
    const char *unit, *expert_of; /* expert_of: where from; NULL: none */
} people[] = {
    {"national", ROLE_NATIONAL, NULL, NULL},
    {"from-hunan", ROLE_EXPERT, NULL, "430000"},
    {"from-beijing", ROLE_EXPERT, NULL, "110000"},
    {"from-tibet", ROLE_EXPERT, NULL, "540000"},
};
enum { NATIONAL = 1, HUNAN, BEIJING, TIBET };

static const char APPLICATIONS[] =
    "INSERT INTO application (id, round, track, place, unit, prefecture, state, version,"
    " opened_by, opened_ms, changed_ms) VALUES"
    " (1, '2023', 'demo-city', '110105', '110000', NULL, 'in_review', 1, 1, 1, 1),"
    " (2, '2023', 'demo-city', '430200', '430000', '430200', 'in_review', 1, 1, 1, 1),"
    " (3, '2023', 'demo-county', '320282', '320000', '320200', 'in_review', 1, 1, 1, 1)";

static const struct application beijing = {
    .id = 1, .round = "2023", .track = TITLE_DEMO_CITY, .unit = "110000"};
static const struct application hunan = {
    .id = 2, .round = "2023", .track = TITLE_DEMO_CITY, .unit = "430000"};
static const struct application a_county = {
    .id = 3, .round = "2023", .track = TITLE_DEMO_COUNTY, .unit = "320000"};

static struct act_by person(int64_t id, moment_t now)
{
    return (struct act_by){.person = id, .now = now};
}

static struct store *staged(const char *path)
{
    const struct act_by command = {.command = "cli:wang", .now = AT};
    const struct act_by by = person(NATIONAL, AT);
    struct store *s = made(path, 1000);

    for (size_t i = 0; i < COUNT(people); i++) {
        const struct person p = {.name = people[i].name,
                                 .role = people[i].role,
                                 .unit = people[i].unit,
                                 .password = "stored"};
        int64_t id;

        IN_A_CHANGE(s, store_person_add(s, &p, &command, &id, &err));
        assert_int_equal(id, i + 1);
    }
    for (size_t i = 0; i < COUNT(people); i++) {
        if (people[i].expert_of)
            IN_A_CHANGE(
                s, store_expert_name(s, (int64_t)i + 1, "2023", people[i].expert_of, &by, &err));
    }
    IN_A_CHANGE(s, db_exec(s->db, APPLICATIONS, &err));
    return s;
}

/* ---- trees ---- */

static const struct indicator plain[] = {
    {"A", "创造", TOP, 4000}, {"A1", "专利", 0, 10000}, {"B", "运用", TOP, 6000}};

static struct indicators of(const struct indicator *items, size_t n)
{
    return (struct indicators){
        .round = "2023", .track = TITLE_DEMO_CITY, .tree = {items, n}, .source = "函〔2023〕9号"};
}

static void put(struct store *s, const struct indicator *items, size_t n)
{
    const struct indicators in = of(items, n);
    const struct act_by by = person(NATIONAL, AT);
    struct buf facts = {0}, detail = {0};
    bool changed;

    indicators_facts(&facts, &in);
    buf_printf(&detail, "{\"after\":%s}", facts.data);
    IN_A_CHANGE(s, store_indicators_put(s, &in, &by, &changed, &err) &&
                       audit_append(s,
                                    &(struct audit_entry){.at = AT,
                                                          .person = NATIONAL,
                                                          .action = "set-indicators",
                                                          .object = "indicators/2023/demo-city",
                                                          .outcome = "done",
                                                          .detail = detail.data},
                                    &err));
    buf_free(&facts);
    buf_free(&detail);
}

static enum err_kind refused(struct store *s, const struct indicator *items, size_t n,
                             const char *word)
{
    const struct indicators in = of(items, n);
    const struct act_by by = person(NATIONAL, AT);
    struct err err = {0};
    bool changed;

    assert_true(store_begin(s, NULL));
    assert_false(store_indicators_put(s, &in, &by, &changed, &err));
    store_rollback(s);
    if (!strstr(err.text, word))
        fail_msg("'%s' says nothing of %s", err.text, word);
    return err.kind;
}

static struct indicators tree_of(struct store *s, struct arena *a, enum title_kind track)
{
    struct indicators in;
    struct err err = {0};

    if (!store_indicators(s, a, "2023", track, &in, &err))
        fail_msg("%s", err.text);
    return in;
}

static int64_t count_rows(struct store *s, const char *sql)
{
    struct err err = {0};
    struct stmt *q = stmt_get(s->db, sql, &err);
    int64_t n;

    assert_int_equal(stmt_step(q, &err), 1);
    n = column_int(q, 0);
    stmt_done(q);
    return n;
}

static const char ROWS_OF_TREE[] = "SELECT count(*) FROM indicator";
static const char ENDED_ROWS[] = "SELECT count(*) FROM indicator WHERE ended_ms IS NOT NULL";

static void no_tree_is_shipped(void **state)
{
    const struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();

    assert_int_equal(count_rows(s, ROWS_OF_TREE), 0);
    assert_int_equal(tree_of(s, a, TITLE_DEMO_CITY).tree.n, 0);
    arena_free(a);
    store_close(s);
}

static void a_tree_comes_back_as_it_was_entered_and_the_one_before_stays(void **state)
{
    const struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    static const struct indicator other[] = {{"X", "其他", TOP, U}};

    put(s, plain, COUNT(plain));
    struct indicators in = tree_of(s, a, TITLE_DEMO_CITY);
    assert_int_equal(in.tree.n, 3);
    assert_string_equal(in.tree.items[1].code, "A1");
    assert_string_equal(in.tree.items[1].name, "专利");
    assert_int_equal(in.tree.items[1].parent, 0);
    assert_int_equal(in.tree.items[2].parent, TOP);
    assert_int_equal(in.tree.items[2].weight, 6000);
    assert_string_equal(in.source, "函〔2023〕9号");
    assert_int_equal(in.entered, AT);
    assert_int_equal(in.entered_by, NATIONAL);
    assert_int_equal(tree_of(s, a, TITLE_DEMO_COUNTY).tree.n, 0);

    put(s, plain, COUNT(plain)); /* the same again is no change */
    assert_int_equal(count_rows(s, ROWS_OF_TREE), 3);
    put(s, other, COUNT(other));
    assert_int_equal(count_rows(s, ROWS_OF_TREE), 4);
    assert_int_equal(count_rows(s, ENDED_ROWS), 3);
    in = tree_of(s, a, TITLE_DEMO_CITY);
    assert_int_equal(in.tree.n, 1);
    assert_int_equal(in.tree.items[0].weight, U);
    arena_free(a);
    store_close(s);
}

static void a_round_that_is_not_there_has_no_tree(void **state)
{
    const struct place *at = *state;
    struct store *s = staged(at->file);
    struct indicators in = of(plain, COUNT(plain));
    const struct act_by by = person(NATIONAL, AT);
    struct err err = {0};
    bool changed;

    in.round = "1999";
    assert_true(store_begin(s, NULL));
    assert_false(store_indicators_put(s, &in, &by, &changed, &err));
    store_rollback(s);
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    store_close(s);
}

/* ---- scores ---- */

/* As the service does it: the sheet, and its entry in the chain. */
static int64_t hand_in(struct store *s, const struct application *app, int64_t expert,
                       const struct score_item *items, size_t n, moment_t now)
{
    struct arena *a = arena_new();
    struct indicators in = tree_of(s, a, app->track);
    const struct act_by by = person(expert, now);
    char hex[SHA256_HEX];
    int64_t sheet = 0;

    IN_A_CHANGE(s, store_score(s, app, &in, items, n, &by, &sheet, hex, &err) &&
                       audit_append(s,
                                    &(struct audit_entry){
                                        .at = now,
                                        .person = expert,
                                        .action = "score-sheet",
                                        .object = "application",
                                        .outcome = "done",
                                        .detail = arena_printf(a, "{\"digest\":\"%s\"}", hex)},
                                    &err));
    arena_free(a);
    return sheet;
}

static void once_scored_only_weights_may_differ_and_once_closed_only_unknown_ones(void **state)
{
    const struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    const struct act_by by = person(NATIONAL, AT);
    static const struct indicator before[] = {
        {"A", "创造", TOP, U}, {"A1", "专利", 0, 10000}, {"B", "运用", TOP, 6000}};
    static const struct indicator renamed[] = {
        {"A", "创造", TOP, U}, {"A1", "商标", 0, 10000}, {"B", "运用", TOP, 6000}};
    static const struct indicator moved[] = {
        {"A", "创造", TOP, U}, {"B", "运用", TOP, 6000}, {"A1", "专利", 1, 10000}};
    static const struct indicator fewer[] = {{"A", "创造", TOP, U}, {"B", "运用", TOP, 6000}};
    static const struct indicator reordered[] = {
        {"B", "运用", TOP, 7000}, {"A", "创造", TOP, U}, {"A1", "专利", 1, 10000}};
    static const struct indicator known[] = {
        {"A", "创造", TOP, 3000}, {"A1", "专利", 0, 10000}, {"B", "运用", TOP, 7000}};
    static const struct indicator weighed_anew[] = {
        {"A", "创造", TOP, 2000}, {"A1", "专利", 0, 10000}, {"B", "运用", TOP, 8000}};
    struct scorer one;

    put(s, before, COUNT(before));
    hand_in(s, &beijing, HUNAN, (const struct score_item[]){{1, 8000, ""}}, 1, AT + 1);
    assert_int_equal(refused(s, renamed, COUNT(renamed), "only their weights"), ERR_CONFLICT);
    assert_int_equal(refused(s, moved, COUNT(moved), "only their weights"), ERR_CONFLICT);
    assert_int_equal(refused(s, fewer, COUNT(fewer), "only their weights"), ERR_CONFLICT);
    put(s, reordered, COUNT(reordered));
    struct indicators in = tree_of(s, a, TITLE_DEMO_CITY);
    assert_int_equal(in.tree.items[0].weight, 7000);
    assert_true(store_scorer(s, a, &beijing, &in, HUNAN, &one, NULL));
    assert_int_equal(one.values[2], 8000); /* A1 has moved behind, and kept its score */

    IN_A_CHANGE(s, store_scores_close(s, "2023", TITLE_DEMO_CITY, &by, &err));
    put(s, known, COUNT(known)); /* A was not weighed until now */
    assert_int_equal(refused(s, weighed_anew, COUNT(weighed_anew), "stays"), ERR_CONFLICT);
    arena_free(a);
    store_close(s);
}

static void everybody_scores_but_those_who_come_from_there(void **state)
{
    const struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct indicators in;
    struct scorer *who;
    size_t n;

    put(s, plain, COUNT(plain));
    in = tree_of(s, a, TITLE_DEMO_CITY);
    assert_true(store_scorers(s, a, &beijing, &in, &who, &n, NULL));
    assert_int_equal(n, 2);
    assert_int_equal(who[0].person, HUNAN);
    assert_string_equal(who[0].name, "from-hunan");
    assert_string_equal(who[0].unit, "430000");
    assert_int_equal(who[1].person, TIBET);
    assert_true(who[0].values[1] == SCORE_NONE && who[0].at == MOMENT_NONE);
    assert_true(store_scorers(s, a, &hunan, &in, &who, &n, NULL));
    assert_int_equal(n, 2);
    assert_int_equal(who[0].person, BEIJING);
    assert_true(store_scorers(s, a, &a_county, &in, &who, &n, NULL));
    assert_int_equal(n, 3);
    arena_free(a);
    store_close(s);
}

static void the_newest_score_of_a_leaf_counts_and_each_application_has_its_own(void **state)
{
    const struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct indicators in;
    struct scorer *who, mine;
    size_t n;
    bool scored;

    put(s, plain, COUNT(plain));
    assert_true(store_scored(s, "2023", TITLE_DEMO_CITY, &scored, NULL));
    assert_false(scored);
    hand_in(s, &beijing, HUNAN, (const struct score_item[]){{1, 8000, "first"}, {2, 100, ""}}, 2,
            AT + 1);
    hand_in(s, &hunan, BEIJING, (const struct score_item[]){{1, 1, ""}}, 1, AT + 2);
    hand_in(s, &beijing, HUNAN, (const struct score_item[]){{1, 8750, "again"}}, 1, AT + 3);
    assert_true(store_scored(s, "2023", TITLE_DEMO_CITY, &scored, NULL));
    assert_true(scored);
    assert_true(store_scored(s, "2023", TITLE_DEMO_COUNTY, &scored, NULL));
    assert_false(scored);

    in = tree_of(s, a, TITLE_DEMO_CITY);
    assert_true(store_scorers(s, a, &beijing, &in, &who, &n, NULL));
    assert_int_equal(who[0].values[1], 8750);
    assert_string_equal(who[0].notes[1], "again");
    assert_int_equal(who[0].values[2], 100);
    assert_int_equal(who[0].at, AT + 3);
    assert_int_equal(who[1].values[1], SCORE_NONE);
    assert_true(store_scorer(s, a, &hunan, &in, BEIJING, &mine, NULL));
    assert_int_equal(mine.values[1], 1);
    assert_true(store_scorer(s, a, &hunan, &in, TIBET, &mine, NULL));
    assert_true(mine.values[1] == SCORE_NONE && mine.at == MOMENT_NONE);
    arena_free(a);
    store_close(s);
}

static void who_counts_is_settled_when_scores_are_closed(void **state)
{
    const struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    const struct act_by by = person(NATIONAL, AT + 9);
    struct err why = {0};
    struct indicators in;
    struct scorer *who;
    struct expert *experts;
    moment_t closed;
    size_t n;

    put(s, plain, COUNT(plain));
    in = tree_of(s, a, TITLE_DEMO_CITY);
    IN_A_CHANGE(s, store_expert_end(s, TIBET, "2023", &by, &err));
    assert_true(store_scorers(s, a, &beijing, &in, &who, &n, NULL));
    assert_int_equal(n, 1);
    assert_true(store_scores_closed(s, "2023", TITLE_DEMO_CITY, &closed, NULL));
    assert_true(closed == MOMENT_NONE);

    IN_A_CHANGE(s, store_scores_close(s, "2023", TITLE_DEMO_CITY, &by, &err));
    assert_true(store_scores_closed(s, "2023", TITLE_DEMO_CITY, &closed, NULL));
    assert_int_equal(closed, AT + 9);
    assert_true(store_scores_closed(s, "2023", TITLE_DEMO_COUNTY, &closed, NULL));
    assert_true(closed == MOMENT_NONE);
    IN_A_CHANGE(s, store_expert_end(s, HUNAN, "2023", &by, &err));
    IN_A_CHANGE(s, store_expert_name(s, TIBET, "2023", "540000", &by, &err));
    assert_true(store_scorers(s, a, &beijing, &in, &who, &n, NULL));
    assert_int_equal(n, 1);
    assert_int_equal(who[0].person, HUNAN);
    assert_true(store_scorers(s, a, &a_county, &in, &who, &n, NULL)); /* not closed */
    assert_int_equal(n, 2);
    assert_true(store_experts(s, a, "2023", &experts, &n, NULL));
    assert_int_equal(n, 3);
    assert_int_equal(experts[0].ended, AT + 9);
    assert_true(experts[2].ended == MOMENT_NONE);

    assert_true(store_begin(s, NULL));
    assert_false(store_scores_close(s, "2023", TITLE_DEMO_CITY, &by, &why));
    store_rollback(s);
    assert_int_equal(why.kind, ERR_CONFLICT);
    arena_free(a);
    store_close(s);
}

/* ---- what was done behind the register's back ---- */

static void the_check_sees_what_was_done_to_a_sheet(void **state)
{
    static const char ANYTHING[] =
        "DROP TRIGGER score_stays; DROP TRIGGER score_kept; DROP TRIGGER score_sheet_stays;"
        " DROP TRIGGER score_sheet_kept;";
    static const struct harm rows[] = {
        {"UPDATE score SET value = 8001 WHERE value = 8000", "score sheet 1: it was changed"},
        {"UPDATE score SET note = 'x' WHERE value = 8000", "score sheet 1: it was changed"},
        {"UPDATE score_sheet SET person = 4 WHERE id = 1", "score sheet 1: it was changed"},
        {"DELETE FROM score WHERE sheet = 1", "score sheet 1: there is no score on it"},
        {"DELETE FROM score WHERE sheet = 2; DELETE FROM score_sheet WHERE id = 2",
         "the chain knows of more"},
        {"UPDATE score_sheet SET digest = zeroblob(32) WHERE id = 2",
         "score sheet 2: the chain does not know it"},
        {"INSERT INTO score_sheet SELECT 3, application, person, salt, digest, at_ms"
         " FROM score_sheet WHERE id = 2; INSERT INTO score SELECT 3, indicator, value, note"
         " FROM score WHERE sheet = 2",
         "score sheet 3: the chain does not know it"},
        {"UPDATE application SET track = 'demo-county' WHERE id = 1", "another round or track"},
        {"UPDATE score SET indicator = 1 WHERE sheet = 2", "made up of others"},
        {"UPDATE indicator SET position = 9 WHERE code = 'A'", "are no tree"},
        {"UPDATE indicator SET weight = 5999 WHERE code = 'B'",
         "indicators/2023/demo-city: it is not what entry"},
        {"UPDATE indicator SET track = 'demo-county'",
         "indicators/2023/demo-county: the chain knows of no set-indicators"},
        {"UPDATE indicator SET track = 'demo-town' WHERE id = 3", "there is no track demo-town"},
    };
    const struct place *at = *state;
    struct store *s = staged(at->file);

    put(s, plain, COUNT(plain));
    hand_in(s, &beijing, HUNAN, (const struct score_item[]){{1, 8000, "n"}, {2, 100, ""}}, 2,
            AT + 1);
    hand_in(s, &hunan, BEIJING, (const struct score_item[]){{1, 7000, ""}}, 1, AT + 2);
    store_close(s);
    assert_check_sees(at, check_scores, ANYTHING, rows, COUNT(rows));
}

static void sheets_are_only_added_to(void **state)
{
    static const char *const rows[] = {"UPDATE score SET value = 1", "DELETE FROM score",
                                       "UPDATE score_sheet SET at_ms = 1",
                                       "DELETE FROM score_sheet"};
    const struct place *at = *state;
    struct store *s = staged(at->file);

    put(s, plain, COUNT(plain));
    hand_in(s, &beijing, HUNAN, (const struct score_item[]){{1, 8000, ""}}, 1, AT + 1);
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_true(store_begin(s, NULL));
        assert_false(db_exec(s->db, rows[i], NULL));
        store_rollback(s);
    }
    store_close(s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        IN_PLACE(no_tree_is_shipped),
        IN_PLACE(a_tree_comes_back_as_it_was_entered_and_the_one_before_stays),
        IN_PLACE(a_round_that_is_not_there_has_no_tree),
        IN_PLACE(once_scored_only_weights_may_differ_and_once_closed_only_unknown_ones),
        IN_PLACE(everybody_scores_but_those_who_come_from_there),
        IN_PLACE(the_newest_score_of_a_leaf_counts_and_each_application_has_its_own),
        IN_PLACE(who_counts_is_settled_when_scores_are_closed),
        IN_PLACE(the_check_sees_what_was_done_to_a_sheet),
        IN_PLACE(sheets_are_only_added_to),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
