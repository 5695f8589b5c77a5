/* zones_write.c - what becomes of zones: those an application proposed are published, and a part is
 * corrected.
 *
 * Of a zone that goes on, the row that stood before is ended and recorded again with the day before
 * as its last, so that earlier days keep what held then. */
#include "store/zones.h"

#include "base/mem.h"
#include "store/change.h"
#include "store/internal.h"
#include "store/proposed_zones.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const enum claim_table sealed[] = {ROWS_ZONE, ROWS_ZONE_PART};

static const char ADD_ZONE[] =
    "INSERT INTO zone (id, name, kind, host_kind, host_name, host_code, host_guess, unit,"
    " applicant, declared_m2, since, document, source, origin, recorded_ms, recorded_in)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'register', $14, $15)";
static const char ADD_PART[] =
    "INSERT INTO zone_part (zone, number, name, function, stage, extent_text, declared_m2, area_m2,"
    " method, crs, original, given_east, given_south, given_west, given_north, since, until,"
    " document, source, origin, shape, recorded_ms, recorded_in)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    " $19, 'register', CASE WHEN $20 IS NULL THEN NULL ELSE GeomFromWKB($20, 4490) END, $21, $22)";
static const char END_ZONE[] = "UPDATE zone SET retracted_ms = $1, retracted_in = $2,"
                               " retracted_by = 'register' WHERE row = $3";
static const char END_PART[] = "UPDATE zone_part SET retracted_ms = $1, retracted_in = $2,"
                               " retracted_by = 'register' WHERE row = $3";
/* The same row, up to a day ($4). */
static const char CLOSED_ZONE[] =
    "INSERT INTO zone (id, name, kind, host_kind, host_name, host_code, host_guess, unit,"
    " applicant, declared_m2, since, until, document, source, note, origin, recorded_ms,"
    " recorded_in) SELECT id, name, kind, host_kind, host_name, host_code, host_guess, unit,"
    " applicant, declared_m2, since, $4, document, source, note, 'register', $1, $2 FROM zone"
    " WHERE row = $3";
static const char CLOSED_PART[] =
    "INSERT INTO zone_part (zone, number, name, function, stage, extent_text, declared_m2, area_m2,"
    " method, crs, original, given_east, given_south, given_west, given_north, since, until,"
    " document, source, origin, shape, recorded_ms, recorded_in)"
    " SELECT zone, number, name, function, stage, extent_text, declared_m2, area_m2, method, crs,"
    " original, given_east, given_south, given_west, given_north, since, $4, document, source,"
    " 'register', shape, $1, $2 FROM zone_part WHERE row = $3";

static const char ID_TAKEN[] = "SELECT count(*) FROM zone WHERE id = $1";
static const char NAME_TAKEN[] =
    "SELECT count(*) FROM zone WHERE name = $1 AND id <> $2 AND retracted_ms IS NULL";
static const char PINYIN[] = "SELECT pinyin FROM division WHERE code = $1";

static void bind_number(struct stmt *q, int param, double v)
{
    if (isnan(v))
        bind_null(q, param);
    else
        bind_double(q, param, v);
}

/* ---- an id ---- */

enum { PLACE_LETTERS = 26 };

/* "jiang ning qu" is jiangning. */
static bool place_letters(struct store *s, struct arena *a, const char *code, struct buf *out,
                          struct err *err)
{
    struct stmt *q = stmt_get(s->db, PINYIN, err);
    const char *pinyin = NULL, *last;
    int rc;

    if (!q)
        return false;
    bind_text(q, 1, code);
    rc = stmt_step(q, err);
    if (rc == 1)
        pinyin = column_text(q, 0, a);
    stmt_done(q);
    if (!pinyin)
        return rc >= 0;
    last = strrchr(pinyin, ' ');
    if (!last || strchr(pinyin, ' ') == last) /* of two syllables both are needed */
        last = pinyin + strlen(pinyin);
    size_t before = out->len;
    for (const char *c = pinyin; c < last; c++) {
        if (*c >= 'a' && *c <= 'z' && out->len - before < PLACE_LETTERS)
            buf_putc(out, *c);
    }
    return true;
}

static bool is_taken(struct store *s, const char *id, bool *taken, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ID_TAKEN, err);

    if (!q)
        return false;
    bind_text(q, 1, id);
    return stmt_yes(q, taken, err);
}

