/* materials.c - materials of an application. */
#include "store/materials.h"

#include "base/json_write.h"
#include "store/attached.h"
#include "store/internal.h"

static const char NEWEST[] =
    "SELECT m.id, m.kind, m.note, m.file, m.file_name, b.type, b.size, m.withdrawn, m.person,"
    " p.name, m.at_ms FROM material AS m LEFT JOIN file AS b ON b.sha256 = m.file"
    " JOIN person AS p ON p.id = m.person WHERE m.application = $1"
    " AND m.id = (SELECT max(l.id) FROM material AS l"
    " WHERE l.application = m.application AND l.kind = m.kind)";
enum {
    COL_ID,
    COL_KIND,
    COL_NOTE,
    COL_FILE,
    COL_FILE_NAME,
    COL_FILE_TYPE,
    COL_FILE_SIZE,
    COL_WITHDRAWN,
    COL_PERSON,
    COL_NAME,
    COL_AT,
};
static const char ADD[] = "INSERT INTO material (application, kind, note, file, file_name,"
                          " withdrawn, person, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

static struct material_row material_from_row(struct stmt *row, struct arena *a)
{
    return (struct material_row){
        .id = column_int(row, COL_ID),
        .note = column_text(row, COL_NOTE, a),
        .file = attached_from_row(row, COL_FILE, a),
        .withdrawn = column_int(row, COL_WITHDRAWN) != 0,
        .person = column_int(row, COL_PERSON),
        .name = column_text(row, COL_NAME, a),
        .at = column_int(row, COL_AT),
    };
}

bool store_materials(struct store *s, struct arena *a, int64_t application,
                     struct material_row out[MATERIAL_KINDS], struct err *err)
{
    struct stmt *q = stmt_get(s->db, NEWEST, err);
    enum material_kind kind = MATERIAL_KINDS;
    int rc;

    for (int k = 0; k < MATERIAL_KINDS; k++)
        out[k] = (struct material_row){.kind = (enum material_kind)k};
    if (!q)
        return false;
    bind_int(q, 1, application);
    while ((rc = stmt_step(q, err)) == 1) {
        if (!material_parse(column_text(q, COL_KIND, a), &kind)) {
            err_set(err, ERR_INTERNAL, "a material of application %lld is of no known kind",
                    (long long)application);
            rc = -1;
            break;
        }
        out[kind] = material_from_row(q, a);
        out[kind].kind = kind;
    }
    stmt_done(q);
    return rc == 0;
}

bool material_there(const struct material_row *m)
{
    return m->id != 0 && !m->withdrawn;
}

static bool add_row(struct store *s, int64_t application, const struct material_row *m,
                    const struct act_by *by, struct err *err)
{
    struct stmt *q = stmt_get(s->db, ADD, err);

    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_text(q, 2, material_name(m->kind));
    bind_text(q, 3, m->note);
    bind_attached(q, 4, &m->file);
    bind_int(q, 6, m->withdrawn);
    bind_int(q, 7, by->person);
    bind_int(q, 8, by->now);
    return stmt_run(q, err);
}

static bool note(struct store *s, const struct application *after, const struct material_row *m,
                 const struct act_by *by, struct err *err)
{
    struct buf text = {0};
    struct json_writer w = json_writer_to(&text);
    char hex[SHA256_HEX];
    bool ok;

    json_object(&w);
    json_put_string(&w, "kind", material_name(m->kind));
    json_put_bool(&w, "withdrawn", m->withdrawn);
    if (m->file.there)
        json_put_string(&w, "file", sha256_hex(&m->file.sha256, hex));
    json_put_int(&w, "version", after->version);
    json_end(&w);
    ok = application_note(s, by, "application-material", after->id, NULL, text.data, err);
    buf_free(&text);
    return ok;
}

bool store_material_add(struct store *s, const struct application *app,
                        const struct material_row *m, const struct act_by *by,
                        struct application *after, struct err *err)
{
    const struct event_written e = {.event = EVENT_NAME_MATERIAL, .reason = material_name(m->kind)};

    if (!material_open(app->state))
        return err_say(err, ERR_WRONG_STATE, NULL,
                       "the application is over (%s%.0s): nothing can be handed in or taken back",
                       "申报已结束（%.0s%s），不能再提交或撤回材料",
                       application_state_label(app->state, true),
                       application_state_label(app->state, false));
    *after = *app;
    return add_row(s, app->id, m, by, err) && store_application_step(s, app, after, &e, by, err) &&
           note(s, after, m, by, err);
}
