/* test_api_answers.c - every address of the service: what it answers, how it refuses, and that the
 * picture it answers from is given back exactly once, whatever happened. */
#include "answers.h"

/* ---- statuses and words ---- */

struct row {
    const char *target;
    unsigned status;
    const char *words; /* somewhere in the body; NULL: any */
};

static void check(struct house *h, const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct asked q;

        ask(&q, h, rows[i].target);
        if (q.rp.status != rows[i].status || (rows[i].words && !says(&q, rows[i].words)))
            fail_msg("%s: %u, want %u and \"%s\": %.*s", rows[i].target, q.rp.status,
                     rows[i].status, rows[i].words ? rows[i].words : "", 600,
                     q.rp.body[ENC_IDENTITY].at);
        if ((q.rp.status == 200) != (strstr(q.rp.type, "problem") == NULL))
            fail_msg("%s: %u is sent as %s", rows[i].target, q.rp.status, q.rp.type);
        asked_done(&q);
        if (house_holders(h) != 0)
            fail_msg("%s: %d still hold the atlas", rows[i].target, house_holders(h));
    }
}

static void lookup_answers(void **state)
{
    static const struct row rows[] = {
        {"/api/v1/lookup?lon=110.5&lat=30.5", 200, "\"divisions\":[{\"code\":\"110000\""},
        {"/api/v1/lookup?lon=110.5&lat=30.5", 200, "\"answer\":\"in\""},
        {"/api/v1/lookup?lon=110.5&lat=30.5&on=2022-06-30", 200, "\"answer\":\"not_in\""},
        {"/api/v1/lookup?lon=111.5&lat=30.5", 200, "\"id\":\"3\",\"name\":\"某园区\""},
        {"/api/v1/lookup?lon=111.5&lat=30.5", 200, "\"zones_answer\":\"unknown\""},
        {"/api/v1/lookup?lon=112.5&lat=30.5", 200, "\"kind\":\"demo-city\""}, /* of its city */
        {"/api/v1/lookup?lon=114.5&lat=31", 200, "\"answer\":\"unknown\""},
        {"/api/v1/lookup?lon=116.5&lat=31", 200, "\"divisions\":[]"},
        {"/api/v1/lookup?lon=116.5&lat=31", 200, "\"answer\":\"not_in\""},
        {"/api/v1/lookup?lon=111&lat=30.5", 200, "\"on_edge\":true"},
        {"/api/v1/lookup?lon=110.999&lat=30.5&accuracy=50", 200, "\"answer\":\"in\""},
        {"/api/v1/lookup?lon=110.999&lat=30.5&accuracy=500", 200, "\"answer\":\"near_boundary\""},
        {"/api/v1/lookup?lon=110.5&lat=30.5&asOf=1970-01-01T08:16:40%2B08:00", 200,
         "\"titles\":[]"},
        {"/api/v1/lookup?lon=110.5&lat=30.5&asOf=1970-01-01T08:16:40+08:00", 200,
         "\"as_of\":\"1970-01-01T08:16:40+08:00\",\"shapes_revision\":2"},
        {"/api/v1/lookup?lon=110.5&lat=30.5&asOf=1970-01-01T00:00:00Z", 400, "asOf"},
        {"/api/v1/lookup?lon=110.5", 400, "\"field\":\"lat\""},
        {"/api/v1/lookup?lon=nan&lat=30", 400, "\"field\":\"lon\""},
        {"/api/v1/lookup?lon=0x10&lat=30", 400, "\"field\":\"lon\""},
        {"/api/v1/lookup?lon=110&lat=91", 400, "\"field\":\"lat\""},
        {"/api/v1/lookup?lon=110&lat=30&datum=wgs", 400, "\"field\":\"datum\""},
        {"/api/v1/lookup?lon=110&lat=30&accuracy=-1", 400, "\"field\":\"accuracy\""},
        {"/api/v1/lookup?lon=110&lat=30&accuracy=10001", 400, "\"field\":\"accuracy\""},
        {"/api/v1/lookup?lon=110&lat=30&lon=110", 400, "\"field\":\"lon\""},
        {"/api/v1/lookup?lon=110&lat=30&zoom=3", 400, "zoom"},
        {"/api/v1/lookup?lon=110&lat=30&f=csv", 400, "\"field\":\"f\""},
    };
    struct house h = house_open(state);

    check(&h, rows, COUNT(rows));
    house_close(&h);
}

