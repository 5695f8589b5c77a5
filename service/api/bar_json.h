/* bar_json.h - a bar as the interface shows it. */
#ifndef API_BAR_JSON_H
#define API_BAR_JSON_H

#include "atlas/atlas.h"
#include "base/json_write.h"
#include "http/request.h"
#include "store/bars.h"

void put_bar(struct json_writer *w, const struct request *rq, const struct atlas *a,
             const struct bar_row *b);

#endif
