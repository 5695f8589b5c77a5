/* claims_in_place.h - a small register with places, lists, titles and a round, for the tests of
 * titles, quotas and facts.  Places are squares: nobody looks at their shapes here. */
#ifndef TESTS_CLAIMS_IN_PLACE_H
#define TESTS_CLAIMS_IN_PLACE_H

#include "domain/unit.h"
#include "in_place.h"
#include "store/claims_rows.h"
#include "store/divisions_rows.h"
#include "store/facts.h"
#include "store/quotas.h"

static const struct {
    const char *code, *name, *level, *kind, *parent;
} few_places[] = {
    {"110000", "北京市", "province", "municipality", NULL},
    {"110105", "朝阳区", "county", "municipality_district", "110000"},
    {"110106", "丰台区", "county", "municipality_district", "110000"},
    {"110108", "海淀区", "county", "municipality_district", "110000"},
    {"320000", "江苏省", "province", "province", NULL},
    {"320100", "南京市", "prefecture", "prefecture_city", "320000"},
    {"320115", "江宁区", "county", "district", "320100"},
    {"320200", "无锡市", "prefecture", "prefecture_city", "320000"},
    {"320282", "宜兴市", "county", "county_city", "320200"},
    {"430000", "湖南省", "province", "province", NULL},
    {"430200", "株洲市", "prefecture", "prefecture_city", "430000"},
    {"540000", "西藏自治区", "province", "autonomous_region", NULL},
    {"540400", "林芝市", "prefecture", "prefecture_city", "540000"},
    {"540481", "米林市", "county", "county_city", "540400"},
};

static const char PUT_PLACE[] =
    "INSERT INTO division (code, name, pinyin, initials, level, kind, parent, province, layers,"
    " sub_provincial, area_m2, label_x, label_y, shape) VALUES ($1, $2, '', '', $3, $4, $5, $6, 4,"
    " 0, 1, 0, 0, GeomFromText('MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))', 4490))";
static const char PUT_CHANGED_CODE[] =
    "INSERT INTO code_change (old_code, new_code, source) VALUES ('540422', '540481', 'a notice')";

static inline bool put_places(struct store *s, void *arg, struct err *err)
{
    (void)arg;
    for (size_t i = 0; i < COUNT(few_places); i++) {
        struct stmt *q = stmt_get(s->db, PUT_PLACE, err);
        char province[7];

        if (!q)
            return false;
        snprintf(province, sizeof province, "%.2s0000", few_places[i].code);
        bind_text(q, 1, few_places[i].code);
        bind_text(q, 2, few_places[i].name);
        bind_text(q, 3, few_places[i].level);
        bind_text(q, 4, few_places[i].kind);
        bind_text(q, 5, few_places[i].parent);
        bind_text(q, 6, province);
        if (!stmt_run(q, err))
            return false;
    }
    if (!db_exec(s->db, PUT_CHANGED_CODE, err))
        return false;
    for (const struct digest_table *t = division_tables; t->name; t++) {
        if (!digest_seal(s, t, err))
            return false;
    }
    return true;
}

/* ---- days and moments as people write them ---- */

static inline date_t day(const char *text)
{
    date_t d = DATE_NONE;

    if (text && !date_parse(text, &d))
        fail_msg("%s is no day", text);
    return d;
}

/* ---- a title in one line ---- */

static inline struct title title_of(enum title_kind kind, const char *holder, const char *name,
                                    const char *batch, const char *since, const char *until)
{
    return (struct title){
        .kind = kind,
        .confidence = CONFIDENCE_STATED,
        .source_kind = SOURCE_REPOST,
        .name = name,
        .holder = holder,
        .unit = !holder                         ? NULL
                : strncmp(holder, "11", 2) == 0 ? "110000"
                : strncmp(holder, "32", 2) == 0 ? "320000"
                : strncmp(holder, "43", 2) == 0 ? "430000"
                                                : "540000",
        .batch = batch,
        .document = "文〔2022〕1号",
        .source = "https://example.org/1",
        .since = day(since),
        .until = day(until),
        .revoked = DATE_NONE,
        .superseded = DATE_NONE,
        .recorded = MOMENT_NONE,
        .retracted = MOMENT_NONE,
    };
}

/* ---- a set of facts that a test may change before it is loaded ---- */

enum { MOST_FACTS = 16 };

