/* zone_fit.c - how the published parts of a zone lie: within the host, over each other, over other
 * zones; in words, and on the map under the same numbers.
 *
 * Measuring is dear, so both are made once and kept while the revision stands (atlas/recent.h). The
 * sentences are for the public: they say what is, not what to do about it. */
#include "api/extent_measures.h"
#include "api/ogc/html.h"
#include "api/pages/sheet_map.h"
#include "api/pages/zone_map.h"
#include "atlas/recent.h"
#include "base/mem.h"
#include "domain/extent_report.h"

#include <math.h>
#include <string.h>

enum { TOLD_MOST = 40 };

/* What lies where among the bytes that are kept. */
enum { FIT_MAP, FIT_WORDS };

struct fit {
    const struct zone_page *p;
    struct extent_measured measured;
    struct extent_finding *findings;
    size_t n_findings;
    const struct extent_finding *told[TOLD_MOST];
    struct zone_mark marks[TOLD_MOST];
    size_t n_told, n_marks;
};

/* ---- one sentence ---- */

static const char *part_of(const struct fit *f, int number)
{
    for (size_t i = 0; i < f->p->n_parts; i++) {
        if (f->p->parts[i]->part.number == number)
            return zone_part_name(f->p, &f->p->parts[i]->part);
    }
    return arena_printf(f->p->rq->arena, "%d", number);
}

static const char *place_name(const struct fit *f, const char *code, const char *otherwise)
{
    int place = code ? atlas_find_code(f->p->a, code) : -1;
    return place >= 0 ? atlas_place(f->p->a, place)->name : otherwise;
}

static const char *about_outside(const struct fit *f, const struct extent_finding *e)
{
    bool host = e->check == CHECK_OUTSIDE_HOST;
    const char *of = place_name(f, host ? f->p->zone->host_code : f->p->zone->applicant, "");

    return arena_printf(
        f->p->rq->arena,
        host ? zone_say(f->p, "“%s”约 %.1f%% 在依托载体（%s）之外",
                        "about %2$.1f %% of “%1$s” lies outside the host (%3$s)")
             : zone_say(f->p, "“%s”约 %.1f%% 在申报地区（%s）之外",
                        "about %2$.1f %% of “%1$s” lies outside the territory that applied (%3$s)"),
        part_of(f, e->part), 100 * e->share, of);
}

static const char *about_parts(const struct fit *f, const struct extent_finding *e)
{
    const char *one = part_of(f, e->part), *other = part_of(f, e->other_part);

    if (e->check == CHECK_PARTS_OVERLAP)
        return arena_printf(
            f->p->rq->arena,
            zone_say(f->p, "“%s”与“%s”重叠约 %.2f 公顷", "“%s” and “%s” overlap by about %.2f ha"),
            one, other, e->m2 / 1e4);
    return arena_printf(f->p->rq->arena,
                        zone_say(f->p, "“%s”与“%s”之间有约 %.0f 米的缝隙",
                                 "between “%s” and “%s” there is a gap of about %.0f m"),
                        one, other, e->metres);
}

static const char *about_limit(const struct fit *f, const struct extent_finding *e)
{
    return arena_printf(f->p->rq->arena,
                        zone_say(f->p, "“%s”公布的%s界坐标与图形相差约 %.0f 米",
                                 "the limit of “%s” in the %s, as published, is about %.0f m off "
                                 "the shape"),
                        part_of(f, e->part), extent_side_label(e->side, f->p->q.english),
                        e->metres);
}

static const char *about_zones(const struct fit *f, const struct extent_finding *e)
{
    long at = e->other_zone ? atlas_zone_find(f->p->a, e->other_zone) : -1;
    const struct zone *other =
        at < 0 ? NULL : atlas_zone(f->p->a, (size_t)at, f->p->when.on, MOMENT_NONE);

    return arena_printf(f->p->rq->arena,
                        zone_say(f->p, "“%s”与集聚区“%s”重叠约 %.2f 公顷",
                                 "“%s” overlaps the zone “%s” by about %.2f ha"),
                        part_of(f, e->part), other ? other->name : e->other_zone, e->m2 / 1e4);
}

