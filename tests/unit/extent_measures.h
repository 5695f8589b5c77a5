/* extent_measures.h - parts about which there is nothing to say, to be spoilt in one thing by a
 * test, and what is told of them. */
#ifndef TESTS_EXTENT_MEASURES_H
#define TESTS_EXTENT_MEASURES_H

#include "base/mem.h"
#include "domain/extent_report.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct extent_tolerances tolerances = {
    .area_share = 0.02,
    .area_floor_m2 = 1000,
    .outside_share = 0.001,
    .outside_error = 0.05,
    .limit_metres = 50,
    .sliver_metres = 20,
    .sum_share = 0.01,
    .overlap_m2 = 10,
};

/* All that four sides of one block need not be told. */
static const struct extent_block whole_block = {
    .sides = {{.present = true}, {.present = true}, {.present = true}, {.present = true}}};
static const struct extent whole_text = {(struct extent_block *)&whole_block, 1};

/* A part about which there is nothing to say. */
static inline struct part_measures quiet_part(int number)
{
    return (struct part_measures){
        .number = number,
        .has_shape = true,
        .has_text = true,
        .text = &whole_text,
        .area_m2 = 1e6,
        .declared_m2 = 1e6,
        .outside_host = 0,
        .outside_applicant = 0,
        .given_limits = {NAN, NAN, NAN, NAN},
        .limit_off_m = {NAN, NAN, NAN, NAN},
        .datum_share_before = NAN,
        .datum_share_after = NAN,
    };
}

static inline struct zone_measures zone_of(const struct part_measures *parts, size_t n)
{
    return (struct zone_measures){.name = "zone",
                                  .declared_m2 = NAN,
                                  .sum_m2 = NAN,
                                  .sum_declared_m2 = NAN,
                                  .parts = parts,
                                  .n_parts = n};
}

struct told {
    struct arena *arena;
    struct extent_finding *found;
    size_t n;
};

static inline struct told tell(const struct zone_measures *z)
{
    struct told t = {.arena = arena_new()};

    extent_report(t.arena, z, &tolerances, &t.found, &t.n);
    for (size_t i = 0; i < t.n; i++) {
        const char *both[] = {t.found[i].en, t.found[i].zh};
        for (size_t k = 0; k < COUNT(both); k++) {
            if (!both[k] || !both[k][0] || strstr(both[k], "nan") || strpbrk(both[k], "{}"))
                fail_msg("a sentence says: %s", both[k]);
        }
    }
    return t;
}

static inline struct told tell_part(const struct part_measures *p)
{
    struct zone_measures z = zone_of(p, 1);
    return tell(&z);
}

enum { NOTHING = -1 };

/* One finding of this severity (or none), and these words in both languages. */
static inline void check_one(const char *what, struct told t, enum extent_check check, int severity,
                             const char *en, const char *zh)
{
    if (severity == NOTHING && t.n)
        fail_msg("%s: %s", what, t.found[0].en);
    if (severity != NOTHING) {
        if (t.n != 1)
            fail_msg("%s: %zu findings", what, t.n);
        if (t.found[0].check != check || (int)t.found[0].severity != severity)
            fail_msg("%s: %s, %s", what, extent_check_name(t.found[0].check),
                     severity_name(t.found[0].severity));
        if (!strstr(t.found[0].en, en) || !strstr(t.found[0].zh, zh))
            fail_msg("%s: %s\n%s\n  without %s, %s", what, t.found[0].en, t.found[0].zh, en, zh);
    }
    arena_free(t.arena);
}

#endif
