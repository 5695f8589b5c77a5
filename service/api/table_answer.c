/* table_answer.c - the faults of a table, as an answer or as one refusal. */
#include "api/table_answer.h"

#include <string.h>

bool table_preview_asked(const struct request *rq, bool *preview, struct err *err)
{
    static const char *const allowed[] = {"preview", NULL};
    const char *asked = request_query(rq, "preview");

    if (!request_allow_json(rq, allowed, err))
        return false;
    if (asked && strcmp(asked, "1") != 0 && strcmp(asked, "0") != 0)
        return err_say(err, ERR_BAD_PARAMETER, "preview", "preview is 0 or 1",
                       "preview 应为 0 或 1");
    *preview = asked && *asked == '1';
    return true;
}

bool table_is_whole(const struct table_faults *f, struct arena *a, struct err *err)
{
    return f->n == 0 ||
           err_say(err, ERR_BAD_BODY, arena_printf(a, "line %zu %s", f->at->line, f->at->field),
                   "%s%.0s; %zu faults in all: send it with preview=1 to see each",
                   "%.0s%s；共 %zu 处错误，可用 preview=1 查看全部", f->at->en, f->at->zh, f->n);
}

void table_put_faults(struct json_writer *w, const struct table_faults *f, enum lang lang)
{
    const size_t told = table_faults_told(f);

    json_put_int(w, "total_faults", (int64_t)f->n);
    json_put_array(w, "faults");
    for (size_t i = 0; i < told; i++) {
        json_object(w);
        json_put_int(w, "line", (int64_t)f->at[i].line);
        json_put_string(w, "field", f->at[i].field);
        json_put_string(w, "message", lang == LANG_EN ? f->at[i].en : f->at[i].zh);
        json_end(w);
    }
    json_end(w);
}