static void places_answer(void **state)
{
    static const struct row rows[] = {
        {"/api/v1/places?q=hd", 200, "\"code\":\"110108\""},
        {"/api/v1/places?q=%E6%B5%B7%E6%B7%80", 200, "\"short_name\":\"海淀\""},
        {"/api/v1/places?q=zzz", 200, "\"places\":[]"},
        {"/api/v1/places?q=h&province=440000&level=county&limit=1", 200, "\"code\":\"440105\""},
        {"/api/v1/places", 400, "\"field\":\"q\""},
        {"/api/v1/places?q=", 400, "\"field\":\"q\""},
        {"/api/v1/places?q=a&limit=0", 400, "\"field\":\"limit\""},
        {"/api/v1/places?q=a&limit=101", 400, "\"field\":\"limit\""},
        {"/api/v1/places?q=a&level=town", 400, "\"field\":\"level\""},
        {"/api/v1/places?q=a&province=44", 400, "\"field\":\"province\""},
        {"/api/v1/places/110108", 200, "\"neighbours\":[{\"code\":\"110105\""},
        {"/api/v1/places/110108", 200, "\"status\":\"in_force\""},
        {"/api/v1/places/110108", 200, "\"answer\":\"in\""},
        {"/api/v1/places/110108", 200, "\"held\":\"yes\""},
        {"/api/v1/places/110108?on=2021-01-01", 200, "\"answer\":\"not_in\""},
        {"/api/v1/places/110000", 200, "\"reasons\":[]"},
        {"/api/v1/places/110108?asOf=1970-01-01T08:16:40+08:00", 200, "\"shapes_revision\":2"},
        {"/api/v1/places/820000", 200, "\"recommending_unit\":null"},
        {"/api/v1/places/441900", 200, "/ogc/collections/cities/items/441900"},
        {"/api/v1/places/999999", 404, "999999"},
        {"/api/v1/places/x", 404, NULL},
        {"/api/v1/places/210222", 410, "210212"},
        {"/api/v1/places/110108?on=2023-02-29", 400, "\"field\":\"on\""},
        {"/api/v1/places/110108?asOf=1970-01-01T00:00:00Z", 400, "asOf"},
        {"/api/v1/nowhere", 404, NULL},
    };
    struct house h = house_open(state);

    check(&h, rows, COUNT(rows));
    house_close(&h);
}

