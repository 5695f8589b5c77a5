/* What a condition says it rests on: the figures, in both languages, within its bounds. */
#include "domain_facts.h"

#include "domain/evidence.h"

#include "base/buf.h"
#include "base/utf8.h"

static void assess(const struct facts *f, const char *code, const char *name,
                   enum place_level level, enum title_kind track, const char *on,
                   struct place_room *room, struct holder *place, struct eligibility *out)
{
    struct view v = facts_view(f, MOMENT_NONE);
    struct question q = {.track = track, .on = day_of(on)};

    *place = facts_holder(f, code, name, level, room);
    eligibility_assess(&v, place, &q, out);
}

static const struct condition *condition_of(const struct eligibility *e, enum condition_id id)
{
    for (size_t i = 0; i < e->n; i++) {
        if (e->conditions[i].rule->id == id)
            return &e->conditions[i];
    }
    fail_msg("no %s", condition_name(id));
    return NULL;
}

static void evidence_names_lists_figures_and_days(void **state)
{
    static const struct {
        const char *code, *name;
        enum place_level level;
        enum title_kind track;
        const char *on;
        enum condition_id id;
        const char *zh, *en; /* must stand in the sentence */
    } rows[] = {
        {"130600", "保定市", LEVEL_PREFECTURE, TITLE_DEMO_CITY, "2023-06-01",
         CONDITION_PILOT_IN_FORCE, "名单 pilot-city/2022-city：公布72个，在录29个，本地区在录不全",
         "list pilot-city/2022-city: declared 72, known 29, incomplete for this unit"},
        {"440500", "汕头市", LEVEL_PREFECTURE, TITLE_DEMO_CITY, "2023-06-01",
         CONDITION_PILOT_IN_FORCE, "不在名单上。", "complete for this unit"},
        {"110106", "丰台区", LEVEL_COUNTY, TITLE_DEMO_CITY, "2022-06-30", CONDITION_PILOT_IN_FORCE,
         "首批名单自2022-07-01起", "earlier national programmes are not covered"},
        {"110106", "丰台区", LEVEL_COUNTY, TITLE_DEMO_CITY, "2023-12-31", CONDITION_PILOT_IN_FORCE,
         "2022-07-01至2025-06-30，国知发运字〔2022〕33号，当日有效", "in force on the day"},
        {"110106", "丰台区", LEVEL_COUNTY, TITLE_DEMO_CITY, "2024-02-01", CONDITION_PILOT_IN_FORCE,
         "试点称号自其首日起被取代", "2024-01-01 to 2026-12-31"},
        {"110106", "丰台区", LEVEL_COUNTY, TITLE_DEMO_CITY, "2024-02-01",
         CONDITION_NOT_ALREADY_TITLED, "国知发运字〔2024〕2号，当日有效", "in force on the day"},
        {"110106", "丰台区", LEVEL_COUNTY, TITLE_DEMO_CITY, "2027-01-01", CONDITION_PILOT_IN_FORCE,
         "已被示范称号取代", "ended on 2026-12-31"},
        {"430200", "株洲市", LEVEL_PREFECTURE, TITLE_DEMO_CITY, "2025-06-30",
         CONDITION_PILOT_IN_FORCE, "可能已升为示范", "may have been raised"},
        {"310104", "徐汇区", LEVEL_COUNTY, TITLE_DEMO_CITY, "2024-02-01",
         CONDITION_NOT_ALREADY_TITLED, "只见于地方方案", "known from a local plan only"},
        {"310104", "徐汇区", LEVEL_COUNTY, TITLE_PILOT_CITY, "2024-02-01",
         CONDITION_NOT_ALREADY_TITLED, "试点：在录名单中没有", "Pilot: Not among"},
        {"320100", "南京市", LEVEL_PREFECTURE, TITLE_DEMO_CITY, "2027-01-01",
         CONDITION_PILOT_IN_FORCE, "最晚到2026-12-31止", "ended on 2026-12-31"},
        {"320115", "江宁区", LEVEL_COUNTY, TITLE_DEMO_CITY, "2023-06-01", CONDITION_PLACE_KIND,
         "320115：市辖区。", "320115: district of a city."},
        {"320115", "江宁区", LEVEL_COUNTY, TITLE_DEMO_CITY, "2023-06-01", CONDITION_PILOT_IN_FORCE,
         "无须再问", "not asked"},
        {"110106", "丰台区", LEVEL_COUNTY, TITLE_DEMO_CITY, "2023-06-01", CONDITION_NOT_BARRED,
         "本系统无记录。", "No bar on record here."},
        {"110106", "丰台区", LEVEL_COUNTY, TITLE_DEMO_CITY, "2023-06-01", CONDITION_LEADERSHIP,
         "没有可以出示的认定", "no finding to show"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct place_room room;
        struct holder place;
        struct eligibility e;
        char zh[EVIDENCE_TEXT], en[EVIDENCE_TEXT];

        assess(*state, rows[i].code, rows[i].name, rows[i].level, rows[i].track, rows[i].on, &room,
               &place, &e);
        evidence_of(&e, condition_of(&e, rows[i].id), false, zh);
        evidence_of(&e, condition_of(&e, rows[i].id), true, en);
        if (!strstr(zh, rows[i].zh) || !strstr(en, rows[i].en))
            fail_msg("row %zu:\n%s\n%s", i, zh, en);
    }
}

static void every_condition_of_every_holder_has_whole_sentences(void **state)
{
    static const char *const days[] = {"2022-06-30", "2023-06-01", "2024-02-01", "2025-07-15",
                                       "2027-01-01"};
    const struct facts *f = *state;

    for (size_t i = 0; i < f->n_titles; i++) {
        const struct title *t = &f->titles[i];

        if (!t->holder)
            continue;
        for (size_t k = 0; k < COUNT(days); k++) {
            struct place_room room;
            struct holder place;
            struct eligibility e;

            assess(f, t->holder, t->name,
                   title_kind_side(t->kind) == SIDE_CITY && strcmp(t->holder + 4, "00") == 0
                       ? LEVEL_PREFECTURE
                       : LEVEL_COUNTY,
                   t->kind, days[k], &room, &place, &e);
            for (size_t c = 0; c < e.n; c++) {
                char text[EVIDENCE_TEXT];

                for (int english = 0; english < 2; english++) {
                    evidence_of(&e, &e.conditions[c], english, text);
                    assert_true(utf8_valid(text, strlen(text)));
                    if (strstr(text, "…") || !*text)
                        fail_msg("%s %s: %s", t->holder, days[k], text);
                }
            }
        }
    }
}

static void a_long_finding_is_cut_at_a_whole_character(void **state)
{
    struct place_room room;
    struct holder place = facts_holder(*state, "441900", "东莞市", LEVEL_PREFECTURE, &room);
    struct view v = facts_view(*state, MOMENT_NONE);

    for (size_t pad = 0; pad < 4; pad++) {
        struct buf long_text = {0};
        char text[EVIDENCE_TEXT];
        struct finding f = {CONDITION_LEADERSHIP, RESULT_MET, "甲", NULL, 19500};
        struct question q = {
            .track = TITLE_DEMO_CITY, .on = 19500, .findings = &f, .n_findings = 1};
        struct eligibility e;

        buf_put(&long_text, "xxx", pad);
        for (int i = 0; i < EVIDENCE_TEXT; i++)
            buf_puts(&long_text, "证");
        f.evidence = long_text.data;
        eligibility_assess(&v, &place, &q, &e);
        evidence_of(&e, condition_of(&e, CONDITION_LEADERSHIP), false, text);
        assert_true(strlen(text) < EVIDENCE_TEXT && strlen(text) > EVIDENCE_TEXT - 8);
        assert_true(utf8_valid(text, strlen(text)));
        assert_string_equal(text + strlen(text) - strlen("…"), "…");
        buf_free(&long_text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(evidence_names_lists_figures_and_days),
        cmocka_unit_test(every_condition_of_every_holder_has_whole_sentences),
        cmocka_unit_test(a_long_finding_is_cut_at_a_whole_character),
    };

    return cmocka_run_group_tests(tests, facts_setup, facts_teardown);
}
