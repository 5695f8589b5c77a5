/* token_json.c - see token_json.h */
#include "api/token_json.h"

static void put_token(struct json_writer *w, const struct token_row *t)
{
    json_object(w);
    json_put_int(w, "id", t->id);
    json_put_string(w, "label", t->label);
    json_put_moment(w, "made", t->made);
    json_put_moment(w, "ends", t->ends);
    json_put_moment(w, "revoked", t->revoked);
    json_put_moment(w, "used", t->used);
    json_end(w);
}

void reply_tokens(struct reply *rp, const struct token_row *rows, size_t n, const struct page *page)
{
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    json_object(&w);
    json_put_array(&w, "tokens");
    for (size_t i = 0; i < n; i++) {
        if (page_has(page, (int64_t)i))
            put_token(&w, &rows[i]);
    }
    json_end(&w);
    page_put(&w, page, (int64_t)n);
    json_end(&w);
    reply_take(rp, 200, TYPE_JSON, &out);
}
