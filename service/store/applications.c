/* applications.c - applications and their events, read. */
#include "store/applications.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/walk.h"

#include <inttypes.h>
#include <string.h>

#define COLUMNS                                                                                    \
    "id, round, track, place, unit, prefecture, state, version, rank, notice, title, opened_by,"   \
    " opened_ms, changed_ms, about"
#define MATCHING                                                                                   \
    " FROM application AS a WHERE ($1 = 1 OR a.unit = $2 OR a.place = $3 OR a.prefecture = $4"     \
    " OR EXISTS (SELECT 1 FROM expert AS e WHERE e.person = $5 AND e.round = a.round"              \
    " AND e.ended_ms IS NULL AND e.unit <> a.unit))"                                               \
    " AND a.round = coalesce($6, a.round) AND a.unit = coalesce($7, a.unit)"                       \
    " AND a.place = coalesce($8, a.place) AND ($9 IS NULL OR a.prefecture = $9)"                   \
    " AND a.track = coalesce($10, a.track) AND a.state = coalesce($11, a.state)"

static const char ONE[] = "SELECT " COLUMNS " FROM application WHERE id = $1";
static const char LIVE[] =
    "SELECT " COLUMNS " FROM application WHERE round = $1 AND track = $2 AND place = $3"
    " AND state NOT IN ('declined', 'rejected', 'withdrawn', 'cancelled')";
static const char LIST[] = "SELECT " COLUMNS MATCHING " ORDER BY a.id LIMIT $12 OFFSET $13";
static const char TOTAL[] = "SELECT count(*)" MATCHING;
enum {
    COL_ID,
    COL_ROUND,
    COL_TRACK,
    COL_PLACE,
    COL_UNIT,
    COL_PREFECTURE,
    COL_STATE,
    COL_VERSION,
    COL_RANK,
    COL_NOTICE,
    COL_TITLE,
    COL_OPENED_BY,
    COL_OPENED,
    COL_CHANGED,
    COL_ABOUT,
};

static const char EVENTS[] = "SELECT e.version, e.event, e.from_state, e.to_state, e.person,"
                             " p.name, e.reason, e.rank, e.quota_step, e.revision, e.at_ms"
                             " FROM application_event AS e LEFT JOIN person AS p ON p.id = e.person"
                             " WHERE e.application = $1 ORDER BY e.version";
enum {
    COL_EVENT_VERSION,
    COL_EVENT,
    COL_EVENT_FROM,
    COL_EVENT_TO,
    COL_EVENT_PERSON,
    COL_EVENT_NAME,
    COL_EVENT_REASON,
    COL_EVENT_RANK,
    COL_EVENT_QUOTA,
    COL_EVENT_REVISION,
    COL_EVENT_AT,
};

const char EVENT_NAME_OPEN[] = "open", EVENT_NAME_MATERIAL[] = "material",
           EVENT_NAME_RANK[] = "rank", EVENT_NAME_ZONE[] = "zone", EVENT_NAME_PART[] = "part";

/* A missing number reads as 0. */
static bool application_from_row(struct stmt *row, struct arena *a, struct application *out,
                                 struct err *err)
{
    *out = (struct application){
        .id = column_int(row, COL_ID),
        .round = column_text(row, COL_ROUND, a),
        .place = column_text(row, COL_PLACE, a),
        .unit = column_text(row, COL_UNIT, a),
        .prefecture = column_text(row, COL_PREFECTURE, a),
        .about = column_text(row, COL_ABOUT, a),
        .version = column_int(row, COL_VERSION),
        .rank = column_int(row, COL_RANK),
        .notice = column_int(row, COL_NOTICE),
        .title = column_int(row, COL_TITLE),
        .opened_by = column_int(row, COL_OPENED_BY),
        .opened = column_int(row, COL_OPENED),
        .changed = column_int(row, COL_CHANGED),
    };
    return (applied_parse(column_text(row, COL_TRACK, a), &out->track) &&
            application_state_parse(column_text(row, COL_STATE, a), &out->state)) ||
           err_set(err, ERR_INTERNAL,
                   "application %" PRId64 " has a track or state that is not known", out->id);
}

/* Takes q. */
static bool read_one(struct stmt *q, struct arena *a, struct application *out, struct err *err)
{
    int rc = stmt_step(q, err);
    bool ok = rc == 0 || (rc == 1 && application_from_row(q, a, out, err));

    stmt_done(q);
    return ok;
}

bool store_application(struct store *s, struct arena *a, int64_t id, struct application *out,
                       struct err *err)
{
    struct stmt *q = stmt_get(s->db, ONE, err);

    *out = (struct application){0};
    if (!q)
        return false;
    bind_int(q, 1, id);
    return read_one(q, a, out, err);
}

/* More than one is as good as none: nobody said which. */
static bool read_only_one(struct stmt *q, struct arena *a, struct application *out, struct err *err)
{
    int rc = stmt_step(q, err);
    bool ok = rc == 0 || (rc == 1 && application_from_row(q, a, out, err));

    if (ok && rc == 1) {
        rc = stmt_step(q, err);
        ok = rc >= 0;
        if (rc == 1)
            *out = (struct application){0};
    }
    stmt_done(q);
    return ok;
}

bool store_application_live(struct store *s, struct arena *a, const char *round,
                            enum title_kind track, const char *place, struct application *out,
                            struct err *err)
{
    struct stmt *q = stmt_get(s->db, LIVE, err);

