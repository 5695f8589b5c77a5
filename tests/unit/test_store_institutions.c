/* The directory of institutions: one code stands once, stays do not overlap, a serious record costs
 * the place in the same change and bars the way back, nothing is ever lost, and harm is found. */
#include "directory_in_place.h"

static struct institution_records records_of(struct store *s, struct arena *a, int64_t id)
{
    struct institution_records r;
    struct err err = {0};

    if (!store_institution_records(s, a, id, &r, &err))
        fail_msg("%s", err.text);
    return r;
}

static enum err_kind leave(struct store *s, int64_t id, const char *exited, const char *today,
                           moment_t now)
{
    const struct act_by by = officer_at(now);
    const struct institution_stay st = {.institution = id,
                                        .exited = day(exited),
                                        .exit_kind = EXIT_LEFT,
                                        .exit_reason = "迁址",
                                        .source = "函"};

    return TRY(s, store_institution_exit(s, &st, day(today), &by, &err));
}

static enum err_kind come_back(struct store *s, int64_t id, const char *admitted, moment_t now)
{
    const struct act_by by = officer_at(now);
    const struct institution_stay st = {
        .institution = id, .admitted = day(admitted), .admission_reason = "再申请", .source = "函"};

    return TRY(s, store_institution_return(s, &st, &by, &err));
}

static enum err_kind accuse(struct store *s, int64_t id, bool serious, const char *from,
                            moment_t now, struct institution_misconduct *m, bool *exited)
{
    const struct act_by by = officer_at(now);

    *m = (struct institution_misconduct){.institution = id,
                                         .kind = MISCONDUCT_FILINGS,
                                         .day = day("2026-02-01"),
                                         .serious = serious,
                                         .document = "处罚决定"};
    return TRY(s, store_institution_sanction(s, m, day(from), &by, exited, &err));
}

static void one_code_stands_once_in_a_directory(void **state)
{
    struct place *p = *state;
    struct store *s = zoned(p->file);
    int64_t first, again;

    assert_int_equal(admit(s, 1, "2026-01-01", 2000, &first), ERR_NONE);
    assert_int_equal(admit(s, 1, "2026-03-01", 3000, &again), ERR_CONFLICT);
    assert_int_equal(leave(s, first, "2026-02-01", "2026-02-01", 4000), ERR_NONE);
    assert_int_equal(admit(s, 1, "2026-03-01", 5000, &again), ERR_CONFLICT); /* it has an entry */
    assert_int_equal(admit(s, 2, "2026-03-01", 6000, &again), ERR_NONE);
    assert_int_equal(again, first + 1);
    assert_nothing_found(s);
    store_close(s);
}

static void many_are_admitted_or_none(void **state)
{
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct institution_draft drafts[3];
    char codes[3][USCC_TEXT];
    double lon_lat[6] = {118.8, 31.9};
    const struct act_by by = officer_at(2000);
    int64_t first, before;

    for (int i = 0; i < 3; i++)
        drafts[i] = (struct institution_draft){.name = "某所",
                                               .uscc = code_of(i, codes[i]),
                                               .size = SIZE_ABOVE,
                                               .has_point = i == 0,
                                               .given = {118.8, 31.9},
                                               .datum = i == 0 ? "cgcs2000" : NULL,
                                               .admitted = day("2026-01-01"),
                                               .reason = "申请",
                                               .source = "函"};
    assert_int_equal(admit(s, 2, "2026-01-01", 1500, &first), ERR_NONE);
    before = revision_of(s);
    assert_int_equal(
        TRY(s, store_institutions_admit(s, ZONE, drafts, 3, lon_lat, &by, &first, &err)),
        ERR_CONFLICT);
    assert_int_equal(standing_on(s, "2026-01-01"), 1);
    assert_int_equal(revision_of(s), before);
    assert_int_equal(
        TRY(s, store_institutions_admit(s, ZONE, drafts, 2, lon_lat, &by, &first, &err)), ERR_NONE);
    assert_int_equal(standing_on(s, "2026-01-01"), 3);
    assert_int_equal(standing_on(s, "2025-12-31"), 0);
    assert_int_equal(revision_of(s), before + 1);
    assert_nothing_found(s);
    store_close(s);
}

