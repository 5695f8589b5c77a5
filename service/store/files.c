/* files.c - files by their digest. */
#include "store/files.h"

#include "store/attached.h"
#include "store/internal.h"

#define NAMED_BY                                                                                   \
    "(SELECT f.file AS file, f.file_name AS name, f.at_ms AS at FROM finding AS f"                 \
    " WHERE f.application = $1 AND f.file IS NOT NULL UNION ALL"                                   \
    " SELECT m.file, m.file_name, m.at_ms FROM material AS m"                                      \
    " WHERE m.application = $1 AND m.file IS NOT NULL UNION ALL"                                   \
    " SELECT p.original, p.original_name, p.at_ms FROM proposed_part AS p"                         \
    " WHERE p.application = $1 AND p.original IS NOT NULL UNION ALL"                               \
    " SELECT v.file, v.file_name, v.at_ms FROM self_score AS v"                                    \
    " WHERE v.application = $1 AND v.file IS NOT NULL)"

static const char PUT[] = "INSERT INTO file (sha256, type, size, body, person, at_ms)"
                          " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (sha256) DO NOTHING";
static const char SIZE[] = "SELECT coalesce(sum(b.size), 0) FROM file AS b WHERE b.sha256 IN"
                           " (SELECT n.file FROM " NAMED_BY " AS n) AND b.sha256 <> $2";
static const char ONE[] = "SELECT b.sha256, n.name, b.type, b.size, b.body FROM " NAMED_BY
                          " AS n JOIN file AS b ON b.sha256 = n.file WHERE n.file = $2"
                          " ORDER BY n.at DESC LIMIT 1";
enum { COL_ONE_FILE, COL_ONE_BODY = 4 };

struct attached attached_from_row(struct stmt *row, int column, struct arena *a)
{
    struct attached f = {.there = false};

    f.there = column_digest(row, column, &f.sha256);
    if (!f.there)
        return f;
    f.name = column_text(row, column + 1, a);
    f.type = column_text(row, column + 2, a);
    f.size = column_int(row, column + 3);
    return f;
}

void bind_attached(struct stmt *q, int param, const struct attached *f)
{
    bind_digest(q, param, f->there ? &f->sha256 : NULL);
    bind_text(q, param + 1, f->there ? f->name : NULL);
}

static bool has_room(struct store *s, int64_t application, const struct attached *file,
                     struct err *err)
{
    struct stmt *q = stmt_get(s->db, SIZE, err);
    int64_t size;

    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_digest(q, 2, &file->sha256);
    if (!stmt_number(q, 0, &size, err))
        return false;
    return size + file->size <= FILES_MOST ||
           err_say(err, ERR_TOO_LARGE, NULL,
                   "the files of an application hold at most %d MiB together",
                   "一件申报的全部文件合计不超过 %d MiB", FILES_MOST / (1024 * 1024));
}

bool store_file_put(struct store *s, int64_t application, const struct attached *file,
                    struct bytes body, const struct act_by *by, struct err *err)
{
    struct stmt *q;

    if (!has_room(s, application, file, err) || !(q = stmt_get(s->db, PUT, err)))
        return false;
    bind_digest(q, 1, &file->sha256);
    bind_text(q, 2, file->type);
    bind_int(q, 3, (int64_t)body.size);
    bind_blob(q, 4, body);
    bind_int(q, 5, by->person);
    bind_int(q, 6, by->now);
    return stmt_run(q, err);
}

bool store_file_of(struct store *s, struct arena *a, int64_t application,
                   const struct sha256 *digest, struct attached *out, struct bytes *body,
                   struct err *err)
{
    struct stmt *q = stmt_get(s->db, ONE, err);
    int rc;

    *out = (struct attached){.there = false};
    if (!q)
        return false;
    bind_int(q, 1, application);
    bind_digest(q, 2, digest);
    rc = stmt_step(q, err);
    if (rc == 1) {
        *out = attached_from_row(q, COL_ONE_FILE, a);
        *body = column_blob(q, COL_ONE_BODY, a);
    }
    stmt_done(q);
    return rc >= 0;
}
