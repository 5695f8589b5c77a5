/* Any header lines ("name: value", one a line): the checks and the reading of the Accept headers
 * end, and a head that is accepted has one plain Host and one way to find the end of its body. */
#include "base/mem.h"
#include "http/guard.h"
#include "http/negotiate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_wishes(const struct head *h)
{
    static const bool all[ENCODINGS] = {true, true, true};
    static const enum format offered[] = {FORMAT_GEOJSON, FORMAT_HTML, FORMAT_CSV, FORMATS};
    struct request rq = {.accept = h->accept};
    enum format format = FORMATS;
    int q = negotiate_quality(h->accept, "application/json");

    negotiate_lang(NULL, h->accept_language);
    if (q < -1 || q > 1000 || negotiate_encoding(h->accept_encoding, all) >= ENCODINGS)
        abort();
    if (!request_format(&rq, offered, &format, NULL) || format == FORMATS)
        abort(); /* Accept never refuses */
    if (negotiate_etag_matches(h->if_none_match, "\"7\"") && !strchr(h->if_none_match, '7') &&
        !strchr(h->if_none_match, '*'))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = mem_alloc(size + 1, 1);
    struct head h;
    struct err err = {0};

    memcpy(text, data, size);
    head_init(&h);
    for (char *line = text; line < text + size;) {
        char *end = memchr(line, '\n', (size_t)(text + size - line));
        end = end ? end : text + size;
        *end = '\0';
        char *colon = memchr(line, ':', (size_t)(end - line));
        if (colon) {
            *colon = '\0';
            head_add(&h, line, (size_t)(colon - line), colon + 1, (size_t)(end - colon - 1));
        }
        line = end + 1;
    }
    read_wishes(&h);
    if (head_check(&h, "HTTP/1.1", &err)) {
        if (h.n_host != 1 || !host_is_plain(h.host) || (h.chunked && h.n_content_length > 0) ||
            h.n_content_length > 1 || h.n_transfer_encoding > 1)
            abort();
    } else if (err.kind != ERR_BAD_REQUEST || err.text[0] == '\0' || err.zh[0] == '\0') {
        abort();
    }
    free(text);
    return 0;
}
