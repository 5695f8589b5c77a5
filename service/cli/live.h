/* live.h - commands that a running service carries out for the command line (store/control.h). */
#ifndef CLI_LIVE_H
#define CLI_LIVE_H

#include "store/control.h"
#include "store/writer.h"

/* context: the struct writer of the service. */
int live_handle(void *context, const struct control_request *rq, struct control_answer *answer);

#endif
