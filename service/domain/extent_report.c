/* extent_report.c - numbers against tolerances: what is off, how severe, in what order.
 *
 * To change what is told and how severely, change a check here; the sentences are in
 * extent_report_words.c.  A difference equal to its tolerance is within it. */
#include "domain/extent_report_words.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Ours, not the policy's, which names none.  limit_metres: limits are published to a second of arc,
 * which is 31 m.  outside_share: what drawing a border at another scale makes of a large part. */
const struct extent_tolerances extent_tolerances_usual = {
    .area_share = 0.02,
    .area_floor_m2 = 1000,
    .outside_share = 0.001,
    .outside_error = 0.05,
    .limit_metres = 50,
    .sliver_metres = 20,
    .sum_share = 0.01,
    .overlap_m2 = 10,
};

/* Findings as they are found; grows in the arena. */
struct report {
    struct arena *arena;
    const struct zone_measures *zone;
    const struct extent_tolerances *t;
    const struct part_measures *part; /* NULL: the zone as a whole */
    struct extent_finding *found;
    size_t n, room;
};

static struct extent_finding *add(struct report *r, enum extent_check check,
                                  enum finding_severity severity)
{
    if (r->n == r->room) {
        size_t room = r->room ? r->room * 2 : 16;
        struct extent_finding *more = arena_alloc(r->arena, room, sizeof *more);
        if (r->n)
            memcpy(more, r->found, r->n * sizeof *more);
        r->found = more;
        r->room = room;
    }
    r->found[r->n] = (struct extent_finding){
        .check = check,
        .severity = severity,
        .part = r->part ? r->part->number : 0,
        .metres = NAN,
        .m2 = NAN,
        .share = NAN,
    };
    return &r->found[r->n++];
}

static void say(struct report *r, struct extent_finding *f, struct finding_words words)
{
    words.part = r->part;
    extent_say(r->arena, f, &words);
}

static void tell_no_parts(struct report *r)
{
    if (r->zone->n_parts)
        return;
    struct extent_finding *f = add(r, CHECK_SHAPE_MISSING, SEVERITY_NOTE);
    say(r, f, (struct finding_words){.sentence = SAY_NO_PARTS});
}

/* Whether two areas differ by more than a share of the stated one; *share is NAN without one. */
static bool differs(double stated, double found, double most, double floor, double *share)
{
    double off = fabs(found - stated);

    *share = stated > 0 ? off / stated : (double)NAN;
    return off > floor && !(*share <= most);
}

static void tell_sum(struct report *r, double sum, enum finding_sentence sentence)
{
    double stated = r->zone->declared_m2, share;

    if (isnan(stated) || isnan(sum) || r->zone->n_parts == 0 ||
        !differs(stated, sum, r->t->sum_share, r->t->area_floor_m2, &share))
        return;
    struct extent_finding *f = add(r, CHECK_SUM_OFF, SEVERITY_WARNING);
    f->m2 = sum - stated;
    f->share = share;
    say(r, f, (struct finding_words){.sentence = sentence, .a = sum, .b = stated});
}

static bool all_have_shapes(const struct zone_measures *z)
{
    for (size_t i = 0; i < z->n_parts; i++) {
        if (!z->parts[i].has_shape)
            return false;
    }
    return true;
}

static void tell_sums(struct report *r)
{
    tell_sum(r, r->zone->sum_declared_m2, SAY_SUM_DECLARED);
    if (all_have_shapes(r->zone))
        tell_sum(r, r->zone->sum_m2, SAY_SUM_COMPUTED);
}

static void tell_shape(struct report *r)
{
    const struct part_measures *p = r->part;

    if (p->shape_fault_en) {
        struct extent_finding *f = add(r, CHECK_SHAPE_INVALID, SEVERITY_ERROR);
        say(r, f,
            (struct finding_words){
                .sentence = SAY_SHAPE_REFUSED, .en = p->shape_fault_en, .zh = p->shape_fault_zh});
    } else if (!p->has_shape) {
        struct extent_finding *f = add(r, CHECK_SHAPE_MISSING, SEVERITY_NOTE);
        say(r, f, (struct finding_words){.sentence = SAY_NO_SHAPE});
    }
}

