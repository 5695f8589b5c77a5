/* test_store_proposals.c - proposals and reports as they are kept: what could be a row of the
 * register, one revision for what is accepted, and that nothing is changed without a trace. */
#include "claims_in_place.h"
#include "store/audit.h"
#include "store/proposals_check.h"
#include "store/proposals_facts.h"
#include "store/titles.h"

enum { AT = 5000, NATIONAL = 1, JIANGSU, HUNAN };

static const struct act_by by_national = {.person = NATIONAL, .now = AT + 1};
static const struct act_by by_jiangsu = {.person = JIANGSU, .now = AT};

static struct store *staged(const char *path)
{
    static const struct {
        const char *name;
        enum role role;
        const char *unit;
    } people[] = {{"national", ROLE_NATIONAL, NULL},
                  {"jiangsu", ROLE_PROVINCE, "320000"},
                  {"hunan", ROLE_PROVINCE, "430000"}};
    const struct act_by command = {.command = "cli:wang", .now = AT};
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
    return s;
}

/* title 0: one that is missing. */
static struct proposal of(int64_t title, enum title_kind kind, const char *holder,
                          const char *batch, const char *since, const char *until)
{
    return (struct proposal){.unit = "320000",
                             .what = title ? PROPOSAL_WRONG : PROPOSAL_MISSING,
                             .title = title,
                             .kind = kind,
                             .holder = holder,
                             .batch = batch,
                             .since = day(since),
                             .until = day(until),
                             .document = "文〔2022〕1号",
                             .evidence = "附件",
                             .person = JIANGSU};
}

static struct proposal missing(void)
{
    return of(0, TITLE_PILOT_CITY, "320200", "2022-city", "2022-07-01", "2025-06-30");
}

/* Title 4 is the pilot county 宜兴市. */
static struct proposal wrong(void)
{
    return of(4, TITLE_PILOT_COUNTY, "320282", "2022-county", "2023-01-01", "2025-07-31");
}

/* ---- what fits ---- */

static void what_could_not_be_a_row_is_refused_at_the_member_at_fault(void **state)
{
    static const struct {
        const char *name;
        int64_t title;
        enum title_kind kind;
        const char *holder, *batch, *since, *until;
        enum err_kind refused; /* ERR_NONE: it fits */
        const char *field, *zh;
    } rows[] = {
        {"one that is missing", 0, TITLE_PILOT_CITY, "320200", "2022-city", "2022-07-01",
         "2025-06-30", ERR_NONE, NULL, NULL},
        {"one that is wrong", 4, TITLE_PILOT_COUNTY, "320282", "2022-county", "2023-01-01",
         "2025-07-31", ERR_NONE, NULL, NULL},
        {"days that are not known", 0, TITLE_PILOT_CITY, "320200", "2022-city", NULL, NULL,
         ERR_NONE, NULL, NULL},
        {"no holder", 0, TITLE_PILOT_CITY, NULL, "2022-city", NULL, NULL, ERR_BAD_BODY, "holder",
         "六位代码"},
        {"a code that was replaced", 0, TITLE_PILOT_CITY, "540422", "2022-city", NULL, NULL,
         ERR_BAD_BODY, "holder", "已变更为 540481"},
        {"a code that never was", 0, TITLE_PILOT_CITY, "329999", "2022-city", NULL, NULL,
         ERR_BAD_BODY, "holder", "没有代码"},
        {"a county on a city list", 0, TITLE_PILOT_CITY, "320115", "2022-city", NULL, NULL,
         ERR_BAD_BODY, "holder", "类型"},
        {"no list", 0, TITLE_PILOT_CITY, "320200", NULL, NULL, NULL, ERR_BAD_BODY, "batch",
         "尚未登记"},
        {"another list", 0, TITLE_PILOT_CITY, "320200", "1999", NULL, NULL, ERR_BAD_BODY, "batch",
         "尚未登记"},
        {"too early", 0, TITLE_PILOT_CITY, "320200", "2022-city", "2022-06-30", NULL, ERR_BAD_BODY,
         "since", "期限"},
        {"backwards", 0, TITLE_PILOT_CITY, "320200", "2022-city", "2022-08-01", "2022-07-31",
         ERR_BAD_BODY, "until", "早于"},
        {"a park with a code", 0, TITLE_DEMO_PARK, "320200", "2022-park", NULL, NULL, ERR_BAD_BODY,
         "name", "名称"},
        {"the same again", 0, TITLE_PILOT_COUNTY, "320282", "2022-county", "2022-08-01",
         "2025-07-31", ERR_CONFLICT, "holder", "已登记，编号 4"},
        {"a title that is not there", 99, TITLE_PILOT_COUNTY, "320282", "2022-county", NULL, NULL,
         ERR_BAD_BODY, "title", "没有编号"},
        {"a title of another unit", 1, TITLE_PILOT_COUNTY, "320282", "2022-county", NULL, NULL,
         ERR_NOT_YOUR_PROVINCE, "title", "不属于"},
    };
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct proposal p = of(rows[i].title, rows[i].kind, rows[i].holder, rows[i].batch,
                                     rows[i].since, rows[i].until);
        struct err err = {0};
        struct title row;
        bool fits = store_proposal_fits(s, a, &p, &row, &err);

        if (fits != (rows[i].refused == ERR_NONE) || err.kind != rows[i].refused ||
            (!fits && (strcmp(err.field, rows[i].field) != 0 || !strstr(err.zh, rows[i].zh))))
            fail_msg("%s: %s (%s): %s", rows[i].name, err_kind_slug(err.kind), err.field, err.zh);
    }
    arena_free(a);
    store_close(s);
}

