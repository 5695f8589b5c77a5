/* May it apply: places, tracks and days against the published facts.
 *
 * A row's marks are the results of place-kind, pilot-in-force and not-already-titled in this order:
 * m met, n not met, ? unknown, - does not apply, . not asked on this track. */
#include "domain_facts.h"

#include "base/buf.h"
#include "domain/eligibility.h"

static const struct row {
    const char *code, *name;
    enum place_level level;
    const char *track, *on;
    moment_t as_of; /* 0: now */
    const char *marks;
    enum verdict verdict;
} rows[] = {
#define P LEVEL_PREFECTURE
#define C LEVEL_COUNTY
#define NO VERDICT_NOT_ELIGIBLE
#define OPEN VERDICT_UNDETERMINED
    /* A pilot of 2022, a demonstration district from 2024 on. */
    {"110106", "丰台区", C, "demo-city", "2022-06-30", 0, "mnm", NO},
    {"110106", "丰台区", C, "demo-city", "2022-07-01", 0, "mmm", OPEN},
    {"110106", "丰台区", C, "demo-city", "2022-08-01", 0, "mmm", OPEN},
    {"110106", "丰台区", C, "demo-city", "2023-12-31", 0, "mmm", OPEN},
    {"110106", "丰台区", C, "demo-city", "2024-01-01", 0, "mnn", NO},
    {"110106", "丰台区", C, "demo-city", "2024-02-01", 0, "mnn", NO},
    {"110106", "丰台区", C, "demo-city", "2025-07-01", 0, "mnn", NO},
    {"110106", "丰台区", C, "demo-city", "2026-12-31", 0, "mnn", NO},
    {"110106", "丰台区", C, "demo-city", "2027-01-01", 0, "m??", OPEN},
    {"110106", "丰台区", C, "pilot-city", "2022-06-30", 0, "m.m", OPEN},
    {"110106", "丰台区", C, "pilot-city", "2022-08-01", 0, "m.n", NO},
    {"110106", "丰台区", C, "pilot-city", "2024-02-01", 0, "m.n", NO},
    {"110106", "丰台区", C, "pilot-city", "2027-01-01", 0, "m.?", OPEN},
    {"110106", "丰台区", C, "demo-county", "2024-02-01", 0, "n--", NO},
    /* Before the rows of 2024 came, the register said otherwise. */
    {"110106", "丰台区", C, "demo-city", "2023-12-31", AS_OF_BETWEEN, "mmm", OPEN},
    {"110106", "丰台区", C, "demo-city", "2024-02-01", AS_OF_BETWEEN, "mmm", OPEN},
    {"110106", "丰台区", C, "demo-city", "2025-07-01", AS_OF_BETWEEN, "m??", OPEN},
    {"110106", "丰台区", C, "demo-city", "2022-06-30", AS_OF_BETWEEN, "mnm", NO},
    {"430200", "株洲市", P, "demo-city", "2025-06-30", AS_OF_BETWEEN, "mmm", OPEN},
    /* A demonstration district of 2022: the pilot question is answered by its title. */
    {"110108", "海淀区", C, "demo-city", "2022-06-30", 0, "mnm", NO},
    {"110108", "海淀区", C, "demo-city", "2023-06-01", 0, "mnn", NO},
    {"110108", "海淀区", C, "demo-city", "2025-06-30", 0, "mnn", NO},
    {"110108", "海淀区", C, "demo-city", "2025-07-01", 0, "m??", OPEN},
    {"110108", "海淀区", C, "pilot-city", "2023-06-01", 0, "m.n", NO},
    {"110108", "海淀区", C, "demo-county", "2023-06-01", 0, "n--", NO},
    {"110108", "海淀区", C, "pilot-county", "2023-06-01", 0, "n.-", NO},
    /* A district of Nanjing: county track only. */
    {"320115", "江宁区", C, "demo-city", "2023-06-01", 0, "n--", NO},
    {"320115", "江宁区", C, "pilot-city", "2023-06-01", 0, "n.-", NO},
    {"320115", "江宁区", C, "demo-county", "2023-06-01", 0, "m??", OPEN},
    {"320115", "江宁区", C, "pilot-county", "2023-06-01", 0, "m.?", OPEN},
    {"320115", "江宁区", C, "demo-county", "2022-07-31", 0, "mnm", NO},
    {"320115", "江宁区", C, "pilot-county", "2022-07-31", 0, "m.m", OPEN},
    /* Counties of a municipality. */
    {"500241", "秀山土家族苗族自治县", C, "demo-city", "2023-06-01", 0, "n--", NO},
    {"500241", "秀山土家族苗族自治县", C, "demo-county", "2023-06-01", 0, "mn?", NO},
    {"500241", "秀山土家族苗族自治县", C, "pilot-county", "2023-06-01", 0, "m.?", OPEN},
    {"500241", "秀山土家族苗族自治县", C, "demo-county", "2024-02-01", 0, "m??", OPEN},
    {"500231", "垫江县", C, "demo-county", "2022-07-31", 0, "mnm", NO},
    {"500231", "垫江县", C, "demo-county", "2023-06-01", 0, "mm?", OPEN},
    {"500231", "垫江县", C, "demo-county", "2024-02-01", 0, "m??", OPEN},
    {"500231", "垫江县", C, "pilot-county", "2023-06-01", 0, "m.n", NO},
    {"500231", "垫江县", C, "pilot-county", "2024-02-01", 0, "m.n", NO},
    {"500231", "垫江县", C, "pilot-county", "2025-08-01", 0, "m.?", OPEN},
    /* Cities under a province, and those of the corps. */
    {"429004", "仙桃市", C, "demo-city", "2023-06-01", 0, "n--", NO},
    {"429004", "仙桃市", C, "demo-county", "2022-07-31", 0, "mnm", NO},
    {"429004", "仙桃市", C, "demo-county", "2022-08-01", 0, "m??", OPEN},
    {"659005", "北屯市", C, "demo-city", "2023-06-01", 0, "n--", NO},
    {"659005", "北屯市", C, "demo-county", "2023-06-01", 0, "m??", OPEN},
    {"659005", "北屯市", C, "pilot-county", "2022-07-31", 0, "m.m", OPEN},
    /* No city: autonomous prefecture, prefecture, league; no track at all. */
    {"422800", "恩施土家族苗族自治州", P, "demo-city", "2023-06-01", 0, "n--", NO},
    {"422800", "恩施土家族苗族自治州", P, "pilot-city", "2023-06-01", 0, "n.-", NO},
    {"422800", "恩施土家族苗族自治州", P, "demo-county", "2023-06-01", 0, "n--", NO},
    {"232700", "大兴安岭地区", P, "demo-city", "2023-06-01", 0, "n--", NO},
    {"232700", "大兴安岭地区", P, "pilot-city", "2027-01-01", 0, "n.-", NO},
    {"152200", "兴安盟", P, "demo-city", "2023-06-01", 0, "n--", NO},
    {"152200", "兴安盟", P, "pilot-county", "2023-06-01", 0, "n.-", NO},
    /* Wholes and places outside the notice. */
    {"110000", "北京市", LEVEL_PROVINCE, "demo-city", "2023-06-01", 0, "n--", NO},
    {"500000", "重庆市", LEVEL_PROVINCE, "pilot-city", "2023-06-01", 0, "n.-", NO},
    {"320000", "江苏省", LEVEL_PROVINCE, "demo-city", "2023-06-01", 0, "n--", NO},
    {"810000", "香港特别行政区", LEVEL_PROVINCE, "demo-city", "2023-06-01", 0, "n--", NO},
    {"810101", "中西区", C, "demo-city", "2023-06-01", 0, "n--", NO},
    {"810101", "中西区", C, "demo-county", "2023-06-01", 0, "n--", NO},
    {"820000", "澳门特别行政区", C, "pilot-city", "2023-06-01", 0, "n.-", NO},
    {"710001", "台北市", C, "demo-city", "2023-06-01", 0, "n--", NO},
    {"710015", "花莲县", C, "pilot-county", "2023-06-01", 0, "n.-", NO},
    {"632857", "大柴旦行政委员会", C, "demo-county", "2023-06-01", 0, "n--", NO},
    {"629700", "中农发山丹马场", C, "pilot-county", "2027-01-01", 0, "n.-", NO},
    /* Cities without districts. */
    {"441900", "东莞市", P, "demo-city", "2022-07-01", 0, "mmm", OPEN},
    {"441900", "东莞市", P, "demo-city", "2023-12-31", 0, "mmm", OPEN},
    {"441900", "东莞市", P, "demo-city", "2024-06-01", 0, "mnn", NO},
    {"441900", "东莞市", C, "demo-county", "2023-06-01", 0, "n--", NO},
    {"620200", "嘉峪关市", P, "demo-city", "2022-06-30", 0, "mnm", NO},
    {"620200", "嘉峪关市", P, "demo-city", "2023-06-01", 0, "m?m", OPEN},
    {"620200", "嘉峪关市", P, "pilot-city", "2023-06-01", 0, "m.?", OPEN},
    {"620200", "嘉峪关市", P, "pilot-county", "2023-06-01", 0, "n.-", NO},
    /* On no list: unknown where the list is incomplete, no where it is complete. */
    {"130600", "保定市", P, "demo-city", "2023-06-01", 0, "m?m", OPEN},
    {"130600", "保定市", P, "demo-city", "2024-01-01", 0, "m??", OPEN},
    {"440500", "汕头市", P, "demo-city", "2023-06-01", 0, "mnm", NO},
    {"440500", "汕头市", P, "pilot-city", "2023-06-01", 0, "m.m", OPEN},
    {"440500", "汕头市", P, "demo-city", "2024-01-01", 0, "m??", OPEN},
    {"430500", "邵阳市", P, "demo-city", "2023-06-01", 0, "mnm", NO},
    {"610400", "咸阳市", P, "demo-city", "2023-06-01", 0, "mnm", NO},
    {"610400", "咸阳市", P, "demo-city", "2025-07-01", 0, "m??", OPEN},
    {"410102", "中原区", C, "demo-county", "2023-06-01", 0, "mnm", NO},
    {"410102", "中原区", C, "pilot-county", "2023-12-31", 0, "m.m", OPEN},
    {"410102", "中原区", C, "pilot-county", "2024-01-01", 0, "m.?", OPEN},
    {"440106", "天河区", C, "demo-county", "2023-06-01", 0, "m?m", OPEN},
    /* A pilot that a list known in part may have raised. */
    {"430200", "株洲市", P, "demo-city", "2022-06-30", 0, "mnm", NO},
    {"430200", "株洲市", P, "demo-city", "2023-12-31", 0, "mmm", OPEN},
    {"430200", "株洲市", P, "demo-city", "2024-01-01", 0, "m??", OPEN},
    {"430200", "株洲市", P, "demo-city", "2025-06-30", 0, "m??", OPEN},
    {"430200", "株洲市", P, "demo-city", "2025-07-01", 0, "m??", OPEN},
    {"430200", "株洲市", P, "pilot-city", "2024-06-01", 0, "m.n", NO},
    {"430200", "株洲市", P, "pilot-city", "2025-07-01", 0, "m.?", OPEN},
    {"430200", "株洲市", P, "demo-city", "2027-01-01", 0, "m??", OPEN},
    /* Rows that are no facts: a local plan is shown and settles nothing, a lead does not exist. */
    {"310104", "徐汇区", C, "demo-city", "2022-06-30", 0, "mnm", NO},
    {"310104", "徐汇区", C, "demo-city", "2023-12-31", 0, "m?m", OPEN},
    {"310104", "徐汇区", C, "demo-city", "2024-02-01", 0, "m??", OPEN},
    {"310104", "徐汇区", C, "pilot-city", "2024-02-01", 0, "m.?", OPEN},
    {"150100", "呼和浩特市", P, "demo-city", "2023-06-01", 0, "m?m", OPEN},
    {"320600", "南通市", P, "demo-city", "2023-06-01", 0, "m?m", OPEN},
    {"320600", "南通市", P, "demo-city", "2024-06-01", 0, "mnn", NO},
    {"440400", "珠海市", P, "demo-city", "2023-06-01", 0, "mmm", OPEN},
    {"440400", "珠海市", P, "demo-city", "2024-06-01", 0, "m??", OPEN},
    {"620100", "兰州市", P, "demo-city", "2023-06-01", 0, "m?m", OPEN},
    {"430105", "开福区", C, "demo-county", "2023-06-01", 0, "m??", OPEN},
    {"430105", "开福区", C, "demo-county", "2024-06-01", 0, "mnn", NO},
    /* Same name, other place. */
    {"211300", "朝阳市", P, "pilot-city", "2024-02-01", 0, "m.n", NO},
    {"211300", "朝阳市", P, "pilot-city", "2023-06-01", 0, "m.?", OPEN},
    {"110105", "朝阳区", C, "demo-city", "2023-06-01", 0, "mnn", NO},
    {"110105", "朝阳区", C, "demo-city", "2025-07-01", 0, "m??", OPEN},
    /* County titles over time. */
    {"320282", "宜兴市", C, "demo-county", "2022-07-31", 0, "mnm", NO},
    {"320282", "宜兴市", C, "demo-county", "2023-06-01", 0, "mm?", OPEN},
    {"320282", "宜兴市", C, "demo-county", "2024-01-01", 0, "mnn", NO},
    {"320282", "宜兴市", C, "pilot-county", "2024-01-01", 0, "m.n", NO},
    {"370102", "历下区", C, "demo-county", "2023-12-31", 0, "mm?", OPEN},
    {"370102", "历下区", C, "demo-county", "2024-01-01", 0, "mnn", NO},
    {"410783", "长垣市", C, "demo-county", "2023-06-01", 0, "mmm", OPEN},
    {"410783", "长垣市", C, "demo-county", "2024-01-01", 0, "m??", OPEN},
    {"440307", "龙岗区", C, "demo-county", "2023-06-01", 0, "mmm", OPEN},
    {"410105", "金水区", C, "demo-county", "2023-06-01", 0, "mnn", NO},
    {"410105", "金水区", C, "pilot-county", "2025-07-31", 0, "m.n", NO},
    {"410105", "金水区", C, "pilot-county", "2025-08-01", 0, "m.?", OPEN},
    {"320583", "昆山市", C, "pilot-county", "2023-06-01", 0, "m.n", NO},
    {"130283", "迁安市", C, "demo-county", "2024-06-01", 0, "mm?", OPEN},
    {"130283", "迁安市", C, "pilot-county", "2026-12-31", 0, "m.n", NO},
    {"130283", "迁安市", C, "pilot-county", "2027-01-01", 0, "m.?", OPEN},
    {"440113", "番禺区", C, "pilot-county", "2024-06-01", 0, "m.?", OPEN},
    /* The day after the last list: nothing is known of anybody who could be named. */
    {"320100", "南京市", P, "demo-city", "2027-01-01", 0, "m??", OPEN},
    {"440500", "汕头市", P, "pilot-city", "2027-01-01", 0, "m.?", OPEN},
    {"429004", "仙桃市", C, "demo-county", "2027-01-01", 0, "m??", OPEN},
#undef P
#undef C
#undef NO
#undef OPEN
};

