/* datum_guard.c - does a shape fit its county better once GCJ-02 is undone?
 *
 * The border of the shape is looked at every few metres, as given and undone, and how much of it
 * lies on the county's border is compared at several widths: a shape traced from our own data fits
 * to the metre, one surveyed on the ground only as well as our data are. */
#include "geo/compare.h"

#include "geo/bands.h"
#include "geo/crs.h"
#include "geo/edges.h"
#include "geo/ellipsoid.h"
#include "geo/geodesic.h"

#include <math.h>

/* What counts as on the county's border, and how much of the shape's must be: the farther off, the
 * more of it may be chance. */
static const struct width_row {
    double within, least; /* metres */
} widths[] = {{10, 400}, {20, 400}, {40, 700}, {80, 1200}, {160, 3000}};
enum { N_WIDTHS = 5, MOST_SAMPLES = 4000 };

static const double SAMPLE_METRES = 20;
static const double RUN_SHARE = 0.02;     /* of the shape's own border must lie on the county's */
static const double MARKEDLY = 2.5;       /* times as much on the border */
static const double DEEP_TIMES = 2;       /* a fit may stray out so many times its width */
static const double CROSSED_METRES = 200; /* farther out than our own data may be off */
static const double INSIDE_METRES = 20;   /* what is left outside after undoing */

/* Given limits: as far off as the shift as given, and near once undone. */
static const double LIMIT_OFF_METRES = 100, LIMIT_NEAR_METRES = 50;

struct reference {
    struct edges *edges;
    struct bands *bands;
};

/* How one version of the shape lies to the county. */
struct fit {
    double along[N_WIDTHS]; /* metres of its border within each width of the county's */
    double deepest;         /* of its border that is outside, metres from the county's border */
};

static struct multipolygon undone(struct arena *a, const struct multipolygon *m)
{
    struct multipolygon out = multipolygon_copy(a, m);

    for (size_t i = 0; i < out.n_points; i++)
        datum_to_cgcs2000(DATUM_GCJ02, &out.xy[2 * i], &out.xy[2 * i + 1]);
    multipolygon_measure(&out);
    return out;
}

static void look_at(const struct reference *ref, const double p[2], double metres, struct fit *fit)
{
    struct nearest near = edges_nearest(ref->edges, p[0], p[1], 0);
    bool on_edge;

    for (int w = 0; w < N_WIDTHS; w++)
        fit->along[w] += near.chord <= widths[w].within ? metres : 0;
    if (near.chord > fit->deepest && !bands_cover(ref->bands, 0, p[0], p[1], &on_edge))
        fit->deepest = near.chord;
}

/* Near enough for stepping along. */
static double edge_metres(const double *a)
{
    double metres = ELLIPSOID_A * RADIANS_PER_DEGREE;

    return metres * hypot((a[2] - a[0]) * cos(a[1] * RADIANS_PER_DEGREE), a[3] - a[1]);
}

static double perimeter(const struct multipolygon *m)
{
    double sum = 0;

    for (size_t i = 0; i < m->n_rings; i++) {
        const double *a = m->xy + 2 * (size_t)m->rings[i].first;
        for (uint32_t k = 0; k + 1 < m->rings[i].n_points; k++, a += 2)
            sum += edge_metres(a);
    }
    return sum;
}

/* Samples stand at even steps along the border, not one an edge: short edges must not count more.
 */
static struct fit fit_of(const struct reference *ref, const struct multipolygon *m, double step)
{
    struct fit fit = {.deepest = 0};

    for (size_t i = 0; i < m->n_rings; i++) {
        const double *a = m->xy + 2 * (size_t)m->rings[i].first;
        double next = step / 2;
        for (uint32_t k = 0; k + 1 < m->rings[i].n_points; k++, a += 2) {
            double len = edge_metres(a);
            while (next < len) {
                double t = next / len;
                double p[2] = {a[0] + t * (a[2] - a[0]), a[1] + t * (a[3] - a[1])};
                look_at(ref, p, step, &fit);
                next += step;
            }
            next -= len;
        }
    }
    return fit;
}