static void a_correction_must_correct_something(void **state)
{
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct proposal p = wrong();
    struct err err = {0};
    struct title row;

    p.since = day("2022-08-01"); /* as it is on record, and by the page it was read from */
    p.url = "https://example.org/1";
    assert_false(store_proposal_fits(s, a, &p, &row, &err));
    assert_int_equal(err.kind, ERR_BAD_BODY);
    assert_string_equal(err.field, "title");
    arena_free(a);
    store_close(s);
}

static void a_list_that_is_full_takes_no_more(void **state)
{
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct proposal p = missing();
    struct err why = {0};
    struct title row;

    IN_A_CHANGE(s, db_exec(s->db, "UPDATE roster SET declared = 1 WHERE id = 2", &err) &&
                       digest_seal(s, &claim_tables[ROWS_ROSTER], &err));
    assert_false(store_proposal_fits(s, a, &p, &row, &why));
    assert_int_equal(why.kind, ERR_CONFLICT);
    assert_string_equal(why.field, "batch");
    arena_free(a);
    store_close(s);
}

/* ---- what becomes of one; each step with its entry in the chain, as the service does it ---- */

static void tell(struct store *s, const char *action, const char *object, struct buf *facts)
{
    struct arena *a = arena_new();
    const struct audit_entry e = {.at = AT,
                                  .person = NATIONAL,
                                  .action = action,
                                  .object = object,
                                  .outcome = "done",
                                  .detail = arena_printf(a, "{\"after\":%s}", facts->data)};

    IN_A_CHANGE(s, audit_append(s, &e, &err));
    buf_free(facts);
    arena_free(a);
}

static int64_t propose(struct store *s, struct proposal p)
{
    struct buf facts = {0};
    char object[32];
    int64_t id = 0;

    IN_A_CHANGE(s, store_proposal_add(s, &p, &by_jiangsu, &id, &err));
    snprintf(object, sizeof object, "proposal/%lld", (long long)id);
    proposal_facts(&facts, &p);
    tell(s, "propose-title", object, &facts);
    return id;
}

