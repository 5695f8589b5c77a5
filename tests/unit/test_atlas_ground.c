/* test_atlas_ground.c - places, layers, chains and neighbours, as the published picture has them.
 */
#include "small_register.h"

#include "atlas/internal.h"
#include "atlas/near.h"

/* A register, its atlas, and nothing else. */
struct picture {
    struct store *store;
    const struct atlas *a;
};

static struct picture pictured(void **state)
{
    struct picture p = {.store = small_made(*state)};

    p.a = small_atlas(p.store, NULL);
    return p;
}

static void put_away(struct picture *p)
{
    atlas_give(p->a);
    store_close(p->store);
}

static void a_point_lies_in_a_chain_of_places(void **state)
{
    static const struct {
        double x, y;
        const char *chain;
        bool on_edge;
    } rows[] = {
        {0.5, 0.5, "110000 110108", false},
        {1.5, 1.9, "110000 110105", false},
        {2.5, 0.5, "440000 440100 440103", false},
        {2.1, 1.5, "440000 440100 440106", false},
        {2.5, 1.5, "820000", false},        /* in the hole */
        {4.5, 1.0, "440000 441900", false}, /* no county below it */
        {8.5, -0.5, "210000 210200 210212", false},
        {6.0, 1.0, "", false}, /* the sea */
        {0.5, -0.001, "", false},
        {1.0, 0.7, "110000 110105", true}, /* on an edge the lowest code wins */
        {2.0, 0.5, "110000 110105", true}, /* also between provinces */
        {2.0, 1.0, "110000 110105", true},
        {3.0, 1.0, "440000 440100 440103", true},
        {4.0, 0.5, "440000 440100 440104", true},
        {2.4, 1.5, "440000 440100 440106", true}, /* the edge of the hole */
        {5.0, 1.0, "440000 441900", true},        /* the coast */
    };
    struct picture p = pictured(state);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct chain c = atlas_locate(p.a, EAST + rows[i].x, NORTH + rows[i].y);

        if (strcmp(codes_of(p.a, c.places, c.n), rows[i].chain) != 0)
            fail_msg("%g %g lies in '%s', not '%s'", rows[i].x, rows[i].y,
                     codes_of(p.a, c.places, c.n), rows[i].chain);
        if (c.on_edge != rows[i].on_edge)
            fail_msg("%g %g: on_edge is %d", rows[i].x, rows[i].y, c.on_edge);
        if (c.on_edge != (c.edge_metres == 0))
            fail_msg("%g %g: %g metres to the edge", rows[i].x, rows[i].y, c.edge_metres);
    }
    put_away(&p);
}

static void the_distance_to_the_edge_is_in_metres(void **state)
{
    struct picture p = pictured(state);
    struct chain c = atlas_locate(p.a, EAST + 0.9, NORTH + 0.5);

    /* The border at 1.0 is nearest, straight east: a tenth of a degree at 30.5 degrees north. */
    double wanted = geodesic_distance(EAST + 0.9, NORTH + 0.5, EAST + 1.0, NORTH + 0.5);
    assert_true(c.edge_metres > wanted - 1 && c.edge_metres < wanted + 0.1);
    assert_true(wanted > 9500 && wanted < 9700);
    put_away(&p);
}

static void neighbours_share_an_edge_and_not_just_a_corner(void **state)
{
    static const struct {
        const char *code, *neighbours;
    } rows[] = {
        {"110000", "440000"},
        {"110105", "110108 440103 440106"},
        {"110108", "110105"},
        {"210000", ""},
        {"210200", ""},
        {"210212", ""},
        {"440000", "110000 820000"},
        {"440100", "441900"}, /* Macau is no city */
        {"440103", "110105 440104 440106"},
        {"440104", "440103 440105 441900"},
        {"440105", "440104 440106 441900"},
        {"440106", "110105 440103 440105 820000"},
        {"441900", "440100"}, /* stands in two layers; it is a prefecture */
        {"820000", "440000"}, /* likewise, and a province */
    };
    struct picture p = pictured(state);

    assert_int_equal(COUNT(rows), DRAWN);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct place *place = atlas_place(p.a, atlas_find_code(p.a, rows[i].code));
        const char *got = codes_of(p.a, place->neighbours, place->n_neighbours);

        if (strcmp(got, rows[i].neighbours) != 0)
            fail_msg("neighbours of %s are '%s', not '%s'", rows[i].code, got, rows[i].neighbours);
    }
    put_away(&p);
}

