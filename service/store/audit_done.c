/* audit_done.c - see audit_done.h. */
#include "store/audit_done.h"

#include "base/json_write.h"
#include "store/audit.h"

#include <string.h>

static void put_value(struct json_writer *w, const char *key, const char *value)
{
    if (!value)
        return;
    json_key(w, key);
    json_raw(w, value, strlen(value));
}

bool audit_done(struct store *s, const struct act_by *by, const char *action, const char *object,
                const char *before, const char *after, struct err *err)
{
    struct buf detail = {0};
    struct json_writer w = json_writer_to(&detail);
    struct audit_entry entry = {
        .at = by->now, .person = by->person, .action = action, .object = object, .outcome = "done"};
    bool ok;

    json_object(&w);
    if (by->command)
        json_put_string(&w, "by", by->command);
    put_value(&w, "before", before);
    put_value(&w, "after", after);
    json_end(&w);
    entry.detail = detail.data;
    ok = audit_append(s, &entry, err);
    buf_free(&detail);
    return ok;
}
