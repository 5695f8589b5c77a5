/* people_json.c - see people_json.h. */
#include "api/people_json.h"

#include "api/body.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE = 100, PAGE_MOST = 500, MOMENT_CHARACTERS = 40, ID_DIGITS = 15 };

static const moment_t DAY_MS = 24 * 60 * 60 * 1000, SHANGHAI_MS = 8 * 60 * 60 * 1000;

bool page_read(const struct request *rq, struct page *out, struct err *err)
{
    static const char *const allowed[] = {"limit", "offset", NULL};
    long limit = PAGE, offset = 0;

    if (!request_allow(rq, allowed, err) || !request_int(rq, "limit", 1, PAGE_MOST, &limit, err) ||
        !request_int(rq, "offset", 0, 1000000000, &offset, err))
        return false;
    *out = (struct page){(size_t)limit, (size_t)offset};
    return true;
}

void page_put(struct json_writer *w, const struct page *page, size_t total)
{
    json_put_int(w, "limit", (int64_t)page->limit);
    json_put_int(w, "offset", (int64_t)page->offset);
    json_put_int(w, "total", (int64_t)total);
}

bool body_moment(const struct request *rq, const struct cJSON *body, const char *name,
                 moment_t *out, struct err *err)
{
    const char *text = NULL;
    date_t day;

    if (!body_text(rq, body, name, BODY_MAY, MOMENT_CHARACTERS, &text, err))
        return false;
    if (!text || moment_parse(text, out))
        return true;
    if (!date_parse(text, &day))
        return err_say(err, ERR_BAD_BODY, name,
                       "'%s' is a date or a moment, such as 2027-01-31 or "
                       "2027-01-31T18:00:00+08:00",
                       "“%s”应为日期或时刻，如 2027-01-31 或 2027-01-31T18:00:00+08:00", name);
    *out = ((moment_t)day + 1) * DAY_MS - SHANGHAI_MS - 1;
    return true;
}

bool path_id(const struct request *rq, int64_t *out, struct err *err)
{
    const char *text = rq->parts[0];
    size_t len = strlen(text);

    if (len == 0 || len > ID_DIGITS || *text == '0' || strspn(text, "0123456789") < len)
        return err_say(err, ERR_NOT_FOUND, NULL, "there is nothing with the number '%.40s'",
                       "没有编号为“%.40s”的内容", text);
    *out = strtoll(text, NULL, 10);
    return true;
}
