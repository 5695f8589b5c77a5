/* links.h - links of the standard interface: absolute, each with rel and type. */
#ifndef API_OGC_LINKS_H
#define API_OGC_LINKS_H

#include "base/json_write.h"
#include "http/request.h"

/* One link; path begins with '/', and may carry a query.  title may be NULL. */
void put_link(struct json_writer *w, const struct request *rq, const char *path, const char *rel,
              const char *type, const char *title);
/* self and alternate of a resource that is offered as JSON (of this media type) and HTML. */
void put_self_links(struct json_writer *w, const struct request *rq, const char *path,
                    const char *json_type, enum format current);

/* Percent-encodes what may not stand in a query value. */
const char *encode_query_value(struct arena *arena, const char *value);

/* For reply.etag_key of what depends on the program alone, not on the register. */
const char *fixed_key(const struct request *rq, enum format format);

/* Chinese or English, as the request wants. */
const char *in_language(const struct request *rq, const char *zh, const char *en);

#endif
