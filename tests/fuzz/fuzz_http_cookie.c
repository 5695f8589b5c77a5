/* Any Cookie, Authorization, Origin and X-Forwarded-For header: what is found is made of the
 * letters of our own tokens, and a network is one. */
#include "http/cookie.h"
#include "http/network.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_value(const char *value)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    if (value && (strlen(value) > 100 || strspn(value, letters) != strlen(value)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    const char *header = arena_strndup(a, (const char *)data, size);
    char network[NETWORK_TEXT];

    check_value(cookie_read(a, header, false));
    check_value(cookie_read(a, header, true));
    check_value(bearer_read(header));
    if (origin_is(header, "https://sizhi.example") && strlen(header) > 25)
        abort();
    origin_is("https://sizhi.example", header);
    if (network_forwarded(header, network) && !strchr(network, '/'))
        abort();
    arena_free(a);
    return 0;
}
