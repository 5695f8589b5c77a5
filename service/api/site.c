/* site.c - pages, scripts and styles.  Nothing on disk is touched while serving, so no path from
 * outside ever reaches the file system. */
#include "api/site.h"

#include "api/handlers.h"
#include "api/service.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_FILES = 512, MAX_FILE = 8 * 1024 * 1024, MAX_DEPTH = 4 };

struct site_file {
    char *path; /* below the folder, without a leading '/' */
    struct bytes body[ENCODINGS];
    const char *type;
    char etag[SHA256_HEX];
    bool immutable;
};

struct site {
    struct site_file files[MAX_FILES];
    size_t n;
};

static const struct {
    const char *suffix, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
};

static bool has_suffix(const char *s, const char *suffix)
{
    size_t n = strlen(s), k = strlen(suffix);
    return n >= k && strcmp(s + n - k, suffix) == 0;
}

static const char *type_of(const char *path)
{
    for (size_t i = 0; i < COUNT(types); i++) {
        if (has_suffix(path, types[i].suffix))
            return types[i].type;
    }
    return "application/octet-stream";
}

/* Built files carry a hash of their content in their name: app-1A2B3C4D.js never changes. */
static bool has_hash_in_name(const char *path)
{
    const char *dash = strrchr(path, '-'), *dot = strrchr(path, '.');
    return dash && dot && dot - dash == 9 &&
           strspn(dash + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz") == 8;
}

static bool read_body(const char *full, struct bytes *body, struct err *err)
{
    char *data;
    size_t size;

    if (!file_read(full, MAX_FILE, &data, &size, err))
        return false;
    *body = (struct bytes){data, size};
    return true;
}

static bool add_file(struct site *s, const char *folder, const char *path, struct err *err)
{
    static const char *const endings[ENCODINGS] = {"", ".gz", ".br"};
    char full[4096];

    if (s->n == MAX_FILES)
        return err_set(err, ERR_TOO_LARGE, "%s: more than %d files", folder, MAX_FILES);
    struct site_file *f = &s->files[s->n++];
    f->path = mem_strdup(path);
    f->type = type_of(path);
    f->immutable = has_hash_in_name(path);
    for (int e = 0; e < ENCODINGS; e++) {
        struct stat st;
        snprintf(full, sizeof full, "%s/%s%s", folder, path, endings[e]);
        if (e > 0 && stat(full, &st) != 0)
            continue;
        if (!read_body(full, &f->body[e], err))
            return false;
    }
    struct sha256 h = sha256_of(f->body[0].at, f->body[0].size);
    sha256_hex(&h, f->etag);
    return true;
}

static bool add_folder(struct site *s, const char *folder, const char *below, int depth,
                       struct err *err)
{
    char full[4096];
    struct dirent *entry;
    bool ok = true;

    snprintf(full, sizeof full, "%s/%s", folder, below);
    DIR *dir = opendir(full);
    if (!dir)
        return err_set(err, ERR_NOT_FOUND,
                       "%s: no such folder; build the web front end first (npm run build in web/)",
                       full);
    while (ok && (entry = readdir(dir)) != NULL) {
        char path[2048];
        struct stat st;

        if (entry->d_name[0] == '.' || has_suffix(entry->d_name, ".gz") ||
            has_suffix(entry->d_name, ".br"))
            continue;
        snprintf(path, sizeof path, "%s%s%s", below, *below ? "/" : "", entry->d_name);
        snprintf(full, sizeof full, "%s/%s", folder, path);
        if (stat(full, &st) != 0)
            continue;
        if (S_ISREG(st.st_mode))
            ok = add_file(s, folder, path, err);
        else if (S_ISDIR(st.st_mode) && depth < MAX_DEPTH)
            ok = add_folder(s, folder, path, depth + 1, err);
    }
    closedir(dir);
    return ok;
}

bool site_open(struct site **out, const char *folder, struct err *err)
{
    struct site *s = mem_alloc(1, sizeof *s);

    *out = NULL;
    if (!add_folder(s, folder, "", 0, err)) {
        site_close(s);
        return false;
    }
    *out = s;
    return true;
}

void site_close(struct site *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++) {
        for (int e = 0; e < ENCODINGS; e++)
            free((char *)(uintptr_t)s->files[i].body[e].at);
        free(s->files[i].path);
    }
    free(s);
}

/* A page is asked for without its ending: /desk is desk.html. */
static bool is_at(const struct site_file *f, const char *path)
{
    size_t n = strlen(path);

    return strncmp(f->path, path, n) == 0 &&
           (f->path[n] == '\0' || strcmp(f->path + n, ".html") == 0);
}

bool api_site(const struct request *rq, struct reply *rp, struct err *err)
{
    const struct site *s = service_of(rq)->site;
    const char *path = rq->n_parts > 0 && *rq->parts[0] ? rq->parts[0] : "index";

    for (size_t i = 0; s && i < s->n; i++) {
        const struct site_file *f = &s->files[i];
        if (!is_at(f, path))
            continue;
        rp->status = 200;
        rp->type = f->type;
        for (int e = 0; e < ENCODINGS; e++)
            rp->body[e] = f->body[e];
        rp->revision = -1;
        rp->cacheable = true;
        rp->etag_key = f->etag;
        rp->cache_control = f->immutable ? "public, max-age=31536000, immutable" : "no-cache";
        return true;
    }
    return err_say(err, ERR_NOT_FOUND, NULL, "there is nothing at this address", "此地址没有内容");
}
