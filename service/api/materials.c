/* materials.c - what is handed in for an application: named, taken back, or with its file. */
#include "api/application_json.h"
#include "api/attached_body.h"
#include "api/body.h"
#include "api/handlers.h"
#include "store/files.h"

#include <cJSON.h>

enum { NOTE_MOST = 1000 };

static bool read_kind(const struct request *rq, enum title_kind track, enum material_kind *out,
                      struct err *err)
{
    return (material_parse(rq->parts[1], out) && material_asked(track, *out)) ||
           err_say(err, ERR_NOT_FOUND, NULL, "the track %s asks for no material '%.40s'",
                   "类别 %s 没有材料“%.40s”", title_kind_name(track), rq->parts[1]);
}

/* The note and file it has now stay unless something else is said. */
static bool read_material(const struct request *rq, struct material_row *m, struct err *err)
{
    static const char *const members[] = {"note", "withdrawn", NULL};
    cJSON *body = write_body(rq, members, err);
    const char *note = NULL;
    bool withdrawn = false, ok;

    if (!body)
        return false;
    ok = body_text(rq, body, "note", BODY_MAY, NOTE_MOST, &note, err) &&
         body_bool(body, "withdrawn", BODY_MAY, &withdrawn, err);
    cJSON_Delete(body);
    if (!ok)
        return false;
    if (m->withdrawn || withdrawn)
        m->file = (struct attached){.there = false};
    if (m->withdrawn || !m->note)
        m->note = "";
    if (note)
        m->note = note;
    m->withdrawn = withdrawn;
    return true;
}

static enum action action_for(const struct request *rq)
{
    enum material_kind kind;

    return material_parse(rq->parts[1], &kind) && kind == MATERIAL_CITY_LETTER
               ? ACTION_EDIT_CITY_LETTER
               : ACTION_EDIT_MATERIALS;
}

static bool find_material(struct write *w, struct asked *asked, struct material_row *m,
                          struct err *err)
{
    struct material_row all[MATERIAL_KINDS];
    enum material_kind kind = MATERIAL_KINDS;

    if (!application_ask_to(w, action_for(w->rq), asked, err) ||
        !application_seen(w->rq, &asked->app, err) ||
        !read_kind(w->rq, asked->app.track, &kind, err) ||
        !store_materials(w->s, w->arena, asked->app.id, all, err))
        return false;
    *m = all[kind];
    return true;
}

static bool add(struct write *w, struct asked *asked, const struct material_row *m,
                struct reply *rp, struct err *err)
{
    const struct application before = asked->app;

    return store_material_add(w->s, &before, m, &w->by, &asked->app, err) &&
           application_answer(w, rp, 200, asked, err);
}

static bool material_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct material_row m;
    struct asked asked;

    (void)arg;
    if (!find_material(w, &asked, &m, err) || !read_material(w->rq, &m, err))
        return false;
    if (m.withdrawn && m.id == 0)
        return err_say(err, ERR_CONFLICT, NULL, "there is nothing to take back",
                       "没有可撤回的材料");
    return add(w, &asked, &m, rp, err);
}

static bool material_file_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const struct attached *file = arg;
    struct material_row m;
    struct asked asked;

    if (!find_material(w, &asked, &m, err) ||
        !store_file_put(w->s, asked.app.id, file, w->rq->body, &w->by, err))
        return false;
    if (m.withdrawn || !m.note)
        m.note = "";
    m.withdrawn = false;
    m.file = *file;
    return add(w, &asked, &m, rp, err);
}

bool api_material(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "application-material", material_job, err);
}

bool api_material_file(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"name", NULL};
    struct attached file;
    struct caller caller;

    return request_allow_json(rq, allowed, err) && caller_need(rq, &caller, err) &&
           attached_read(rq, &file, err) &&
           write_answer(rq, rp, WRITE_SIGNED_IN, "application-material", material_file_job, &file,
                        err);
}