static void stays_do_not_overlap(void **state)
{
    struct place *p = *state;
    struct store *s = zoned(p->file);
    int64_t id;

    assert_int_equal(admit(s, 1, "2026-01-01", 2000, &id), ERR_NONE);
    assert_int_equal(come_back(s, id, "2026-03-01", 2100), ERR_WRONG_STATE); /* it is there */
    assert_int_equal(leave(s, id, "2025-12-31", "2026-02-01", 2200), ERR_BAD_BODY);
    assert_int_equal(leave(s, id, "2026-06-01", "2026-02-01", 2300), ERR_NONE); /* announced */
    assert_int_equal(standing_on(s, "2026-05-31"), 1);
    assert_int_equal(standing_on(s, "2026-06-01"), 0);
    assert_int_equal(leave(s, id, "2026-04-01", "2026-02-01", 2400), ERR_NONE); /* sooner */
    assert_int_equal(standing_on(s, "2026-05-31"), 0);
    assert_int_equal(leave(s, id, "2026-05-01", "2026-04-01", 2500), ERR_WRONG_STATE);
    assert_int_equal(come_back(s, id, "2026-03-31", 2600), ERR_BAD_BODY);
    assert_int_equal(come_back(s, id, "2026-04-01", 2700), ERR_NONE);
    assert_int_equal(standing_on(s, "2026-04-01"), 1);
    assert_int_equal(come_back(s, 99, "2026-04-01", 2800), ERR_NOT_FOUND);
    assert_nothing_found(s);
    store_close(s);
}