/* NULL: it is told elsewhere on the page, or is for those who draw. */
static const char *sentence(const struct fit *f, const struct extent_finding *e)
{
    switch (e->check) {
    case CHECK_OUTSIDE_HOST:
    case CHECK_OUTSIDE_APPLICANT:
        return isnan(e->share) ? NULL : about_outside(f, e);
    case CHECK_PARTS_OVERLAP:
    case CHECK_PARTS_GAP:
        return about_parts(f, e);
    case CHECK_LIMIT_OFF:
        return about_limit(f, e);
    case CHECK_ZONES_OVERLAP:
        return about_zones(f, e);
    case CHECK_DATUM_SUSPECT:
        return arena_printf(f->p->rq->arena,
                            zone_say(f->p, "“%s”的图形可能没有从 GCJ-02 换算，位置可能偏差数百米",
                                     "the shape of “%s” may not have been converted from GCJ-02; "
                                     "it may be hundreds of metres off"),
                            part_of(f, e->part));
    default:
        return NULL;
    }
}

/* ---- all of them ---- */

static bool same_zone(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static const struct multipolygon *drawing_of(const struct fit *f, const struct extent_finding *e)
{
    for (size_t i = 0; i < f->measured.n_drawings; i++) {
        const struct extent_drawing *d = &f->measured.drawings[i];

        if (d->check == e->check && d->part == e->part && d->other_part == e->other_part &&
            same_zone(d->other_zone, e->other_zone))
            return d->area.n_rings ? &d->area : NULL;
    }
    return NULL;
}

static void measure(struct fit *f)
{
    const struct zone_page *p = f->p;
    struct extent_subject z = extent_published(p->a, p->rq->arena, p->zone, p->when.on);
    struct geos *g = geos_new();

    extent_measure(p->a, g, p->rq->arena, p->when.on, &z, &f->measured);
    geos_free(g);
    extent_report(p->rq->arena, &f->measured.zone, &extent_tolerances_usual, &f->findings,
                  &f->n_findings);
    for (size_t i = 0; i < f->n_findings && f->n_told < TOLD_MOST; i++) {
        const struct multipolygon *area = drawing_of(f, &f->findings[i]);

        if (!sentence(f, &f->findings[i]))
            continue;
        f->told[f->n_told++] = &f->findings[i];
        if (area)
            f->marks[f->n_marks++] = (struct zone_mark){f->n_told, area};
    }
}

static bool is_found(const struct fit *f, enum extent_check check)
{
    for (size_t i = 0; i < f->n_findings; i++) {
        if (f->findings[i].check == check)
            return true;
    }
    return false;
}

static void put_item(struct buf *out, const char *text)
{
    buf_puts(out, "<li>");
    html_escape(out, text);
    buf_puts(out, "</li>");
}

/* What was looked at and found in order, and what could not be looked at. */
static void put_rest(struct buf *out, const struct fit *f)
{
    const struct zone_page *p = f->p;
    size_t shaped = 0, unmeasured = 0;

    for (size_t i = 0; i < p->n_parts; i++) {
        shaped += p->parts[i]->shape != NULL;
        unmeasured += p->parts[i]->shape && isnan(f->measured.zone.parts[i].outside_host);
    }
    buf_puts(out, "<ul>");
    if (shaped < p->n_parts)
        put_item(out, arena_printf(p->rq->arena,
                                   zone_say(p, "%zu 个片区没有图形，无法核对。",
                                            "%zu parts have no shape and could not be looked at."),
                                   p->n_parts - shaped));
    if (unmeasured)
        put_item(out, zone_say(p, "没有收录依托载体的边界，是否超出载体无法核对。",
                               "No border of the host is on record, so whether the parts lie "
                               "within it could not be told."));
    else if (!is_found(f, CHECK_OUTSIDE_HOST))
        put_item(out, arena_printf(p->rq->arena,
                                   zone_say(p, "有图形的片区都在依托载体（%s）之内。",
                                            "The parts with a shape lie within the host (%s)."),
                                   place_name(f, p->zone->host_code, "")));
    if (shaped > 1 && !is_found(f, CHECK_PARTS_OVERLAP))
        put_item(out, zone_say(p, "片区之间互不重叠。", "No two parts overlap."));
    if (!is_found(f, CHECK_ZONES_OVERLAP))
        put_item(out, zone_say(p, "与其他公布了图形的集聚区不重叠。",
                               "None overlaps another zone with a published shape."));
    if (f->measured.n_faults)
        put_item(out, arena_printf(p->rq->arena,
                                   zone_say(p, "有 %zu 项比较没有完成。",
                                            "%zu comparisons could not be made."),
                                   f->measured.n_faults));
    buf_puts(out, "</ul>");
}

static void put_words(struct buf *out, const struct fit *f)
{
    const struct zone_page *p = f->p;

    buf_printf(out, "<h2>%s</h2><p class=\"note\">%s</p>",
               zone_say(p, "图形核对", "How the parts lie"),
               zone_say(p, "按公布的图形与 1:100 万边界量算；方框中的号数与地图上的相同。",
                        "Measured from the published shapes and boundaries at 1:1,000,000; the "
                        "numbers are those in boxes on the map."));
    if (f->n_told) {
        buf_puts(out, "<ol class=\"findings\">");
        for (size_t i = 0; i < f->n_told; i++) {
            buf_puts(out, "<li>");
            html_escape(out, sentence(f, f->told[i]));
            buf_puts(out, zone_say(p, "。</li>", ".</li>"));
        }
        buf_puts(out, "</ol>");
    }
    put_rest(out, f);
}

/* ---- made once ---- */

static void make(const struct atlas *a, const void *arg, struct buf out[SHELF_ENCODINGS])
{
    struct fit f = {.p = arg};

    (void)a;
    measure(&f);
    zone_map_put(&out[FIT_MAP], f.p, f.marks, f.n_marks);
    put_words(&out[FIT_WORDS], &f);
}

static struct zone_fit measured_fit(const struct zone_page *p)
{
    struct buf made[SHELF_ENCODINGS] = {0};
    char day[DATE_TEXT];
    const char *key = arena_printf(p->rq->arena, "zone-fit %s %s %s", p->zone->id,
                                   date_format(p->when.on, day), zone_say(p, "zh", "en"));
    struct loan *loan = atlas_recent(p->a, key, make, p);

    if (!loan) { /* all that is kept is being read */
        make(p->a, p, made);
        return (struct zone_fit){.map = made[FIT_MAP], .words = made[FIT_WORDS]};
    }
    const struct shelf_bytes *kept = loan_bytes(loan);
    buf_put(&made[FIT_MAP], kept->body[FIT_MAP].at, kept->body[FIT_MAP].size);
    buf_put(&made[FIT_WORDS], kept->body[FIT_WORDS].at, kept->body[FIT_WORDS].size);
    loan_end(loan);
    return (struct zone_fit){.map = made[FIT_MAP], .words = made[FIT_WORDS]};
}

/* The division it lies in, hatched and named for what it is: no limits of the zone. */
static void put_host_area(struct buf *out, const struct zone_page *p)
{
    const char *name = atlas_place(p->a, p->drawn.place)->name;
    const char *key =
        p->drawn.host_verified
            ? zone_say(p, "所在行政区（四至未公布）", "division it lies in; limits not published")
            : zone_say(p, "所在地（未核实）", "location (unverified)");
    const struct sheet_words words = {
        .title = arena_printf(p->rq->arena, zone_say(p, "%s：%s（%s）", "%s: %s (%s)"),
                              p->zone->name, name, key),
        .description = arena_printf(
            p->rq->arena,
            zone_say(p, "斜线填充的是%s，不是集聚区的范围：四至没有公布；上方为北。",
                     "What is hatched is %s, not the extent of the zone: its limits were not "
                     "published; north is up."),
            name),
        .key = key};

    sheet_map_put(out, p->rq, p->a, p->drawn.place, &words);
}

static void put_note(struct buf *out, const struct zone_page *p, const char *zh, const char *en)
{
    buf_printf(out, "<h2>%s</h2><p class=\"note\">%s</p>",
               zone_say(p, "图形核对", "How the parts lie"), zone_say(p, zh, en));
}

struct zone_fit zone_fit_of(const struct zone_page *p)
{
    struct zone_fit fit = {0};

    if (p->drawn.shape == ZONE_SHAPE_PUBLISHED && p->when.as_of == MOMENT_NONE)
        return measured_fit(p);
    if (p->drawn.shape == ZONE_SHAPE_PUBLISHED) {
        zone_map_put(&fit.map, p, NULL, 0);
        put_note(&fit.words, p, "只核对登记簿现在的内容，不核对以前的内容。",
                 "Only what the register says now is looked at, not what it said before.");
        return fit;
    }
    if (p->drawn.shape == ZONE_SHAPE_HOST_AREA)
        put_host_area(&fit.map, p);
    put_note(&fit.words, p, "没有公布图形，无法核对是否超出依托载体、是否与其他集聚区重叠。",
             "No shape was published, so whether it lies within its host or overlaps another zone "
             "cannot be told.");
    return fit;
}

void zone_fit_free(struct zone_fit *f)
{
    buf_free(&f->map);
    buf_free(&f->words);
}
