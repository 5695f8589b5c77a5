/* basemap_setup.c - the options of the basemap, checked before anything is served.
 *
 * The token comes from a file and from nowhere else: a command line is seen by everybody on the
 * machine.  No message here quotes what is in the file, or an address that may hold a token. */
#include "cli/basemap_setup.h"

#include "fetch/template.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool file_check(const char *path, int fd, struct err *err)
{
    struct stat st;

    if (fd < 0 || fstat(fd, &st) != 0)
        return err_set(err, ERR_BAD_PARAMETER, "--basemap-token-file %s: %s", path,
                       strerror(errno));
    if (!S_ISREG(st.st_mode))
        return err_set(err, ERR_BAD_PARAMETER, "--basemap-token-file %s: this is no file", path);
    if (st.st_mode & (S_IROTH | S_IWOTH))
        return err_set(err, ERR_BAD_PARAMETER,
                       "--basemap-token-file %s: everybody on this machine may read or write it; "
                       "run: chmod 600 '%s'",
                       path, path);
    return true;
}

/* room: one byte more than the longest token with its line end, so that a longer file is noticed.
 */
static bool token_read(const char *path, char *token, size_t room, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool ok = file_check(path, fd, err);
    ssize_t n = ok ? read(fd, token, room - 1) : -1;

    if (fd >= 0)
        close(fd);
    if (!ok)
        return false;
    token[n > 0 ? n : 0] = '\0';
    token[strcspn(token, "\r\n")] = '\0';
    return token_is_plain(token) ||
           err_set(
               err, ERR_BAD_PARAMETER,
               "--basemap-token-file %s: it should hold the token alone, in one line of at most "
               "%d letters and digits",
               path, TOKEN_MOST);
}

static bool combination_check(const struct basemap_setup *s, struct err *err)
{
    struct err why = {0};

    if (!s->name)
        return (!s->token_file && !s->url) ||
               err_set(err, ERR_BAD_PARAMETER, "%s means nothing without --basemap tianditu",
                       s->token_file ? "--basemap-token-file" : "--basemap-url");
    if (strcmp(s->name, "tianditu") != 0)
        return err_set(err, ERR_BAD_PARAMETER,
                       "--basemap %.40s: there is no such basemap; tianditu is one", s->name);
    if (s->url && !template_check(s->url, &why))
        return err_set(err, ERR_BAD_PARAMETER, "--basemap-url: %s", why.text);
    bool wanted = template_has_token(s->url ? s->url : TEMPLATE_TIANDITU);
    if (wanted && !s->token_file)
        return err_set(err, ERR_BAD_PARAMETER,
                       "--basemap tianditu needs --basemap-token-file FILE with the token in it");
    if (!wanted && s->token_file)
        return err_set(err, ERR_BAD_PARAMETER,
                       "--basemap-token-file: --basemap-url has no {token} to put it in");
    return true;
}

bool basemap_set_up(struct basemap **out, const struct basemap_setup *setup, struct err *err)
{
    char token[TOKEN_MOST + 4];

    *out = NULL;
    if (!combination_check(setup, err))
        return false;
    if (!setup->name)
        return true;
    const struct basemap_options options = {
        .name = setup->name, .url = setup->url, .token = setup->token_file ? token : NULL};
    bool ok = (!setup->token_file || token_read(setup->token_file, token, sizeof token, err)) &&
              basemap_open(out, &options, err);
    explicit_bzero(token, sizeof token);
    return ok;
}
