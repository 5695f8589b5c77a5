/* imports_facts.c - members in a fixed order; long words as their digests. */
#include "store/imports.h"

#include "base/json_write.h"
#include "store/audit_says.h"

void import_facts(struct buf *out, const struct import_batch *b)
{
    struct json_writer w = json_writer_to(out);
    char hex[SHA256_HEX];

    json_object(&w);
    json_put_string(&w, "kind", b->kind);
    json_put_string(&w, "name", b->name);
    put_text_digest(&w, "source", b->source);
    json_put_string(&w, "sha256", sha256_hex(&b->sha256, hex));
    json_put_int(&w, "size", b->size);
    json_put_string(&w, "encoding", b->encoding);
    for (int i = 0; i < ROW_RESULTS; i++)
        json_put_int(&w, row_result_name((enum row_result)i), b->n[i]);
    json_put_string(&w, "rows_sha256", sha256_hex(&b->found, hex));
    json_put_int(&w, "person", b->person);
    json_end(&w);
}

void import_standing_facts(struct buf *out, const struct import_batch *b)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "state", import_state_name(b->state));
    json_put_int(&w, "version", b->version);
    if (b->left_out >= 0)
        json_put_int(&w, "left_out", b->left_out);
    json_put_id(&w, "applied_by", b->applied_by);
    json_put_id(&w, "applied_in", b->applied_in);
    json_put_id(&w, "ended_by", b->ended_by);
    json_put_id(&w, "undone_in", b->undone_in);
    put_text_digest(&w, "reason", b->reason);
    json_end(&w);
}
