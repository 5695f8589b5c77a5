/* proposed_zones.c - the zone and the parts an application proposes. */
#include "store/proposed_zones.h"

#include "store/attached.h"
#include "store/audit_done.h"
#include "store/internal.h"
#include "store/proposed_facts.h"
#include "store/walk.h"
#include "store/zones.h"

#include <math.h>
#include <string.h>

static const char ZONE[] =
    "SELECT id, zone, name, host_kind, host_name, host_code, declared_m2, outstanding_reason,"
    " person, at_ms FROM proposed_zone WHERE application = $1 ORDER BY id DESC LIMIT 1";
enum {
    COL_ZONE_KEY,
    COL_Z_ZONE,
    COL_Z_NAME,
    COL_Z_HOST_KIND,
    COL_Z_HOST_NAME,
    COL_Z_HOST_CODE,
    COL_Z_DECLARED,
    COL_Z_REASON,
    COL_Z_PERSON,
    COL_Z_AT,
};
static const char ADD_ZONE[] =
    "INSERT INTO proposed_zone (application, zone, name, host_kind, host_name, host_code,"
    " declared_m2, outstanding_reason, person, at_ms)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

#define PART_COLUMNS                                                                               \
    "p.id, p.number, p.name, p.function, p.stage, p.extent_text, p.declared_m2, p.area_m2,"        \
    " p.method, p.crs, p.original, p.original_name, f.type, f.size, p.given_east,"                 \
    " p.given_south, p.given_west, p.given_north, p.shape, p.taken_out, p.person, p.at_ms"         \
    " FROM proposed_part AS p LEFT JOIN file AS f ON f.sha256 = p.original"                        \
    " WHERE p.application = $1 AND p.id = (SELECT max(l.id) FROM proposed_part AS l"               \
    " WHERE l.application = p.application AND l.number = p.number)"
static const char PARTS[] = "SELECT " PART_COLUMNS " AND p.taken_out <= $2 ORDER BY p.number";
static const char PART[] = "SELECT " PART_COLUMNS " AND p.taken_out = 0 AND p.number = $2";
enum {
    COL_PART_KEY,
    COL_P_NUMBER,
    COL_P_NAME,
    COL_P_FUNCTION,
    COL_P_STAGE,
    COL_P_EXTENT,
    COL_P_DECLARED,
    COL_P_AREA,
    COL_P_METHOD,
    COL_P_CRS,
    COL_P_ORIGINAL,
    COL_P_GIVEN = COL_P_ORIGINAL + 4,
    COL_P_SHAPE = COL_P_GIVEN + EXTENT_SIDES,
    COL_P_TAKEN_OUT,
    COL_P_PERSON,
    COL_P_AT,
};
static const char ADD_PART[] =
    "INSERT INTO proposed_part (application, number, name, function, stage, extent_text,"
    " declared_m2, area_m2, method, crs, original, original_name, given_east, given_south,"
    " given_west, given_north, shape, taken_out, person, at_ms) VALUES ($1, $2, $3, $4, $5, $6,"
    " $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";

static double number_of(struct stmt *row, int column)
{
    return column_is_null(row, column) ? NAN : column_double(row, column);
}

static void bind_number(struct stmt *q, int param, double v)
{
    if (isnan(v))
        bind_null(q, param);
    else
        bind_double(q, param, v);
}

/* ---- reading ---- */

bool store_proposed_zone(struct store *s, struct arena *a, int64_t application,
                         struct proposed_zone *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ZONE, err);
    bool known = true;
    int rc;

    *out = (struct proposed_zone){.declared_m2 = NAN};
    if (!q)
        return false;
    bind_int(q, 1, application);
    rc = stmt_step(q, err);
    if (rc == 1) {
        *out = (struct proposed_zone){
            .id = column_int(q, COL_ZONE_KEY),
            .zone = column_text(q, COL_Z_ZONE, a),
            .name = column_text(q, COL_Z_NAME, a),
            .host_name = column_text(q, COL_Z_HOST_NAME, a),
            .host_code = column_text(q, COL_Z_HOST_CODE, a),
            .declared_m2 = number_of(q, COL_Z_DECLARED),
            .outstanding_reason = column_text(q, COL_Z_REASON, a),
            .person = column_int(q, COL_Z_PERSON),
            .at = column_int(q, COL_Z_AT),
        };
        known = host_kind_parse(column_text(q, COL_Z_HOST_KIND, a), &out->host_kind);
    }
    stmt_done(q);
    if (!known)
        return err_set(err, ERR_INTERNAL, "the zone of application %lld has no known kind of host",
                       (long long)application);
    return rc >= 0;
}