/* From the places: that of the applicant, then that of the host; a number where it is taken. */
static bool new_id(struct store *s, struct arena *a, const struct zone_grant *g,
                   const struct proposed_zone *z, const char **id, struct err *err)
{
    struct buf text = {0};
    bool ok = place_letters(s, a, g->applicant, &text, err), taken = true;

    if (ok && z->host_code && strcmp(z->host_code, g->applicant) != 0) {
        buf_putc(&text, '-');
        ok = place_letters(s, a, z->host_code, &text, err);
    }
    const char *stem = arena_strndup(a, text.data ? text.data : "", text.len);
    buf_free(&text);
    *id = stem;
    for (int k = 2; ok && (!zone_id_valid(*id) || ((ok = is_taken(s, *id, &taken, err)) && taken));
         k++)
        *id = arena_printf(a, "%s-%d", zone_id_valid(stem) ? stem : "zone", k);
    return ok;
}

/* ---- what stood before ---- */

static bool run_on_row(struct change *c, const char *sql, int64_t row, const char *until,
                       struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, sql, err);

    if (!q)
        return false;
    bind_int(q, 1, c->recorded);
    bind_int(q, 2, c->number);
    bind_int(q, 3, row);
    if (until)
        bind_text(q, 4, until);
    return stmt_run(q, err);
}

/* A row that begins on the day or after it never held; one that ended before is left alone. */
static bool close_row(struct change *c, const char *end, const char *again, int64_t row,
                      date_t since, date_t until, date_t from, struct err *err)
{
    char last[DATE_TEXT];

    if (until != DATE_NONE && until < from)
        return true;
    return run_on_row(c, end, row, NULL, err) &&
           ((since != DATE_NONE && since >= from) ||
            run_on_row(c, again, row, date_format(from - 1, last), err));
}

static bool close_before(struct change *c, struct arena *a, const char *id, date_t from,
                         const struct zone **was, struct err *err)
{
    struct zone_row *zones;
    struct zone_part_row *parts;
    size_t n_zones, n_parts;

    *was = NULL;
    if (!store_zone_rows(c->s, a, id, &zones, &n_zones, err) ||
        !store_zone_part_rows(c->s, a, id, &parts, &n_parts, err))
        return false;
    for (size_t i = 0; i < n_zones; i++) {
        const struct zone *z = &zones[i].zone;

        *was = z;
        if (!close_row(c, END_ZONE, CLOSED_ZONE, zones[i].row, z->since, z->until, from, err))
            return false;
    }
    for (size_t i = 0; i < n_parts; i++) {
        const struct zone_part *p = &parts[i].part;

        if (!close_row(c, END_PART, CLOSED_PART, parts[i].row, p->since, p->until, from, err))
            return false;
    }
    return true;
}

/* ---- what stands from now on ---- */

static bool name_is_free(struct store *s, const char *name, const char *id, struct err *err)
{
    struct stmt *q = stmt_get(s->db, NAME_TAKEN, err);
    bool taken;

    if (!q)
        return false;
    bind_text(q, 1, name);
    bind_text(q, 2, id);
    return stmt_yes(q, &taken, err) &&
           (!taken ||
            err_say(err, ERR_CONFLICT, "name",
                    "there is a zone by the name of %s already: name the zone that is continued, "
                    "or another name",
                    "已有名为“%s”的集聚区：请指明延续该集聚区，或改用其他名称", name));
}

static bool add_zone(struct change *c, const struct zone *z, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, ADD_ZONE, err);
    char since[DATE_TEXT];

    if (!q)
        return false;
    bind_text(q, 1, z->id);
    bind_text(q, 2, z->name);
    bind_text(q, 3, title_kind_name(z->kind));
    bind_text(q, 4, host_kind_name(z->host_kind));
    bind_text(q, 5, z->host_name);
    bind_text(q, 6, z->host_code);
    bind_text(q, 7, z->host_guess);
    bind_text(q, 8, z->unit);
    bind_text(q, 9, z->applicant);
    bind_number(q, 10, z->declared_m2);
    bind_text(q, 11, change_day(z->since, since));
    bind_text(q, 12, z->document);
    bind_text(q, 13, z->source);
    bind_int(q, 14, c->recorded);
    bind_int(q, 15, c->number);
    return stmt_run(q, err);
}

