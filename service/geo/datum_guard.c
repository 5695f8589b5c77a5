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

/* Metres from the county's border that count as on it. */
static const double WIDTHS[] = {10, 20, 40, 80, 160};
enum { N_WIDTHS = 5, MOST_SAMPLES = 4000 };

static const double SAMPLE_METRES = 20;
static const double RUN_METRES = 400;     /* less along the border may be chance */
static const double RUN_SHARE = 0.02;     /* of the shape's own border */
static const double MARKEDLY = 2.5;       /* times as much on the border */
static const double CROSSED_METRES = 120; /* farther out than our own data may be off */
static const double INSIDE_METRES = 20;   /* what is left outside after undoing */

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
        fit->along[w] += near.chord <= WIDTHS[w] ? metres : 0;
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

/* At some width much more of one lies on the border than of the other. */
static bool follows_rather(const struct fit *one, const struct fit *other, double least, int *width)
{
    for (int w = 0; w < N_WIDTHS; w++) {
        if (one->along[w] >= least && one->along[w] >= MARKEDLY * other->along[w]) {
            *width = w;
            return true;
        }
    }
    return false;
}

static void judge(const struct fit *given, const struct fit *back, double border,
                  struct datum_guess *out)
{
    double least = fmax(RUN_METRES, RUN_SHARE * border);
    int fits_given = N_WIDTHS, fits_back = N_WIDTHS, widest = N_WIDTHS - 1;
    bool given_follows = follows_rather(given, back, least, &fits_given);
    bool back_follows = follows_rather(back, given, least, &fits_back);
    bool crossed = given->deepest > CROSSED_METRES && back->deepest <= INSIDE_METRES;
    int shown = fits_back < N_WIDTHS ? fits_back : fits_given < N_WIDTHS ? fits_given : widest;

    out->along_as_given = given->along[shown];
    out->along_undone = back->along[shown];
    out->decidable = given_follows || back_follows || given->deepest > CROSSED_METRES ||
                     back->deepest > CROSSED_METRES;
    if (back_follows && fits_back < fits_given)
        out->sign = DATUM_SIGN_BORDER;
    else if (crossed && !given_follows)
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
