/* acts.h - the acts themselves, and the order of their texts. */
#ifndef CLI_ACTS_H
#define CLI_ACTS_H

#include "cli/act.h"

/* Who, why and by which document come first in every one that changes what is published. */
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

enum round_add_arg {
    ROUND_ID = ARG_OWN,
    ROUND_YEAR,
    ROUND_TITLE,
    ROUND_DOCUMENT,
    ROUND_SINCE,
    ROUND_UNTIL,
    ROUND_TRACKS,
    ROUND_PROVINCE,
    ROUND_ARGS,
};
enum setting_set_arg { SETTING_NAME = ARG_OWN, SETTING_DAYS, SETTING_ARGS };
enum purge_arg { PURGE_ARGS = ARG_OWN };

/* Of people: nothing of them is published, so only who did it is asked.  Secrets come as what is
 * kept of them. */
enum { ARG_PERSON_BY, ARG_PERSON_NAME, ARG_PERSON_OWN };

enum user_add_arg {
    USER_ROLE = ARG_PERSON_OWN,
    USER_UNIT,
    USER_PLACE,
    USER_STORED,
    USER_ADD_ARGS,
};
enum user_password_arg { PASSWORD_NEW = ARG_PERSON_OWN, USER_PASSWORD_ARGS };
enum user_close_arg { USER_CLOSE_ARGS = ARG_PERSON_OWN };
enum token_add_arg {
    TOKEN_DIGEST = ARG_PERSON_OWN, /* 64 hex digits */
    TOKEN_LABEL,
    TOKEN_DAYS, /* "": it does not end */
    TOKEN_ADD_ARGS,
};
enum token_revoke_arg { REVOKE_BY, REVOKE_TOKEN, TOKEN_REVOKE_ARGS };

act_run act_user_add, act_user_password, act_user_close, act_token_add, act_token_revoke;
act_run act_title_add, act_title_retract, act_title_supersede, act_quota_set, act_round_add;
act_run act_setting_set, act_purge;

/* The revision that the first three texts make; false: one of those it needs is empty. */
bool act_revision(const char *const *args, moment_t now, struct revision *out, struct err *err);

#endif
