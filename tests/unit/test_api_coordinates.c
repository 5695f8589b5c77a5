/* Points as people write them, and texts that are none. */
#include "api/pages/coordinates.h"

#include "base/mem.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void what_people_write_is_read(void **state)
{
    static const struct {
        const char *text;
        double lon, lat;
    } cases[] = {
        {"116.30, 39.96", 116.30, 39.96},
        {"116.30,39.96", 116.30, 39.96},
        {"116.30 39.96", 116.30, 39.96},
        {"116.30，39.96", 116.30, 39.96},
        {"39.96, 116.30", 116.30, 39.96}, /* only so can it lie in China */
        {"39.96N 116.30E", 116.30, 39.96},
        {"E116.30 N39.96", 116.30, 39.96},
        {"n39.96, e116.30", 116.30, 39.96},
        {"116°18′0″E 39°57′36″N", 116.30, 39.96},
        {"39°57'36\"N, 116°18'0\"E", 116.30, 39.96},
        {"东经116°18′0″ 北纬39°57′36″", 116.30, 39.96},
        {"北纬39度57分36秒，东经116度18分0秒", 116.30, 39.96},
        {"116 18 0 E, 39 57 36 N", 116.30, 39.96},
        {"116 18 0 39 57 36", 116.30, 39.96},
        {"116 18 39 57.6", 116.30, 39.96},
        {"116°18.0′, 39°57.6′", 116.30, 39.96},
        {"经度116.30 纬度39.96", 116.30, 39.96},
        {"经度：116.30，纬度：39.96", 116.30, 39.96},
        {"-70.5, -33.25", -70.5, -33.25},
        {"33.25S 70.5W", -70.5, -33.25},
        {"-70.5 -33.25", -70.5, -33.25},
        {"0, 0", 0, 0},
        {"180, 90", 180, 90},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        double lon = NAN, lat = NAN;
        if (!coordinates_parse(cases[i].text, &lon, &lat) || fabs(lon - cases[i].lon) > 1e-9 ||
            fabs(lat - cases[i].lat) > 1e-9)
            fail_msg("%s was read as %.9f, %.9f", cases[i].text, lon, lat);
    }
}

static void what_is_no_point_is_not_read(void **state)
{
    static const char *const cases[] = {
        "",
        "   ",
        "海淀区",
        "haidian",
        "110108",
        "116.30",
        "116.30, 39.96, 12",
        "116.30, 99",
        "181, 10",
        "116°60′0″E 39°57′36″N",
        "116.5°18′E 39°57′N",
        "1 2 3",
        "1 2 3 4 5",
        "1 2 3 4 5 6 7 8",
        "E116 E39",
        "N39 N40",
        "116.30, 39.96 海淀",
        "1e2, 3e1",
        "0x10, 5",
        "nan, nan",
        "°, °",
        "′116, 39",
        "1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6 7",
        "9999, 39",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        double lon, lat;
        if (coordinates_parse(cases[i], &lon, &lat))
            fail_msg("'%s' was read as %.6f, %.6f", cases[i], lon, lat);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_people_write_is_read),
        cmocka_unit_test(what_is_no_point_is_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
