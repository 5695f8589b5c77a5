/* draw_json.h - draws as the interface shows them, and as `sizhi verify` reads them. */
#ifndef API_DRAW_JSON_H
#define API_DRAW_JSON_H

#include "atlas/institutions.h"
#include "base/json_write.h"
#include "http/request.h"

/* Members that tell a draw in a list, without the braces. */
void put_draw_head(struct json_writer *w, const struct request *rq, const struct draw_row *d,
                   const struct draw_list *l);
/* All of it; result NULL: nothing is drawn yet. */
typedef const struct draw_outcome *draw_outcome_of(const void *arg, int64_t draw,
                                                   int64_t institution);
void put_draw(struct json_writer *w, const struct request *rq, const struct draw_row *d,
              const struct draw_list *l, const struct draw_result *r, draw_outcome_of *outcome,
              const void *arg);
/* Members of what an inspection came to. */
void put_draw_outcome(struct json_writer *w, const struct draw_outcome *o);

#endif
