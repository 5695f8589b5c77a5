/* serve.c - sizhi serve: opens the register, publishes it, and stays until it is told to leave.
 *
 * What is started is stopped in the opposite order: first no new requests, then no new commands,
 * then no new pictures and no reading, and the writer last, when nobody can ask it for anything any
 * more.  A change that was still waiting wakes the builder, so it is waited for before that goes.
 */
#include "cli/commands.h"

#include "api/contract.h"
#include "api/demo_mark.h"
#include "api/ogc/prepare.h"
#include "api/service.h"
#include "api/site.h"
#include "atlas/builder.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/throttle.h"
#include "cli/basemap_setup.h"
#include "cli/live.h"
#include "cli/options.h"
#include "http/clock.h"
#include "http/server.h"
#include "store/control.h"
#include "store/demo.h"
#include "store/readers.h"
#include "store/writer.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STOP_SECONDS = 3, READERS = 4 }; /* five are promised: the rest takes its time too */

struct running {
    struct service service;
    struct writer *writer;
    struct builder *builder;
    struct control *control;
    struct buf contract;
    char own_url[128];
};

struct serve_options {
    const char *db, *listen, *web, *threads, *public_url, *source_line, *map_approval, *footer_line;
    const char *backups;
    struct basemap_setup basemap;
    char address[64], public_text[256];
    uint16_t port;
    unsigned n_threads;
    bool behind_proxy;
};

static const char usage[] =
    "usage: sizhi serve --db FILE --listen ADDR:PORT [--web DIR] [--threads N]\n"
    "                   [--public-url URL] [--behind-proxy] [--source-line TEXT]\n"
    "                   [--map-approval TEXT] [--footer-line TEXT] [--backups DIR]\n"
    "                   [--basemap tianditu] [--basemap-token-file FILE]\n"
    "                   [--basemap-url TEMPLATE]\n";

static bool read_whole_number(const char *text, long most, long *out)
{
    char *end;
    errno = 0;
    long v = strtol(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno || v > most)
        return false;
    *out = v;
    return true;
}

/* "127.0.0.1:8080" or "[::1]:8080" */
static bool read_listen(struct serve_options *o, struct err *err)
{
    const char *colon = strrchr(o->listen, ':');
    const char *start = o->listen, *end = colon;
    long port;

    if (colon && *start == '[' && colon > start && colon[-1] == ']') {
        start++;
        end--;
    }
    if (!colon || end == start || (size_t)(end - start) >= sizeof o->address ||
        !read_whole_number(colon + 1, 65535, &port))
        return err_set(err, ERR_BAD_PARAMETER,
                       "--listen %s: an address and a port are wanted, such as 127.0.0.1:8080",
                       o->listen);
    memcpy(o->address, start, (size_t)(end - start));
    o->port = (uint16_t)port;
    return true;
}

/* Every link begins with it, so it ends without a slash. */
static bool read_public_url(struct serve_options *o, struct err *err)
{
    const char *url = o->public_url;

    if (!url)
        return true;
    size_t len = strlen(url), scheme = strncmp(url, "https://", 8) == 0  ? 8
                                       : strncmp(url, "http://", 7) == 0 ? 7
                                                                         : 0;
    while (len > scheme && url[len - 1] == '/')
        len--;
    if (scheme == 0 || len == scheme || len >= sizeof o->public_text ||
        strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/[]") <
            strlen(url))
        return err_set(err, ERR_BAD_PARAMETER,
                       "--public-url %.100s: an address is wanted, such as https://sizhi.example",
                       url);
    memcpy(o->public_text, url, len);
    o->public_url = o->public_text;
    return true;
}

static bool read_options(int argc, char **argv, struct serve_options *o, struct err *err)
{
    const struct cli_option table[] = {
        {"--db", &o->db, NULL, true},
        {"--listen", &o->listen, NULL, true},
        {"--web", &o->web, NULL, false},
        {"--threads", &o->threads, NULL, false},
        {"--public-url", &o->public_url, NULL, false},
        {"--behind-proxy", NULL, &o->behind_proxy, false},
        {"--source-line", &o->source_line, NULL, false},
        {"--map-approval", &o->map_approval, NULL, false},
        {"--footer-line", &o->footer_line, NULL, false},
        {"--basemap", &o->basemap.name, NULL, false},
        {"--basemap-token-file", &o->basemap.token_file, NULL, false},
        {"--basemap-url", &o->basemap.url, NULL, false},
        {"--backups", &o->backups, NULL, false},
    };
    long n = 0;

    if (!cli_options(argc, argv, table, COUNT(table), usage))
        return err_set(err, ERR_BAD_PARAMETER, "%s", "");
    if (o->threads && (!read_whole_number(o->threads, 256, &n) || n == 0))
        return err_set(err, ERR_BAD_PARAMETER, "--threads %s: a number from 1 to 256 is wanted",
                       o->threads);
    o->n_threads = (unsigned)n;
    return read_listen(o, err) && read_public_url(o, err);
}

