/* part_words.c - see part_words.h. */
#include "api/part_words.h"

#include "api/body.h"

#include <cJSON.h>
#include <math.h>

enum { NAME_MOST = 200, WORDS_MOST = 2000 };

/* What the published text gives beside a shape: {"east": 118.9, …}. */
static bool read_given(const cJSON *body, double out[EXTENT_SIDES], struct err *err)
{
    const cJSON *given = cJSON_GetObjectItemCaseSensitive(body, "given_limits");
    int known = 0;

    for (int side = 0; side < EXTENT_SIDES; side++)
        out[side] = NAN;
    if (!given || cJSON_IsNull(given))
        return true;
    for (int side = 0; side < EXTENT_SIDES; side++) {
        const char *name = extent_side_name((enum extent_side)side);
        double most = side == EXTENT_EAST || side == EXTENT_WEST ? 180 : 90;

        known += cJSON_GetObjectItemCaseSensitive(given, name) != NULL;
        if (!body_number(given, name, BODY_MAY, -most, most, &out[side], err))
            return false;
    }
    return (cJSON_IsObject(given) && known == cJSON_GetArraySize(given)) ||
           err_say(err, ERR_BAD_BODY, "given_limits",
                   "given_limits has east, south, west and north, in degrees",
                   "given_limits 只含 east、south、west、north（度）");
}

bool part_words_read(const struct request *rq, const struct cJSON *body, struct part_words *out,
                     struct err *err)
{
    *out = (struct part_words){.declared_m2 = NAN};
    return body_text(rq, body, "name", BODY_MUST, NAME_MOST, &out->name, err) &&
           body_text(rq, body, "function", BODY_MAY, WORDS_MOST, &out->function, err) &&
           body_text(rq, body, "stage", BODY_MAY, NAME_MOST, &out->stage, err) &&
           body_text(rq, body, "extent_text", BODY_MAY, EXTENT_TEXT_MOST, &out->extent_text, err) &&
           body_number(body, "declared_m2", BODY_MAY, AREA_LEAST, AREA_MOST, &out->declared_m2,
                       err) &&
           read_given(body, out->given, err);
}
