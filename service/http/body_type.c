/* body_type.c - what is read as data, and what is only kept.
 *
 * None of the first is a type that a form on another site could send without asking first.  Among
 * the second is text/plain, which it could: such routes take nothing from a browser without the
 * token of its session.  The third is what any form sends: such a route acts for the public alone,
 * and looks at where the form came from. */
#include "http/body_type.h"

#include "http/route.h"

#include <stddef.h>
#include <string.h>

static const char *const data_types[] = {
    "application/json",
    "application/geo+json",
    "text/csv",
    NULL,
};
static const char *const file_types[] = {
    "application/pdf",
    "image/png",
    "image/jpeg",
    "text/plain",
    "application/zip",
    "application/octet-stream",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    NULL,
};

static const char *const form_types[] = {"application/x-www-form-urlencoded", NULL};

bool body_type_fits(const char *type, unsigned is, struct err *err)
{
    const char *const *list = is & ROUTE_FORM    ? form_types
                              : is & ROUTE_FILES ? file_types
                                                 : data_types;

    while (*list && strcmp(*list, type) != 0)
        list++;
    if (*list)
        return true;
    if (is & ROUTE_FORM)
        return err_say(err, ERR_MEDIA_TYPE, NULL,
                       "this is where a form is sent, as application/x-www-form-urlencoded",
                       "此处接收表单，类型为 application/x-www-form-urlencoded");
    return is & ROUTE_FILES
               ? err_say(err, ERR_MEDIA_TYPE, NULL,
                         "a file here is PDF, PNG, JPEG, plain text, ZIP or an office document",
                         "文件只能是 PDF、PNG、JPEG、纯文本、ZIP 或办公文档")
               : err_say(err, ERR_MEDIA_TYPE, NULL,
                         "a body here is application/json, application/geo+json or text/csv",
                         "请求体类型只能是 application/json、application/geo+json 或 text/csv");
}