static bool part_from_row(struct stmt *row, struct arena *a, struct proposed_part *p,
                          struct err *err)
{
    *p = (struct proposed_part){
        .id = column_int(row, COL_PART_KEY),
        .number = (int)column_int(row, COL_P_NUMBER),
        .name = column_text(row, COL_P_NAME, a),
        .function = column_text(row, COL_P_FUNCTION, a),
        .stage = column_text(row, COL_P_STAGE, a),
        .extent_text = column_text(row, COL_P_EXTENT, a),
        .declared_m2 = number_of(row, COL_P_DECLARED),
        .area_m2 = number_of(row, COL_P_AREA),
        .crs = column_text(row, COL_P_CRS, a),
        .original = attached_from_row(row, COL_P_ORIGINAL, a),
        .shape = column_blob(row, COL_P_SHAPE, a),
        .taken_out = column_int(row, COL_P_TAKEN_OUT) != 0,
        .person = column_int(row, COL_P_PERSON),
        .at = column_int(row, COL_P_AT),
    };
    for (int side = 0; side < EXTENT_SIDES; side++)
        p->given[side] = number_of(row, COL_P_GIVEN + side);
    return shape_method_parse(column_text(row, COL_P_METHOD, a), &p->method) ||
           err_set(err, ERR_INTERNAL, "proposed part %lld holds a word that is not known",
                   (long long)p->id);
}

static bool read_parts(struct store *s, struct arena *a, int64_t application, bool all,
                       struct proposed_part **out, size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, PARTS, err);
    struct proposed_part *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_int(q, 2, all);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (!part_from_row(q, a, &rows[*n], err)) {
            rc = -1;
            break;
        }
        ++*n;
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}

bool store_proposed_parts(struct store *s, struct arena *a, int64_t application,
                          struct proposed_part **out, size_t *n, struct err *err)
{
    return read_parts(s, a, application, false, out, n, err);
}

bool store_proposed_parts_ever(struct store *s, struct arena *a, int64_t application,
                               struct proposed_part **out, size_t *n, struct err *err)
{
    return read_parts(s, a, application, true, out, n, err);
}

bool store_proposed_part(struct store *s, struct arena *a, int64_t application, int number,
                         struct proposed_part *out, struct err *err)
{
    struct stmt *q = stmt_get(s->db, PART, err);
    bool known = true;
    int rc;

    *out = (struct proposed_part){
        .number = number, .declared_m2 = NAN, .area_m2 = NAN, .given = {NAN, NAN, NAN, NAN}};
    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_int(q, 2, number);
    rc = stmt_step(q, err);
    if (rc == 1)
        known = part_from_row(q, a, out, err);
    stmt_done(q);
    return rc >= 0 && known;
}

/* ---- writing ---- */

bool proposal_open(enum application_state state)
{
    return state == STATE_DRAFT || state == STATE_FILED;
}

static bool is_open(const struct application *app, struct err *err)
{
    if (!zone_holds(app->track))
        return err_say(err, ERR_WRONG_STATE, NULL, "the track %s is not for zones",
                       "类别 %s 不涉及集聚区", title_kind_name(app->track));
    return proposal_open(app->state) ||
           err_say(err, ERR_WRONG_STATE, NULL,
                   "the application is %1$s%2$.0s: the zone and its parts change while it is "
                   "drafted or filed; have it returned first",
                   "申报处于“%2$s%1$.0s”状态：集聚区及片区只能在起草或已提交时修改，请先退回",
                   application_state_label(app->state, true),
                   application_state_label(app->state, false));
}