static void titles_and_verdicts_answer(void **state)
{
    static const struct row rows[] = {
        {"/api/v1/titles", 200, "\"count\":3"},
        {"/api/v1/titles?on=2023-01-01", 200, "\"count\":3"}, /* a term not known is shown */
        {"/api/v1/titles?on=2021-01-01", 200, "\"count\":1"},
        {"/api/v1/titles?kind=demo-city&province=440000", 200, "\"count\":1"},
        {"/api/v1/titles?on=2021-01-01&all=true", 200, "\"status\":\"not_yet\""},
        {"/api/v1/titles?kind=demo-city&province=440000", 200, "\"unit\":{\"code\":\"440000\""},
        {"/api/v1/titles?all=1", 400, "\"field\":\"all\""},
        {"/api/v1/titles?asOf=1970-01-01T00:17:00Z", 200, "\"count\":0"},
        {"/api/v1/titles?f=csv", 200, "demo-city,440100,广州市,440000,2022-city,2022-07-01"},
        {"/api/v1/titles?kind=king", 400, "\"field\":\"kind\""},
        {"/api/v1/titles?province=820000", 400, "\"field\":\"province\""},
        {"/api/v1/titles?asOf=1969-01-01T00:00:00Z", 400, "asOf"},
        {"/api/v1/rosters", 200, "\"known\":2"},
        {"/api/v1/rosters?asOf=1970-01-01T00:17:00Z", 200, "\"rosters\":[]"},
        {"/api/v1/rounds", 200, "\"id\":\"2023\""},
        {"/api/v1/rounds/2023/quotas?province=440000&track=demo-city", 200, "\"places\":null"},
        {"/api/v1/rounds/1999/quotas", 404, "1999"},
        {"/api/v1/rounds/2023/quotas?track=x", 400, "\"field\":\"track\""},
        {"/api/v1/eligibility?place=110108&track=demo-city", 200, "\"verdict\":\"not_eligible\""},
        {"/api/v1/eligibility?place=110108&track=demo-city", 200, "\"digest\":\"sha256:"},
        {"/api/v1/eligibility?place=110108", 400, "\"field\":\"track\""},
        {"/api/v1/eligibility?track=demo-city", 400, "\"field\":\"place\""},
        {"/api/v1/eligibility?place=999999&track=demo-city", 404, "999999"},
        {"/api/v1/eligibility?place=210222&track=demo-city", 410, "210212"},
        {"/api/v1/eligibility?place=110108&track=demo-city&round=1999", 400, "\"field\":\"round\""},
        {"/api/v1/eligibility?place=110108&track=demo-city&application=1", 401, "application"},
        {"/api/v1/places/110108/eligibility", 200, "\"tracks\":[{"},
        {"/api/v1/places/999999/eligibility", 404, "999999"},
        {"/api/v1/eligible?track=demo-city&province=440000", 200, "\"counts\":{"},
        {"/api/v1/eligible", 400, "\"field\":\"track\""},
        {"/api/v1/calendar.json", 200, "\"date\":\"2025-06-30\""},
        {"/api/v1/calendar.json?since=2025-07-01", 200, "\"events\":[]"},
        {"/api/v1/calendar.json?kind=x", 400, "\"field\":\"kind\""},
        {"/api/v1/calendar.ics", 200, "DTSTART;VALUE=DATE:20250630\r\nDTEND;VALUE=DATE:20250701"},
        {"/api/v1/calendar.ics?until=soon", 400, "\"field\":\"until\""},
        {"/api/v1/boundary-lines", 200, "LineString"},
        {"/api/v1/boundary-lines", 200, "\"kind\":\"other\""},
        {"/geo/2/provinces/all", 200, "\"code\":\"110000\""},
        {"/geo/2/counties/110000?detail=3", 200, "\"code\":\"110108\""},
        {"/geo/2/counties/110108", 404, "110108"}, /* no province */
        {"/geo/2/rivers/all", 404, "rivers"},
        {"/geo/2/counties/all?detail=4", 400, "\"field\":\"detail\""},
        {"/geo/2/counties/all?simplify=0.05", 400, "simplify"},
        {"/api/v1/about", 200, "\"places\":14"},
        {"/api/v1/openapi.json", 200, "\"openapi\""},
        {"/healthz", 200, "ok"},
        {"/healthz?x=1", 400, "x"},
        {"/readyz", 503, NULL}, /* nobody writes here */
    };
    struct house h = house_open(state);

    for (size_t i = 0; i < COUNT(rows); i++) {
        if (rows[i].status != 503) {
            check(&h, &rows[i], 1);
            continue;
        }
        struct asked q;
        ask(&q, &h, rows[i].target);
        assert_int_equal(q.rp.status, 503);
        asked_done(&q);
    }
    assert_int_equal(house_holders(&h), 0);
    house_close(&h);
}