    *out = (struct application){0};
    if (!q)
        return false;
    bind_text(q, 1, round);
    bind_text(q, 2, title_kind_name(track));
    bind_text(q, 3, place);
    return read_only_one(q, a, out, err);
}

static void bind_filter(struct stmt *q, const struct application_filter *f)
{
    bind_int(q, 1, f->scope.all);
    bind_text(q, 2, f->scope.unit);
    bind_text(q, 3, f->scope.place);
    bind_text(q, 4, f->scope.prefecture);
    bind_int(q, 5, f->scope.expert);
    bind_text(q, 6, f->round);
    bind_text(q, 7, f->unit);
    bind_text(q, 8, f->place);
    bind_text(q, 9, f->prefecture);
    bind_text(q, 10, f->track < 0 ? NULL : title_kind_name((enum title_kind)f->track));
    bind_text(q, 11,
              f->state < 0 ? NULL : application_state_name((enum application_state)f->state));
}

static bool count_matching(struct store *s, const struct application_filter *f, int64_t *total,
                           struct err *err)
{
    struct stmt *q = stmt_get(s->db, TOTAL, err);

    if (!q)
        return false;
    bind_filter(q, f);
    return stmt_number(q, 0, total, err);
}

bool store_applications(struct store *s, struct arena *a, const struct application_filter *f,
                        struct application **out, size_t *n, int64_t *total, struct err *err)
{
    struct application *rows = NULL;
    size_t room = 0;
    struct stmt *q;
    int rc;

    *n = 0;
    if (!count_matching(s, f, total, err) || !(q = stmt_get(s->db, LIST, err)))
        return false;
    bind_filter(q, f);
    bind_int(q, 12, f->limit);
    bind_int(q, 13, f->offset);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (!application_from_row(q, a, &rows[(*n)++], err)) {
            rc = -1;
            break;
        }
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}

struct subject application_subject(const struct application *app)
{
    return (struct subject){.unit = app->unit, .place = app->place, .prefecture = app->prefecture};
}

/* As far as the role reaches; an expert's capability is a matter of each round. */
struct application_scope application_scope_of(const struct actor *who, int64_t person)
{
    struct application_scope scope = {.expert = person};

    switch (authority_reach(ACTION_READ_APPLICATION, who->role)) {
    case REACH_ALL:
        scope.all = true;
        break;
    case REACH_UNIT:
        scope.unit = who->unit;
        break;
    case REACH_PREFECTURE:
        scope.prefecture = who->place;
        break;
    case REACH_PLACE:
        scope.place = who->place;
        break;
    default:
        break;
    }
    return scope;
}

/* ---- events ---- */

const char *event_row_label(const struct event_row *e, bool english)
{
    static const struct {
        const char *event, *zh, *en;
    } acts[] = {
        {EVENT_NAME_OPEN, "建立申报", "opened"},
        {EVENT_NAME_MATERIAL, "材料变更", "a material changed"},
        {EVENT_NAME_RANK, "排序变更", "the rank changed"},
        {EVENT_NAME_ZONE, "拟申报集聚区变更", "the zone changed"},
        {EVENT_NAME_PART, "片区变更", "a part changed"},
    };

    for (size_t i = 0; i < COUNT(acts); i++) {
        if (strcmp(acts[i].event, e->event) == 0)
            return english ? acts[i].en : acts[i].zh;
    }
    for (int i = 0; i < APPLICATION_EVENTS; i++) {
        if (strcmp(application_event_name((enum application_event)i), e->event) == 0)
            return application_event_label((enum application_event)i, english);
    }
    return e->event;
}

static bool event_from_row(struct stmt *row, struct arena *a, struct event_row *e, struct err *err)
{
    *e = (struct event_row){
        .version = column_int(row, COL_EVENT_VERSION),
        .event = column_text(row, COL_EVENT, a),
        .person = column_int(row, COL_EVENT_PERSON),
        .name = column_text(row, COL_EVENT_NAME, a),
        .reason = column_text(row, COL_EVENT_REASON, a),
        .rank = column_int(row, COL_EVENT_RANK),
        .quota_step = (int)column_int(row, COL_EVENT_QUOTA),
        .revision = column_int(row, COL_EVENT_REVISION),
        .at = column_int(row, COL_EVENT_AT),
    };
    return (application_state_parse(column_text(row, COL_EVENT_FROM, a), &e->from) &&
            application_state_parse(column_text(row, COL_EVENT_TO, a), &e->to)) ||
           err_set(err, ERR_INTERNAL, "an event of an application holds a state that is not known");
}

bool store_application_events(struct store *s, struct arena *a, int64_t application,
                              struct event_row **out, size_t *n, struct err *err)
{
    struct stmt *q = stmt_get(s->db, EVENTS, err);
    struct event_row *rows = NULL;
    size_t room = 0;
    int rc;

    *n = 0;
    if (!q)
        return false;
    bind_int(q, 1, application);
    while ((rc = stmt_step(q, err)) == 1) {
        rows = walk_grow(a, rows, *n, &room, sizeof *rows);
        if (!event_from_row(q, a, &rows[(*n)++], err)) {
            rc = -1;
            break;
        }
    }
    stmt_done(q);
    *out = rows;
    return rc == 0;
}
