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
