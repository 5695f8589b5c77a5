/* test_store_divisions.c - places go in as one set, come out as they were, and only untouched. */
#include "in_place.h"

#include "store/divisions.h"
#include "store/divisions_staged.h"
#include "store/divisions_write.h"

/* ---- shapes: one square each, as well-known binary ---- */

enum { WKB_ROOM = 9 + 9 + 4 + 5 * 16 };

struct square {
    char bytes[WKB_ROOM];
    size_t size;
};

static void put(struct square *q, const void *data, size_t size)
{
    assert_true(q->size + size <= sizeof q->bytes);
    memcpy(q->bytes + q->size, data, size);
    q->size += size;
}

static void put_head(struct square *q, uint32_t type, uint32_t n)
{
    put(q, "\x01", 1);
    put(q, &type, sizeof type);
    put(q, &n, sizeof n);
}

static struct square square_at(double x, double y, double side)
{
    const double corners[5][2] = {
        {x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}};
    uint32_t n = 5;
    struct square q = {.size = 0};

    put_head(&q, 6, 1);
    put_head(&q, 3, 1);
    put(&q, &n, sizeof n);
    put(&q, corners, sizeof corners);
    return q;
}

static struct square line_at(double x, double y)
{
    const double points[2][2] = {{x, y}, {x + 1, y + 1}};
    struct square q = {.size = 0};

    put_head(&q, 5, 1);
    put_head(&q, 2, 2);
    put(&q, points, sizeof points);
    return q;
}

static struct bytes bytes_of(const struct square *q)
{
    return (struct bytes){q->bytes, q->size};
}

/* ---- a small set of places ---- */

static const struct row {
    const char *code, *name;
    enum place_level level;
    enum place_kind kind;
    const char *parent, *province;
    double x, side;
    unsigned layers;
    bool outline[3];
} rows[] = {
    {"970000", "甲省", LEVEL_PROVINCE, KIND_PROVINCE, NULL, "970000", 0, 4, 1, {1, 1, 1}},
    {"970100", "乙市", LEVEL_PREFECTURE, KIND_PREFECTURE_CITY, "970000", "970000", 0, 2, 2, {1, 1}},
    {"970102", "丙区", LEVEL_COUNTY, KIND_DISTRICT, "970100", "970000", 0, 2, 4, {1}},
    {"970200", "己市", LEVEL_PREFECTURE, KIND_PREFECTURE_CITY, "970000", "970000", 2, 2, 6, {0}},
};

enum { ROWS = COUNT(rows), ALL = ROWS };

/* What one test makes different from the set above. */
struct change {
    size_t n_rows;
    const char *name_of_second; /* NULL: as it is */
    double side_of_last;        /* 0: as it is */
    const char *input;          /* the hash the set was made from; one letter */
};

static const struct change sound = {.n_rows = ALL, .input = "a"};

static void put_place(struct staged *st, const struct change *c, size_t i)
{
    const struct row *r = &rows[i];
    double side = c->side_of_last > 0 && i == ROWS - 1 ? c->side_of_last : r->side;
    struct square shape = square_at(r->x, 0, side), light = square_at(r->x, 0, side - 0.5);
    struct division d = {
        .code = r->code,
        .name = i == 1 && c->name_of_second ? c->name_of_second : r->name,
        .pinyin = "jia sheng",
        .initials = "js",
        .level = r->level,
        .kind = r->kind,
        .parent = r->parent,
        .province = r->province,
        .layers = r->layers,
        .sub_provincial = i == 1,
        .area_m2 = 1e10 * side,
        .label_x = r->x + 1,
        .label_y = 1.5,
        .shape = bytes_of(&shape),
    };
    struct err err = {0};

    for (size_t k = 0; k < 3; k++) {
        if (!r->outline[k])
            continue;
        d.outlines[k].shape = bytes_of(&light);
        d.outlines[k].deviation_m = 100 * (double)(k + 1);
    }
    if (!staged_put_division(st, &d, &err))
        fail_msg("%s", err.text);
}

