/* round_track.c - see round_track.h. */
#include "api/round_track.h"

#include "store/indicators.h"
#include "store/round_known.h"
#include "store/rounds.h"

#include <cJSON.h>
#include <stdio.h>
#include <string.h>

bool round_track_read(struct store *s, const struct request *rq, enum title_kind *track,
                      struct err *err)
{
    if (!store_round_known(s, rq->parts[0], err))
        return false;
    if (!applied_parse(rq->parts[1], track))
        return err_say(err, ERR_NOT_FOUND, "track", "there is no track '%.40s'", "没有类别“%.40s”",
                       rq->parts[1]);
    if (store_round_for(s, rq->parts[0], *track, err))
        return true;
    if (err && err->kind == ERR_BAD_BODY)
        err->kind = ERR_NOT_FOUND; /* it stands in the path */
    return false;
}

static bool is_member(const char *const *members, const char *name)
{
    while (*members && strcmp(*members, name) != 0)
        members++;
    return *members != NULL;
}

bool item_members(const cJSON *item, const char *const *members, struct err *err)
{
    if (!cJSON_IsObject(item))
        return err_say(err, ERR_BAD_BODY, "", "every item is an object", "每一项应为一个对象");
    for (const cJSON *m = item->child; m; m = m->next) {
        if (!is_member(members, m->string))
            return err_say(err, ERR_BAD_BODY, m->string, "'%.60s' is no member of an item",
                           "列表项没有“%.60s”这一项", m->string);
    }
    return true;
}

void item_field(struct err *err, const char *list, size_t i)
{
    char field[sizeof err->field];

    if (!err)
        return;
    snprintf(field, sizeof field, "%s[%zu]%s%.40s", list, i, err->field[0] ? "." : "", err->field);
    snprintf(err->field, sizeof err->field, "%s", field);
}