static void the_standard_interface_answers(void **state)
{
    static const struct row rows[] = {
        {"/ogc", 200, "\"rel\":\"service-desc\""},
        {"/ogc/", 200, "\"rel\":\"service-desc\""},
        {"/ogc?f=html", 200, "<!DOCTYPE html>"},
        {"/ogc/conformance", 200, "conformsTo"},
        {"/ogc/api", 200, "\"openapi\""},
        {"/ogc/api?f=html", 200, "<html"},
        {"/ogc/style.css", 200, "body{"},
        {"/ogc/collections", 200, "titled-places"},
        {"/ogc/collections?f=html", 200, "<html"},
        {"/ogc/collections/counties", 200, "\"features\":9"},
        {"/ogc/collections/titled-places", 200, "\"features\":2"},
        {"/ogc/collections/towns", 404, "towns"},
        {"/ogc/collections/towns/items", 404, "towns"},
        {"/ogc/collections/cities/queryables", 200, "\"enum\""},
        {"/ogc/collections/counties/items", 200, "\"numberMatched\":9,\"numberReturned\":9"},
        {"/ogc/collections/counties/items?limit=2&offset=8", 200, "\"numberReturned\":1"},
        {"/ogc/collections/counties/items?limit=2&offset=9", 200, "\"numberReturned\":0"},
        {"/ogc/collections/counties/items?limit=2&offset=2147483647", 200, "\"numberReturned\":0"},
        {"/ogc/collections/counties/items?limit=2", 200, "offset=2&f=json\",\"rel\":\"next\""},
        {"/ogc/collections/counties/items?limit=2&offset=1", 200,
         "limit=2&f=json\",\"rel\":\"prev\""},
        {"/ogc/collections/counties/items?province=440000&kind=district", 200,
         "\"numberMatched\":4"},
        {"/ogc/collections/counties/items?bbox=112.45,31.45,112.55,31.55", 200,
         "\"numberMatched\":1"}, /* Macau, not the place around it */
        {"/ogc/collections/counties/items?bbox=170,29,111.5,33", 200, "\"numberMatched\":2"},
        {"/ogc/collections/counties/items?datetime=2000-01-01", 200, "\"numberMatched\":9"},
        {"/ogc/collections/counties/items?limit=0", 400, "\"field\":\"limit\""},
        {"/ogc/collections/counties/items?offset=-1", 400, "\"field\":\"offset\""},
        {"/ogc/collections/counties/items?offset=2147483648", 400, "\"field\":\"offset\""},
        {"/ogc/collections/counties/items?bbox=1,2,3", 400, "\"field\":\"bbox\""},
        {"/ogc/collections/counties/items?bbox=1,2,3,inf", 400, "\"field\":\"bbox\""},
        {"/ogc/collections/counties/items?bbox=1,5,3,4", 400, "\"field\":\"bbox\""},
        {"/ogc/collections/counties/items?crs=x", 400, "\"field\":\"crs\""},
        {"/ogc/collections/counties/items?simplify=1", 400, "\"field\":\"simplify\""},
        {"/ogc/collections/counties/items?datetime=2024-01-01/2023-01-01", 400, "datetime"},
        {"/ogc/collections/counties/items?datetime=../..", 200, "\"numberMatched\":9"},
        {"/ogc/collections/counties/items?kind=castle", 400, "\"field\":\"kind\""},
        {"/ogc/collections/counties/items?colour=red", 400, "colour"},
        {"/ogc/collections/counties/items/110108", 200, "\"id\":\"110108\""},
        {"/ogc/collections/counties/items/110108?f=html", 200, "海淀区"},
        {"/ogc/collections/counties/items/110108?simplify=0.05", 200, "\"deviation_m\":0"},
        {"/ogc/collections/counties/items/440100", 404, "440100"}, /* a city is no county */
        {"/ogc/collections/cities/items/440100", 200, "广州市"},
        {"/ogc/collections/provinces/items/820000", 200, "澳门"},
        {"/ogc/collections/counties/items/820000", 200, "澳门"},
        {"/ogc/collections/counties/items/441900", 200, "东莞"},
        {"/ogc/collections/titled-places/items", 200, "\"numberMatched\":2"},
        {"/ogc/collections/titled-places/items?datetime=2025-07-01", 200, "\"numberMatched\":0"},
        {"/ogc/collections/titled-places/items?datetime=2025-06-30/..", 200, "\"numberMatched\":2"},
        {"/ogc/collections/titled-places/items?holder=440100", 200, "\"numberMatched\":1"},
        {"/ogc/collections/titled-places/items?f=html", 200, "<table>"},
        {"/ogc/collections/titled-places/items/1", 200, "\"days_left\":760"},
        {"/ogc/collections/titled-places/items/1?f=html", 200, "760"},
        {"/ogc/collections/titled-places/items/3", 404, NULL}, /* nobody holds it */
        {"/ogc/collections/titled-places/items/99999999999999999999", 404, NULL},
        {"/ogc/collections/titled-places/items/-1", 404, NULL},
        {"/ogc/collections/titled-places/items/01", 404, NULL},
    };
    struct house h = house_open(state);

    check(&h, rows, COUNT(rows));
    house_close(&h);
}

