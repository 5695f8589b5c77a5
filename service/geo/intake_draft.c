/* intake_draft.c - rings and vertices as they come in, checked one by one. */
#include "geo/intake_draft.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

void intake_draft_free(struct draft *d)
{
    intake_frame_close(&d->frame);
    free(d->xy);
    free(d->rings);
    d->xy = NULL;
    d->rings = NULL;
}

bool intake_draft_begin(struct draft *d, enum ring_role role, struct intake_place place,
                        struct err *err)
{
    assert(!d->open);
    if (d->n_rings == d->limits->max_rings)
        return err_say(err, ERR_TOO_LARGE, "shape", "the shape has more than %u rings",
                       "图形超过 %u 个环", d->limits->max_rings);
    if (d->n_rings == d->room_rings) {
        d->room_rings = d->room_rings ? 2 * d->room_rings : 16;
        d->rings = mem_resize(d->rings, d->room_rings, sizeof *d->rings);
    }
    place.vertex = 0;
    d->open = true;
    d->rings[d->n_rings++] =
        (struct draft_ring){.first = (uint32_t)d->n_points, .role = role, .place = place};
    return true;
}

static bool append(struct draft *d, double lon, double lat, struct err *err)
{
    struct draft_ring *ring = &d->rings[d->n_rings - 1];

    if (d->n_points == d->limits->max_points)
        return err_say(err, ERR_TOO_LARGE, "shape", "the shape has more than %u vertices",
                       "图形超过 %u 个点", d->limits->max_points);
    if (d->n_points == d->room_points) {
        d->room_points = d->room_points ? 2 * d->room_points : 256;
        d->xy = mem_resize(d->xy, d->room_points, 2 * sizeof *d->xy);
    }
    d->xy[2 * d->n_points] = lon;
    d->xy[2 * d->n_points + 1] = lat;
    d->n_points++;
    ring->n_points++;
    return true;
}

bool intake_draft_point(struct draft *d, double x, double y, const struct intake_place *at,
                        struct err *err)
{
    const struct draft_ring *ring = &d->rings[d->n_rings - 1];
    double lon, lat;

    if (!intake_frame_point(&d->frame, x, y, at, &lon, &lat, err))
        return false;
    if (ring->n_points > 0) {
        const double *last = d->xy + 2 * (d->n_points - 1);
        if (last[0] == lon && last[1] == lat) {
            d->n_duplicates++;
            return true;
        }
    }
    return append(d, lon, lat, err);
}

bool intake_draft_end(struct draft *d, bool close_it, struct err *err)
{
    enum { TRIANGLE = 4 };
    struct draft_ring *ring = &d->rings[d->n_rings - 1];
    const double *first = d->xy + 2 * (size_t)ring->first;
    const double *last = d->xy + 2 * (d->n_points ? d->n_points - 1 : 0);

    assert(d->open);
    d->open = false;
    if (ring->n_points == 0)
        return intake_refuse(&ring->place, err, "the ring has no vertices", "环没有顶点");
    bool closed = ring->n_points > 1 && first[0] == last[0] && first[1] == last[1];
    if (!closed && !close_it && ring->n_points > 1)
        return intake_refuse(&ring->place, err,
                             "the ring is not closed: its last vertex must repeat the first",
                             "环未闭合：最后一个点须与第一个相同");
    if (!closed && ring->n_points > 2) {
        double lon = first[0], lat = first[1]; /* the list may move */
        if (!append(d, lon, lat, err))
            return false;
        d->n_closed++;
    }
    if (ring->n_points < TRIANGLE)
        return intake_refuse(&ring->place, err,
                             "the ring has fewer than three vertices that differ from their "
                             "neighbours, so it encloses nothing",
                             "环的不同顶点少于三个，不构成面");
    return true;
}
