/* act.h - one small change of the register that somebody asked for on the command line.
 *
 * The command turns its options into texts; the same function makes the change from those texts,
 * in the command when nobody else holds the register, or in the service that does. */
#ifndef CLI_ACT_H
#define CLI_ACT_H

#include "base/buf.h"
#include "store/control.h"
#include "store/writer.h"

/* Inside a transaction.  args are as many as the act's table says, "" where nothing was given.
 * said: one line about what was done. */
typedef bool act_run(struct store *s, const char *const *args, moment_t now, struct buf *said,
                     struct err *err);

enum { ACT_MOST_ARGS = 16 };

/* Prints what happened; gives the exit code.  What was not asked for may be NULL. */
int act_do(const char *db, const char *word, const char *const *args);
/* Only what went wrong is printed; what was done stands in said, a line each. */
int act_do_quietly(const char *db, const char *word, const char *const *args, struct buf *said);

/* In the service, from its control handler: rq->command is one of the words. */
int act_request(struct writer *w, const struct control_request *rq, struct control_answer *answer,
                moment_t now);

#define ACT_TITLE_ADD "title-add"
#define ACT_TITLE_RETRACT "title-retract"
#define ACT_TITLE_SUPERSEDE "title-supersede"
#define ACT_QUOTA_SET "quota-set"
#define ACT_ROUND_ADD "round-add"
#define ACT_USER_ADD "user-add"
#define ACT_USER_PASSWORD "user-password"
#define ACT_USER_CLOSE "user-close"
#define ACT_TOKEN_ADD "token-add"
#define ACT_TOKEN_REVOKE "token-revoke"
#define ACT_SETTING_SET "setting-set"
#define ACT_PURGE "purge"

#endif
