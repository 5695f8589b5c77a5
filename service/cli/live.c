/* live.c - from a command's word to who carries it out in the service. */
#include "cli/live.h"

#include "base/mem.h"
#include "cli/act.h"
#include "cli/commands.h"
#include "cli/load_apply.h"

#include <string.h>
#include <time.h>

static moment_t now(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_REALTIME, &ts);
    return (moment_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static const struct {
    const char *word;
    int (*run)(struct writer *w, const struct control_request *rq, struct control_answer *answer,
               moment_t now);
} live[] = {
    {LOAD_APPLY_WORD, load_apply_request}, {ACT_TITLE_ADD, act_request},
    {ACT_TITLE_RETRACT, act_request},      {ACT_TITLE_SUPERSEDE, act_request},
    {ACT_QUOTA_SET, act_request},          {ACT_USER_ADD, act_request},
    {ACT_USER_PASSWORD, act_request},      {ACT_USER_CLOSE, act_request},
    {ACT_TOKEN_ADD, act_request},          {ACT_TOKEN_REVOKE, act_request},
    {ACT_SETTING_SET, act_request},        {ACT_PURGE, act_request},
};

int live_handle(void *context, const struct control_request *rq, struct control_answer *answer)
{
    for (size_t i = 0; i < COUNT(live); i++) {
        if (strcmp(live[i].word, rq->command) == 0)
            return live[i].run(context, rq, answer, now());
    }
    control_say(answer, "the running service does not know '%s'; is it an older one?", rq->command);
    return CLI_ASKED_WRONGLY;
}