static struct proposal decide(struct store *s, struct arena *a, int64_t id, bool accept)
{
    struct proposal after = {0};
    struct buf facts = {0};
    char object[32];

    IN_A_CHANGE(s, store_proposal_decide(s, a, id, accept, "核对原件", &by_national, &after, &err));
    snprintf(object, sizeof object, "proposal/%lld", (long long)id);
    proposal_decision_facts(&facts, &after);
    tell(s, "decide-proposal", object, &facts);
    return after;
}

static const struct title *title_at(struct store *s, struct arena *a, int64_t id)
{
    struct title *all;
    size_t n;

    assert_true(store_titles(s, a, &all, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        if (all[i].id == id)
            return &all[i];
    }
    return NULL;
}

static void what_is_accepted_is_a_row_at_one_revision(void **state)
{
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    int64_t before = revision_of(s), first = propose(s, missing()), second = propose(s, wrong());
    struct proposal p;

    assert_int_equal(revision_of(s), before);
    p = decide(s, a, first, true);
    assert_int_equal(revision_of(s), before + 1);
    const struct title *t = title_at(s, a, p.made);
    assert_string_equal(t->name, "无锡市");
    assert_string_equal(t->unit, "320000");
    assert_int_equal(t->confidence, CONFIDENCE_STATED);
    assert_int_equal(t->source_kind, SOURCE_REGISTER);
    assert_string_equal(t->source, "文〔2022〕1号");
    assert_null(title_url(t));

    p = decide(s, a, second, true);
    assert_int_equal(revision_of(s), before + 2);
    t = title_at(s, a, p.made);
    assert_int_equal(t->since, day("2023-01-01"));
    assert_true(title_at(s, a, 4)->retracted == t->recorded);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static void what_is_declined_changes_nothing_and_is_decided_once(void **state)
{
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    int64_t before = revision_of(s), id = propose(s, missing());
    struct proposal p = decide(s, a, id, false);
    struct err err = {0};

    assert_int_equal(p.state, PROPOSAL_DECLINED);
    assert_int_equal(p.made, 0);
    assert_int_equal(revision_of(s), before);
    assert_true(store_begin(s, NULL));
    assert_false(store_proposal_decide(s, a, id, true, "x", &by_national, &p, &err));
    assert_int_equal(err.kind, ERR_CONFLICT);
    err = (struct err){0};
    assert_false(store_proposal_decide(s, a, 99, true, "x", &by_national, &p, &err));
    assert_int_equal(err.kind, ERR_NOT_FOUND);
    store_rollback(s);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static void a_title_that_stands_in_the_place_of_another_is_not_corrected(void **state)
{
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    const struct revision r = {.recorded = AT, .who = "a test", .source = "函"};
    struct proposal p = wrong();
    struct err why = {0};
    struct title row, other = title_of(TITLE_PILOT_COUNTY, "320115", NULL, "2022-county",
                                       "2022-08-01", "2025-07-31");
    int64_t id = 0;

    IN_A_CHANGE(s, store_title_add(s, &other, &r, &id, &err) &&
                       store_title_supersede(s, id, 4, day("2023-01-01"), &r, &err));
    assert_false(store_proposal_fits(s, a, &p, &row, &why));
    assert_int_equal(why.kind, ERR_CONFLICT);
    assert_string_equal(why.field, "title");
    arena_free(a);
    store_close(s);
}

static void the_same_is_not_proposed_twice_while_it_is_open(void **state)
{
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct proposal p = missing(), *rows;
    struct err why = {0};
    int64_t id = propose(s, p), total;
    size_t n;

    assert_true(store_begin(s, NULL));
    assert_false(store_proposal_add(s, &p, &by_jiangsu, &id, &why));
    assert_int_equal(why.kind, ERR_CONFLICT);
    store_rollback(s);
    decide(s, a, id, false);
    assert_int_equal(propose(s, p), id + 1);
    const struct proposal_filter open = {.unit = "320000", .state = PROPOSAL_OPEN, .limit = 10};
    assert_true(store_proposals(s, a, &open, &rows, &n, &total, NULL));
    assert_true(n == 1 && total == 1 && rows[0].id == id + 1);
    assert_int_equal(rows[0].since, day("2022-07-01"));
    const struct proposal_filter others = {.unit = "430000", .state = -1, .limit = 10};
    assert_true(store_proposals(s, a, &others, &rows, &n, &total, NULL));
    assert_true(n == 0 && total == 0);
    arena_free(a);
    store_close(s);
}

/* ---- reports ---- */

static int64_t report(struct store *s, const char *about, const char *contact)
{
    struct arena *a = arena_new();
    struct entry_report r = {.text = "有误"};
    const struct act_by by = {.command = "public", .now = AT};
    char hex[SHA256_HEX], object[32];
    struct buf facts = {0};
    int64_t id = 0;

    IN_A_CHANGE(s,
                store_entry_about(s, a, about, &r.about, &err) &&
                    (!contact || personal_put(s, "reporter", contact, AT, &r.contact, hex, &err)) &&
                    store_entry_report_add(s, &r, &by, &id, &err));
    snprintf(object, sizeof object, "report/%lld", (long long)id);
    entry_report_facts(&facts, &r, contact ? hex : NULL);
    tell(s, "report-entry", object, &facts);
    arena_free(a);
    return id;
}

static void answer(struct store *s, int64_t id)
{
    struct arena *a = arena_new();
    struct buf facts = {0};
    struct entry_report r;
    char object[32];

    IN_A_CHANGE(s, store_entry_report_answer(s, id, "已核对", &by_national, &err));
    assert_true(store_entry_report(s, a, id, &r, NULL));
    snprintf(object, sizeof object, "report/%lld", (long long)id);
    entry_report_answer_facts(&facts, &r);
    tell(s, "answer-report", object, &facts);
    arena_free(a);
}

static void reports_are_about_what_there_is(void **state)
{
    static const struct {
        const char *said, *about; /* NULL: refused */
    } rows[] = {
        {"110108", "place/110108"},
        {"1", "title/1"},
        {"title/1", "title/1"},
        {"540422", NULL},
        {"999999", NULL},
        {"title/99", NULL},
        {"99", NULL},
        {"", NULL},
        {"海淀区", NULL},
        {"-1", NULL},
        {"1x", NULL},
        {"place/110108", NULL},
        {"1; DROP TABLE x", NULL},
        {"0", NULL},
        {"99999999999999999999999", NULL},
    };
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();

    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *about = NULL;
        struct err err = {0};
        bool ok = store_entry_about(s, a, rows[i].said, &about, &err);

        if (ok != (rows[i].about != NULL) || (ok && strcmp(about, rows[i].about) != 0) ||
            (!ok && (err.kind != ERR_BAD_BODY || strcmp(err.field, "about") != 0)))
            fail_msg("'%s': %s %s", rows[i].said, about ? about : "-", err.text);
    }
    arena_free(a);
    store_close(s);
}

static void a_report_is_new_until_it_is_answered_and_that_once(void **state)
{
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct entry_report *rows;
    struct err why = {0};
    int64_t total, first = report(s, "110108", "李某"), second = report(s, "1", NULL);
    size_t n;

    answer(s, first);
    assert_true(store_entry_reports(s, a, ENTRY_REPORTS_ALL, 10, 0, &rows, &n, &total, NULL));
    assert_true(n == 2 && total == 2 && rows[0].id == second);
    assert_string_equal(rows[0].about_name, "海淀区");
    assert_string_equal(rows[1].answer, "已核对");
    assert_int_equal(rows[1].seen_by, NATIONAL);
    assert_true(store_entry_reports(s, a, ENTRY_REPORTS_NEW, 10, 0, &rows, &n, &total, NULL));
    assert_true(n == 1 && total == 1 && rows[0].id == second);
    assert_true(store_entry_reports(s, a, ENTRY_REPORTS_SEEN, 10, 1, &rows, &n, &total, NULL));
    assert_true(n == 0 && total == 1);
    assert_true(store_begin(s, NULL));
    assert_false(store_entry_report_answer(s, first, "x", &by_national, &why));
    assert_int_equal(why.kind, ERR_CONFLICT);
    store_rollback(s);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

/* ---- what was done behind the register's back ---- */

static void the_check_sees_what_was_done_to_proposals_and_reports(void **state)
{
    static const struct harm rows[] = {
        {"UPDATE proposal SET evidence = 'x' WHERE id = 1", "proposal/1: it is not what entry"},
        {"UPDATE proposal SET person = 3 WHERE id = 1", "proposal/1: it is not what entry"},
        {"UPDATE proposal SET document = 'x' WHERE id = 3", "proposal/3: it is not what entry"},
        {"UPDATE proposal SET reason = 'x' WHERE id = 1", "proposal/1: it is not what entry"},
        {"UPDATE proposal SET state = 'declined', made = NULL WHERE id = 1",
         "proposal/1: it is not what entry"},
        {"UPDATE proposal SET state = 'declined', reason = 'x', decided_by = 1, decided_ms = 1"
         " WHERE id = 3",
         "proposal/3: the chain knows of no decide-proposal"},
        {"UPDATE proposal SET made = 5 WHERE id = 1", "title 5, which came of it, is not what"},
        {"UPDATE title SET retracted_ms = NULL, retracted_in = NULL, retracted_by = NULL"
         " WHERE id = 4",
         "title 4, which it found wrong, still stands"},
        {"UPDATE title SET recorded_in = 1 WHERE id = (SELECT made FROM proposal WHERE id = 2)",
         "was not recorded at the revision"},
        {"UPDATE proposal SET made = (SELECT made FROM proposal WHERE id = 1) WHERE id = 2",
         "came of proposal 1 already"},
        {"UPDATE report SET text = 'x' WHERE id = 1", "report/1: it is not what entry"},
        {"UPDATE report SET contact = NULL WHERE id = 1", "report/1: it is not what entry"},
        {"UPDATE report SET answer = 'x' WHERE id = 1", "report/1: it is not what entry"},
        {"UPDATE report SET about = 'place/999999' WHERE id = 2", "report 2: there is no place"},
        {"INSERT INTO report (about, text, at_ms) VALUES ('title/1', 'x', 1)",
         "report/3: the chain knows of no report-entry"},
    };
    struct place *at = *state;
    struct store *s = staged(at->file);
    struct arena *a = arena_new();
    struct proposal open = missing();

    decide(s, a, propose(s, missing()), true);
    decide(s, a, propose(s, wrong()), true);
    open.holder = "320100";
    propose(s, open);
    answer(s, report(s, "110108", "李某"));
    report(s, "1", NULL);
    arena_free(a);
    store_close(s);
    assert_check_sees(at, check_proposals, NULL, rows, COUNT(rows));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        IN_PLACE(what_could_not_be_a_row_is_refused_at_the_member_at_fault),
        IN_PLACE(a_correction_must_correct_something),
        IN_PLACE(a_list_that_is_full_takes_no_more),
        IN_PLACE(what_is_accepted_is_a_row_at_one_revision),
        IN_PLACE(what_is_declined_changes_nothing_and_is_decided_once),
        IN_PLACE(a_title_that_stands_in_the_place_of_another_is_not_corrected),
        IN_PLACE(the_same_is_not_proposed_twice_while_it_is_open),
        IN_PLACE(reports_are_about_what_there_is),
        IN_PLACE(a_report_is_new_until_it_is_answered_and_that_once),
        IN_PLACE(the_check_sees_what_was_done_to_proposals_and_reports),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