/* ---- calendars ---- */

static void calendar_lines_are_short_and_texts_stay_in_them(void **state)
{
    struct house h = house_open(state);
    struct asked q;
    size_t at = 0, n_lines = 0;
    struct buf whole = {0};

    buf_puts(&whole, "");
    ask(&q, &h, "/api/v1/calendar.ics");
    struct bytes body = q.rp.body[ENC_IDENTITY];
    while (at < body.size) {
        const char *line = body.at + at, *end = memmem(line, body.size - at, "\r\n", 2);

        assert_non_null(end); /* every line ends like this, the last too */
        assert_true(end - line <= 75);
        assert_null(memchr(line, '\n', (size_t)(end - line)));
        if (*line != ' ')
            buf_putc(&whole, '\n');
        buf_put(&whole, *line == ' ' ? line + 1 : line, (size_t)(end - line) - (*line == ' '));
        at = (size_t)(end - body.at) + 2;
        n_lines++;
    }
    assert_true(n_lines > 20);
    assert_non_null(strstr(whole.data, "\nDESCRIPTION:文〔2022〕1号\\, 附件\\;\\n第二页\n"));
    assert_non_null(strstr(whole.data, "\nUID:title-1-term-end@sizhi\n"));
    buf_free(&whole);
    asked_done(&q);
    house_close(&h);
}

/* ---- many points ---- */

static void bulk_answers_every_point_in_order(void **state)
{
    static const struct {
        const char *target, *type, *body;
        unsigned status;
        const char *words;
    } rows[] = {
        {"/api/v1/lookup", "application/json",
         "{\"points\":[{\"lon\":110.5,\"lat\":30.5,\"id\":\"a\"},{\"lon\":500,\"lat\":1},"
         "{\"lon\":114.5,\"lat\":31}]}",
         200, "{\"index\":1,\"error\":"},
        {"/api/v1/lookup", "application/json", "{\"points\":[]}", 200, "{\"results\":[]}"},
        {"/api/v1/lookup", "application/json", "{\"points\":[[1,[2,{\"a\":[3]}]],\"x\",null,7]}",
         200, "{\"index\":3,\"error\":"},
        {"/api/v1/lookup", "application/json",
         "{\"points\":[{\"lon\":110.5,\"lat\":30.5,\"more\":{\"deep\":[1]}}]}", 200, "\"index\":0"},
        {"/api/v1/lookup?on=2022-06-30", "application/json",
         "{\"points\":[{\"lon\":110.5,\"lat\":30.5}],\"on\":\"2023-01-01\"}", 200,
         "\"answer\":\"in\""},
        {"/api/v1/lookup", "application/json", "{\"points\":{}}", 400, "\"field\":\"points\""},
        {"/api/v1/lookup", "application/json", "{}", 400, "\"field\":\"points\""},
        {"/api/v1/lookup", "application/json", "[]", 400, NULL},
        {"/api/v1/lookup", "application/json", "", 400, NULL},
        {"/api/v1/lookup", "application/json", "{\"points\":[]} x", 400, NULL},
        {"/api/v1/lookup", "application/json", "{\"points\":[],\"points\":[]}", 400, NULL},
        {"/api/v1/lookup", "application/json", "{\"points\":[],\"colour\":1}", 400, "colour"},
        {"/api/v1/lookup", "application/json", "{\"points\":[],\"datum\":\"mars\"}", 400, "datum"},
        {"/api/v1/lookup", "application/json", "{\"points\":[],\"asOf\":\"1970-01-01T00:00:00Z\"}",
         400, "asOf"},
        {"/api/v1/lookup", "application/json", "{\"points\":[{\"lon\":1e999,\"lat\":3}]}", 400,
         NULL},
        {"/api/v1/lookup", "text/csv", "lon,lat,id\n110.5,30.5,a\n1,2\nx,3,c\n", 200,
         "a,110.5,30.5,in,110000,北京市,,,110108,海淀区,false,"},
        {"/api/v1/lookup?f=json", "text/csv", "lon,lat\n110.5,30.5\n", 200, "{\"results\":["},
        {"/api/v1/lookup", "text/csv", "lat,lon\n1,2\n", 400, "line 1"},
        {"/api/v1/lookup", "text/csv", "lon,lat\n\"1,2\n", 400, "line 2"},
        {"/api/v1/lookup", "text/plain", "lon,lat\n", 415, NULL},
    };
    struct house h = house_open(state);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asked q;

        ask_how(&q, &h, rows[i].target, &(struct how){.body = rows[i].body, .type = rows[i].type});
        if (q.rp.status != rows[i].status || (rows[i].words && !says(&q, rows[i].words)))
            fail_msg("%s: %u, want %u and \"%s\": %.*s", rows[i].body, q.rp.status, rows[i].status,
                     rows[i].words ? rows[i].words : "", 600, q.rp.body[ENC_IDENTITY].at);
        assert_false(q.rp.cacheable);
        asked_done(&q);
        assert_int_equal(house_holders(&h), 0);
    }
    house_close(&h);
}

