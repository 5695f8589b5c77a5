/* intricacy.c - a sweep from west to east over the boxes of runs, counting those that are open and
 * overlap in height by two sums: all that are open, less those wholly below, less those wholly
 * above.
 *
 * Heights are sorted into bins; boxes that share a bin count as meeting, so the count may be too
 * high and never too low. */
#include "geo/intricacy.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum { BINS = 1 << 15 };

/* Runs of an ordinary border meet about two others each. */
static const double PAIRS_ALWAYS = 1000000, PAIRS_PER_RUN = 5;

struct event {
    double x;
    uint32_t run;
    bool ends;
};

struct span {
    uint16_t low, high; /* bins */
};

struct sweep {
    struct box *boxes;
    size_t n, room;
    uint32_t *lows, *highs; /* sums by bin of what is open: where boxes begin, where they end */
};

static void take_run(struct sweep *s, const struct box *box, const struct box *within)
{
    if (within && !boxes_meet(box, within))
        return;
    if (s->n == s->room) {
        s->room = s->room ? 2 * s->room : 1024;
        s->boxes = mem_resize(s->boxes, s->room, sizeof *s->boxes);
    }
    s->boxes[s->n++] = *box;
}

static int heading(const double *a)
{
    return (a[2] >= a[0] ? 1 : 0) | (a[3] >= a[1] ? 2 : 0);
}

static void take_ring(struct sweep *s, const double *xy, size_t n, const struct box *within)
{
    for (size_t i = 0; i + 1 < n;) {
        struct box box = BOX_EMPTY;
        int way = heading(xy + 2 * i);
        size_t first = i;

        box_add_point(&box, xy[2 * i], xy[2 * i + 1]);
        while (i + 1 < n && i - first < INTRICACY_RUN && heading(xy + 2 * i) == way) {
            i++;
            box_add_point(&box, xy[2 * i], xy[2 * i + 1]);
        }
        take_run(s, &box, within);
    }
}

static int compare_events(const void *a, const void *b)
{
    const struct event *left = a, *right = b;

    if (left->x != right->x)
        return left->x < right->x ? -1 : 1;
    return left->ends - right->ends; /* boxes that only touch meet too */
}

/* Sums over prefixes that can be changed one entry at a time. */
static void sum_add(uint32_t *sums, uint32_t bin, uint32_t by)
{
    for (uint32_t i = bin + 1; i <= BINS; i += i & (0 - i))
        sums[i] += by;
}

static uint32_t sum_below(const uint32_t *sums, uint32_t bin)
{
    uint32_t sum = 0;

    for (uint32_t i = bin; i > 0; i &= i - 1)
        sum += sums[i];
    return sum;
}

static uint16_t bin_of(double y, double low, double bins_per_degree)
{
    return (uint16_t)fmin(BINS - 1, fmax(0, (y - low) * bins_per_degree));
}

static struct span *make_spans(const struct sweep *s)
{
    struct span *spans = mem_alloc(s->n, sizeof *spans);
    struct box all = BOX_EMPTY;

    for (size_t i = 0; i < s->n; i++)
        box_add_box(&all, &s->boxes[i]);
    double height = all.max_y - all.min_y, scale = height > 0 ? BINS / height : 0;
    for (size_t i = 0; i < s->n; i++) {
        spans[i].low = bin_of(s->boxes[i].min_y, all.min_y, scale);
        spans[i].high = bin_of(s->boxes[i].max_y, all.min_y, scale);
    }
    return spans;
}

static double count_pairs(struct sweep *s)
{
    struct event *events = mem_alloc(2 * s->n, sizeof *events);
    struct span *spans = make_spans(s);
    double pairs = 0;
    uint32_t open = 0;

    for (size_t i = 0; i < s->n; i++) {
        events[2 * i] = (struct event){s->boxes[i].min_x, (uint32_t)i, false};
        events[2 * i + 1] = (struct event){s->boxes[i].max_x, (uint32_t)i, true};
    }
    qsort(events, 2 * s->n, sizeof *events, compare_events);
    for (size_t i = 0; i < 2 * s->n; i++) {
        struct span at = spans[events[i].run];
        if (events[i].ends) {
            open--;
            sum_add(s->lows, at.low, (uint32_t)-1);
            sum_add(s->highs, at.high, (uint32_t)-1);
            continue;
        }
        uint32_t wholly_below = sum_below(s->highs, at.low);
        uint32_t wholly_above = open - sum_below(s->lows, at.high + 1u);
        pairs += open - wholly_below - wholly_above;
        open++;
        sum_add(s->lows, at.low, 1);
        sum_add(s->highs, at.high, 1);
    }
    free(events);
    free(spans);
    return pairs;
}

static double measure(const struct multipolygon *const *shapes, size_t n, const struct box *within,
                      size_t *n_runs)
{
    struct sweep s = {0};
    double pairs = 0;

    for (size_t i = 0; i < n; i++) {
        const struct multipolygon *m = shapes[i];
        for (size_t ring = 0; ring < m->n_rings; ring++)
            take_ring(&s, m->xy + 2 * (size_t)m->rings[ring].first, m->rings[ring].n_points,
                      within);
    }
    if (s.n > 0) {
        s.lows = mem_alloc(BINS + 1, sizeof *s.lows);
        s.highs = mem_alloc(BINS + 1, sizeof *s.highs);
        pairs = count_pairs(&s);
    }
    *n_runs = s.n;
    free(s.boxes);
    free(s.lows);
    free(s.highs);
    return pairs;
}

double intricacy_pairs(const struct multipolygon *const *shapes, size_t n, const struct box *within)
{
    size_t n_runs;

    return measure(shapes, n, within, &n_runs);
}

bool intricacy_bounded(const struct multipolygon *const *shapes, size_t n, const struct box *within,
                       struct err *err)
{
    size_t n_runs;
    double pairs = measure(shapes, n, within, &n_runs);

    if (pairs <= PAIRS_ALWAYS + PAIRS_PER_RUN * (double)n_runs)
        return true;
    return err_say(err, ERR_TOO_LARGE, "shape",
                   "the border is too intricate to be worked with: too many of its sides lie close "
                   "along each other; hand in a simpler one",
                   "边界过于复杂：大量边彼此紧邻，无法处理；请提交较简单的边界");
}
