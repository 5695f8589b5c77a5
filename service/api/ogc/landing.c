/* landing.c - the front door of the standard interface: /ogc, /ogc/conformance, /ogc/api. */
#include "api/contract.h"
#include "api/handlers.h"
#include "api/ogc/html.h"
#include "api/ogc/links.h"
#include "api/service.h"

#include "base/mem.h"

#include <string.h>

static const char *const conformance[] = {
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
};

static const char title_zh[] = "四至 OGC API", title_en[] = "Sizhi OGC API";

static bool begin(const struct request *rq, enum format *format, struct err *err)
{
    static const char *const none[] = {NULL};
    static const enum format formats[] = {FORMAT_JSON, FORMAT_HTML, FORMATS};
    return request_allow(rq, none, err) && request_format(rq, formats, format, err);
}

static bool finish(const struct request *rq, struct reply *rp, enum format format,
                   const char *title, struct buf *out)
{
    if (format == FORMAT_HTML)
        return html_answer(rq, rp, NULL, title, out);
    reply_take(rp, 200, TYPE_JSON, out);
    rp->cacheable = true;
    rp->etag_key = fixed_key(rq, format);
    return true;
}

bool ogc_landing(const struct request *rq, struct reply *rp, struct err *err)
{
    enum format format;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    if (!begin(rq, &format, err))
        return false;
    json_object(&w);
    json_put_string(&w, "title", in_language(rq, title_zh, title_en));
    json_put_string(
        &w, "description",
        in_language(rq,
                    "中国省、地、县三级行政区划边界（截至 2023 年底，约 1:100 万），按 OGC API "
                    "Features 提供",
                    "Boundaries of Chinese provinces, prefectures and counties (end of 2023, about "
                    "1:1,000,000), as OGC API Features"));
    json_put_string(&w, "attribution", service_of(rq)->source_line);
    json_put_array(&w, "links");
    put_self_links(&w, rq, "/ogc", "application/json", format);
    put_link(&w, rq, "/ogc/api?f=json", "service-desc",
             "application/vnd.oai.openapi+json;version=3.0",
             in_language(rq, "接口说明（OpenAPI 3.0）", "API definition (OpenAPI 3.0)"));
    put_link(&w, rq, "/ogc/api?f=html", "service-doc", "text/html",
             in_language(rq, "接口文档", "API documentation"));
    put_link(&w, rq, "/ogc/conformance?f=json", "conformance", "application/json",
             in_language(rq, "符合性声明", "Conformance"));
    put_link(&w, rq, "/ogc/collections?f=json", "data", "application/json",
             in_language(rq, "集合", "Collections"));
    json_end(&w);
    json_end(&w);
    return finish(rq, rp, format, in_language(rq, title_zh, title_en), &out);
}

bool ogc_conformance(const struct request *rq, struct reply *rp, struct err *err)
{
    enum format format;
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);

    if (!begin(rq, &format, err))
        return false;
    json_object(&w);
    json_put_array(&w, "conformsTo");
    for (size_t i = 0; i < COUNT(conformance); i++)
        json_string(&w, conformance[i]);
    json_end(&w);
    json_put_array(&w, "links");
    put_self_links(&w, rq, "/ogc/conformance", "application/json", format);
    json_end(&w);
    json_end(&w);
    return finish(rq, rp, format, in_language(rq, "符合性声明", "Conformance"), &out);
}

/* The server's address stands in a contract as "/": whoever reads it resolves it against where it
 * came from. */
static bool answer_contract(const struct request *rq, struct reply *rp, struct bytes text,
                            struct err *err)
{
    enum format format;

    if (!begin(rq, &format, err))
        return false;
    if (format == FORMAT_HTML) {
        struct buf copy = {0};
        buf_put(&copy, text.at, text.size);
        return html_answer(rq, rp, NULL, in_language(rq, "接口文档", "API documentation"), &copy);
    }
    reply_borrow(rp, 200, TYPE_OPENAPI, text, NULL, NULL);
    rp->cacheable = true;
    rp->etag_key = "contract-" SIZHI_VERSION;
    return true;
}

bool ogc_api(const struct request *rq, struct reply *rp, struct err *err)
{
    return answer_contract(rq, rp, contract_file("ogc.json"), err);
}

bool api_contract(const struct request *rq, struct reply *rp, struct err *err)
{
    return answer_contract(rq, rp, service_of(rq)->contract, err);
}