static void stage(const char *path, const struct change *c)
{
    struct square line = line_at(5, 5);
    const struct boundary_line l = {.layer = "province", .shape = bytes_of(&line)};
    const struct staged_mending mending = {"970102", "the shape is not valid near 1, 2"};
    const struct code_change changed = {"970199", "970102", "a test"};
    char sha256[65];
    struct err err = {0};
    struct staged *st;

    memset(sha256, c->input[0], 64);
    sha256[64] = '\0';
    if (!staged_create(&st, path, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < c->n_rows; i++)
        put_place(st, c, i);
    assert_true(staged_put_line(st, &l, 7, &err));
    assert_true(staged_put_mending(st, &mending, &err));
    assert_true(staged_put_change(st, &changed, &err));
    assert_true(staged_put_input(st, "divisions:shapes", sha256, &err));
    if (!staged_finish(st, &err))
        fail_msg("%s", err.text);
}

struct apply_job {
    const char *path;
    moment_t now;
    struct applied done;
};

static bool apply_job(struct store *s, void *arg, struct err *err)
{
    struct apply_job *job = arg;
    const struct revision r = {.recorded = job->now, .what = "divisions"};

    return store_apply_staged(s, job->path, &r, &job->done, err);
}

static struct applied applied(struct store *s, const char *path, const struct change *c)
{
    struct apply_job job = {.path = path, .now = 1000};
    struct err err = {0};

    stage(path, c);
    if (!store_change(s, apply_job, &job, &err))
        fail_msg("%s", err.text);
    return job.done;
}

static void refused(struct store *s, const char *path, const char *words)
{
    struct apply_job job = {.path = path, .now = 1000};
    struct err err = {0};

    assert_false(store_change(s, apply_job, &job, &err));
    if (!strstr(err.text, words))
        fail_msg("refused with \"%s\", want \"%s\"", err.text, words);
}

/* A register that holds the sound set, open for writing. */
static struct store *filled(struct place *p)
{
    struct store *s = opened(p->file, STORE_WRITE);

    applied(s, p->other, &sound);
    return s;
}

/* ---- tests ---- */

static void assert_same(const struct division *d, const struct row *r)
{
    struct square shape = square_at(r->x, 0, r->side), light = square_at(r->x, 0, r->side - 0.5);

    assert_string_equal(d->code, r->code);
    assert_string_equal(d->name, r->name);
    assert_string_equal(d->pinyin, "jia sheng");
    assert_string_equal(d->initials, "js");
    assert_int_equal(d->level, r->level);
    assert_int_equal(d->kind, r->kind);
    assert_int_equal(d->layers, r->layers);
    assert_string_equal(d->province, r->province);
    if (r->parent)
        assert_string_equal(d->parent, r->parent);
    else
        assert_null(d->parent);
    assert_true(d->area_m2 == 1e10 * r->side && d->label_x == r->x + 1 && d->label_y == 1.5);
    assert_int_equal(d->shape.size, shape.size);
    assert_memory_equal(d->shape.at, shape.bytes, shape.size);
    for (size_t k = 0; k < 3; k++) {
        assert_true((d->outlines[k].shape.at != NULL) == r->outline[k]);
        if (!r->outline[k])
            continue;
        assert_memory_equal(d->outlines[k].shape.at, light.bytes, light.size);
        assert_true(d->outlines[k].deviation_m == 100 * (double)(k + 1));
    }
}

static void what_goes_in_comes_out_as_it_was(void **state)
{
    struct place *p = *state;
    struct store *s = filled(p);
    struct arena *a = arena_new();
    struct square line = line_at(5, 5);
    struct division *places;
    struct boundary_line *lines;
    struct code_change *changes;
    struct err err = {0};
    size_t n;

    assert_true(store_divisions(s, a, &places, &n, &err));
    assert_int_equal(n, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        assert_same(&places[i], &rows[i]);
    assert_true(store_boundary_lines(s, a, &lines, &n, &err));
    assert_int_equal(n, 1);
    assert_string_equal(lines[0].layer, "province");
    assert_memory_equal(lines[0].shape.at, line.bytes, line.size);
    assert_true(store_code_changes(s, a, &changes, &n, &err));
    assert_int_equal(n, 1);
    assert_string_equal(changes[0].old_code, "970199");
    assert_string_equal(changes[0].new_code, "970102");
    assert_string_equal(changes[0].source, "a test");
    arena_free(a);
    store_close(s);
}

static void an_empty_register_has_no_places(void **state)
{
    struct place *p = *state;
    struct store *s = opened(p->file, STORE_WRITE);
    struct arena *a = arena_new();
    struct division *places;
    struct err err = {0};
    size_t n = 99;

    assert_true(store_divisions(s, a, &places, &n, &err));
    assert_int_equal(n, 0);
    arena_free(a);
    store_close(s);
}

static void the_same_inputs_again_change_nothing(void **state)
{
    struct place *p = *state;
    struct store *s = filled(p);
    struct applied again = applied(s, p->other, &sound);

    assert_false(again.changed);
    assert_int_equal(again.revision, 1);
    assert_int_equal(again.put + again.removed, 0);
    store_close(s);
}

static void only_what_differs_is_written(void **state)
{
    static const struct {
        const char *what;
        struct change change;
        size_t put, removed;
    } cases[] = {
        {"other inputs, same places", {.n_rows = ALL, .input = "b"}, 0, 0},
        {"another name", {.n_rows = ALL, .input = "b", .name_of_second = "丑市"}, 1, 0},
        {"another shape", {.n_rows = ALL, .input = "b", .side_of_last = 3}, 1, 0},
        {"a place less", {.n_rows = ALL - 1, .input = "b"}, 0, 1},
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct store *s = opened(p->file, STORE_WRITE);
        struct said said;
        struct applied done;

        applied(s, p->other, &sound);
        done = applied(s, p->other, &cases[i].change);
        if (!done.changed || done.put != cases[i].put || done.removed != cases[i].removed)
            fail_msg("%s: %zu put, %zu removed", cases[i].what, done.put, done.removed);
        if (findings_of(s, &said) != 0)
            fail_msg("%s: %s", cases[i].what, said.text);
        applied(s, p->other, &sound); /* and back */
        if (findings_of(s, &said) != 0)
            fail_msg("%s, undone: %s", cases[i].what, said.text);
        store_close(s);
    }
}

static void the_key_changes_when_the_places_do_and_only_then(void **state)
{
    struct place *p = *state;
    struct store *s = filled(p);
    struct arena *a = arena_new();
    const struct change inputs_only = {.n_rows = ALL, .input = "b"};
    const struct change shape = {.n_rows = ALL, .input = "c", .side_of_last = 3};
    const char *first, *second, *third;
    struct err err = {0};

    assert_true(store_divisions_key(s, a, &first, &err));
    applied(s, p->other, &inputs_only);
    assert_true(store_divisions_key(s, a, &second, &err));
    applied(s, p->other, &shape);
    assert_true(store_divisions_key(s, a, &third, &err));
    assert_string_equal(first, second);
    assert_string_not_equal(first, third);
    arena_free(a);
    store_close(s);
}

static void inputs_match_only_when_all_of_them_do(void **state)
{
    static const char as[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    static const char bs[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    static const struct {
        struct staged_input inputs[2];
        size_t n;
        bool match;
    } cases[] = {
        {{{"divisions:shapes", as}}, 1, true},
        {{{"divisions:shapes", bs}}, 1, false},
        {{{"divisions:names", as}}, 1, false},
        {{{"divisions:shapes", as}, {"divisions:names", as}}, 2, false},
    };
    struct place *p = *state;
    struct store *s = filled(p);

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err err = {0};
        bool match;

        assert_true(store_inputs_match(s, cases[i].inputs, cases[i].n, &match, &err));
        if (match != cases[i].match)
            fail_msg("case %zu: %d", i, match);
    }
    store_close(s);
}

static void a_set_that_cannot_go_in_leaves_the_register_as_it_was(void **state)
{
    static const struct {
        const char *spoil; /* SQL in the staged file */
        const char *words;
    } cases[] = {
        {"UPDATE division SET parent = '990000' WHERE code = '970102'", "FOREIGN KEY"},
        {"UPDATE division SET level = 'village' WHERE code = '970102'",
         "division 970102 does not keep"},
        {"UPDATE division SET parent = NULL WHERE code = '970102'",
         "division 970102 does not keep"},
        {"UPDATE division SET shape = x'0102' WHERE code = '970102'",
         "division 970102 does not keep"},
        {"DELETE FROM input_file", "does not say what it was made of"},
        {"PRAGMA user_version = 99", "prepared by another version of sizhi"},
        {"DROP TABLE outline", "no such table: outline"},
    };
    struct place *p = *state;
    struct store *s = filled(p);
    struct arena *a = arena_new();
    const struct change other = {.n_rows = ALL, .input = "b", .name_of_second = "丑市"};

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct division *places;
        struct revision now;
        struct err err = {0};
        size_t n;

        stage(p->other, &other);
        harm(p->other, cases[i].spoil);
        refused(s, p->other, cases[i].words);
        assert_true(store_revision(s, a, &now, &err));
        assert_int_equal(now.number, 1);
        if (!store_divisions(s, a, &places, &n, &err))
            fail_msg("%s: %s", cases[i].spoil, err.text);
        assert_int_equal(n, ROWS);
        assert_string_equal(places[1].name, "乙市");
    }
    unlink(p->other);
    refused(s, p->other, "cannot be opened");
    arena_free(a);
    store_close(s);
}

static void a_row_changed_behind_our_back_is_not_handed_out(void **state)
{
    static const struct {
        const char *harm, *found;
    } cases[] = {
        {"UPDATE division SET name = '亥市' WHERE code = '970100'", "division 970100"},
        {"UPDATE division SET label_x = 0.5 WHERE code = '970102'", "division 970102"},
        {"UPDATE division SET shape = (SELECT shape FROM division WHERE code = '970000')"
         " WHERE code = '970200'",
         "division 970200"},
        {"UPDATE outline SET deviation_m = 0 WHERE code = '970000' AND degrees = 0.05", "outline "},
        {"DELETE FROM outline WHERE degrees = 0.05", NULL},
    };
    struct place *p = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct store *s = opened(p->file, STORE_WRITE);
        struct arena *a = arena_new();
        struct division *places;
        struct said said;
        struct err err = {0};
        size_t n;

        applied(s, p->other, &sound);
        assert_true(db_exec(s->db, cases[i].harm, &err));
        assert_true(findings_of(s, &said) > 0);
        if (cases[i].found) {
            assert_false(store_divisions(s, a, &places, &n, &err));
            if (!strstr(err.text, cases[i].found) || !strstr(err.text, "outside the register"))
                fail_msg("%s: %s", cases[i].harm, err.text);
        }
        arena_free(a);
        store_close(s);
        unlink(p->file);
    }
}

static void a_staged_file_that_was_dropped_is_gone(void **state)
{
    struct place *p = *state;
    struct err err = {0};
    struct staged *st;

    assert_true(staged_create(&st, p->other, &err));
    staged_drop(st);
    assert_int_not_equal(access(p->other, F_OK), 0);
    staged_drop(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_PLACE(what_goes_in_comes_out_as_it_was),
        IN_PLACE(an_empty_register_has_no_places),
        IN_PLACE(the_same_inputs_again_change_nothing),
        IN_PLACE(only_what_differs_is_written),
        IN_PLACE(the_key_changes_when_the_places_do_and_only_then),
        IN_PLACE(inputs_match_only_when_all_of_them_do),
        IN_PLACE(a_set_that_cannot_go_in_leaves_the_register_as_it_was),
        IN_PLACE(a_row_changed_behind_our_back_is_not_handed_out),
        IN_PLACE(a_staged_file_that_was_dropped_is_gone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