static void bind_part(struct stmt *q, const struct zone_part_row *row, char since[DATE_TEXT],
                      char until[DATE_TEXT])
{
    const struct zone_part *p = &row->part;

    bind_text(q, 1, p->zone);
    bind_int(q, 2, p->number);
    bind_text(q, 3, p->name);
    bind_text(q, 4, p->function);
    bind_text(q, 5, p->stage);
    bind_text(q, 6, p->extent_text);
    bind_number(q, 7, p->declared_m2);
    bind_number(q, 8, p->area_m2);
    bind_text(q, 9, shape_method_name(p->method));
    bind_text(q, 10, p->datum);
    bind_digest(q, 11, row->has_original ? &row->original : NULL);
    for (int side = 0; side < EXTENT_SIDES; side++)
        bind_number(q, 12 + side, row->given[side]);
    bind_text(q, 16, change_day(p->since, since));
    bind_text(q, 17, change_day(p->until, until));
    bind_text(q, 18, p->document);
    bind_text(q, 19, p->source);
}

static bool add_part(struct change *c, const struct zone_part_row *row, struct err *err)
{
    struct stmt *q = stmt_get(c->s->db, ADD_PART, err);
    char since[DATE_TEXT], until[DATE_TEXT];

    if (!q)
        return false;
    bind_part(q, row, since, until);
    if (row->shape.size)
        bind_blob(q, 20, row->shape);
    else
        bind_null(q, 20);
    bind_int(q, 21, c->recorded);
    bind_int(q, 22, c->number);
    return stmt_run(q, err);
}

static struct zone_part_row part_as_proposed(const struct proposed_part *p,
                                             const struct zone_grant *g, const char *zone,
                                             const char *source)
{
    struct zone_part_row row = {.part = {.zone = zone,
                                         .number = p->number,
                                         .name = p->name,
                                         .function = p->function,
                                         .stage = p->stage,
                                         .extent_text = p->extent_text,
                                         .declared_m2 = p->declared_m2,
                                         .area_m2 = p->area_m2,
                                         .method = p->method,
                                         .datum = p->crs,
                                         .source = source,
                                         .document = g->document,
                                         .since = g->since,
                                         .until = DATE_NONE},
                                .shape = p->shape,
                                .has_original = p->original.there,
                                .original = p->original.sha256};

    memcpy(row.given, p->given, sizeof row.given);
    return row;
}

static bool add_parts(struct change *c, struct arena *a, const struct zone_grant *g,
                      const char *zone, const char *source, struct err *err)
{
    struct proposed_part *parts;
    size_t n;

    if (!store_proposed_parts(c->s, a, g->application, &parts, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct zone_part_row row = part_as_proposed(&parts[i], g, zone, source);

        if (!add_part(c, &row, err))
            return false;
    }
    return true;
}

bool store_zone_publish(struct store *s, struct arena *a, const struct zone_grant *g,
                        const struct revision *r, const char **zone, struct err *err)
{
    struct change c = change_of(s, r, "zone determined");
    const struct zone *was = NULL;
    struct proposed_zone z;

    assert(g->since != DATE_NONE);
    if (!store_proposed_zone(s, a, g->application, &z, err))
        return false;
    if (z.id == 0)
        return err_say(err, ERR_WRONG_STATE, NULL, "application %lld proposes no zone",
                       "申报 %lld 未提出集聚区", (long long)g->application);
    if (z.zone)
        *zone = z.zone;
    else if (!new_id(s, a, g, &z, zone, err))
        return false;
    const char *source =
        g->document ? g->document : arena_printf(a, "application %lld", (long long)g->application);
    if (!change_begin(&c, err) || !name_is_free(s, z.name, *zone, err) ||
        !close_before(&c, a, *zone, g->since, &was, err))
        return false;
    const struct zone row = {
        .id = *zone,
        .name = z.name,
        .kind = g->kind,
        .host_kind = z.host_kind,
        .host_name = z.host_name,
        .host_code = z.host_code,
        .host_guess = was && !z.host_code ? was->host_guess : NULL,
        .unit = g->unit,
        .applicant = g->applicant,
        .declared_m2 = z.declared_m2,
        .since = g->since,
        .document = g->document,
        .source = source,
    };
    return add_zone(&c, &row, err) && add_parts(&c, a, g, *zone, source, err) &&
           change_seal(&c, sealed, COUNT(sealed), err);
}

bool store_zone_part_correct(struct store *s, int64_t was, const struct zone_part_row *p,
                             const struct revision *r, int64_t *revision, struct err *err)
{
    struct change c = change_of(s, r, "zone part corrected");

    if (!change_begin(&c, err) || (was && !run_on_row(&c, END_PART, was, NULL, err)) ||
        !add_part(&c, p, err) || !change_seal(&c, sealed, COUNT(sealed), err))
        return false;
    *revision = c.number;
    return true;
}