static void layers_list_their_members_in_order_of_code(void **state)
{
    static const char *const members[LAYERS] = {
        [LAYER_PROVINCES] = "110000 210000 440000 820000",
        [LAYER_CITIES] = "210200 440100 441900",
        [LAYER_COUNTIES] = "110105 110108 210212 440103 440104 440105 440106 441900 820000",
    };
    struct picture p = pictured(state);

    for (int layer = 0; layer < LAYERS; layer++) {
        size_t n;
        const int *places = atlas_layer(p.a, (enum layer)layer, &n);
        assert_string_equal(codes_of(p.a, places, n), members[layer]);
    }
    struct box box = atlas_layer_box(p.a, LAYER_COUNTIES);
    assert_true(box.min_x == EAST && box.max_x == EAST + 9);
    assert_true(box.min_y == NORTH - 1 && box.max_y == NORTH + 2);
    put_away(&p);
}

static void a_place_knows_its_parent_province_and_unit(void **state)
{
    static const struct {
        const char *code, *short_name, *parent, *province, *unit;
    } rows[] = {
        {"110000", "北京", NULL, "110000", "110000"},
        {"110108", "海淀", "110000", "110000", "110000"},
        {"440105", "海珠", "440100", "440000", "440000"},
        {"441900", "东莞", "440000", "440000", "440000"},
        {"820000", "澳门", NULL, "820000", NULL},
    };
    struct picture p = pictured(state);

    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct place *place = atlas_place(p.a, atlas_find_code(p.a, rows[i].code));

        assert_string_equal(place->short_name, rows[i].short_name);
        assert_string_equal(atlas_place(p.a, place->province)->code, rows[i].province);
        if (rows[i].parent)
            assert_string_equal(atlas_place(p.a, place->parent)->code, rows[i].parent);
        else
            assert_int_equal(place->parent, -1);
        if (rows[i].unit)
            assert_string_equal(place->unit, rows[i].unit);
        else
            assert_null(place->unit);
        assert_true(place->label_x > EAST && place->label_y > NORTH - 1);
    }
    put_away(&p);
}

static void codes_are_found_and_replaced_ones_lead_on(void **state)
{
    static const char *const unknown[] = {"", "11", "110101", "999999", "210222", "1101080"};
    struct picture p = pictured(state);
    const char *source;

    for (size_t i = 0; i < DRAWN; i++)
        assert_string_equal(atlas_place(p.a, atlas_find_code(p.a, drawn_places[i].code))->code,
                            drawn_places[i].code);
    for (size_t i = 0; i < COUNT(unknown); i++)
        assert_int_equal(atlas_find_code(p.a, unknown[i]), -1);
    assert_string_equal(atlas_successor(p.a, "210222", &source), "210212");
    assert_string_equal(source, "a notice");
    assert_null(atlas_successor(p.a, "210212", &source));
    put_away(&p);
}

static void a_lighter_shape_says_how_far_it_is_off(void **state)
{
    struct picture p = pictured(state);
    int with = atlas_find_code(p.a, "110105"), without = atlas_find_code(p.a, "110108");
    double deviation = -1;

    atlas_shape(p.a, with, DETAIL_FULL, &deviation);
    assert_true(deviation == 0);
    atlas_shape(p.a, with, DETAIL_05, &deviation);
    assert_true(deviation == 12.5);
    /* Where there is none the legal shape serves, and strays nowhere. */
    atlas_shape(p.a, with, DETAIL_003, &deviation);
    assert_true(deviation == 0);
    assert_ptr_equal(atlas_shape(p.a, without, DETAIL_05, &deviation)->xy,
                     atlas_shape(p.a, without, DETAIL_FULL, NULL)->xy);
    assert_true(deviation == 0);
    put_away(&p);
}

static void ready_text_is_the_shape(void **state)
{
    struct picture p = pictured(state);
    struct bytes haidian = atlas_shape_json(p.a, atlas_find_code(p.a, "110108"), DETAIL_FULL);
    struct bytes tianhe = atlas_shape_json(p.a, atlas_find_code(p.a, "440106"), DETAIL_015);
    static const char wanted[] = "{\"type\":\"Polygon\",\"coordinates\":"
                                 "[[[110,30],[111,30],[111,32],[110,32],[110,30]]]}";

    assert_int_equal(haidian.size, sizeof wanted - 1);
    assert_memory_equal(haidian.at, wanted, haidian.size);
    assert_non_null(memmem(tianhe.at, tianhe.size, "]],[[112.4,31.4],", 17)); /* and its hole */
    put_away(&p);
}

static void the_lines_of_one_file_are_enough(void **state)
{
    struct picture p = pictured(state);

    assert_int_equal(atlas_n_lines(p.a), 1);
    assert_int_equal(atlas_line(p.a, 0)->n_points, 2);
    assert_int_equal(atlas_line_kind(p.a, 0), BOUNDARY_OTHER);
    put_away(&p);
}

