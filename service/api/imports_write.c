/* imports_write.c - a file is looked at on the thread that waits for it, kept as a preview, and
 * then applied, undone or discarded: each one job of the writer. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/imports_json.h"
#include "api/path_number.h"
#include "api/written.h"
#include "base/charset.h"
#include "base/utf8.h"
#include "domain/attachment.h"
#include "store/readers.h"

#include <cJSON.h>
#include <string.h>

enum { MOST_SOURCE = 500, MOST_REASON = 400, MOST_WORD = 40 };

/* ---- a file is handed in ---- */

struct handed_in {
    struct import_batch batch;
    struct import_said said;
    struct title_table table;
    struct title_row *rows;
};

static bool read_source(const struct request *rq, const char **out, struct err *err)
{
    const char *s = request_query(rq, "source");
    const size_t len = s ? strlen(s) : 0;
    size_t n = 0, step;
    uint32_t cp;

    *out = len > 0 ? s : NULL;
    for (size_t at = 0; at < len; at += step, n++) {
        step = utf8_next(s + at, len - at, &cp);
        if (step == 0 || cp < ' ' || (cp >= 0x7F && cp <= 0x9F) || n == MOST_SOURCE)
            return err_say(err, ERR_BAD_PARAMETER, "source",
                           "source has at most %d characters, and no control characters",
                           "source 最多 %d 个字符，且不得含控制字符", MOST_SOURCE);
    }
    return true;
}

static bool read_words(const struct request *rq, struct handed_in *in, struct err *err)
{
    struct import_batch *b = &in->batch;
    long new_lists = 0;
    const char *kind = request_query(rq, "kind"), *name = request_query(rq, "name");

    if (!kind || strcmp(kind, "titles") != 0)
        return err_say(err, ERR_BAD_PARAMETER, "kind", "kind says what the file lists: titles",
                       "kind 说明文件内容，应为 titles（称号名单）");
    b->kind = "titles";
    b->name = attachment_name(name ? name : "", arena_alloc(rq->arena, ATTACHMENT_NAME, 1));
    if (!read_source(rq, &b->source, err) || !request_int(rq, "new_lists", 0, 1, &new_lists, err))
        return false;
    in->said = (struct import_said){b->source, new_lists == 1};
    return true;
}

static bool read_file(const struct request *rq, struct handed_in *in, struct err *err)
{
    struct bytes text;

    if (strcmp(rq->content_type, "text/csv") != 0)
        return err_say(err, ERR_MEDIA_TYPE, NULL, "send the list as text/csv",
                       "请以 text/csv 发送名单");
    in->batch.sha256 = sha256_of(rq->body.at, rq->body.size);
    in->batch.size = (int64_t)rq->body.size;
    return charset_read(rq->arena, rq->body, &text, &in->batch.encoding, err) &&
           title_table_read(rq->arena, text.at, text.size, &in->table, err);
}

static bool may_import(struct store *s, const struct request *rq, const struct person *who,
                       struct err *err)
{
    struct actor actor;

    return store_actor(s, rq->arena, who, NULL, &actor, err) &&
           caller_may(&actor, ACTION_IMPORT, &(struct subject){.unit = NULL}, err);
}

static bool look(const struct request *rq, struct handed_in *in, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct store *s = readers_take(readers);
    bool ok =
        store_import_look(s, rq->arena, &in->table, &in->said, &in->rows, &in->batch.stood, err);

    readers_give(readers, s);
    return ok;
}

/* Whoever may not do it has no file of theirs read; the job asks again. */
static bool precheck(const struct request *rq, const struct person *who, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct store *s = readers_take(readers);
    bool ok = may_import(s, rq, who, err);

    readers_give(readers, s);
    return ok;
}

static bool answer(struct write *w, struct reply *rp, unsigned status, const struct import_batch *b,
                   struct err *err)
{
    struct import_shown shown;
    struct buf out = {0};

    if (!import_shown(w->s, w->arena, b, &shown, err))
        return false;
    struct json_writer json = json_writer_to(&out);
    json_object(&json);
    put_import(&json, w->rq, &shown);
    json_end(&json);
    if (!written_json(w, rp, status, &out, err))
        return false;
    write_etag(rp, w->arena, b->version);
    return true;
}

static bool tell(struct write *w, const struct import_batch *b,
                 void (*facts)(struct buf *out, const struct import_batch *b), struct err *err)
{
    struct buf after = {0};
    bool ok;

    facts(&after, b);
    ok = write_done(w, w->object, NULL, after.data, err);
    buf_free(&after);
    return ok;
}

