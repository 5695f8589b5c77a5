/* machine.c - GET /api/v1/machine: how the service is, for who keeps it.
 *
 * Only what it knows of itself: where no folder of backups was named it says nothing of them. */
#include "api/caller.h"
#include "api/handlers.h"
#include "base/json_write.h"
#include "store/audit.h"
#include "store/backups.h"
#include "store/readers.h"
#include "store/writer.h"

struct people_now {
    int64_t open, closed, sessions, tokens;
};

struct machine {
    struct people_now people;
    struct audit_entry newest;
    struct register_size size;
    struct backups backups;
    bool backups_seen;
    bool writable;
};

static bool count_people(struct store *s, const struct request *rq, struct people_now *out,
                         struct err *err)
{
    struct person_use *use;
    struct person *all;
    size_t n, used;

    if (!store_people(s, rq->arena, &all, &n, err) ||
        !store_people_use(s, rq->arena, rq->now, &use, &used, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        out->open += all[i].closed == MOMENT_NONE;
        out->closed += all[i].closed != MOMENT_NONE;
        out->sessions += use[i].sessions;
        out->tokens += use[i].tokens;
    }
    return true;
}

static bool look(const struct request *rq, struct machine *m, struct err *err)
{
    const struct service *service = service_of(rq);
    struct err why = {0};
    struct store *s = readers_take(service->readers);
    bool ok = count_people(s, rq, &m->people, err) && audit_newest(s, rq->arena, &m->newest, err);

    readers_give(service->readers, s);
    m->writable = writer_works(service->writer, NULL);
    m->backups_seen =
        service->backups && store_backups(service->backups, rq->arena, &m->backups, &why);
    return ok && store_register_size(service->db, rq->arena, &m->size, err);
}

/* ---- the answer ---- */

static void put_atlas(struct json_writer *w, const struct atlas *a)
{
    json_put_int(w, "revision", atlas_revision(a));
    json_put_moment(w, "recorded", atlas_recorded(a));
    json_put_int(w, "places", (int64_t)atlas_n_places(a));
    json_put_int(w, "atlas_bytes", (int64_t)atlas_memory(a));
}

static void put_register(struct json_writer *w, const struct machine *m)
{
    json_key(w, "register");
    json_object(w);
    json_put_int(w, "bytes", m->size.file);
    json_put_int(w, "log_bytes", m->size.log);
    json_end(w);
}

static void put_people(struct json_writer *w, const struct people_now *p)
{
    json_key(w, "accounts");
    json_object(w);
    json_put_int(w, "open", p->open);
    json_put_int(w, "closed", p->closed);
    json_put_int(w, "sessions", p->sessions);
    json_put_int(w, "tokens", p->tokens);
    json_end(w);
}

static void put_audit(struct json_writer *w, const struct audit_entry *newest)
{
    json_key(w, "audit");
    json_object(w);
    json_put_int(w, "newest", newest->seq);
    json_put_moment(w, "at", newest->seq ? newest->at : MOMENT_NONE);
    json_end(w);
}

static void put_backups(struct json_writer *w, const struct service *service,
                        const struct machine *m)
{
    json_key(w, "backups");
    if (!service->backups) {
        json_null(w);
        return;
    }
    json_object(w);
    json_put_bool(w, "readable", m->backups_seen);
    json_put_int(w, "kept", m->backups.n);
    json_put_string(w, "newest", m->backups.name);
    json_put_int(w, "bytes", m->backups.bytes);
    json_put_moment(w, "at", m->backups.at);
    json_put_moment(w, "failed", m->backups.failed);
    json_end(w);
}

bool api_machine(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const none[] = {NULL};
    const struct service *service = service_of(rq);
    struct machine m = {.backups = {.at = MOMENT_NONE, .failed = MOMENT_NONE}};
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    if (!caller_need_role(rq, ACTION_KEEP_MACHINE, err) || !request_allow_json(rq, none, err) ||
        !look(rq, &m, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    json_object(&w);
    json_put_string(&w, "version", SIZHI_VERSION);
    json_put_moment(&w, "started", service->started);
    json_put_int(&w, "uptime_seconds", (rq->now - service->started) / 1000);
    json_put_bool(&w, "writable", m.writable);
    json_put_string(&w, "boundary_date", BOUNDARY_DATE);
    put_atlas(&w, a);
    put_register(&w, &m);
    put_people(&w, &m.people);
    put_audit(&w, &m.newest);
    put_backups(&w, service, &m);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}