/* 110000 is the square from 0 to 2 and 440000 its neighbour; 210000 lies at 8, -1, south of
 * nothing. Ten kilometres are 0.09 degrees here. */
static void a_line_is_what_the_provinces_around_it_make_it(void **state)
{
    static const struct {
        uint32_t n_points, n_lines;
        double xy[20][2];
        uint32_t first[11];
        enum boundary_kind kind;
    } rows[] = {
        {3, 1, {{8, -1}, {9, -1}, {9, 0}}, {0, 3}, BOUNDARY_UNDEFINED},
        {3, 1, {{8, -1}, {8.3, -1}, {9, 0}}, {0, 3}, BOUNDARY_UNDEFINED}, /* a corner cut short */
        {3, 1, {{8, -1}, {8.3, -1.01}, {9, -1}}, {0, 3}, BOUNDARY_OTHER}, /* leaves it by a hair */
        {2, 1, {{8.05, -0.9}, {8.05, -0.5}}, {0, 2}, BOUNDARY_OTHER},     /* inside */
        {2, 1, {{2.05, -1}, {2.05, -0.05}}, {0, 2}, BOUNDARY_BETWEEN},    /* ends near both */
        {4, 2, {{0.5, -0.08}, {0.5, -1}, {4, -1}, {4, -0.08}}, {0, 2, 4}, BOUNDARY_BETWEEN},
        {4,
         2,
         {{0.5, -0.1}, {0.5, -1}, {4, -1}, {4, -0.1}},
         {0, 2, 4},
         BOUNDARY_OTHER}, /* too far */
        {20,
         10,
         {{60, 1}, {60, 2}, {61, 1}, {61, 2}, {62, 1}, {62, 2}, {63, 1}, {63, 2}, {64, 1}, {64, 2},
          {65, 1}, {65, 2}, {66, 1}, {66, 2}, {67, 1}, {67, 2}, {68, 1}, {68, 2}, {69, 1}, {69, 2}},
         {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20},
         BOUNDARY_TEN_DASH_LINE},
    };
    struct picture p = pictured(state);

    for (size_t i = 0; i < COUNT(rows); i++) {
        double xy[40];
        uint32_t first[11];

        for (size_t k = 0; k < 20; k++) {
            xy[2 * k] = EAST + rows[i].xy[k][0];
            xy[2 * k + 1] = NORTH + rows[i].xy[k][1];
        }
        memcpy(first, rows[i].first, sizeof first);
        const struct multiline line = {
            .xy = xy, .first = first, .n_points = rows[i].n_points, .n_lines = rows[i].n_lines};
        enum boundary_kind kind = ground_line_kind(p.a->ground, &line);

        if (kind != rows[i].kind)
            fail_msg("row %zu: %s instead of %s", i, boundary_kind_name(kind),
                     boundary_kind_name(rows[i].kind));
    }
    put_away(&p);
}

static void an_empty_register_has_an_empty_picture(void **state)
{
    const struct small *at = *state;
    struct search_filter any = {.level = -1};
    struct store *s;
    int hits[4];
    size_t n;

    MUST(store_open(&s, at->file, STORE_WRITE, &err));
    const struct atlas *a = small_atlas(s, NULL);
    assert_int_equal(atlas_revision(a), 0);
    assert_int_equal(atlas_n_places(a), 0);
    assert_int_equal(atlas_find_code(a, "110108"), -1);
    assert_int_equal(atlas_locate(a, 116, 40).n, 0);
    assert_int_equal(atlas_search(a, "hd", &any, hits, 4), 0);
    atlas_layer(a, LAYER_COUNTIES, &n);
    assert_int_equal(n, 0);
    struct arena *arena = arena_new();
    atlas_near(a, 116, 40, 1000, arena, &n);
    assert_int_equal(n, 0);
    arena_free(arena);
    atlas_give(a);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMALL(a_point_lies_in_a_chain_of_places),
        WITH_SMALL(the_distance_to_the_edge_is_in_metres),
        WITH_SMALL(neighbours_share_an_edge_and_not_just_a_corner),
        WITH_SMALL(layers_list_their_members_in_order_of_code),
        WITH_SMALL(a_place_knows_its_parent_province_and_unit),
        WITH_SMALL(codes_are_found_and_replaced_ones_lead_on),
        WITH_SMALL(a_lighter_shape_says_how_far_it_is_off),
        WITH_SMALL(ready_text_is_the_shape),
        WITH_SMALL(the_lines_of_one_file_are_enough),
        WITH_SMALL(a_line_is_what_the_provinces_around_it_make_it),
        WITH_SMALL(an_empty_register_has_an_empty_picture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