static void tell_outside(struct report *r, enum extent_check check, double share,
                         enum finding_sentence outside, enum finding_sentence unknown)
{
    if (!r->part->has_shape)
        return;
    if (isnan(share)) {
        struct extent_finding *f = add(r, check, SEVERITY_NOTE);
        say(r, f, (struct finding_words){.sentence = unknown});
        return;
    }
    if (share <= r->t->outside_share && share <= r->t->outside_error)
        return;
    struct extent_finding *f =
        add(r, check, share > r->t->outside_error ? SEVERITY_ERROR : SEVERITY_WARNING);
    f->share = share;
    f->m2 = share * r->part->area_m2;
    say(r, f, (struct finding_words){.sentence = outside, .a = f->m2, .b = share});
}

static void tell_sides(struct report *r)
{
    const struct extent *e = r->part->text;

    for (size_t b = 0; e && b < e->n_blocks; b++) {
        for (int i = 0; i < EXTENT_SIDES; i++) {
            if (e->blocks[b].sides[i].present)
                continue;
            struct extent_finding *f = add(r, CHECK_SIDE_MISSING, SEVERITY_WARNING);
            f->side = (enum extent_side)i;
            say(r, f,
                (struct finding_words){.sentence = SAY_NO_SIDE,
                                       .block = e->n_blocks > 1 ? b + 1 : 0,
                                       .label = e->blocks[b].label});
        }
    }
}

static void tell_text(struct report *r)
{
    const struct part_measures *p = r->part;

    if (!p->has_text) {
        struct extent_finding *f = add(r, CHECK_TEXT_MISSING, SEVERITY_NOTE);
        say(r, f, (struct finding_words){.sentence = SAY_NO_TEXT});
    } else if (p->text_fault_en || p->text_fault_zh) {
        struct extent_finding *f = add(r, CHECK_TEXT_UNREAD, SEVERITY_WARNING);
        say(r, f,
            (struct finding_words){
                .sentence = SAY_TEXT_UNREAD, .en = p->text_fault_en, .zh = p->text_fault_zh});
    }
}

static void tell_limits(struct report *r)
{
    const struct part_measures *p = r->part;

    for (int i = 0; p->has_shape && i < EXTENT_SIDES; i++) {
        double off = fabs(p->limit_off_m[i]);
        if (isnan(off) || off <= r->t->limit_metres)
            continue;
        struct extent_finding *f = add(r, CHECK_LIMIT_OFF, SEVERITY_WARNING);
        f->side = (enum extent_side)i;
        f->metres = off;
        say(r, f,
            (struct finding_words){.sentence = SAY_LIMIT_OFF, .a = off, .b = p->given_limits[i]});
    }
}

static void tell_area(struct report *r)
{
    const struct part_measures *p = r->part;
    double share;

    if (!p->has_shape || isnan(p->declared_m2) || isnan(p->area_m2) ||
        !differs(p->declared_m2, p->area_m2, r->t->area_share, r->t->area_floor_m2, &share))
        return;
    struct extent_finding *f = add(r, CHECK_AREA_OFF, SEVERITY_WARNING);
    f->m2 = p->area_m2 - p->declared_m2;
    f->share = share;
    say(r, f,
        (struct finding_words){.sentence = SAY_AREA_OFF, .a = p->area_m2, .b = p->declared_m2});
}

static int compare_others(const void *a, const void *b)
{
    const struct extent_other *x = a, *y = b;
    int order = (x->number > y->number) - (x->number < y->number);

    if (!order)
        order = strcmp(x->id ? x->id : "", y->id ? y->id : "");
    if (!order)
        order = (x->area_m2 > y->area_m2) - (x->area_m2 < y->area_m2);
    return order ? order : (x->gap_m > y->gap_m) - (x->gap_m < y->gap_m);
}

/* A copy in order of number, then of id. */
static struct extent_other *in_order(struct arena *a, const struct extent_other *others, size_t n)
{
    struct extent_other *copy = arena_alloc(a, n, sizeof *copy);

    if (n) {
        memcpy(copy, others, n * sizeof *copy);
        qsort(copy, n, sizeof *copy, compare_others);
    }
    return copy;
}

