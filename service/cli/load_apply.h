/* load_apply.h - a prepared file goes into the register: here, when nobody else holds the register,
 * or in the running service.  The file is prepared the same way for both. */
#ifndef CLI_LOAD_APPLY_H
#define CLI_LOAD_APPLY_H

#include "store/control.h"
#include "store/divisions_write.h"
#include "store/writer.h"

#include <stdio.h>

/* "apply-load", with the absolute path of the prepared file as its one argument. */
#define LOAD_APPLY_WORD "apply-load"

/* In the command.  false: err; in the service's hands *answered and the exit code are set, and what
 * it said was printed. */
struct load_applied {
    bool by_service;
    int exit_code;       /* by_service: what the service answered */
    struct applied rows; /* else */
};
bool load_apply(const char *db_path, const char *staged_path, moment_t now,
                struct load_applied *out, struct err *err);

/* In the service, from its control handler: gives the exit code. */
int load_apply_request(struct writer *w, const struct control_request *rq,
                       struct control_answer *answer, moment_t now);

/* One line about what was done. */
void load_apply_line(const struct applied *rows, char *out, size_t size);

#endif
