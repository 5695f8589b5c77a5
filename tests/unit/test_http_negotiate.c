/* What the Accept headers ask for, and what an answer and a problem document look like then. */
#include "base/json_read.h"
#include "base/mem.h"
#include "http/answer.h"
#include "http/compress.h"
#include "http/guard.h"
#include "http/negotiate.h"
#include "http/problem.h"
#include "http/request_log.h"
#include "http/route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void languages(void **state)
{
    static const struct {
        const char *parameter, *header;
        enum lang want;
    } rows[] = {
        {NULL, "", LANG_ZH},
        {NULL, "en", LANG_EN},
        {NULL, "en-US,en;q=0.9,zh-CN;q=0.8", LANG_EN},
        {NULL, "zh-CN,zh;q=0.9,en;q=0.8", LANG_ZH},
        {NULL, "zh, en", LANG_ZH},
        {NULL, "en, zh", LANG_EN},
        {NULL, "fr, de;q=0.5", LANG_ZH},
        {NULL, "fr, en;q=0.1", LANG_EN},
        {NULL, "en;q=0", LANG_ZH},
        {NULL, "*", LANG_ZH},
        {NULL, "english", LANG_ZH},
        {NULL, ",,;;q=;=", LANG_ZH},
        {"en", "zh", LANG_EN},
        {"zh", "en", LANG_ZH},
        {"fr", "en", LANG_EN},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (negotiate_lang(rows[i].parameter, rows[i].header) != rows[i].want)
            fail_msg("row %zu: %s", i, rows[i].header);
}

static void encodings(void **state)
{
    static const struct {
        const char *header;
        bool gzip, br;
        enum encoding want;
    } rows[] = {
        {"", true, true, ENC_IDENTITY},
        {"gzip, deflate, br", true, true, ENC_BR},
        {"gzip, deflate, br", true, false, ENC_GZIP},
        {"gzip;q=1.0, br;q=0.9", true, true, ENC_GZIP},
        {"br;q=0", true, true, ENC_IDENTITY},
        {"br;q=0, *", true, true, ENC_GZIP},
        {"*;q=0", true, true, ENC_IDENTITY},
        {"identity, gzip;q=0.5", true, true, ENC_IDENTITY},
        {"identity;q=0.5, gzip;q=0.5", true, true, ENC_GZIP},
        {"GZIP", true, true, ENC_GZIP},
        {"gzip ; q=0.000", true, true, ENC_IDENTITY},
        {"gzip;q=0.001", true, true, ENC_GZIP},
        {"deflate, zstd", true, true, ENC_IDENTITY},
        {"gzip-x, brr", true, true, ENC_IDENTITY},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const bool has[ENCODINGS] = {true, rows[i].gzip, rows[i].br};
        if (negotiate_encoding(rows[i].header, has) != rows[i].want)
            fail_msg("row %zu: %s", i, rows[i].header);
    }
}

static void formats(void **state)
{
    static const enum format page[] = {FORMAT_JSON, FORMAT_HTML, FORMATS};
    static const enum format items[] = {FORMAT_GEOJSON, FORMAT_HTML, FORMATS};
    static const enum format both[] = {FORMAT_JSON, FORMAT_GEOJSON, FORMAT_CSV, FORMATS};
    static const enum format calendar[] = {FORMAT_ICS, FORMATS};
    static const char browser[] =
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
    static const struct {
        const char *f, *accept;
        const enum format *offered;
        enum format want; /* FORMATS: refused */
    } rows[] = {
        {NULL, "", page, FORMAT_JSON},
        {NULL, "*/*", page, FORMAT_JSON},
        {NULL, browser, page, FORMAT_HTML},
        {NULL, browser, items, FORMAT_HTML},
        {NULL, browser, calendar, FORMAT_ICS},
        {"json", browser, page, FORMAT_JSON},
        {"json", browser, items, FORMAT_GEOJSON},
        {"geojson", "", page, FORMAT_JSON},
        {"geojson", "", both, FORMAT_GEOJSON},
        {"html", "application/json", page, FORMAT_HTML},
        {"csv", "", both, FORMAT_CSV},
        {"csv", "", page, FORMATS},
        {"ics", "", page, FORMATS},
        {"", "", page, FORMATS},
        {"JSON", "", page, FORMATS},
        {NULL, "application/json", items, FORMAT_GEOJSON},
        {NULL, "application/geo+json", items, FORMAT_GEOJSON},
        {NULL, "application/geo+json, application/json;q=0.5", both, FORMAT_GEOJSON},
        {NULL, "application/vnd.oai.openapi+json;version=3.0", page, FORMAT_JSON},
        {NULL, "text/*;q=0.5, application/json;q=0.4", page, FORMAT_HTML},
        {NULL, "application/json;q=0, */*;q=0.1", page, FORMAT_HTML},
        {NULL, "text/csv", both, FORMAT_CSV},
        {NULL, "image/png", page, FORMAT_JSON},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request rq = {.arena = arena, .accept = rows[i].accept};
        struct err err = {0};
        enum format got = FORMATS;
        if (rows[i].f) {
            rq.query[0] = (struct query_pair){"f", rows[i].f};
            rq.n_query = 1;
        }
        if (!request_format(&rq, rows[i].offered, &got, &err)) {
            assert_string_equal(err.field, "f");
            got = FORMATS;
        }
        if (got != rows[i].want)
            fail_msg("row %zu: %d %s", i, got, err.text);
    }
}

static void entity_tags(void **state)
{
    static const struct {
        const char *header;
        bool want;
    } rows[] = {
        {"\"7\"", true},
        {"W/\"7\"", true},
        {"\"6\", \"7\"", true},
        {"*", true},
        {"\"6\"", false},
        {"7", false},
        {"", false},
        {"\"77\"", false},
        {"\"", false},
        {"\"6\",W/\"7\"", true},
        {"\"a,b\" \"7\"", true},
        {"w/\"7\"", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (negotiate_etag_matches(rows[i].header, "\"7\"") != rows[i].want)
            fail_msg("row %zu: %s", i, rows[i].header);
}

static void hosts(void **state)
{
    static const struct {
        const char *host;
        bool plain;
    } rows[] = {
        {"localhost", true},    {"127.0.0.1:8080", true},
        {"[::1]:80", true},     {"[::1]", true},
        {"a.b-c_d.cn:1", true}, {"", false},
        {":80", false},         {"a:", false},
        {"a:123456", false},    {"a b", false},
        {"a/b", false},         {"a@b", false},
        {"[::1", false},        {"[]", false},
        {"[::1]x", false},      {"a\"b", false},
        {"a:8x", false},        {"a<b>", false},
        {"例.cn", false},       {"a,b", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (host_is_plain(rows[i].host) != rows[i].plain)
            fail_msg("row %zu: %s", i, rows[i].host);
}

static void every_kind_of_failure_has_its_document(void **state)
{
    (void)state;
    for (unsigned kind = ERR_BAD_REQUEST; kind < ERR_KINDS; kind++) {
        for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
            struct err err = {0};
            struct buf out = {0};
            err_say(&err, (enum err_kind)kind, "lon", "secret %d", "秘密 %d", 7);
            problem_write(&out, &err, (enum lang)lang);
            assert_true(json_check(out.data, out.len, 4, NULL));
            assert_non_null(strstr(out.data, err_kind_slug((enum err_kind)kind)));
            unsigned status = problem_status((enum err_kind)kind);
            assert_true(status >= 400 && status <= 599);
            bool told = strstr(out.data, lang == LANG_EN ? "secret 7" : "秘密 7") != NULL;
            /* What failed in here is for the log; that another server failed is for whoever asks.
             */
            assert_int_equal(told, status < 500 || kind == ERR_UPSTREAM);
            buf_free(&out);
        }
    }
    assert_int_equal(problem_kind(414), ERR_URI_TOO_LONG);
    assert_int_equal(problem_kind(400), ERR_BAD_REQUEST);
    assert_int_equal(problem_kind(418), ERR_BAD_REQUEST);
    assert_int_equal(problem_kind(500), ERR_INTERNAL);
}

static const char *header_of(const struct answer *a, const char *name)
{
    for (size_t i = 0; i < a->n_headers; i++)
        if (strcmp(a->headers[i].name, name) == 0)
            return a->headers[i].value;
    return "-";
}

static struct request get_request(void)
{
    return (struct request){.arena = arena,
                            .path = "/",
                            .accept = "",
                            .accept_language = "",
                            .accept_encoding = "",
                            .if_none_match = "",
                            .base_url = "https://a.example"};
}

static void a_handlers_own_header_goes_first(void **state)
{
    struct request rq = get_request();
    struct reply rp = {.revision = -1};
    struct answer a;
    (void)state;
    reply_borrow(&rp, 200, TYPE_HTML, (struct bytes){"x", 1}, NULL, NULL);
    reply_header(&rp, "Content-Security-Policy", "default-src 'none'");
    answer_make(&a, &rq, &rp, false);
    assert_string_equal(header_of(&a, "Content-Security-Policy"), "default-src 'none'");
    assert_string_equal(header_of(&a, "Cache-Control"), "no-store");
    assert_string_equal(header_of(&a, "ETag"), "-");
    assert_string_equal(header_of(&a, "X-Sizhi-Revision"), "-");
    assert_string_equal(header_of(&a, "Access-Control-Allow-Origin"), "-");
    assert_string_equal(header_of(&a, "Strict-Transport-Security"),
                        "max-age=31536000; includeSubDomains");
    answer_free(&a);
    reply_clear(&rp);
}

static void tags_differ_by_language_format_and_key(void **state)
{
    struct request rq = get_request();
    struct reply rp = {.revision = 12, .cacheable = true};
    struct answer a;
    (void)state;
    reply_borrow(&rp, 200, TYPE_GEOJSON, (struct bytes){"x", 1}, NULL, NULL);
    rq.lang = LANG_EN;
    answer_make(&a, &rq, &rp, true);
    assert_string_equal(header_of(&a, "ETag"), "\"12-en-geo+json-id\"");
    assert_string_equal(header_of(&a, "X-Sizhi-Revision"), "12");
    rp.type = TYPE_OPENAPI;
    answer_make(&a, &rq, &rp, true);
    assert_string_equal(header_of(&a, "ETag"), "\"12-en-vnd.oai.openapi+json-id\"");
    rp.etag_key = "7:42";
    answer_make(&a, &rq, &rp, true);
    assert_string_equal(header_of(&a, "ETag"), "\"7:42-id\"");
    rq.if_none_match = "\"7:42-id\"";
    answer_make(&a, &rq, &rp, true);
    assert_int_equal(a.status, 304);
    rp.status = 404; /* only what was found can be unchanged */
    answer_make(&a, &rq, &rp, true);
    assert_int_equal(a.status, 404);
    reply_clear(&rp);
}

static void compressed_bytes_unpack_to_the_same(void **state)
{
    struct buf plain = {0}, packed = {0};
    (void)state;
    for (int i = 0; i < 5000; i++)
        buf_printf(&plain, "[%d.%06d,%d],", i, i * 7, i % 13);
    for (int effort = COMPRESS_FAST; effort <= COMPRESS_SMALL; effort++) {
        struct bytes in = {plain.data, plain.len};
        z_stream z = {0};
        char *out = mem_alloc(plain.len, 1);
        packed.len = 0;
        assert_true(compress_gzip(in, (enum compress_effort)effort, &packed));
        assert_true(packed.len < plain.len / 2);
        assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
        z.next_in = (Bytef *)packed.data;
        z.avail_in = (uInt)packed.len;
        z.next_out = (Bytef *)out;
        z.avail_out = (uInt)plain.len;
        assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
        assert_memory_equal(out, plain.data, plain.len);
        inflateEnd(&z);
        free(out);
        packed.len = 0;
        assert_true(compress_brotli(in, (enum compress_effort)effort, &packed));
        assert_true(packed.len > 0 && packed.len < plain.len / 2);
    }
    buf_free(&plain);
    buf_free(&packed);
}

static void the_request_line_hides_places_and_is_one_line(void **state)
{
    static const struct {
        const char *path, *query, *want;
    } rows[] = {
        {"/a", "", "\"path\":\"/a\""},
        {"/a", "lon=116.3&lat=39.9&on=2023-06-01", "\"path\":\"/a?lon=*&lat=*&on=2023-06-01\""},
        {"/a", "q=haidian", "\"path\":\"/a?q=*\""},
        {"/a", "%6Con=116.3", "\"path\":\"/a?*=*\""},
        {"/a", "Lon=116.3&address=x&on=1", "\"path\":\"/a?Lon=*&address=*&on=1\""},
        {"/a", "116.3,39.9", "\"path\":\"/a?*\""},
        {"/a", "point=116.3,39.9&coords=1,2&x=1", "\"path\":\"/a?point=*&coords=*&x=*\""},
        {"/a\"\n\xff", "x", "\"path\":\"/a%22%0A%FF?x\""},
        {"/a", "bbox=1,2,3,4&limit=5", "\"path\":\"/a?bbox=*&limit=5\""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf out = {0};
        request_log_format(&out, &(struct request_record){.now = 0,
                                                          .method = "GET",
                                                          .path = rows[i].path,
                                                          .query_text = rows[i].query,
                                                          .route = "-",
                                                          .client = "192.0.2.0/24",
                                                          .status = 200,
                                                          .bytes = 12345,
                                                          .microseconds = 67});
        assert_true(json_check(out.data, out.len, 2, NULL));
        if (!strstr(out.data, rows[i].want))
            fail_msg("row %zu: %s", i, out.data);
        assert_non_null(strstr(out.data, "\"status\":200,\"bytes\":12345,\"us\":67"));
        buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages),
        cmocka_unit_test(encodings),
        cmocka_unit_test(formats),
        cmocka_unit_test(entity_tags),
        cmocka_unit_test(hosts),
        cmocka_unit_test(every_kind_of_failure_has_its_document),
        cmocka_unit_test(a_handlers_own_header_goes_first),
        cmocka_unit_test(tags_differ_by_language_format_and_key),
        cmocka_unit_test(compressed_bytes_unpack_to_the_same),
        cmocka_unit_test(the_request_line_hides_places_and_is_one_line),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