static char mark_of(enum result r)
{
    return "mn?-"[r];
}

static const struct condition *condition_of(const struct eligibility *e, enum condition_id id)
{
    for (size_t i = 0; i < e->n; i++) {
        if (e->conditions[i].rule->id == id)
            return &e->conditions[i];
    }
    return NULL;
}

static void marks_of(const struct eligibility *e, char out[4])
{
    static const enum condition_id ids[] = {CONDITION_PLACE_KIND, CONDITION_PILOT_IN_FORCE,
                                            CONDITION_NOT_ALREADY_TITLED};

    for (size_t i = 0; i < COUNT(ids); i++) {
        const struct condition *c = condition_of(e, ids[i]);

        out[i] = '.';
        if (c)
            out[i] = mark_of(c->result);
    }
    out[3] = '\0';
}

static void published_facts_answer_each_row(void **state)
{
    const struct facts *f = *state;
    size_t wrong = 0;

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct row *r = &rows[i];
        struct place_room room;
        struct holder h = facts_holder(f, r->code, r->name, r->level, &room);
        struct view v = facts_view(f, r->as_of ? r->as_of : MOMENT_NONE);
        struct question q = {.on = day_of(r->on)};
        struct eligibility e;
        char marks[4];

        assert_true(track_parse(r->track, &q.track));
        eligibility_assess(&v, &h, &q, &e);
        marks_of(&e, marks);
        if (strcmp(marks, r->marks) != 0 || e.verdict != r->verdict) {
            print_error("%s %s %s on %s: %s %s, want %s %s\n", r->code, r->name, r->track, r->on,
                        marks, verdict_name(e.verdict), r->marks, verdict_name(r->verdict));
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* Everything a question about a pilot city in force may bring along. */
struct bench {
    struct place_room room;
    struct holder place;
    struct view view;
    struct question q;
    struct finding findings[5];
};

static void bench_init(struct bench *b, const struct facts *f, const char *code, const char *name,
                       enum place_level level, enum title_kind track)
{
    static const enum condition_id attested[] = {CONDITION_LEADERSHIP, CONDITION_LAWFUL_POLICY,
                                                 CONDITION_STRENGTH, CONDITION_INDUSTRY,
                                                 CONDITION_HERITAGE};

    memset(b, 0, sizeof *b);
    b->place = facts_holder(f, code, name, level, &b->room);
    b->view = facts_view(f, MOMENT_NONE);
    b->q = (struct question){.track = track,
                             .on = day_of("2023-06-01"),
                             .findings = b->findings,
                             .n_findings = COUNT(attested)};
    for (size_t i = 0; i < COUNT(attested); i++)
        b->findings[i] =
            (struct finding){attested[i], RESULT_MET, "甲", "材料第3页", day_of("2023-05-20")};
}

static enum verdict bench_verdict(struct bench *b)
{
    struct eligibility e;

    eligibility_assess(&b->view, &b->place, &b->q, &e);
    return e.verdict;
}

static void findings_settle_what_a_person_judges(void **state)
{
    /* leadership, lawful-policy, strength, industry, heritage */
    static const struct {
        const char *found;
        enum verdict city, county;
    } table[] = {
        {"mmmmm", VERDICT_ELIGIBLE, VERDICT_ELIGIBLE},
        {"nmmmm", VERDICT_NOT_ELIGIBLE, VERDICT_NOT_ELIGIBLE},
        {"mnmmm", VERDICT_NOT_ELIGIBLE, VERDICT_NOT_ELIGIBLE},
        {"mmnmm", VERDICT_NOT_ELIGIBLE, VERDICT_ELIGIBLE},
        {"mmmnm", VERDICT_ELIGIBLE, VERDICT_ELIGIBLE},
        {"mmmmn", VERDICT_ELIGIBLE, VERDICT_ELIGIBLE},
        {"mmmnn", VERDICT_ELIGIBLE, VERDICT_NOT_ELIGIBLE},
        {"mmm?n", VERDICT_ELIGIBLE, VERDICT_UNDETERMINED},
        {"mmmn?", VERDICT_ELIGIBLE, VERDICT_UNDETERMINED},
        {"mmm??", VERDICT_ELIGIBLE, VERDICT_UNDETERMINED},
        {"mmm?m", VERDICT_ELIGIBLE, VERDICT_ELIGIBLE},
        {"mmmm?", VERDICT_ELIGIBLE, VERDICT_ELIGIBLE},
        {"mm?mm", VERDICT_UNDETERMINED, VERDICT_ELIGIBLE},
        {"?mmmm", VERDICT_UNDETERMINED, VERDICT_UNDETERMINED},
        {"?nmmm", VERDICT_NOT_ELIGIBLE, VERDICT_NOT_ELIGIBLE},
        {"?mmnn", VERDICT_UNDETERMINED, VERDICT_NOT_ELIGIBLE},
        {"mmm-n", VERDICT_ELIGIBLE, VERDICT_UNDETERMINED}, /* a finding cannot waive a condition */
        {"?????", VERDICT_UNDETERMINED, VERDICT_UNDETERMINED},
    };
    struct bench city, county;

    bench_init(&city, *state, "441900", "东莞市", LEVEL_PREFECTURE, TITLE_DEMO_CITY);
    bench_init(&county, *state, "440307", "龙岗区", LEVEL_COUNTY, TITLE_DEMO_COUNTY);
    for (size_t i = 0; i < COUNT(table); i++) {
        for (size_t k = 0; k < COUNT(city.findings); k++) {
            enum result r = (enum result)(strchr("mn?-", table[i].found[k]) - "mn?-");

            city.findings[k].result = county.findings[k].result = r;
        }
        if (bench_verdict(&city) != table[i].city || bench_verdict(&county) != table[i].county)
            fail_msg("%s: %s and %s", table[i].found, verdict_name(bench_verdict(&city)),
                     verdict_name(bench_verdict(&county)));
    }
}

static void bars_cover_their_round_and_an_entered_end(void **state)
{
    static const struct round rounds[] = {
        {.id = "2023", .window_since = DATE_NONE, .window_until = DATE_NONE},
        {.id = "2025", .window_since = DATE_NONE, .window_until = DATE_NONE}};
    static const struct {
        const char *barred, *round, *until; /* of the bar; NULL: not given */
        int asked;                          /* index of rounds, -1: none */
        const char *on;
        char mark;
    } table[] = {
        {"441900", "2023", NULL, 0, "2023-06-01", 'n'},
        {"441900", "2023", NULL, 1, "2025-06-01", 'm'},
        {"441900", "2023", NULL, -1, "2023-06-01", '?'},
        {"441900", "2023", "2025-12-31", 1, "2025-06-01", 'n'},
        {"441900", "2023", "2025-12-31", -1, "2025-06-01", 'n'},
        {"441900", "2023", "2025-12-31", -1, "2026-01-01", 'm'},
        {"441900", "2023", "2025-12-31", 0, "2026-01-01", 'n'},
        {"441900", "2023", NULL, 0, "2023-01-31", 'm'}, /* before the decision */
        {"441900", NULL, "2024-12-31", -1, "2024-12-31", 'n'},
        {"441900", NULL, "2024-12-31", 0, "2025-01-01", 'm'},
        {"441900", NULL, NULL, 0, "2023-06-01", 'm'},
        {"441800", "2023", NULL, 0, "2023-06-01", 'm'},
    };
    struct bench b;

    bench_init(&b, *state, "441900", "东莞市", LEVEL_PREFECTURE, TITLE_DEMO_CITY);
    for (size_t i = 0; i < COUNT(table); i++) {
        struct bar bar = {table[i].barred, table[i].round, day_of("2023-02-01"), DATE_NONE,
                          "某文",          RECORDED_FIRST, MOMENT_NONE};
        struct eligibility e;

        if (table[i].until)
            bar.until = day_of(table[i].until);
        b.q.bars = &bar;
        b.q.n_bars = 1;
        b.q.on = day_of(table[i].on);
        b.q.round = table[i].asked < 0 ? NULL : &rounds[table[i].asked];
        eligibility_assess(&b.view, &b.place, &b.q, &e);
        if (mark_of(condition_of(&e, CONDITION_NOT_BARRED)->result) != table[i].mark)
            fail_msg("row %zu", i);
        bar.retracted = RECORDED_2024; /* taken back: as if it had never stood */
        eligibility_assess(&b.view, &b.place, &b.q, &e);
        assert_int_equal(condition_of(&e, CONDITION_NOT_BARRED)->result, RESULT_MET);
    }
}

static void an_open_quota_is_told_and_decides_nothing(void **state)
{
    static const struct round round = {
        .id = "2023", .window_since = DATE_NONE, .window_until = DATE_NONE};
    static const struct {
        bool round, row;
        enum quota_status status;
        int places, used;
        char mark;
    } table[] = {
        {false, false, QUOTA_UNKNOWN, 0, 0, '-'},
        {true, false, QUOTA_UNKNOWN, 0, 0, '?'},
        {true, true, QUOTA_UNKNOWN, QUOTA_NOT_KNOWN, 0, '?'},
        {true, true, QUOTA_PUBLISHED, 3, 2, 'm'},
        {true, true, QUOTA_PUBLISHED, 3, 3, 'n'},
        {true, true, QUOTA_PUBLISHED, 0, 0, 'n'},
        {true, true, QUOTA_ILLUSTRATIVE, 1, 0, 'm'},
    };
    struct bench b;

    bench_init(&b, *state, "441900", "东莞市", LEVEL_PREFECTURE, TITLE_DEMO_CITY);
    for (size_t i = 0; i < COUNT(table); i++) {
        struct quota quota = {
            "2023", "440000", TITLE_DEMO_CITY, table[i].status, table[i].places, table[i].used,
            0,      NULL};
        struct eligibility e;

        b.q.round = table[i].round ? &round : NULL;
        b.q.quota = table[i].row ? &quota : NULL;
        eligibility_assess(&b.view, &b.place, &b.q, &e);
        if (mark_of(condition_of(&e, CONDITION_QUOTA_OPEN)->result) != table[i].mark)
            fail_msg("row %zu: %s", i, result_name(condition_of(&e, CONDITION_QUOTA_OPEN)->result));
        assert_int_equal(e.verdict, VERDICT_ELIGIBLE);
    }
}

static void conditions_are_those_of_the_track_in_the_order_of_the_notice(void **state)
{
    static const struct {
        enum title_kind track;
        const char *ids;
    } table[] = {
        {TITLE_DEMO_CITY, "place-kind pilot-in-force not-already-titled leadership lawful-policy "
                          "strength quota-open not-barred "},
        {TITLE_DEMO_COUNTY, "place-kind pilot-in-force not-already-titled leadership lawful-policy "
                            "industry heritage quota-open not-barred "},
        {TITLE_PILOT_CITY, "place-kind not-already-titled provincial-standard not-barred "},
        {TITLE_PILOT_COUNTY, "place-kind not-already-titled provincial-standard not-barred "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        size_t n;
        const struct rule *rules = rules_of(table[i].track, &n);
        struct buf ids = {0};

        for (size_t k = 0; k < n; k++) {
            enum condition_id id = CONDITION_IDS;

            buf_printf(&ids, "%s ", condition_name(rules[k].id));
            assert_true(condition_parse(condition_name(rules[k].id), &id));
            assert_int_equal(id, rules[k].id);
            assert_int_equal(strncmp(rules[k].clause, "N23/", 4), 0);
            assert_true(strlen(rules[k].zh) > 0 && strlen(rules[k].en) > 0);
        }
        assert_string_equal(ids.data, table[i].ids);
        buf_free(&ids);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_facts_answer_each_row),
        cmocka_unit_test(findings_settle_what_a_person_judges),
        cmocka_unit_test(bars_cover_their_round_and_an_entered_end),
        cmocka_unit_test(an_open_quota_is_told_and_decides_nothing),
        cmocka_unit_test(conditions_are_those_of_the_track_in_the_order_of_the_notice),
    };

    return cmocka_run_group_tests(tests, facts_setup, facts_teardown);
}