static void a_serious_record_costs_the_place_and_bars_the_way_back(void **state)
{
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct arena *a = arena_new();
    struct institution_misconduct minor, serious;
    int64_t id, before;
    bool exited;

    assert_int_equal(admit(s, 1, "2026-01-01", 2000, &id), ERR_NONE);
    assert_int_equal(accuse(s, id, false, "2026-03-01", 2100, &minor, &exited), ERR_NONE);
    assert_false(exited);
    assert_int_equal(standing_on(s, "2026-03-01"), 1);
    before = revision_of(s);
    assert_int_equal(accuse(s, id, true, "2026-03-01", 2200, &serious, &exited), ERR_NONE);
    assert_true(exited);
    assert_int_equal(revision_of(s), before + 1); /* record and exit are one change */
    assert_int_equal(standing_on(s, "2026-02-28"), 1);
    assert_int_equal(standing_on(s, "2026-03-01"), 0);
    struct institution_records r = records_of(s, a, id);
    assert_int_equal(r.stays[r.n_stays - 1].exit_kind, EXIT_SANCTION);
    assert_int_equal(r.stays[r.n_stays - 1].misconduct, serious.id);

    assert_int_equal(come_back(s, id, "2026-06-01", 2300), ERR_WRONG_STATE);
    assert_int_equal(come_back(s, id, "2099-01-01", 2400), ERR_WRONG_STATE);
    assert_int_equal(admit(s, 1, "2026-06-01", 2500, &before), ERR_CONFLICT); /* nor anew */
    serious.lifted = day("2026-07-01");
    serious.lifted_by = "复议决定";
    const struct act_by by = officer_at(2600);
    assert_int_equal(TRY(s, store_institution_lift(s, &serious, &by, &err)), ERR_NONE);
    assert_int_equal(come_back(s, id, "2026-06-30", 2700), ERR_WRONG_STATE);
    assert_int_equal(come_back(s, id, "2026-07-01", 2800), ERR_NONE);
    assert_int_equal(standing_on(s, "2026-07-01"), 1);
    serious.id = 77;
    assert_int_equal(TRY(s, store_institution_lift(s, &serious, &by, &err)), ERR_NOT_FOUND);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static void a_sanction_also_ends_what_was_only_announced(void **state)
{
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct institution_misconduct m;
    int64_t id;
    bool exited;

    assert_int_equal(admit(s, 1, "2026-09-01", 2000, &id), ERR_NONE);
    assert_int_equal(accuse(s, id, true, "2026-03-01", 2100, &m, &exited), ERR_NONE);
    assert_true(exited);
    assert_int_equal(standing_on(s, "2026-09-01"), 0);
    assert_int_equal(standing_on(s, "2027-09-01"), 0);
    assert_nothing_found(s);
    store_close(s);
}

static void what_it_was_before_is_still_told(void **state)
{
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct arena *a = arena_new();
    const struct act_by by = officer_at(3000), later = officer_at(4000);
    int64_t id;

    assert_int_equal(admit(s, 1, "2026-01-01", 2000, &id), ERR_NONE);
    struct institution now = {.id = id,
                              .name = "新名所",
                              .size = SIZE_ABOVE,
                              .since = day("2026-05-01"),
                              .source = "变更登记"};
    assert_int_equal(TRY(s, store_institution_change(s, &now, &by, &err)), ERR_NONE);
    struct institution_records r = records_of(s, a, id);
    assert_int_equal(r.n_rows, 3);
    for (size_t i = 0; i < r.n_rows; i++) {
        const struct institution *row = &r.rows[i];

        if (institution_row_shown(row, day("2026-04-30"), MOMENT_NONE) ||
            institution_row_shown(row, day("2026-05-01"), 2999))
            assert_string_equal(row->name, "第1所");
        if (institution_row_shown(row, day("2026-05-01"), MOMENT_NONE)) {
            assert_string_equal(row->name, "新名所");
            assert_string_equal(row->uscc, r.rows[0].uscc);
        }
    }
    now.name = "更正名所"; /* the same day once more: put right */
    assert_int_equal(TRY(s, store_institution_change(s, &now, &later, &err)), ERR_NONE);
    r = records_of(s, a, id);
    assert_int_equal(r.n_rows, 4);
    now.since = day("2025-12-31");
    assert_int_equal(TRY(s, store_institution_change(s, &now, &later, &err)), ERR_BAD_BODY);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static void an_assessment_replaces_that_of_its_year(void **state)
{
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct arena *a = arena_new();
    struct institution_assessment as = {.year = 2026, .grade = "良好", .document = "通报"};
    const struct act_by by = officer_at(3000);
    int64_t id;

    assert_int_equal(admit(s, 1, "2026-01-01", 2000, &id), ERR_NONE);
    as.institution = id;
    assert_int_equal(TRY(s, store_institution_assess(s, &as, &by, &err)), ERR_NONE);
    as.grade = "优秀";
    assert_int_equal(TRY(s, store_institution_assess(s, &as, &by, &err)), ERR_NONE);
    struct institution_records r = records_of(s, a, id);
    assert_int_equal(r.n_assessments, 2);
    assert_true(r.assessments[0].retracted != MOMENT_NONE);
    assert_string_equal(r.assessments[1].grade, "优秀");
    assert_int_equal(r.assessments[1].retracted, MOMENT_NONE);
    assert_nothing_found(s);
    arena_free(a);
    store_close(s);
}

static void harm_done_behind_its_back_is_found(void **state)
{
    static const struct {
        const char *sql, *says;
        bool seal;
    } rows[] = {
        {"UPDATE institution SET name = 'x' WHERE id = 1", "institution 1: the row was changed",
         false},
        {"DELETE FROM institution_misconduct", "institution_misconduct: rows are missing", false},
        {"UPDATE institution SET zone = 'nowhere' WHERE id = 1", "a zone that does not exist",
         true},
        {"UPDATE institution SET uscc = (SELECT uscc FROM institution WHERE id = 2) WHERE id = 1",
         "have the same code", true},
        {"UPDATE institution SET uscc = '913201150000000000' WHERE id = 1",
         "is no unified social credit code", true},
        {"UPDATE institution_stay SET institution = 9 WHERE institution = 1",
         "is of institution 9, which does not exist", true},
        {"UPDATE institution_stay SET exited = NULL, exit_kind = NULL, exit_reason = NULL,"
         " misconduct = NULL WHERE misconduct IS NOT NULL",
         "though its serious record 1 stands", true},
        {"UPDATE institution_misconduct SET serious = 0", "which is not there or not serious",
         true},
        {"UPDATE institution_stay SET exited = '2026-06-01' WHERE institution = 2 AND retracted_ms"
         " IS NULL AND exited IS NOT NULL",
         "runs into the one from 2026-05-01", true},
    };
    struct place *p = *state;
    struct store *s = zoned(p->file);
    struct institution_misconduct m;
    int64_t id;
    bool exited;

    assert_int_equal(admit(s, 1, "2026-01-01", 2000, &id), ERR_NONE);
    assert_int_equal(accuse(s, id, true, "2026-03-01", 2100, &m, &exited), ERR_NONE);
    assert_int_equal(admit(s, 2, "2026-01-01", 2200, &id), ERR_NONE);
    assert_int_equal(leave(s, id, "2026-04-01", "2026-04-01", 2300), ERR_NONE);
    assert_int_equal(come_back(s, id, "2026-05-01", 2400), ERR_NONE);
    assert_nothing_found(s);
    store_close(s);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct said said;
        char command[256];

        snprintf(command, sizeof command, "cp '%s' '%s'", p->file, p->other);
        assert_int_equal(system(command), 0);
        s = opened(p->other, STORE_WRITE);
        assert_true(db_exec(s->db, rows[i].sql, NULL));
        for (int t = 0; rows[i].seal && t < (int)INSTITUTION_TABLES; t++)
            assert_true(digest_seal(s, &institution_tables[t], NULL));
        if (findings_of(s, &said) == 0 || !strstr(said.text, rows[i].says))
            fail_msg("%s: %s", rows[i].sql, said.text);
        store_close(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(one_code_stands_once_in_a_directory),
        IN_PLACE(many_are_admitted_or_none),
        IN_PLACE(stays_do_not_overlap),
        IN_PLACE(a_serious_record_costs_the_place_and_bars_the_way_back),
        IN_PLACE(a_sanction_also_ends_what_was_only_announced),
        IN_PLACE(what_it_was_before_is_still_told),
        IN_PLACE(an_assessment_replaces_that_of_its_year),
        IN_PLACE(harm_done_behind_its_back_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
