/* test_store_zones.c - zones in two times: proposed by an application, published at designation
 * beside what stood before, put right, and looked after by the check. */
#include "workflow_in_place.h"

#include "store/extent_reports.h"
#include "store/proposed_zones.h"
#include "store/zones.h"
#include "store/zones_check.h"

#include <math.h>

/* A square of one degree, as geo/wkb.c writes it. */
static struct bytes wkb(struct arena *a, double x, double y)
{
    const double xy[] = {x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y};
    const uint32_t head[] = {6, 1}, polygon[] = {3, 1, 5};
    const char order = 1;
    struct buf b = {0};

    buf_putc(&b, order);
    buf_put(&b, head, sizeof head);
    buf_putc(&b, order);
    buf_put(&b, polygon, sizeof polygon);
    buf_put(&b, xy, sizeof xy);
    struct bytes kept = {arena_strndup(a, b.data, b.len), b.len};
    buf_free(&b);
    return kept;
}

static struct fact_zone zones[] = {
    {.id = "first-zone",
     .name = "甲集聚区",
     .kind = "trial-zone",
     .host_kind = "park",
     .host_guess = "320115",
     .unit = "320000",
     .source = "Z"},
};
static struct fact_zone_part parts[] = {
    {.zone = "first-zone", .number = "1", .name = "东片区", .function = "管理", .source = "Z"},
    {.zone = "first-zone",
     .number = "2",
     .name = "西片区",
     .declared_m2 = "1250000",
     .source = "Z"},
};

/* A round for zones, a zone of the facts and an application of 南京市. */
static int64_t begin_zones(struct stage *st, const char *path)
{
    const struct application want = {
        .round = "zones", .track = TITLE_TRIAL_ZONE, .place = "320100"};
    const struct act_by act = {.person = JIANGNING, .now = AT + 1};
    struct application app;
    struct some_facts f;

    begin(st, path);
    fill_facts(&f);
    add_roster(&f, TITLE_TRIAL_ZONE, "2023", NULL, NULL, -1);
    add_title(&f, title_of(TITLE_TRIAL_ZONE, NULL, "甲集聚区", "2023", NULL, NULL));
    f.rounds[1] = (struct fact_round){.id = "zones",
                                      .title = "集聚区",
                                      .year = 2023,
                                      .window_since = DATE_NONE,
                                      .window_until = DATE_NONE,
                                      .tracks = 1U << TITLE_TRIAL_ZONE};
    f.facts.n_rounds = 2;
    f.facts.zones = zones;
    f.facts.zone_parts = parts;
    f.facts.n_zones = COUNT(zones);
    f.facts.n_zone_parts = COUNT(parts);
    load_into(st->s, &f, AT);
    st->now = AT + 1;
    IN_ONE(st, store_application_open(st->s, st->a, &want, &act, &app, &err));
    return app.id;
}

static void propose(struct stage *st, int64_t id, const char *zone, const char *name)
{
    const struct application app = now_of(st, id);
    const struct proposed_zone z = {.zone = zone,
                                    .name = name,
                                    .host_kind = HOST_DIVISION,
                                    .host_code = "320115",
                                    .declared_m2 = 2000000};
    const struct act_by act = by(st, JIANGNING);
    struct application after;

    IN_ONE(st, store_proposed_zone_put(st->s, &app, &z, &act, &after, &err));
    assert_int_equal(after.version, app.version + 1);
}

static void propose_part(struct stage *st, int64_t id, int number, const char *name, bool drawn,
                         bool taken_out)
{
    const struct application app = now_of(st, id);
    struct proposed_part p = {.number = number,
                              .name = name,
                              .declared_m2 = NAN,
                              .area_m2 = drawn ? 1000000 : NAN,
                              .method = drawn ? METHOD_GEOJSON : METHOD_NONE,
                              .crs = drawn ? "cgcs2000" : NULL,
                              .given = {NAN, NAN, NAN, 32.5},
                              .taken_out = taken_out};
    const struct act_by act = by(st, JIANGNING);
    struct application after;

    if (drawn)
        p.shape = wkb(st->a, 118, 31);
    IN_ONE(st, store_proposed_part_put(st->s, &app, &p, &act, &after, &err));
}

