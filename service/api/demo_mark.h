/* demo_mark.h - 演示数据 in every answer of a demonstration register. */
#ifndef API_DEMO_MARK_H
#define API_DEMO_MARK_H

#include "http/reply.h"

/* As the server's last word: a header on all of them, and in what people read or keep a member, a
 * line or a banner. */
void demo_mark(const struct request *rq, struct reply *rp);

#endif
