/* attached_body.c - every way in which a file is refused, in words. */
#include "api/attached_body.h"

#include "domain/attachment.h"

static bool say(enum attachment_answer a, const char *said, struct err *err)
{
    switch (a) {
    case ATTACHMENT_FINE:
        return true;
    case ATTACHMENT_EMPTY:
        return err_say(err, ERR_BAD_BODY, NULL, "the file is empty", "文件为空");
    case ATTACHMENT_TOO_LARGE:
        return err_say(err, ERR_TOO_LARGE, NULL, "a file may have at most %d bytes",
                       "文件最多 %d 字节", ATTACHMENT_MOST);
    case ATTACHMENT_TWO_FACED:
        return err_say(err, ERR_MEDIA_TYPE, NULL,
                       "the file could be read as a web page or a script as well; such files are "
                       "not taken",
                       "该文件也可被当作网页或脚本读取，不予接收");
    case ATTACHMENT_UNKNOWN:
        return err_say(err, ERR_MEDIA_TYPE, NULL,
                       "by its bytes this is no PDF, PNG, JPEG, office document or plain text in "
                       "UTF-8",
                       "按内容判断，该文件不是 PDF、PNG、JPEG、办公文档或 UTF-8 纯文本");
    case ATTACHMENT_OTHER:
        break;
    }
    return err_say(err, ERR_MEDIA_TYPE, NULL, "by its bytes this is not '%.60s', which it says",
                   "按内容判断，该文件不是所称的“%.60s”", said);
}

bool attached_read(const struct request *rq, struct attached *out, struct err *err)
{
    const char *name = request_query(rq, "name");
    char *shown = arena_alloc(rq->arena, ATTACHMENT_NAME, 1);
    enum attachment_type type;

    *out = (struct attached){.there = false};
    if (!say(attachment_look(rq->body.at, rq->body.size, rq->content_type, &type, &out->type),
             rq->content_type, err))
        return false;
    out->there = true;
    out->sha256 = sha256_of(rq->body.at, rq->body.size);
    out->size = (int64_t)rq->body.size;
    out->name = attachment_name(name ? name : "", shown);
    return true;
}
