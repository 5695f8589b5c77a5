/* path_number.c - plain digits only, so that a row has one address. */
#include "api/path_number.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DIGITS = 15 };

int64_t path_row(const struct request *rq, size_t part)
{
    const char *text = rq->parts[part];
    size_t digits = strspn(text, "0123456789");

    if (digits == 0 || digits > MOST_DIGITS || text[digits] || *text == '0')
        return 0;
    return strtoll(text, NULL, 10);
}

bool path_id(const struct request *rq, int64_t *out, struct err *err)
{
    *out = path_row(rq, 0);
    return *out != 0 ||
           err_say(err, ERR_NOT_FOUND, NULL, "there is nothing with the number '%.40s'",
                   "没有编号为“%.40s”的内容", rq->parts[0]);
}