static void ten_thousand_points_are_enough(void **state)
{
    struct house h = house_open(state);

    for (int more = 0; more < 2; more++) {
        struct buf body = {0};
        struct asked q;

        buf_puts(&body, "{\"points\":[");
        for (int i = 0; i < 10000 + more; i++)
            buf_printf(&body, "%s{\"lon\":116.5,\"lat\":31}", i ? "," : "");
        buf_puts(&body, "]}");
        ask_how(&q, &h, "/api/v1/lookup",
                &(struct how){.body = body.data, .type = "application/json"});
        assert_int_equal(q.rp.status, more ? 400 : 200);
        asked_done(&q);
        buf_free(&body);
    }
    assert_int_equal(house_holders(&h), 0);
    house_close(&h);
}

/* ---- before there is anything ---- */

static void without_a_picture_everything_is_busy(void **state)
{
    static const char *const targets[] = {"/api/v1/about",
                                          "/api/v1/places/110108",
                                          "/api/v1/places?q=a",
                                          "/api/v1/titles",
                                          "/api/v1/rosters",
                                          "/api/v1/rounds",
                                          "/api/v1/calendar.ics",
                                          "/api/v1/calendar.json",
                                          "/api/v1/boundary-lines",
                                          "/ogc/collections",
                                          "/ogc/collections/cities",
                                          "/ogc/collections/cities/items",
                                          "/api/v1/lookup?lon=1&lat=1"};
    struct house h = {.store = small_made(*state)};

    h.service = (struct service){.holder = atlas_holder_new(), .own_url = OWN_URL};
    for (size_t i = 0; i < COUNT(targets); i++) {
        struct asked q;

        ask(&q, &h, targets[i]);
        if (q.rp.status != 503 || q.rp.revision != -1)
            fail_msg("%s: %u", targets[i], q.rp.status);
        asked_done(&q);
    }
    house_close(&h);
}

static void pages_to_print_answer(void **state)
{
    static const struct row rows[] = {
        {"/place/110108", 200, "/place/110108/certificate"},
        {"/place/110108/certificate", 200, "<svg class=\"sheet-map\""},
        {"/place/110108/certificate?on=2022-06-30&lang=en", 200, "<svg class=\"nation-map\""},
        {"/place/110000/certificate", 200, "<svg class=\"qr\""},
        {"/place/110108/certificate?on=2022-06-31", 400, "on"},
        {"/place/999999/certificate", 404, "999999"},
    };
    struct house h = house_open(state);

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct asked q;

        ask(&q, &h, rows[i].target);
        if (q.rp.status != rows[i].status || !says(&q, rows[i].words))
            fail_msg("%s: %u, want %u and \"%s\"", rows[i].target, q.rp.status, rows[i].status,
                     rows[i].words);
        asked_done(&q);
        assert_int_equal(house_holders(&h), 0);
    }
    house_close(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SMALL(lookup_answers),
        WITH_SMALL(places_answer),
        WITH_SMALL(titles_and_verdicts_answer),
        WITH_SMALL(the_standard_interface_answers),
        WITH_SMALL(pages_to_print_answer),
        WITH_SMALL(calendar_lines_are_short_and_texts_stay_in_them),
        WITH_SMALL(bulk_answers_every_point_in_order),
        WITH_SMALL(ten_thousand_points_are_enough),
        WITH_SMALL(without_a_picture_everything_is_busy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