/* At some width much more of one lies on the border than of the other; N_WIDTHS: at none. */
static int follows_rather(const struct fit *one, const struct fit *other, double border)
{
    for (int w = 0; w < N_WIDTHS; w++) {
        double least = fmax(widths[w].least, RUN_SHARE * border);
        if (one->along[w] >= least && one->along[w] >= MARKEDLY * other->along[w] &&
            one->deepest <= DEEP_TIMES * widths[w].within)
            return w;
    }
    return N_WIDTHS;
}

static void judge(const struct fit *given, const struct fit *back, double border,
                  struct datum_guess *out)
{
    int fits_given = follows_rather(given, back, border);
    int fits_back = follows_rather(back, given, border);
    bool crossed = given->deepest > CROSSED_METRES && back->deepest <= INSIDE_METRES;
    int shown = fits_back < fits_given ? fits_back : fits_given;

    shown = shown < N_WIDTHS ? shown : N_WIDTHS - 1;
    out->along_as_given = given->along[shown];
    out->along_undone = back->along[shown];
    out->decidable = fits_given < N_WIDTHS || fits_back < N_WIDTHS || crossed;
    if (fits_back < fits_given)
        out->sign = DATUM_SIGN_BORDER;
    else if (crossed && fits_given == N_WIDTHS)
        out->sign = DATUM_SIGN_CROSSING;
    out->suspect = out->sign != DATUM_SIGN_NONE;
}

static bool share_inside(struct geos *g, const struct multipolygon *shape,
                         const struct multipolygon *county, double *share, struct err *err)
{
    struct arena *scratch = arena_new();
    struct multipolygon outside;
    double off;
    bool ok = shape_outside(g, shape, county, scratch, &outside, &off, err);

    if (ok)
        *share = 1 - off;
    arena_free(scratch);
    return ok;
}

bool datum_guard(struct geos *g, const struct multipolygon *shape,
                 const struct multipolygon *county, struct datum_guess *out, struct err *err)
{
    struct arena *scratch = arena_new();
    struct multipolygon back = undone(scratch, shape);
    bool ok = false;

    *out = (struct datum_guess){.suspect = false};
    if (shape->n_rings == 0 || county->n_rings == 0) {
        ok = true;
        goto done;
    }
    if (!share_inside(g, shape, county, &out->share_as_given, err) ||
        !share_inside(g, &back, county, &out->share_undone, err))
        goto done;
    double x = (shape->box.min_x + shape->box.max_x) / 2;
    double y = (shape->box.min_y + shape->box.max_y) / 2, true_x = x, true_y = y;
    datum_to_cgcs2000(DATUM_GCJ02, &true_x, &true_y);
    out->shift_metres = geodesic_distance(x, y, true_x, true_y);

    double border = perimeter(shape);
    double step = fmax(SAMPLE_METRES, border / MOST_SAMPLES);
    struct reference ref = {edges_new(&county, 1), bands_new(&county, 1)};
    struct fit as_given = fit_of(&ref, shape, step), once_undone = fit_of(&ref, &back, step);
    judge(&as_given, &once_undone, border, out);
    edges_free(ref.edges);
    bands_free(ref.bands);
    ok = true;

done:
    arena_free(scratch);
    return ok;
}

void datum_guard_limits(const struct multipolygon *shape, const double given[4],
                        struct datum_guess *guess)
{
    struct arena *scratch = arena_new();
    struct multipolygon back = undone(scratch, shape);
    bool fits_back[2] = {false, false}, fits_given = false, fits_neither = false;
    bool told[2] = {false, false};

    for (int side = 0; side < 4 && shape->n_points > 0; side++) {
        if (isnan(given[side]))
            continue;
        double off = extreme_off_metres(shape, side, given[side]);
        double off_back = extreme_off_metres(&back, side, given[side]);
        int axis = side % 2; /* 0: east and west, 1: south and north */
        told[axis] = true;
        /* On one axis the shift may be small: there it fits both ways and says nothing. */
        fits_back[axis] |= off_back <= LIMIT_NEAR_METRES && off > LIMIT_OFF_METRES;
        fits_given |= off <= LIMIT_NEAR_METRES && off_back > LIMIT_OFF_METRES;
        fits_neither |= off_back > LIMIT_OFF_METRES;
    }
    if (told[0] && told[1] && (fits_back[0] || fits_back[1]) && !fits_given && !fits_neither) {
        guess->decidable = guess->suspect = true;
        guess->sign = DATUM_SIGN_LIMITS;
    }
    arena_free(scratch);
}