static void revision_moved(void *arg, int64_t revision)
{
    struct running *r = arg;
    (void)revision;
    if (r->builder)
        builder_wake(r->builder);
}

static bool prepare_step(void *arg, unsigned step)
{
    const struct running *r = arg;
    return ogc_prepare(&r->service, step);
}

static bool open_register(struct running *r, const struct serve_options *o, struct err *err)
{
    const struct writer_options writing = {.committed = revision_moved, .arg = r};
    const struct builder_options building = {
        .path = o->db, .holder = r->service.holder, .prepare = prepare_step, .arg = r};
    struct store *store;

    if (access(o->db, F_OK) != 0)
        return err_set(err, ERR_NOT_FOUND,
                       "%s: there is no register; make one with: sizhi load --db '%s'", o->db,
                       o->db);
    if (!store_open(&store, o->db, STORE_WRITE, err) ||
        !store_is_demo(store, &r->service.demo, err) ||
        !writer_start(&r->writer, store, &writing, err) ||
        !readers_open(&r->service.readers, o->db, READERS, err) ||
        !builder_start(&r->builder, &building, err))
        return false;
    r->service.writer = r->writer;
    const struct atlas *a = atlas_take(r->service.holder);
    bool empty = atlas_n_places(a) == 0;
    atlas_give(a);
    if (empty)
        return err_set(err, ERR_NOT_FOUND, "%s: the register is empty; run: sizhi load --db '%s'",
                       o->db, o->db);
    return control_start(&r->control, o->db, live_handle, r->writer, err);
}

static bool make_contract(struct running *r, struct err *err)
{
    bool ok = contract_make(&r->contract, err);

    r->service.contract = (struct bytes){r->contract.data, r->contract.len};
    return ok;
}

/* Its address is known before the first request is: handlers read it without asking who wrote it.
 */
static bool start_server(struct running *r, const struct serve_options *o, struct err *err)
{
    const struct server_options options = {
        .address = o->address,
        .port = o->port,
        .n_threads = o->n_threads,
        .public_url = o->public_url,
        .behind_proxy = o->behind_proxy,
        .routes = service_routes,
        .n_routes = n_service_routes,
        .context = &r->service,
        .finish = r->service.demo ? demo_mark : NULL,
    };
    bool v6 = strchr(o->address, ':') != NULL;

    if (!server_open(&r->service.server, &options, err))
        return false;
    snprintf(r->own_url, sizeof r->own_url, v6 ? "http://[%s]:%u" : "http://%s:%u", o->address,
             (unsigned)server_port(r->service.server));
    if (!o->public_url && (strcmp(o->address, "0.0.0.0") == 0 || strcmp(o->address, "::") == 0))
        log_info("serve", "without --public-url whole layers are made anew for every asker");
    return server_begin(r->service.server, err);
}

static void stop_all(struct running *r)
{
    basemap_stop(r->service.basemap); /* or what waits for it would be waited for */
    server_stop(r->service.server, STOP_SECONDS);
    control_stop(r->control);
    writer_settle(r->writer);
    builder_stop(r->builder);
    readers_close(r->service.readers);
    writer_stop(r->writer);
    atlas_holder_free(r->service.holder);
    throttle_free(r->service.throttle);
    site_close(r->service.site);
    basemap_close(r->service.basemap);
    buf_free(&r->contract);
    log_stop();
}

static int complain(const struct err *err)
{
    if (err->text[0])
        fprintf(stderr, "sizhi serve: %s\n", err->text);
    return err->kind == ERR_BAD_PARAMETER ? CLI_ASKED_WRONGLY : CLI_FAILED;
}

int cli_serve(int argc, char **argv)
{
    struct running r = {0};
    struct serve_options o = {
        .source_line = "数据来源：国家地理信息公共服务平台（天地图）",
        .map_approval = "GS（2024）0650号",
    };
    struct err err = {0};
    sigset_t signals;
    int got;

    if (!read_options(argc, argv, &o, &err))
        return complain(&err);
    /* Before any thread exists, so that all of them leave these two to sigwait below. */
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);

    mem_keep_large_apart();
    log_start();
    r.service = (struct service){
        .holder = atlas_holder_new(),
        .throttle = throttle_new(),
        .source_line = o.source_line,
        .map_approval = o.map_approval,
        .footer_line = o.footer_line,
        .own_url = r.own_url,
        .public_url = o.public_url,
        .db = o.db,
        .backups = o.backups,
        .started = clock_moment(),
    };
    if (!make_contract(&r, &err) || !basemap_set_up(&r.service.basemap, &o.basemap, &err) ||
        (o.web && !site_open(&r.service.site, o.web, &err)) || !open_register(&r, &o, &err) ||
        !start_server(&r, &o, &err)) {
        stop_all(&r);
        return complain(&err);
    }
    printf("%s/\n", o.public_url ? o.public_url : r.own_url);
    fflush(stdout);
    builder_prepare(r.builder);
    sigwait(&signals, &got);
    log_info("stop", "signal %d: finishing what was begun", got);
    stop_all(&r);
    return CLI_DONE;
}
