/* load_apply.h - what a load prepared goes into the register, all of it or nothing: here, when
 * nobody else holds the register, or in the running service.  Both do the same. */
#ifndef CLI_LOAD_APPLY_H
#define CLI_LOAD_APPLY_H

#include "cli/facts_read.h"
#include "store/control.h"
#include "store/divisions_write.h"
#include "store/writer.h"

#include <stdio.h>

/* "apply-load", with two absolute paths and a name: the prepared file, the folder of facts, and who
 * does it.  One of the paths may be empty: nothing of that sort is to be done. */
#define LOAD_APPLY_WORD "apply-load"

struct load_work {
    const char *staged;             /* path of the prepared file, NULL: the divisions stay */
    const char *facts_folder;       /* NULL: the facts stay */
    const struct facts_read *facts; /* what was read there */
    const char *who;
    bool for_demo; /* into a demonstration: divisions alone */
};

/* In the command.  false: err; in the service's hands the exit code is set, and what it said was
 * printed. */
struct load_applied {
    bool by_service;
    int exit_code;              /* by_service: what the service answered */
    struct applied rows;        /* else, where there was a prepared file */
    struct facts_applied facts; /* and where there were facts */
};
bool load_apply(const char *db_path, const struct load_work *work, moment_t now,
                struct load_applied *out, struct err *err);

/* In the service, from its control handler: gives the exit code. */
int load_apply_request(struct writer *w, const struct control_request *rq,
                       struct control_answer *answer, moment_t now);

/* One line about what was done with the divisions. */
void load_apply_line(const struct applied *rows, char *out, size_t size);

#endif