static const char *grant(struct stage *st, int64_t id, const char *since, struct err *err)
{
    const struct zone_grant g = {.application = id,
                                 .title = 1,
                                 .kind = TITLE_TRIAL_ZONE,
                                 .unit = "320000",
                                 .applicant = "320100",
                                 .document = "文〔2026〕1号",
                                 .since = day(since)};
    const struct revision r = {.recorded = ++st->now, .why = "a test", .source = "函"};
    const char *zone = NULL;

    assert_true(store_begin(st->s, NULL));
    if (!store_zone_publish(st->s, st->a, &g, &r, &zone, err)) {
        store_rollback(st->s);
        return NULL;
    }
    assert_true(store_commit(st->s, NULL));
    return zone;
}

/* "1 东片区, 2 西片区 shape" on a day. */
static const char *parts_on(struct stage *st, const char *zone, const char *on)
{
    struct buf text = {0};
    struct zone_part_row *rows;
    size_t n;

    assert_true(store_zone_parts_of(st->s, st->a, zone, day(on), &rows, &n, NULL));
    for (size_t i = 0; i < n; i++)
        buf_printf(&text, "%s%d %s%s", i ? ", " : "", rows[i].part.number, rows[i].part.name,
                   rows[i].shape.size ? " shape" : "");
    const char *kept = text.data ? arena_strndup(st->a, text.data, text.len) : "";
    buf_free(&text);
    return kept;
}

/* ---- */

static void what_is_proposed_is_added_and_the_newest_counts(void **state)
{
    struct place *p = *state;
    struct stage st;
    int64_t id = begin_zones(&st, p->file);
    struct proposed_part *rows;
    struct proposed_zone z;
    size_t n;

    propose(&st, id, NULL, "乙集聚区");
    propose(&st, id, NULL, "丙集聚区");
    propose_part(&st, id, 2, "二", false, false);
    propose_part(&st, id, 1, "一", true, false);
    propose_part(&st, id, 2, "二甲", true, false);
    propose_part(&st, id, 3, "三", false, false);
    propose_part(&st, id, 3, "三", false, true);
    assert_true(store_proposed_zone(st.s, st.a, id, &z, NULL));
    assert_string_equal(z.name, "丙集聚区");
    assert_true(store_proposed_parts(st.s, st.a, id, &rows, &n, NULL));
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].name, "一");
    assert_string_equal(rows[1].name, "二甲");
    assert_int_equal(rows[0].shape.size, wkb(st.a, 0, 0).size);
    assert_true(rows[0].given[EXTENT_NORTH] == 32.5 && isnan(rows[0].given[EXTENT_EAST]));
    assert_int_equal(now_of(&st, id).version, 8);
    assert_nothing_found(st.s);
    end(&st);
}

static void a_name_belongs_to_one_zone(void **state)
{
    static const struct {
        const char *zone, *name, *field;
    } rows[] = {
        {NULL, "甲集聚区", "name"},         /* another's */
        {"first-zone", "丁集聚区", "name"}, /* its own stays */
        {"no-zone", "丁集聚区", "zone"},
    };
    struct place *p = *state;
    struct stage st;
    int64_t id = begin_zones(&st, p->file);
    const struct application app = now_of(&st, id);
    const struct act_by act = by(&st, JIANGNING);

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct proposed_zone z = {
            .zone = rows[i].zone, .name = rows[i].name, .declared_m2 = NAN};
        struct application after;
        struct err err = {0};

        assert_true(store_begin(st.s, NULL));
        assert_false(store_proposed_zone_put(st.s, &app, &z, &act, &after, &err));
        store_rollback(st.s);
        assert_int_equal(err.kind, ERR_BAD_BODY);
        assert_string_equal(err.field, rows[i].field);
    }
    end(&st);
}

