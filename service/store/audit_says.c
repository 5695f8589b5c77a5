/* audit_says.c - see audit_says.h. */
#include "store/audit_says.h"

#include "base/hash.h"
#include "store/audit.h"

#include <string.h>

static const struct audit_entry *newest_done(const struct audit_entry *entries, size_t n,
                                             const char *action)
{
    for (size_t i = n; i > 0; i--) {
        const struct audit_entry *e = &entries[i - 1];

        if (strcmp(e->action, action) == 0 && strcmp(e->outcome, "done") == 0)
            return e;
    }
    return NULL;
}

static bool ends_in(const char *text, const char *end)
{
    size_t len = strlen(text), tail = strlen(end);

    return len >= tail && strcmp(text + len - tail, end) == 0;
}

bool audit_says(struct store *s, const char *object, const char *action, const char *after,
                struct report *r, struct err *err)
{
    struct arena *a = arena_new();
    const char *end = arena_printf(a, "\"after\":%s}", after);
    const struct audit_entry *entry;
    struct audit_entry *entries;
    size_t n;
    bool ok = audit_of(s, a, object, &entries, &n, err);

    if (ok) {
        entry = newest_done(entries, n, action);
        if (!entry)
            report_finding(r, "%s: the chain knows of no %s", object, action);
        else if (!ends_in(entry->detail, end))
            report_finding(r, "%s: it is not what entry %lld of the chain says (%s)", object,
                           (long long)entry->seq, action);
    }
    arena_free(a);
    return ok;
}

void put_text_digest(struct json_writer *w, const char *key, const char *text)
{
    char hex[SHA256_HEX];
    struct sha256 digest;

    if (text)
        digest = sha256_of(text, strlen(text));
    json_put_string(w, key, text ? sha256_hex(&digest, hex) : NULL);
}
