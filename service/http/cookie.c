/* cookie.c - reading is strict: a value is made of the letters of our own tokens. */
#include "http/cookie.h"

#include <string.h>
#include <strings.h>

enum { VALUE_MOST = 100 };

static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

static const char *name_of(bool secure)
{
    return secure ? "__Host-sid" : "sid";
}

bool address_is_secure(const char *base_url)
{
    return strncmp(base_url, "https://", 8) == 0;
}

const char *cookie_read(struct arena *a, const char *header, bool secure)
{
    const char *name = name_of(secure), *found = NULL;
    size_t name_len = strlen(name), found_len = 0;

    for (const char *at = header; *at;) {
        at += strspn(at, " \t;");
        size_t len = strcspn(at, ";");
        if (len > name_len && at[name_len] == '=' && memcmp(at, name, name_len) == 0) {
            const char *value = at + name_len + 1;
            size_t value_len = len - name_len - 1;

            while (value_len > 0 && (value[value_len - 1] == ' ' || value[value_len - 1] == '\t'))
                value_len--;
            if (value_len == 0 || value_len > VALUE_MOST || strspn(value, LETTERS) < value_len ||
                (found && (found_len != value_len || memcmp(found, value, value_len) != 0)))
                return "";
            found = value;
            found_len = value_len;
        }
        at += len;
    }
    return found ? arena_strndup(a, found, found_len) : NULL;
}

const char *cookie_write(struct arena *a, const char *value, bool secure, long seconds)
{
    return arena_printf(a, "%s=%s; Path=/; Max-Age=%ld; HttpOnly; SameSite=Strict%s",
                        name_of(secure), value, seconds, secure ? "; Secure" : "");
}

/* Scheme, host and port of an address; a port that goes without saying is left out. */
static size_t origin_len(const char *url)
{
    const char *host = strstr(url, "://");
    size_t len;

    if (!host)
        return 0;
    len = (size_t)(host - url) + 3 + strcspn(host + 3, "/");
    if (strncasecmp(url, "https://", 8) == 0 && len > 4 && memcmp(url + len - 4, ":443", 4) == 0)
        len -= 4;
    else if (strncasecmp(url, "http://", 7) == 0 && len > 3 && memcmp(url + len - 3, ":80", 3) == 0)
        len -= 3;
    return len;
}

bool origin_is(const char *origin, const char *base_url)
{
    size_t len = origin_len(base_url);

    return len > 0 && origin_len(origin) == len && strncasecmp(origin, base_url, len) == 0 &&
           !strchr(strstr(origin, "://") + 3, '/');
}

const char *bearer_read(const char *authorization)
{
    const char *token;

    if (strncasecmp(authorization, "Bearer ", 7) != 0)
        return "";
    token = authorization + 7 + strspn(authorization + 7, " ");
    size_t len = strlen(token);
    return len <= VALUE_MOST && strspn(token, LETTERS) == len ? token : "";
}