static void a_new_zone_gets_an_id_from_its_places(void **state)
{
    struct place *p = *state;
    struct stage st;
    int64_t id = begin_zones(&st, p->file);
    struct err err = {0};
    struct zone z;
    bool there;

    assert_null(grant(&st, id, "2026-03-01", &err));
    assert_int_equal(err.kind, ERR_WRONG_STATE); /* nothing is proposed */
    err = (struct err){0};
    assert_true(db_exec(st.s->db,
                        "UPDATE division SET pinyin = 'nan jing shi' WHERE code = '320100';"
                        "UPDATE division SET pinyin = 'jiang ning qu' WHERE code = '320115'",
                        NULL));
    for (const struct digest_table *t = division_tables; t->name; t++)
        assert_true(digest_seal(st.s, t, NULL));
    propose(&st, id, NULL, "乙集聚区");
    propose_part(&st, id, 1, "一", true, false);
    const char *zone = grant(&st, id, "2026-03-01", &err);
    assert_non_null(zone);
    assert_string_equal(zone, "nanjing-jiangning");
    assert_true(store_zone(st.s, st.a, zone, day("2026-03-01"), &z, &there, NULL) && there);
    assert_string_equal(z.name, "乙集聚区");
    assert_string_equal(z.applicant, "320100");
    assert_string_equal(z.document, "文〔2026〕1号");
    assert_int_equal(z.since, day("2026-03-01"));
    assert_string_equal(parts_on(&st, zone, "2026-03-01"), "1 一 shape");
    assert_string_equal(parts_on(&st, zone, "2026-02-28"), "");
    assert_nothing_found(st.s);
    end(&st);
}

static void a_zone_that_goes_on_keeps_what_it_was_before(void **state)
{
    struct place *p = *state;
    struct stage st;
    int64_t id = begin_zones(&st, p->file);
    struct err err = {0};
    struct zone z;
    bool there;

    propose(&st, id, "first-zone", "甲集聚区");
    propose_part(&st, id, 1, "新东片区", true, false);
    const char *zone = grant(&st, id, "2026-03-01", &err);
    assert_string_equal(zone, "first-zone");
    assert_string_equal(parts_on(&st, zone, "2026-02-28"), "1 东片区, 2 西片区");
    assert_string_equal(parts_on(&st, zone, "2026-03-01"), "1 新东片区 shape");
    assert_true(store_zone(st.s, st.a, zone, day("2026-02-28"), &z, &there, NULL) && there);
    assert_null(z.host_code);
    assert_string_equal(z.host_guess, "320115");
    assert_true(store_zone(st.s, st.a, zone, day("2026-03-01"), &z, &there, NULL) && there);
    assert_string_equal(z.host_code, "320115");
    assert_null(z.host_guess);
    assert_true(isnan(z.declared_m2) == 0 && z.declared_m2 == 2000000);
    assert_nothing_found(st.s);
    /* Again from the same day: what never held is gone, and nothing speaks twice. */
    propose_part(&st, id, 2, "新西片区", false, false);
    assert_string_equal(grant(&st, id, "2026-03-01", &err), "first-zone");
    assert_string_equal(parts_on(&st, zone, "2026-03-01"), "1 新东片区 shape, 2 新西片区");
    assert_string_equal(parts_on(&st, zone, "2026-02-28"), "1 东片区, 2 西片区");
    assert_nothing_found(st.s);
    end(&st);
}

static void a_part_put_right_ends_the_row_that_was_wrong(void **state)
{
    const struct revision r = {.recorded = AT + 50, .who = "person 1", .source = "函"};
    struct place *p = *state;
    struct stage st;
    struct zone_part_row *rows;
    int64_t revision;
    size_t n;

    begin_zones(&st, p->file);
    assert_true(store_zone_part_rows(st.s, st.a, "first-zone", &rows, &n, NULL));
    struct zone_part_row right = rows[1];
    right.part.name = "西片区（更正）";
    IN_ONE(&st, store_zone_part_correct(st.s, rows[1].row, &right, &r, &revision, &err));
    assert_string_equal(parts_on(&st, "first-zone", "2026-01-01"), "1 东片区, 2 西片区（更正）");
    assert_true(store_zone_parts(st.s, st.a, &rows, &n, NULL));
    assert_int_equal(n, 3);
    assert_int_equal(rows[1].part.retracted, rows[2].part.recorded);
    assert_string_equal(rows[2].origin, "register");
    assert_nothing_found(st.s);
    end(&st);
}

