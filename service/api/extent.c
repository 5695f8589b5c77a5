/* extent.c - POST /api/v1/extent: a text of four limits, read into its sides.  Nothing is kept. */
#include "api/body.h"
#include "api/handlers.h"
#include "api/service.h"
#include "api/write.h"
#include "api/zone_parts_json.h"

#include <cJSON.h>

static void put_missing(struct json_writer *w, const struct extent *e)
{
    json_put_array(w, "missing");
    for (size_t b = 0; b < e->n_blocks; b++) {
        for (int side = 0; side < EXTENT_SIDES; side++) {
            if (e->blocks[b].sides[side].present)
                continue;
            json_object(w);
            json_put_int(w, "block", (int64_t)b + 1);
            json_put_string(w, "label", e->blocks[b].label);
            json_put_string(w, "side", extent_side_name((enum extent_side)side));
            json_end(w);
        }
    }
    json_end(w);
}

bool api_extent(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char *const none[] = {NULL};
    static const char *const members[] = {"text", NULL};
    const char *text = NULL;
    struct buf out = {0};
    struct extent e;

    if (!request_allow_json(rq, none, err))
        return false;
    cJSON *body = write_body(rq, members, err);
    bool ok = body && body_text(rq, body, "text", BODY_MUST, EXTENT_TEXT_MOST, &text, err);
    cJSON_Delete(body);
    if (!ok || !extent_parse(rq->arena, text, &e, err))
        return false;
    struct json_writer w = json_writer_to(&out);
    json_object(&w);
    json_put_string(&w, "text", text);
    put_extent_blocks(&w, &e, rq->lang == LANG_EN);
    put_missing(&w, &e);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}