static void tell_overlap(struct report *r, const struct extent_other *o, enum extent_check check,
                         enum finding_sentence sentence)
{
    if (!(o->area_m2 > r->t->overlap_m2))
        return;
    struct extent_finding *f = add(r, check, SEVERITY_WARNING);
    f->other_part = o->number;
    f->other_zone = o->id;
    f->m2 = o->area_m2;
    f->share = r->part->area_m2 > 0 ? o->area_m2 / r->part->area_m2 : (double)NAN;
    say(r, f,
        (struct finding_words){.sentence = sentence, .other = o, .a = o->area_m2, .b = f->share});
}

static void tell_gap(struct report *r, const struct extent_other *o)
{
    if (!(o->gap_m > 0 && o->gap_m < r->t->sliver_metres))
        return;
    struct extent_finding *f = add(r, CHECK_PARTS_GAP, SEVERITY_WARNING);
    f->other_part = o->number;
    f->metres = o->gap_m;
    say(r, f, (struct finding_words){.sentence = SAY_PARTS_GAP, .other = o, .a = o->gap_m});
}

static void tell_others(struct report *r)
{
    const struct part_measures *p = r->part;
    const struct extent_other *overlaps = in_order(r->arena, p->overlaps, p->n_overlaps),
                              *gaps = in_order(r->arena, p->gaps, p->n_gaps);

    for (size_t i = 0; p->has_shape && i < p->n_overlaps; i++)
        tell_overlap(r, &overlaps[i], CHECK_PARTS_OVERLAP, SAY_PARTS_OVERLAP);
    for (size_t i = 0; p->has_shape && i < p->n_gaps; i++)
        tell_gap(r, &gaps[i]);
}

static void tell_zones(struct report *r)
{
    const struct part_measures *p = r->part;
    const struct extent_other *zones = in_order(r->arena, p->zones, p->n_zones);

    for (size_t i = 0; p->has_shape && i < p->n_zones; i++)
        tell_overlap(r, &zones[i], CHECK_ZONES_OVERLAP, SAY_ZONES_OVERLAP);
}

static void tell_datum(struct report *r)
{
    const struct part_measures *p = r->part;

    if (!p->has_shape || !p->datum_suspect)
        return;
    struct extent_finding *f = add(r, CHECK_DATUM_SUSPECT, SEVERITY_WARNING);
    f->share = p->datum_share_after - p->datum_share_before;
    say(r, f,
        (struct finding_words){
            .sentence = SAY_DATUM, .a = p->datum_share_before, .b = p->datum_share_after});
}

/* In the order of enum extent_check. */
static void tell_part(struct report *r)
{
    tell_shape(r);
    tell_outside(r, CHECK_OUTSIDE_HOST, r->part->outside_host, SAY_OUTSIDE_HOST, SAY_HOST_UNKNOWN);
    tell_outside(r, CHECK_OUTSIDE_APPLICANT, r->part->outside_applicant, SAY_OUTSIDE_APPLICANT,
                 SAY_APPLICANT_UNKNOWN);
    tell_sides(r);
    tell_text(r);
    tell_limits(r);
    tell_area(r);
    tell_others(r);
    tell_zones(r);
    tell_datum(r);
}

/* A part by its number; those with one number stay as they stand. */
struct place {
    int number;
    size_t at;
};

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

void extent_report(struct arena *a, const struct zone_measures *z,
                   const struct extent_tolerances *t, struct extent_finding **out, size_t *n)
{
    struct place *order = arena_alloc(a, z->n_parts, sizeof *order);
    struct report r = {.arena = a, .zone = z, .t = t};

    tell_no_parts(&r);
    tell_sums(&r);
    for (size_t i = 0; i < z->n_parts; i++)
        order[i] = (struct place){z->parts[i].number, i};
    if (z->n_parts)
        qsort(order, z->n_parts, sizeof *order, compare_places);
    for (size_t i = 0; i < z->n_parts; i++) {
        r.part = &z->parts[order[i].at];
        tell_part(&r);
    }
    *out = r.found;
    *n = r.n;
}