static bool keep_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    const struct handed_in *in = arg;
    struct import_batch b = in->batch;

    w->object = "import";
    if (!may_import(w->s, w->rq, &w->who, err) ||
        !store_import_put(w->s, &b, in->rows, in->table.n_rows, &w->by, err))
        return false;
    w->object = arena_printf(w->arena, "import/%lld", (long long)b.id);
    if (!tell(w, &b, import_facts, err) || !answer(w, rp, 201, &b, err))
        return false;
    reply_header(
        rp, "Location",
        arena_printf(w->arena, "%s/api/v1/imports/%lld", w->rq->base_url, (long long)b.id));
    return true;
}

bool api_import_hand_in(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"kind", "name", "source", "new_lists", NULL};
    struct handed_in in = {.rows = NULL};
    struct caller caller;
    struct err why = {0};

    if (!write_caller(rq, WRITE_SIGNED_IN, "import", &caller, err))
        return false;
    if (!precheck(rq, &caller.in.person, &why) || !request_allow_json(rq, allowed, &why) ||
        !read_words(rq, &in, &why) || !read_file(rq, &in, &why) || !look(rq, &in, &why)) {
        write_refused(rq, &caller, "import", &why);
        *err = why;
        return false;
    }
    return write_answer(rq, rp, WRITE_SIGNED_IN, "import", keep_job, &in, err);
}

/* ---- what becomes of it ---- */

enum event { EVENT_APPLY, EVENT_UNDO, EVENT_DISCARD, EVENTS };

struct wish {
    enum event event;
    const char *reason;
    bool leave_out;
};

static bool read_event(const char *name, enum event *out, struct err *err)
{
    static const char *const names[EVENTS] = {"apply", "undo", "discard"};

    for (int i = 0; i < EVENTS; i++) {
        if (strcmp(name, names[i]) == 0) {
            *out = (enum event)i;
            return true;
        }
    }
    return err_say(err, ERR_BAD_BODY, "event", "'%.40s' is none of apply, undo and discard",
                   "“%.40s”应为 apply（应用）、undo（撤销）或 discard（放弃）", name);
}

static bool read_wish(const struct request *rq, struct wish *wish, struct err *err)
{
    static const char *const members[] = {"event", "reason", "leave_out_refused", NULL};
    cJSON *body = write_body(rq, members, err);
    const char *event = NULL;
    bool ok = body && body_text(rq, body, "event", BODY_MUST, MOST_WORD, &event, err) &&
              read_event(event, &wish->event, err) &&
              body_text(rq, body, "reason", BODY_MAY, MOST_REASON, &wish->reason, err) &&
              body_bool(body, "leave_out_refused", BODY_MAY, &wish->leave_out, err);

    cJSON_Delete(body);
    return ok &&
           (wish->event != EVENT_UNDO || wish->reason ||
            err_say(err, ERR_REASON_MISSING, "reason", "say why it is undone", "请说明撤销的理由"));
}

static bool carry_out(struct write *w, struct import_batch *b, const struct wish *wish,
                      struct err *err)
{
    switch (wish->event) {
    case EVENT_APPLY:
        return store_import_apply(w->s, b, wish->leave_out, &w->by, err);
    case EVENT_UNDO:
        return store_import_undo(w->s, b, wish->reason, &w->by, err);
    default:
        return store_import_discard(w->s, b, &w->by, err);
    }
}

static bool find(struct write *w, struct import_batch *b, struct err *err)
{
    int64_t version;

    if (!store_import(w->s, w->arena, path_row(w->rq, 0), b, err))
        return false;
    if (b->id == 0)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no import %.20s", "没有第 %.20s 批导入",
                       w->rq->parts[0]);
    if (!write_if_match(w->rq, &version, err))
        return false;
    return version == b->version || err_say(err, ERR_STALE, "If-Match",
                                            "import %lld is at version %lld by now: read it again",
                                            "第 %lld 批导入现为第 %lld 版，请重新读取",
                                            (long long)b->id, (long long)b->version);
}

static bool event_job(struct write *w, void *arg, struct reply *rp, struct err *err)
{
    struct import_batch b;
    struct wish wish = {.leave_out = false};

    (void)arg;
    w->object = arena_printf(w->arena, "import/%lld", (long long)path_row(w->rq, 0));
    return may_import(w->s, w->rq, &w->who, err) && find(w, &b, err) &&
           read_wish(w->rq, &wish, err) && carry_out(w, &b, &wish, err) &&
           tell(w, &b, import_standing_facts, err) && answer(w, rp, 200, &b, err);
}

bool api_import_event(const struct request *rq, struct reply *rp, struct err *err)
{
    return write_signed_in(rq, rp, "import-event", event_job, err);
}
