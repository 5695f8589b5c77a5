/* proposed_facts.c - see proposed_facts.h. */
#include "store/proposed_facts.h"

#include "base/json_write.h"
#include "store/audit_says.h"

#include <math.h>

void proposed_zone_facts(struct buf *out, const struct proposed_zone *z)
{
    struct json_writer w = json_writer_to(out);

    json_object(&w);
    json_put_string(&w, "zone", z->zone);
    json_put_string(&w, "name", z->name);
    json_put_string(&w, "host_kind", host_kind_name(z->host_kind));
    json_put_string(&w, "host_name", z->host_name);
    json_put_string(&w, "host_code", z->host_code);
    json_put_number(&w, "declared_m2", z->declared_m2, 2);
    put_text_digest(&w, "outstanding_reason", z->outstanding_reason);
    json_end(&w);
}

void proposed_part_facts(struct buf *out, const struct proposed_part *p)
{
    struct json_writer w = json_writer_to(out);
    struct sha256 shape = sha256_of(p->shape.at ? p->shape.at : "", p->shape.size);
    char hex[SHA256_HEX];

    json_object(&w);
    json_put_int(&w, "number", p->number);
    json_put_bool(&w, "taken_out", p->taken_out);
    json_put_string(&w, "name", p->name);
    put_text_digest(&w, "function", p->function);
    put_text_digest(&w, "stage", p->stage);
    put_text_digest(&w, "extent_text", p->extent_text);
    json_put_number(&w, "declared_m2", p->declared_m2, 2);
    json_put_string(&w, "method", shape_method_name(p->method));
    json_put_string(&w, "crs", p->crs);
    json_put_string(&w, "original",
                    p->original.there ? sha256_hex(&p->original.sha256, hex) : NULL);
    json_put_array(&w, "given");
    for (int side = 0; side < EXTENT_SIDES; side++)
        json_number(&w, p->given[side], 8);
    json_end(&w);
    json_put_string(&w, "shape", p->shape.size ? sha256_hex(&shape, hex) : NULL);
    json_put_number(&w, "area_m2", p->area_m2, 2);
    json_end(&w);
}

const char *proposed_part_object(struct arena *a, int64_t application, int number)
{
    return arena_printf(a, "application/%lld/part/%d", (long long)application, number);
}
