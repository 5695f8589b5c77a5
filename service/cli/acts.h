/* acts.h - the acts themselves, and the order of their texts. */
#ifndef CLI_ACTS_H
#define CLI_ACTS_H

#include "cli/act.h"

/* Who, why and by which document come first in every one. */
enum { ARG_SOURCE, ARG_BY, ARG_WHY, ARG_OWN };

enum title_add_arg {
    ADD_KIND = ARG_OWN,
    ADD_HOLDER,
    ADD_NAME,
    ADD_PROVINCE,
    ADD_BATCH,
    ADD_SINCE,
    ADD_UNTIL,
    ADD_REVOKED,
    ADD_DOCUMENT,
    ADD_CONFIDENCE,
    ADD_SOURCE_KIND,
    ADD_ARGS,
};
enum title_retract_arg { RETRACT_ID = ARG_OWN, RETRACT_ARGS };
enum title_supersede_arg {
    SUPERSEDE_ID = ARG_OWN,
    SUPERSEDE_WITH,
    SUPERSEDE_SINCE,
    SUPERSEDE_ARGS
};
enum quota_set_arg {
    QUOTA_ROUND = ARG_OWN,
    QUOTA_TRACK,
    QUOTA_PROVINCE,
    QUOTA_PLACES,
    QUOTA_IS_ILLUSTRATIVE, /* "1" */
    QUOTA_ARGS,
};

enum setting_set_arg { SETTING_NAME = ARG_OWN, SETTING_DAYS, SETTING_ARGS };
enum purge_arg { PURGE_ARGS = ARG_OWN };

act_run act_title_add, act_title_retract, act_title_supersede, act_quota_set;
act_run act_setting_set, act_purge;

/* The revision that the first three texts make; false: one of those it needs is empty. */
bool act_revision(const char *const *args, moment_t now, struct revision *out, struct err *err);

#endif
