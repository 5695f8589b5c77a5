/* small_register.h - a register with nine small places, for the tests of the atlas and of what
 * answers from it.  A unit of the drawing is a degree; its lower left corner is 110 E, 30 N.
 *
 *   2 +-----+-----+-----+-----+-----+          Two districts of Beijing on the left; four of
 *     |     |     |106  |105  |     |          Guangzhou, one of them around Macau; Dongguan, which
 *   1 |108  |105  + [m] +-----+ 419 |   [lsk]  has no counties, in two layers; an island far off.
 *     |     |     |103  |104  |     |
 *   0 +-----+-----+-----+-----+-----+          Only 103 and 105, 104 and 106 meet in a corner
 * alone. 0     1     2     3     4     5   8   9
 */
#ifndef TESTS_SMALL_REGISTER_H
#define TESTS_SMALL_REGISTER_H

#include "atlas/build.h"
#include "base/mem.h"
#include "geo/geodesic.h"
#include "geo/wkb.h"
#include "store/divisions_staged.h"
#include "store/divisions_write.h"
#include "store/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { EAST = 110, NORTH = 30, MOST_POINTS = 16 };

/* Moments of the three revisions, and a day within the terms of all lists. */
enum { LOADED_AT = 1000000, TITLES_AT = 2000000, MORE_TITLES_AT = 3000000 };

/* One ring, or a shell and a hole that a second ring gives. */
struct drawn_ring {
    size_t n;
    double xy[MOST_POINTS][2];
};

static const struct drawn {
    const char *code, *name, *pinyin, *initials;
    enum place_level level;
    enum place_kind kind;
    const char *parent, *province;
    unsigned layers;
    struct drawn_ring shell, hole;
} drawn_places[] = {
    {"110000",
     "北京市",
     "bei jing shi",
     "bjs",
     LEVEL_PROVINCE,
     KIND_MUNICIPALITY,
     NULL,
     "110000",
     IN_PROVINCES,
     {6, {{0, 0}, {1, 0}, {2, 0}, {2, 1}, {2, 2}, {0, 2}}},
     {0}},
    {"110105",
     "朝阳区",
     "chao yang qu",
     "cyq",
     LEVEL_COUNTY,
     KIND_MUNICIPALITY_DISTRICT,
     "110000",
     "110000",
     IN_COUNTIES,
     {5, {{1, 0}, {2, 0}, {2, 1}, {2, 2}, {1, 2}}},
     {0}},
    {"110108",
     "海淀区",
     "hai dian qu",
     "hdq",
     LEVEL_COUNTY,
     KIND_MUNICIPALITY_DISTRICT,
     "110000",
     "110000",
     IN_COUNTIES,
     {4, {{0, 0}, {1, 0}, {1, 2}, {0, 2}}},
     {0}},
    {"210000",
     "辽宁省",
     "liao ning sheng",
     "lns",
     LEVEL_PROVINCE,
     KIND_PROVINCE,
     NULL,
     "210000",
     IN_PROVINCES,
     {4, {{8, -1}, {9, -1}, {9, 0}, {8, 0}}},
     {0}},
    {"210200",
     "大连市",
     "da lian shi",
     "dls",
     LEVEL_PREFECTURE,
     KIND_PREFECTURE_CITY,
     "210000",
     "210000",
     IN_CITIES,
     {4, {{8, -1}, {9, -1}, {9, 0}, {8, 0}}},
     {0}},
    {"210212",
     "旅顺口区",
     "lv shun kou qu",
     "lskq",
     LEVEL_COUNTY,
     KIND_DISTRICT,
     "210200",
     "210000",
     IN_COUNTIES,
     {4, {{8, -1}, {9, -1}, {9, 0}, {8, 0}}},
     {0}},
    {"440000",
     "广东省",
     "guang dong sheng",
     "gds",
     LEVEL_PROVINCE,
     KIND_PROVINCE,
     NULL,
     "440000",
     IN_PROVINCES,
     {7, {{2, 0}, {4, 0}, {5, 0}, {5, 2}, {4, 2}, {2, 2}, {2, 1}}},
     {4, {{2.4, 1.4}, {2.6, 1.4}, {2.6, 1.6}, {2.4, 1.6}}}},
    {"440100",
     "广州市",
     "guang zhou shi",
     "gzs",
     LEVEL_PREFECTURE,
     KIND_PREFECTURE_CITY,
     "440000",
     "440000",
     IN_CITIES,
     {6, {{2, 0}, {4, 0}, {4, 1}, {4, 2}, {2, 2}, {2, 1}}},
     {4, {{2.4, 1.4}, {2.6, 1.4}, {2.6, 1.6}, {2.4, 1.6}}}},
    {"440103",
     "荔湾区",
     "li wan qu",
     "lwq",
     LEVEL_COUNTY,
     KIND_DISTRICT,
     "440100",
     "440000",
     IN_COUNTIES,
     {4, {{2, 0}, {3, 0}, {3, 1}, {2, 1}}},
     {0}},
    {"440104",
     "越秀区",
     "yue xiu qu",
     "yxq",
     LEVEL_COUNTY,
     KIND_DISTRICT,
     "440100",
     "440000",
     IN_COUNTIES,
     {4, {{3, 0}, {4, 0}, {4, 1}, {3, 1}}},
     {0}},
    {"440105",
     "海珠区",
     "hai zhu qu",
     "hzq",
     LEVEL_COUNTY,
     KIND_DISTRICT,
     "440100",
     "440000",
     IN_COUNTIES,
     {4, {{3, 1}, {4, 1}, {4, 2}, {3, 2}}},
     {0}},
    {"440106",
     "天河区",
     "tian he qu",
     "thq",
     LEVEL_COUNTY,
     KIND_DISTRICT,
     "440100",
     "440000",
     IN_COUNTIES,
     {4, {{2, 1}, {3, 1}, {3, 2}, {2, 2}}},
     {4, {{2.4, 1.4}, {2.6, 1.4}, {2.6, 1.6}, {2.4, 1.6}}}},
    {"441900",
     "东莞市",
     "dong guan shi",
     "dgs",
     LEVEL_PREFECTURE,
     KIND_PREFECTURE_CITY,
     "440000",
     "440000",
     IN_CITIES | IN_COUNTIES,
     {5, {{4, 0}, {5, 0}, {5, 2}, {4, 2}, {4, 1}}},
     {0}},
    {"820000",
     "澳门特别行政区",
     "ao men te bie xing zheng qu",
     "amtbxzq",
     LEVEL_PROVINCE,
     KIND_SAR,
     NULL,
     "820000",
     IN_PROVINCES | IN_COUNTIES,
     {4, {{2.4, 1.4}, {2.6, 1.4}, {2.6, 1.6}, {2.4, 1.6}}},
     {0}},
};

