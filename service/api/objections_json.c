/* objections_json.c - see objections_json.h. */
#include "api/objections_json.h"

#include "base/hash.h"

#include <string.h>

static void put_key(struct json_writer *w, const struct objection *o)
{
    json_put_int(w, "id", o->id);
    json_put_int(w, "notice", o->notice);
    json_put_int(w, "application", o->application);
    json_put_moment(w, "at", o->at);
    json_put_string(w, "state", o->answer ? "answered" : "open");
}

void write_objection_taken(struct buf *out, const struct objection *o)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    put_key(&w, o);
    json_end(&w);
}

void put_objection(struct json_writer *w, const struct objection *o)
{
    put_key(w, o);
    json_put_string(w, "text", o->text);
    json_put_string(w, "answer", o->answer);
    json_put_moment(w, "answered", o->answered);
}

void write_objection_answered(struct buf *out, const struct objection *o)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    put_objection(&w, o);
    json_end(&w);
}

static void put_digest(struct json_writer *w, const char *key, const char *text)
{
    struct sha256 digest = sha256_of(text, strlen(text));
    char hex[SHA256_HEX];

    json_put_string(w, key, sha256_hex(&digest, hex));
}

void write_objection_digest(struct buf *out, const struct objection *o, const char *contact_digest)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_int(&w, "notice", o->notice);
    json_put_int(&w, "application", o->application);
    put_digest(&w, "text_sha256", o->text);
    if (contact_digest)
        json_put_string(&w, "contact_digest", contact_digest);
    if (o->answer)
        put_digest(&w, "answer_sha256", o->answer);
    json_end(&w);
}
