/* Directories in the published picture: who stands on a day and as the register stood, where each
 * lies, and that the picture is shared while nothing of them changes. */
#include "atlas/institutions.h"
#include "small_register.h"
#include "store/claims_rows.h"
#include "store/institutions.h"
#include "store/internal.h"

#include <math.h>

enum { ZONED_AT = 4000000, ADMITTED_AT = 5000000, LEFT_AT = 6000000 };

static const char ZONE[] = "jia-park";
static const char PUT_ZONE[] =
    "INSERT INTO zone (id, name, kind, host_kind, source, origin, recorded_ms, recorded_in) VALUES"
    " ('jia-park', '甲区', 'trial-zone', 'unknown', 'a test', 'register', 4000000, 1);"
    "INSERT INTO zone_part (zone, number, name, area_m2, method, crs, source, origin, recorded_ms,"
    " recorded_in, shape) VALUES ('jia-park', 1, '核心', 1, 'geojson', 'cgcs2000', 'a test',"
    " 'register', 4000000, 1, GeomFromText('MULTIPOLYGON(((110 30, 110.1 30, 110.1 30.1, 110 30.1,"
    " 110 30)))', 4490));";
static const char PUT_SHAPELESS[] =
    "INSERT INTO zone_part (zone, number, name, source, origin, recorded_ms, recorded_in) VALUES"
    " ('jia-park', 2, '拓展', 'a test', 'register', 4000000, 1)";

static bool put_zone(struct store *s, void *arg, struct err *err)
{
    return db_exec(s->db, arg, err) && digest_seal(s, &claim_tables[ROWS_ZONE], err) &&
           digest_seal(s, &claim_tables[ROWS_ZONE_PART], err);
}

static const struct {
    const char *uscc;
    double lon, lat;
    bool has_point;
} few[] = {
    {"91350100M000100Y43", 110.05, 30.05, true}, /* inside */
    {"913201150000000001", 110.1, 30.05, true},  /* on the edge */
    {"913201150000000002", 110.2, 30.05, true},  /* outside */
    {"913201150000000003", 0, 0, false},
};

static bool admit_job(struct store *s, void *arg, struct err *err)
{
    const struct act_by by = {.command = "a test", .now = ADMITTED_AT};
    struct institution_draft drafts[COUNT(few)];
    double lon_lat[2 * COUNT(few)];
    int64_t first;

    (void)arg;
    for (size_t i = 0; i < COUNT(few); i++) {
        drafts[i] = (struct institution_draft){.name = "某所",
                                               .uscc = few[i].uscc,
                                               .size = WORD_NONE,
                                               .has_point = few[i].has_point,
                                               .given = {few[i].lon, few[i].lat},
                                               .datum = few[i].has_point ? "cgcs2000" : NULL,
                                               .admitted = small_day("2026-01-01"),
                                               .reason = "申请",
                                               .source = "函"};
        lon_lat[2 * i] = few[i].lon;
        lon_lat[2 * i + 1] = few[i].lat;
    }
    return store_institutions_admit(s, ZONE, drafts, COUNT(few), lon_lat, &by, &first, err);
}

static bool leave_job(struct store *s, void *arg, struct err *err)
{
    const struct act_by by = {.command = "a test", .now = LEFT_AT};
    const struct institution_stay st = {.institution = 1,
                                        .exited = small_day("2026-02-01"),
                                        .exit_kind = EXIT_LEFT,
                                        .exit_reason = "迁址",
                                        .source = "函"};

    (void)arg;
    return store_institution_exit(s, &st, small_day("2026-02-01"), &by, err);
}

static struct placed placed_of(const struct atlas *a, int64_t id)
{
    const date_t on = small_day("2026-01-15");
    const struct directory_entry *e = atlas_institution(a, id);

    assert_non_null(e);
    return atlas_placed(a, entry_row(e, on, MOMENT_NONE), on, MOMENT_NONE);
}

static size_t standing(const struct atlas *a, const char *on, moment_t as_of)
{
    return atlas_count_institutions(a, ZONE, small_day(on), as_of);
}

static void directories_follow_the_register(void **state)
{
    const struct small *at = *state;
    struct store *s = small_made(at);
    const struct atlas *none, *a, *b;
    size_t n;

    MUST(store_change(s, put_zone, (void *)(uintptr_t)PUT_ZONE, &err));
    none = small_atlas(s, NULL);
    atlas_institutions(none, &n);
    assert_int_equal(n, 0);
    assert_null(atlas_institution(none, 1));
    MUST(store_change(s, admit_job, NULL, &err));
    a = small_atlas(s, none);
    assert_int_equal(standing(a, "2025-12-31", MOMENT_NONE), 0);
    assert_int_equal(standing(a, "2026-01-01", MOMENT_NONE), COUNT(few));
    assert_int_equal(standing(none, "2026-01-01", MOMENT_NONE), 0);

    assert_int_equal(placed_of(a, 1).where, PLACED_INSIDE);
    assert_int_equal(placed_of(a, 1).part->part.number, 1);
    assert_int_equal(placed_of(a, 2).where, PLACED_INSIDE);
    assert_int_equal(placed_of(a, 3).where, PLACED_OUTSIDE);
    assert_true(fabs(placed_of(a, 3).metres - geodesic_distance(110.1, 30.05, 110.2, 30.05)) < 1);
    assert_int_equal(placed_of(a, 4).where, PLACED_NO_POINT);

    MUST(store_change(s, leave_job, NULL, &err));
    MUST(store_change(s, put_zone, (void *)(uintptr_t)PUT_SHAPELESS, &err));
    b = small_atlas(s, a);
    assert_int_equal(standing(b, "2026-02-01", MOMENT_NONE), COUNT(few) - 1);
    assert_int_equal(standing(b, "2026-01-31", MOMENT_NONE), COUNT(few));
    assert_int_equal(standing(b, "2026-02-01", ADMITTED_AT), COUNT(few));
    assert_int_equal(standing(b, "2026-02-01", ZONED_AT), 0);
    assert_int_equal(standing(a, "2026-02-01", MOMENT_NONE), COUNT(few)); /* as it was */
    assert_int_equal(placed_of(b, 1).where, PLACED_INSIDE);
    assert_int_equal(placed_of(b, 3).where, PLACED_UNKNOWN); /* it may lie in the other part */
    atlas_give(none);
    atlas_give(a);
    atlas_give(b);
    store_close(s);
}

static void what_did_not_change_is_shared(void **state)
{
    const struct small *at = *state;
    struct store *s = small_made(at);
    const struct atlas *a, *b;
    size_t n;

    MUST(store_change(s, put_zone, (void *)(uintptr_t)PUT_ZONE, &err));
    MUST(store_change(s, admit_job, NULL, &err));
    a = small_atlas(s, NULL);
    b = small_atlas(s, a);
    assert_ptr_equal(atlas_institutions(a, &n), atlas_institutions(b, &n));
    atlas_give(a);
    assert_int_equal(standing(b, "2026-01-01", MOMENT_NONE), COUNT(few));
    atlas_give(b);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMALL(directories_follow_the_register),
        WITH_SMALL(what_did_not_change_is_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