enum { DRAWN = COUNT(drawn_places) };

/* ---- a folder with a register ---- */

struct small {
    char folder[64], file[96], staged[96];
};

static inline int small_setup(void **state)
{
    struct small *s = mem_alloc(1, sizeof *s);

    snprintf(s->folder, sizeof s->folder, "%s/sizhi-small-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : P_tmpdir);
    if (!mkdtemp(s->folder))
        return -1;
    snprintf(s->file, sizeof s->file, "%s/register.sqlite", s->folder);
    snprintf(s->staged, sizeof s->staged, "%s/staged", s->folder);
    *state = s;
    return 0;
}

static inline int small_teardown(void **state)
{
    struct small *s = *state;
    char command[128];

    snprintf(command, sizeof command, "rm -rf '%s'", s->folder);
    free(s);
    return system(command);
}

#define WITH_SMALL(test) cmocka_unit_test_setup_teardown(test, small_setup, small_teardown)

#define MUST(call)                                                                                 \
    do {                                                                                           \
        struct err err = {0};                                                                      \
        if (!(call))                                                                               \
            fail_msg("%s", err.text);                                                              \
    } while (0)

/* ---- places ---- */

static inline void draw_ring(struct multipolygon *m, const struct drawn_ring *r, bool hole)
{
    m->rings[m->n_rings++] = (struct ring){m->n_points, (uint32_t)r->n + 1, hole};
    for (size_t i = 0; i <= r->n; i++) {
        const double *p = r->xy[i % r->n];
        m->xy[2 * m->n_points] = EAST + p[0];
        m->xy[2 * m->n_points + 1] = NORTH + p[1];
        m->n_points++;
    }
}

static inline struct multipolygon draw(const struct drawn *d, struct arena *a)
{
    struct multipolygon m = {
        .xy = arena_alloc(a, 2 * 2 * (MOST_POINTS + 1), sizeof(double)),
        .rings = arena_alloc(a, 2, sizeof(struct ring)),
    };

    draw_ring(&m, &d->shell, false);
    if (d->hole.n)
        draw_ring(&m, &d->hole, true);
    multipolygon_orient(&m);
    multipolygon_measure(&m);
    return m;
}

/* One place has a lighter outline: its box, a little off. */
static inline void put_drawn(struct staged *st, const struct drawn *d, struct arena *a)
{
    struct multipolygon m = draw(d, a);
    struct buf wkb = {0};
    struct division row = {
        .code = d->code,
        .name = d->name,
        .pinyin = d->pinyin,
        .initials = d->initials,
        .level = d->level,
        .kind = d->kind,
        .parent = d->parent,
        .province = d->province,
        .layers = d->layers,
        .area_m2 = geodesic_area(&m),
    };

    wkb_put_area(&wkb, &m);
    multipolygon_label_point(&m, &row.label_x, &row.label_y);
    row.shape = (struct bytes){wkb.data, wkb.len};
    if (strcmp(d->code, "110105") == 0) {
        row.outlines[2].shape = row.shape;
        row.outlines[2].deviation_m = 12.5;
    }
    MUST(staged_put_division(st, &row, &err));
    buf_free(&wkb);
}

static inline void put_drawn_line(struct staged *st, const char *layer)
{
    double xy[] = {112, 20, 113, 21};
    uint32_t first[] = {0, 2};
    const struct multiline line = {.xy = xy, .first = first, .n_points = 2, .n_lines = 1};
    struct buf wkb = {0};

    wkb_put_lines(&wkb, &line);
    const struct boundary_line row = {.layer = layer, .shape = {wkb.data, wkb.len}};
    MUST(staged_put_line(st, &row, 1, &err));
    buf_free(&wkb);
}

struct small_load {
    const char *staged;
    moment_t at;
};

static inline bool small_load_job(struct store *s, void *arg, struct err *err)
{
    const struct small_load *load = arg;
    const struct revision r = {.recorded = load->at, .what = "divisions"};
    struct applied done;

    return store_apply_staged(s, load->staged, &r, &done, err);
}

/* What the places are loaded from; `digit` tells one set of inputs from another. */
static inline void small_stage(const struct small *at, char digit, const char *name_of_haidian)
{
    const struct code_change changed = {"210222", "210212", "a notice"};
    struct arena *a = arena_new();
    char sha256[65] = {0};
    struct staged *st;

    memset(sha256, digit, 64);
    MUST(staged_create(&st, at->staged, &err));
    for (size_t i = 0; i < DRAWN; i++) {
        struct drawn d = drawn_places[i];
        if (strcmp(d.code, "110108") == 0)
            d.name = name_of_haidian;
        put_drawn(st, &d, a);
    }
    put_drawn_line(st, "province");
    put_drawn_line(st, "county"); /* the same line in another file of the source */
    MUST(staged_put_change(st, &changed, &err));
    MUST(staged_put_input(st, "divisions:shapes", sha256, &err));
    MUST(staged_finish(st, &err));
    arena_free(a);
}

/* A register with the places alone, open for writing. */
static inline struct store *small_made(const struct small *at)
{
    struct small_load load = {.staged = at->staged, .at = LOADED_AT};
    struct store *s;

    MUST(store_open(&s, at->file, STORE_WRITE, &err));
    small_stage(at, 'a', "海淀区");
    MUST(store_change(s, small_load_job, &load, &err));
    return s;
}

/* Another name for one place: other divisions, so another ground. */
static inline void small_rename(struct store *s, const struct small *at, char digit,
                                const char *name_of_haidian, moment_t when)
{
    struct small_load load = {.staged = at->staged, .at = when};

    small_stage(at, digit, name_of_haidian);
    MUST(store_change(s, small_load_job, &load, &err));
}

/* ---- titles ---- */

static inline date_t small_day(const char *text)
{
    date_t d;

    if (!date_parse(text, &d))
        fail_msg("%s is no day", text);
    return d;
}

static inline struct fact_title small_title(enum title_kind kind, const char *holder,
                                            const char *name, const char *unit)
{
    return (struct fact_title){.title = {.kind = kind,
                                         .confidence = CONFIDENCE_STATED,
                                         .source_kind = SOURCE_REPOST,
                                         .name = name,
                                         .holder = holder,
                                         .unit = unit,
                                         .batch = "2022-city",
                                         .document = "文〔2022〕1号",
                                         .source = "https://example.org/1",
                                         .since = small_day("2022-07-01"),
                                         .until = small_day("2025-06-30"),
                                         .revoked = DATE_NONE,
                                         .superseded = DATE_NONE,
                                         .recorded = MOMENT_NONE,
                                         .retracted = MOMENT_NONE}};
}

struct small_facts {
    struct fact_document document;
    struct roster roster;
    enum source_kind source;
    struct completeness complete;
    struct fact_title titles[4];
    struct fact_round round;
    struct facts facts;
    moment_t at;
};

static inline bool small_facts_job(struct store *s, void *arg, struct err *err)
{
    struct small_facts *f = arg;
    const struct revision r = {.recorded = f->at, .why = "a test", .source = "facts"};
    struct facts_applied done;

    return store_facts_apply(s, &f->facts, &r, &done, err);
}

/* The first n of three titles: a district, a city, a park without a holder. */
static inline void small_put_titles(struct store *s, size_t n, moment_t at)
{
    struct small_facts f = {
        .document = {.ref = "one",
                     .number = "文〔2022〕1号",
                     .title = "一号通知",
                     .dated = "2022-08-04",
                     .confidence = "stated",
                     .sources = "https://example.org/doc"},
        .roster = {.kind = TITLE_DEMO_CITY,
                   .batch = "2022-city",
                   .document = "文〔2022〕1号",
                   .source = "https://example.org/list",
                   .since = small_day("2022-07-01"),
                   .until = small_day("2025-06-30"),
                   .declared = 5},
        .source = SOURCE_REPOST,
        .complete = {.kind = TITLE_DEMO_CITY,
                     .batch = "2022-city",
                     .unit = "110000",
                     .basis = "counted"},
        .titles = {small_title(TITLE_DEMO_CITY, "110108", "海淀区", "110000"),
                   small_title(TITLE_DEMO_CITY, "440100", "广州市", "440000"),
                   small_title(TITLE_DEMO_PARK, NULL, "某园区", NULL)},
        .round = {.id = "2023",
                  .title = "2023年评定",
                  .document = "文〔2023〕2号",
                  .year = 2023,
                  .window_since = DATE_NONE,
                  .window_until = DATE_NONE},
        .at = at,
    };
    f.titles[1].title.document = "文〔2022〕1号, 附件;\n第二页"; /* as people may type it */
    f.titles[2].title.batch = NULL;
    f.titles[2].title.host_guess = "110105";
    f.titles[2].title.since = f.titles[2].title.until = DATE_NONE;
    f.facts = (struct facts){.documents = &f.document,
                             .rosters = &f.roster,
                             .roster_sources = &f.source,
                             .complete = &f.complete,
                             .titles = f.titles,
                             .rounds = &f.round,
                             .n_documents = 1,
                             .n_rosters = 1,
                             .n_complete = 1,
                             .n_titles = n,
                             .n_rounds = 1};
    MUST(store_change(s, small_facts_job, &f, &err));
}

/* ---- the atlas of it ---- */

static inline const struct atlas *small_atlas(struct store *s, const struct atlas *before)
{
    const struct atlas *a;

    MUST(atlas_build(s, before, &a, &err));
    return a;
}

/* "110000 110108", for comparing; of places by index. */
static inline const char *codes_of(const struct atlas *a, const int *places, size_t n)
{
    static _Thread_local char text[1024];
    size_t at = 0;

    text[0] = '\0';
    for (size_t i = 0; i < n && at < sizeof text; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", i ? " " : "",
                               atlas_place(a, places[i])->code);
    return text;
}

#endif