static bool name_fits(struct store *s, struct arena *a, const struct proposed_zone *z,
                      struct err *err)
{
    struct zone found;
    bool there;

    if (z->zone) {
        if (!store_zone(s, a, z->zone, DATE_NONE, &found, &there, err))
            return false;
        if (!there)
            return err_say(err, ERR_BAD_BODY, "zone",
                           "there is no zone '%s'; /api/v1/zones lists them",
                           "没有集聚区“%s”；见 /api/v1/zones", z->zone);
        return strcmp(found.name, z->name) == 0 ||
               err_say(err, ERR_BAD_BODY, "name", "a zone that is continued keeps its name, %s",
                       "延续的集聚区名称不变：%s", found.name);
    }
    if (!store_zone_of_name(s, a, z->name, DATE_NONE, &found, &there, err))
        return false;
    return !there || err_say(err, ERR_BAD_BODY, "name",
                             "that is the name of zone '%s': say so in zone if it is continued",
                             "该名称属于集聚区“%s”：如系延续，请在 zone 中注明", found.id);
}

static bool add_zone(struct store *s, int64_t application, const struct proposed_zone *z,
                     const struct act_by *by, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD_ZONE, err);

    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_text(q, 2, z->zone);
    bind_text(q, 3, z->name);
    bind_text(q, 4, host_kind_name(z->host_kind));
    bind_text(q, 5, z->host_name);
    bind_text(q, 6, z->host_code);
    bind_number(q, 7, z->declared_m2);
    bind_text(q, 8, z->outstanding_reason);
    bind_int(q, 9, by->person);
    bind_int(q, 10, by->now);
    return stmt_run(q, err);
}

bool store_proposed_zone_put(struct store *s, const struct application *app,
                             const struct proposed_zone *z, const struct act_by *by,
                             struct application *after, struct err *err)
{
    const struct event_written e = {.event = EVENT_NAME_ZONE, .reason = z->name};
    struct arena *a = arena_new();
    struct buf facts = {0};

    proposed_zone_facts(&facts, z);
    bool ok = is_open(app, err) && name_fits(s, a, z, err) &&
              application_about(s, app, z->zone ? z->zone : z->name, after, err) &&
              add_zone(s, app->id, z, by, err) &&
              store_application_step(s, app, after, &e, by, err) &&
              application_note(s, by, "application-zone", app->id, NULL, facts.data, err);
    buf_free(&facts);
    arena_free(a);
    return ok;
}

static bool add_part(struct store *s, int64_t application, const struct proposed_part *p,
                     const struct act_by *by, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD_PART, err);

    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_int(q, 2, p->number);
    bind_text(q, 3, p->name);
    bind_text(q, 4, p->function);
    bind_text(q, 5, p->stage);
    bind_text(q, 6, p->extent_text);
    bind_number(q, 7, p->declared_m2);
    bind_number(q, 8, p->area_m2);
    bind_text(q, 9, shape_method_name(p->method));
    bind_text(q, 10, p->crs);
    bind_attached(q, 11, &p->original);
    for (int side = 0; side < EXTENT_SIDES; side++)
        bind_number(q, 13 + side, p->given[side]);
    if (p->shape.size)
        bind_blob(q, 17, p->shape);
    else
        bind_null(q, 17);
    bind_int(q, 18, p->taken_out);
    bind_int(q, 19, by->person);
    bind_int(q, 20, by->now);
    return stmt_run(q, err);
}

bool store_proposed_part_put(struct store *s, const struct application *app,
                             const struct proposed_part *p, const struct act_by *by,
                             struct application *after, struct err *err)
{
    struct arena *a = arena_new();
    const struct event_written e = {.event = EVENT_NAME_PART,
                                    .reason = arena_printf(a, "%d", p->number)};
    struct buf facts = {0};

    *after = *app;
    proposed_part_facts(&facts, p);
    bool ok = is_open(app, err) && add_part(s, app->id, p, by, err) &&
              store_application_step(s, app, after, &e, by, err) &&
              audit_done(s, by, "application-part", proposed_part_object(a, app->id, p->number),
                         NULL, facts.data, err);
    buf_free(&facts);
    arena_free(a);
    return ok;
}
