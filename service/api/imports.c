/* imports.c - lists handed in as files, and each with its rows, for those who may import. */
#include "api/caller.h"
#include "api/handlers.h"
#include "api/imports_json.h"
#include "api/page.h"
#include "api/path_number.h"
#include "api/write.h"
#include "store/readers.h"

struct question {
    struct page page;
    struct import_rows_asked rows;
};

static bool may(struct store *s, const struct request *rq, const struct person *who,
                struct err *err)
{
    struct actor actor;

    return store_actor(s, rq->arena, who, NULL, &actor, err) &&
           caller_may(&actor, ACTION_IMPORT, &(struct subject){.unit = NULL}, err);
}

/* ---- all of them ---- */

static bool list(struct store *s, const struct request *rq, const struct person *who,
                 const struct page *page, struct import_shown **out, size_t *n, int64_t *total,
                 struct err *err)
{
    struct import_batch *batches;

    if (!may(s, rq, who, err) ||
        !store_imports(s, rq->arena, page->limit, page->offset, &batches, n, total, err))
        return false;
    *out = arena_alloc(rq->arena, *n + 1, sizeof **out);
    for (size_t i = 0; i < *n; i++) {
        if (!import_shown(s, rq->arena, &batches[i], &(*out)[i], err))
            return false;
    }
    return true;
}

bool api_imports(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const allowed[] = {"limit", "offset", NULL};
    struct readers *readers = service_of(rq)->readers;
    struct import_shown *batches;
    struct caller caller;
    struct buf out = {0};
    struct page page;
    int64_t total;
    size_t n;

    if (!caller_need(rq, &caller, err) || !request_allow_json(rq, allowed, err) ||
        !page_read(rq, &page, err))
        return false;
    struct store *s = readers_take(readers);
    bool ok = list(s, rq, &caller.in.person, &page, &batches, &n, &total, err);
    readers_give(readers, s);
    if (!ok)
        return false;
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    page_put(&w, &page, total);
    json_put_array(&w, "imports");
    for (size_t i = 0; i < n; i++) {
        json_object(&w);
        put_import(&w, rq, &batches[i]);
        json_end(&w);
    }
    json_end(&w);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

/* ---- one, with its rows ---- */

static bool read_question(const struct request *rq, struct question *q, struct err *err)
{
    static const char *const allowed[] = {"result", "limit", "offset", NULL};
    const char *result = request_query(rq, "result");
    enum row_result found = ROW_NEW;

    if (!request_allow_json(rq, allowed, err) || !page_read(rq, &q->page, err))
        return false;
    if (result && !row_result_parse(result, &found))
        return err_say(err, ERR_BAD_PARAMETER, "result",
                       "'%.40s' is no result: new, same, change, retract or refused",
                       "“%.40s”不是结果：应为 new、same、change、retract 或 refused", result);
    q->rows = (struct import_rows_asked){.batch = path_row(rq, 0),
                                         .result = result ? (int)found : -1,
                                         .limit = q->page.limit,
                                         .offset = q->page.offset};
    return true;
}

static bool find(struct store *s, const struct request *rq, const struct person *who,
                 const struct question *q, struct import_shown *b, struct import_row **rows,
                 size_t *n, int64_t *total, struct err *err)
{
    struct import_batch batch;

    if (!may(s, rq, who, err) || !store_import(s, rq->arena, q->rows.batch, &batch, err))
        return false;
    if (batch.id == 0)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is no import %.20s", "没有第 %.20s 批导入",
                       rq->parts[0]);
    return import_shown(s, rq->arena, &batch, b, err) &&
           store_import_rows(s, rq->arena, &q->rows, rows, n, total, err);
}

bool api_import(const struct request *rq, struct reply *rp, struct err *err)
{
    struct readers *readers = service_of(rq)->readers;
    struct import_row *rows = NULL;
    struct import_shown b = {.stale = false};
    struct caller caller;
    struct question q;
    struct buf out = {0};
    int64_t total = 0;
    size_t n = 0;

    if (!caller_need(rq, &caller, err) || !read_question(rq, &q, err))
        return false;
    const struct atlas *a = atlas_for(rq, rp, err);
    if (!a)
        return false;
    struct store *s = readers_take(readers);
    bool ok = find(s, rq, &caller.in.person, &q, &b, &rows, &n, &total, err);
    readers_give(readers, s);
    if (!ok)
        return false;
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    put_import(&w, rq, &b);
    page_put(&w, &q.page, total);
    json_put_array(&w, "found");
    for (size_t i = 0; i < n; i++)
        put_import_row(&w, rq, a, &rows[i]);
    json_end(&w);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
    write_etag(rp, rq->arena, b.batch.version);
    return true;
}
