/* html.h - any document of the standard interface as a page for people. */
#ifndef API_OGC_HTML_H
#define API_OGC_HTML_H

#include "atlas/atlas.h"
#include "http/reply.h"

/* Takes the JSON text, which is our own, and answers it as HTML: members as a list, lists of like
 * objects as a table, links as links. */
bool html_answer(const struct request *rq, struct reply *rp, const struct atlas *a,
                 const char *title, struct buf *json);

void html_escape(struct buf *out, const char *text);

#endif
