/* test_geo_albers.c - the equal-area conic, against what PROJ's own command prints
 * (proj -f %.4f +proj=aea +ellps=GRS80 …; that ellipsoid is the one of CGCS2000). */
#include "geo/albers.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void points_lie_where_proj_puts_them(void **state)
{
    static const struct {
        double sheet[4]; /* meridian, origin, two parallels */
        double lon, lat, x, y;
    } rows[] = {
        {{105, 0, 25, 47}, 116.3, 39.96, 947316.2571, 4349312.5377},
        {{105, 0, 25, 47}, 87.6, 43.8, -1378963.7648, 4849019.8635},
        {{105, 0, 25, 47}, 112.3, 3.5, 903108.6646, 376147.9364},
        {{105, 0, 25, 47}, 135, 48.4, 2200926.8753, 5575765.5862},
        {{105, 0, 25, 47}, 73.5, 39.4, -2622013.1191, 4651576.5402},
        {{116.3, 39.95, 39.9, 40}, 116.3, 39.96, 0.0000, 1110.3381},
        {{116.3, 39.95, 39.9, 40}, 87.6, 43.8, -2275442.0919, 796416.4746},
        {{116.3, 39.95, 39.9, 40}, 112.3, 3.5, -513744.2257, -3827394.7688},
        {{116.3, 39.95, 39.9, 40}, 135, 48.4, 1391799.5481, 1081560.0219},
        {{116.3, 39.95, 39.9, 40}, 73.5, 39.4, -3547053.0770, 806325.3563},
        {{114, 9, 6.5, 11.5}, 116.3, 39.96, 232221.1403, 3258961.7036},
        {{114, 9, 6.5, 11.5}, 87.6, 43.8, -2637864.4746, 3705506.3712},
        {{114, 9, 6.5, 11.5}, 112.3, 3.5, -189569.9980, -607449.3143},
        {{114, 9, 6.5, 11.5}, 135, 48.4, 2076216.9725, 4067349.8349},
        {{114, 9, 6.5, 11.5}, 73.5, 39.4, -4086646.0747, 3431403.2952},
        {{85, 41, 37.5, 45.5}, 116.3, 39.96, 2611361.1886, 360941.0784},
        {{85, 41, 37.5, 45.5}, 87.6, 43.8, 208851.5635, 314855.3718},
        {{85, 41, 37.5, 45.5}, 112.3, 3.5, 3474929.4526, -3390290.2006},
        {{85, 41, 37.5, 45.5}, 135, 48.4, 3519346.5190, 1866609.9369},
        {{85, 41, 37.5, 45.5}, 73.5, 39.4, -985985.3261, -112530.5228},
        {{121, 23.7, 23.7, 23.7}, 116.3, 39.96, -420684.6252, 1783431.9593},
        {{121, 23.7, 23.7, 23.7}, 87.6, 43.8, -2869536.4106, 2515934.4720},
        {{121, 23.7, 23.7, 23.7}, 112.3, 3.5, -1020544.7950, -2162704.6472},
        {{121, 23.7, 23.7, 23.7}, 135, 48.4, 1166370.3206, 2700114.4071},
        {{121, 23.7, 23.7, 23.7}, 73.5, 39.4, -4193552.7751, 2422292.0955},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const double *s = rows[i].sheet;
        struct albers p = albers_make(s[0], s[1], s[2], s[3]);
        double x, y, lon, lat;

        albers_project(&p, rows[i].lon, rows[i].lat, &x, &y);
        if (fabs(x - rows[i].x) > 0.001 || fabs(y - rows[i].y) > 0.001)
            fail_msg("row %zu: %.4f, %.4f, want %.4f, %.4f", i, x, y, rows[i].x, rows[i].y);
        albers_unproject(&p, x, y, &lon, &lat);
        if (fabs(lon - rows[i].lon) > 1e-9 || fabs(lat - rows[i].lat) > 1e-9)
            fail_msg("row %zu: back at %.12f, %.12f", i, lon, lat);
    }
}

static void the_national_sheet_is_the_usual_one(void **state)
{
    struct albers p = albers_national();
    double x, y;

    (void)state;
    albers_project(&p, 87.6, 43.8, &x, &y);
    assert_true(fabs(x + 1378963.7648) < 0.001 && fabs(y - 4849019.8635) < 0.001);
    albers_project(&p, 105, 35, &x, &y);
    assert_true(fabs(x) < 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_lie_where_proj_puts_them),
        cmocka_unit_test(the_national_sheet_is_the_usual_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