static void a_report_is_kept_word_for_word(void **state)
{
    struct place *p = *state;
    struct stage st;
    int64_t id = begin_zones(&st, p->file);
    const struct sha256 first = sha256_of("1", 1), second = sha256_of("2", 1);
    struct extent_report_row row;

    assert_true(store_extent_report(st.s, st.a, id, &row, NULL));
    assert_int_equal(row.id, 0);
    IN_ONE(&st, store_extent_report_put(st.s, id, &first, "{\"a\":1}", AT, &err));
    IN_ONE(&st, store_extent_report_put(st.s, id, &second, "{\"a\":2}", AT, &err));
    assert_true(store_extent_report(st.s, st.a, id, &row, NULL));
    assert_string_equal(row.body, "{\"a\":2}");
    assert_memory_equal(&row.made_of, &second, sizeof second);
    assert_nothing_found(st.s);
    end(&st);
}

struct heard {
    const char *wanted;
    bool heard;
};

static void hear(void *arg, const char *line)
{
    struct heard *h = arg;

    h->heard = h->heard || strstr(line, h->wanted) != NULL;
}

static void the_check_finds_meddling(void **state)
{
    static const struct {
        const char *sql, *says;
    } rows[] = {
        {"UPDATE zone SET name = '别的'", "zone 1: the row was changed outside the register"},
        {"UPDATE zone_part SET declared_m2 = 7 WHERE number = 2",
         "zone_part 2: the row was changed outside the register"},
        {"DELETE FROM zone_part WHERE number = 1", "zone_part: rows are missing"},
        {"UPDATE zone_part SET zone = 'no-zone' WHERE number = 1",
         "zone no-zone: part 1 (东片区) is of a zone that is not on record"},
        {"INSERT INTO zone (id, name, kind, host_kind, source, origin, recorded_ms, recorded_in)"
         " SELECT 'second-zone', name, kind, host_kind, source, origin, recorded_ms, recorded_in"
         " FROM zone",
         "the name 甲集聚区 is that of two zones, first-zone and second-zone"},
        {"UPDATE zone SET host_guess = '999999'",
         "zone first-zone: there is no division none (or 999999)"},
        {"UPDATE proposed_zone SET host_code = '320100'", "application/1: it is not what entry"},
        {"UPDATE proposed_part SET extent_text = '东至海'",
         "application/1/part/1: it is not what entry"},
        {"UPDATE extent_report SET body = '{}'", "extent report 1: it was changed"},
    };
    struct place *p = *state;
    const struct sha256 made_of = sha256_of("1", 1);
    struct stage st;
    int64_t id = begin_zones(&st, p->file);

    propose(&st, id, "first-zone", "甲集聚区");
    propose_part(&st, id, 1, "一", true, false);
    IN_ONE(&st, store_extent_report_put(st.s, id, &made_of, "{\"a\":1}", AT, &err));
    assert_nothing_found(st.s);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct heard h = {.wanted = rows[i].says};
        size_t n;

        assert_true(store_begin(st.s, NULL));
        assert_true(db_exec(st.s->db, rows[i].sql, NULL));
        struct report r = {hear, &h, 0};
        /* The questions and the digests, inside the transaction that is taken back. */
        assert_true(check_zones(st.s, &r, NULL));
        assert_true(digest_verify(st.s, &claim_tables[ROWS_ZONE], &r, NULL));
        assert_true(digest_verify(st.s, &claim_tables[ROWS_ZONE_PART], &r, NULL));
        n = r.n;
        store_rollback(st.s);
        if (n == 0 || !h.heard)
            fail_msg("\"%s\" was not found out (%zu findings)", rows[i].says, n);
    }
    assert_nothing_found(st.s);
    end(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(what_is_proposed_is_added_and_the_newest_counts),
        IN_PLACE(a_name_belongs_to_one_zone),
        IN_PLACE(a_new_zone_gets_an_id_from_its_places),
        IN_PLACE(a_zone_that_goes_on_keeps_what_it_was_before),
        IN_PLACE(a_part_put_right_ends_the_row_that_was_wrong),
        IN_PLACE(a_report_is_kept_word_for_word),
        IN_PLACE(the_check_finds_meddling),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
