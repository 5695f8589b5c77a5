/* test_atlas_search.c - what people type, and what they get for it, best first. */
#include "small_register.h"

enum { MOST_HITS = 20 };

struct row {
    const char *typed, *found;
};

static void check_one(const struct atlas *a, const struct search_filter *filter, size_t max,
                      const struct row *row)
{
    int hits[MOST_HITS];
    size_t n = atlas_search(a, row->typed, filter, hits, max);

    if (strcmp(codes_of(a, hits, n), row->found) != 0)
        fail_msg("'%s' finds '%s', not '%s'", row->typed, codes_of(a, hits, n), row->found);
}

static void check(void **state, size_t max, const struct row *rows, size_t n_rows)
{
    const struct search_filter any = {.level = -1};
    struct store *s = small_made(*state);
    const struct atlas *a = small_atlas(s, NULL);

    for (size_t i = 0; i < n_rows; i++)
        check_one(a, &any, max, &rows[i]);
    atlas_give(a);
    store_close(s);
}

#define CHECK(state, rows) check(state, MOST_HITS, rows, COUNT(rows))

static void a_place_is_found_by_its_names(void **state)
{
    static const struct row rows[] = {
        {"海淀区", "110108"},    {"海淀", "110108"},      {"  海淀  ", "110108"},
        {"淀", "110108"},        {"澳门", "820000"},      {"特别行政区", "820000"},
        {"州市", "440100"},      {"东", "441900 440000"}, /* begins with it, before: has it inside
                                                           */
        {"海", "110108 440105"}, {"北京海淀", ""},        {"无", ""},
    };
    CHECK(state, rows);
}

static void the_whole_name_comes_before_its_beginning(void **state)
{
    /* 大连 the city and nothing else; 广 begins both 广东省 and 广州市, the province first. */
    static const struct row rows[] = {
        {"大连", "210200"},
        {"广", "440000 440100"},
        {"广州市", "440100"},
        {"广东", "440000"},
    };
    CHECK(state, rows);
}

static void a_place_is_found_by_pinyin(void **state)
{
    static const struct row rows[] = {
        {"haidian", "110108"},
        {"hai dian", "110108"},
        {"Hai'Dian", "110108"},
        {"HAIDIANQU", "110108"},
        {"haid", "110108"},
        {"dian", "110108"}, /* from the start of a syllable */
        {"ian", ""},        /* not from its middle */
        {"hai", "110108 440105"},
        {"aomen", "820000"},
        {"xingzheng", "820000"},
    };
    CHECK(state, rows);
}

static void lv_is_written_in_three_ways(void **state)
{
    static const struct row rows[] = {
        {"lvshunkou", "210212"}, {"lushunkou", "210212"},  {"lüshunkou", "210212"},
        {"LÜSHUN", "210212"},    {"lüshun kou", "210212"}, {"旅顺", "210212"},
    };
    CHECK(state, rows);
}

static void a_place_is_found_by_initials(void **state)
{
    static const struct row rows[] = {
        {"hd", "110108"},  {"hdq", "110108"},
        {"HD", "110108"},  {"h", "110108 440105 440106"},
        {"lsk", "210212"}, {"am", "820000"},
        {"gd", "440000"},  {"gz", "440100"},
        {"yx", "440104"},  {"d", "210200 441900 440000 110108"},
        {"zz", ""},
    };
    CHECK(state, rows);
}

static void a_place_is_found_by_code(void **state)
{
    static const struct row rows[] = {
        {"110108", "110108"},
        {"1101", "110105 110108"},
        {"11", "110000 110105 110108"},
        {"4401", "440100 440103 440104 440105 440106"},
        {"1101080", ""},
        {"08", ""},
    };
    CHECK(state, rows);
}

static void what_is_no_name_finds_nothing(void **state)
{
    char longest[4096];
    const struct row rows[] = {
        {"", ""}, {"   ", ""}, {"'", ""}, {"%", ""}, {"_", ""}, {"hai%", ""}, {longest, ""},
    };

    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    CHECK(state, rows);
}

static void a_level_or_a_province_narrows_it(void **state)
{
    static const struct {
        struct row row;
        struct search_filter filter;
    } cases[] = {
        {{"h", "110108 440105 440106"}, {LEVEL_COUNTY, NULL}},
        {{"44", "440103 440104 440105 440106"}, {LEVEL_COUNTY, NULL}},
        {{"d", "210200 441900"}, {LEVEL_PREFECTURE, NULL}},
        {{"44", "440100 441900"}, {LEVEL_PREFECTURE, NULL}},
        {{"东", "440000"}, {LEVEL_PROVINCE, NULL}},
        {{"h", "440105 440106"}, {-1, "440000"}},
        {{"440000", "440000"}, {-1, "440000"}},
        {{"11", ""}, {-1, "440000"}},
        {{"澳门", ""}, {-1, "440000"}},
        {{"d", "441900"}, {LEVEL_PREFECTURE, "440000"}},
        {{"h", ""}, {-1, "990000"}},
    };
    struct store *s = small_made(*state);
    const struct atlas *a = small_atlas(s, NULL);

    for (size_t i = 0; i < COUNT(cases); i++)
        check_one(a, &cases[i].filter, MOST_HITS, &cases[i].row);
    atlas_give(a);
    store_close(s);
}

static void only_as_many_come_as_were_asked_for(void **state)
{
    static const struct row rows[] = {{"44", "440000 440100"}, {"h", "110108 440105"}};
    check(state, 2, rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMALL(a_place_is_found_by_its_names),
        WITH_SMALL(the_whole_name_comes_before_its_beginning),
        WITH_SMALL(a_place_is_found_by_pinyin),
        WITH_SMALL(lv_is_written_in_three_ways),
        WITH_SMALL(a_place_is_found_by_initials),
        WITH_SMALL(a_place_is_found_by_code),
        WITH_SMALL(what_is_no_name_finds_nothing),
        WITH_SMALL(a_level_or_a_province_narrows_it),
        WITH_SMALL(only_as_many_come_as_were_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