struct some_facts {
    struct fact_document documents[4];
    struct roster rosters[8];
    enum source_kind sources[8];
    struct completeness complete[4];
    struct fact_title titles[MOST_FACTS];
    struct fact_round rounds[2];
    struct facts facts;
};

static inline void add_roster(struct some_facts *f, enum title_kind kind, const char *batch,
                              const char *since, const char *until, int declared)
{
    f->sources[f->facts.n_rosters] = SOURCE_REPOST;
    f->rosters[f->facts.n_rosters++] = (struct roster){.kind = kind,
                                                       .batch = batch,
                                                       .document = "文〔2022〕1号",
                                                       .source = "https://example.org/list",
                                                       .since = day(since),
                                                       .until = day(until),
                                                       .declared = declared};
}

static inline void add_title(struct some_facts *f, struct title t)
{
    f->titles[f->facts.n_titles++] = (struct fact_title){.title = t};
}

static inline void fill_facts(struct some_facts *f)
{
    *f = (struct some_facts){.facts = {.n_documents = 1, .n_complete = 1, .n_rounds = 1}};
    f->facts.documents = f->documents;
    f->facts.rosters = f->rosters;
    f->facts.roster_sources = f->sources;
    f->facts.complete = f->complete;
    f->facts.titles = f->titles;
    f->facts.rounds = f->rounds;
    f->documents[0] = (struct fact_document){.ref = "one",
                                             .number = "文〔2022〕1号",
                                             .title = "一号通知",
                                             .dated = "2022-08-04",
                                             .confidence = "stated",
                                             .sources = "https://example.org/doc"};
    f->complete[0] = (struct completeness){
        .kind = TITLE_DEMO_CITY, .batch = "2022-city", .unit = "110000", .basis = "counted"};
    f->rounds[0] = (struct fact_round){.id = "2023",
                                       .title = "2023年评定",
                                       .document = "文〔2023〕582号",
                                       .year = 2023,
                                       .window_since = DATE_NONE,
                                       .window_until = DATE_NONE};
    add_roster(f, TITLE_DEMO_CITY, "2022-city", "2022-07-01", "2025-06-30", 3);
    add_roster(f, TITLE_PILOT_CITY, "2022-city", "2022-07-01", "2025-06-30", 72);
    add_roster(f, TITLE_DEMO_CITY, "2024", "2024-01-01", "2026-12-31", 18);
    add_roster(f, TITLE_PILOT_COUNTY, "2022-county", "2022-08-01", "2025-07-31", 151);
    add_roster(f, TITLE_DEMO_PARK, "2022-park", "2022-08-01", "2025-07-31", -1);
    add_title(
        f, title_of(TITLE_DEMO_CITY, "110108", "海淀区", "2022-city", "2022-07-01", "2025-06-30"));
    add_title(
        f, title_of(TITLE_PILOT_CITY, "110106", "丰台区", "2022-city", "2022-07-01", "2025-06-30"));
    add_title(f, title_of(TITLE_DEMO_CITY, "110106", "丰台区", "2024", "2024-01-01", "2026-12-31"));
    add_title(f, title_of(TITLE_PILOT_COUNTY, "320282", "宜兴市", "2022-county", "2022-08-01",
                          "2025-07-31"));
    add_title(f, title_of(TITLE_DEMO_PARK, NULL, "某园区", "2022-park", NULL, NULL));
}

/* ---- changes, as jobs ---- */

struct load_job {
    const struct facts *facts;
    moment_t at;
    struct facts_applied done;
};

static inline bool load_facts_job(struct store *s, void *arg, struct err *err)
{
    struct load_job *job = arg;
    const struct revision r = {.recorded = job->at, .why = "a test", .source = "facts"};

    return store_facts_apply(s, job->facts, &r, &job->done, err);
}

static inline struct facts_applied load_into(struct store *s, const struct some_facts *f,
                                             moment_t at)
{
    struct load_job job = {.facts = &f->facts, .at = at};
    struct err err = {0};

    if (!store_change(s, load_facts_job, &job, &err))
        fail_msg("%s", err.text);
    return job.done;
}

/* A register with places and the facts above, recorded at the moment given. */
static inline struct store *made(const char *path, moment_t at)
{
    struct store *s = opened(path, STORE_WRITE);
    struct some_facts f;
    struct err err = {0};

    if (!store_change(s, put_places, NULL, &err))
        fail_msg("%s", err.text);
    fill_facts(&f);
    load_into(s, &f, at);
    return s;
}

#endif
