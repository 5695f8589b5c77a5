/* body_type.c - what is read as data, and what is only kept.
 *
 * None of the first is a type that a form on another site could send without asking first.  Among
 * the second is text/plain, which it could: such routes take nothing from a browser without the
 * token of its session. */
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

static const char *const shape_types[] = {
    "application/geo+json",
    "application/json",
    "text/csv",
    "application/zip",
    "application/vnd.google-earth.kml+xml",
    "application/octet-stream",
    NULL,
};

static bool is_listed(const char *const *list, const char *type)
{
    while (*list && strcmp(*list, type) != 0)
        list++;
    return *list != NULL;
}

static bool is_shape(const char *type, struct err *err)
{
    return is_listed(shape_types, type) ||
           err_say(err, ERR_MEDIA_TYPE, NULL,
                   "a shape here is application/geo+json, application/zip (a Shapefile), "
                   "application/vnd.google-earth.kml+xml or text/csv; anything else as "
                   "application/octet-stream with format=",
                   "图形类型只能是 application/geo+json、application/zip（Shapefile）、"
                   "application/vnd.google-earth.kml+xml 或 text/csv；其他情形请用 "
                   "application/octet-stream 并注明 format");
}

bool body_type_fits(const char *type, unsigned route_is, struct err *err)
{
    bool is_file = (route_is & ROUTE_FILES) != 0;

    if (route_is & ROUTE_SHAPES)
        return is_shape(type, err);
    if (is_listed(is_file ? file_types : data_types, type))
        return true;
    return is_file ? err_say(err, ERR_MEDIA_TYPE, NULL,
                             "a file here is PDF, PNG, JPEG, plain text, ZIP or an office document",
                             "文件只能是 PDF、PNG、JPEG、纯文本、ZIP 或办公文档")
                   : err_say(err, ERR_MEDIA_TYPE, NULL,
                             "a body here is application/json, application/geo+json or text/csv",
                             "请求体类型只能是 application/json、application/geo+json 或 text/csv");
}
