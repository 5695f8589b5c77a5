/* problem.c - the one table from kinds of failure to statuses and titles.
 *
 * `type` is a URN ending in the slug of the kind: it names the problem and promises no page behind
 * it.  A new kind is a row here and one in base/err.c. */
#include "http/problem.h"

#include "base/json_write.h"
#include "base/mem.h"

static const struct {
    unsigned status;
    const char *title[2]; /* by enum lang */
} problems[] = {
    [ERR_NONE] = {500, {"内部错误", "Internal error"}},
    [ERR_BAD_REQUEST] = {400, {"请求有误", "Bad request"}},
    [ERR_UNKNOWN_PARAMETER] = {400, {"未知参数", "Unknown parameter"}},
    [ERR_BAD_PARAMETER] = {400, {"参数取值有误", "Bad parameter"}},
    [ERR_BAD_BODY] = {400, {"请求体有误", "Bad request body"}},
    [ERR_NOT_FOUND] = {404, {"未找到", "Not found"}},
    [ERR_GONE] = {410, {"已不存在", "Gone"}},
    [ERR_METHOD] = {405, {"不支持该方法", "Method not allowed"}},
    [ERR_NOT_ACCEPTABLE] = {406, {"没有可接受的表示", "Not acceptable"}},
    [ERR_TIMEOUT] = {408, {"请求超时", "Request timed out"}},
    [ERR_TOO_LARGE] = {413, {"内容过大", "Content too large"}},
    [ERR_URI_TOO_LONG] = {414, {"地址过长", "Address too long"}},
    [ERR_MEDIA_TYPE] = {415, {"不支持的媒体类型", "Unsupported media type"}},
    [ERR_HEADERS_TOO_LARGE] = {431, {"请求头过大", "Header fields too large"}},
    [ERR_TOO_MANY] = {429, {"请求过于频繁", "Too many requests"}},
    [ERR_FORBIDDEN] = {403, {"没有权限", "Forbidden"}},
    [ERR_QUOTA_EXHAUSTED] = {409, {"推荐名额已用完", "Quota exhausted"}},
    [ERR_QUOTA_UNKNOWN] = {409, {"推荐名额未知", "Quota unknown"}},
    [ERR_QUOTA_BELOW_USE] = {409, {"名额少于已推荐数", "Quota below use"}},
    [ERR_SIGN_IN] = {401, {"请先登录", "Sign-in required"}},
    [ERR_SIGN_IN_FAILED] = {401, {"登录失败", "Sign-in failed"}},
    [ERR_PASSWORD_DUE] = {403, {"须先修改密码", "Change the password first"}},
    [ERR_CSRF] = {403, {"缺少防伪令牌", "Anti-forgery token missing"}},
    [ERR_NOT_YOUR_PROVINCE] = {403, {"不属于本推荐单位", "Not your province"}},
    [ERR_NOT_YOUR_PLACE] = {403, {"不属于本地区", "Not your place"}},
    [ERR_CONFLICT_OF_INTEREST] = {403, {"须回避", "Conflict of interest"}},
    [ERR_WRONG_STATE] = {409, {"当前状态不允许", "Wrong state"}},
    [ERR_STALE] = {412, {"版本已更新", "Stale version"}},
    [ERR_IF_MATCH_REQUIRED] = {428, {"须注明版本", "If-Match required"}},
    [ERR_REASON_MISSING] = {422, {"缺少理由", "Reason missing"}},
    [ERR_MATERIAL_MISSING] = {409, {"缺少材料", "Material missing"}},
    [ERR_DEADLINE_PASSED] = {409, {"已过截止日期", "Deadline passed"}},
    [ERR_BARRED] = {409, {"已被取消申报资格", "Barred"}},
    [ERR_NOT_ELIGIBLE] = {409, {"不符合申报条件", "Not eligible"}},
    [ERR_UNDETERMINED] = {409, {"申报条件尚不能判定", "Undetermined"}},
    [ERR_RANK_TAKEN] = {409, {"排序已被占用", "Rank taken"}},
    [ERR_CALENDAR_UNKNOWN] = {409, {"该年工作日安排未知", "Calendar unknown"}},
    [ERR_NOTICE_CLOSED] = {409, {"公示已不接受", "Notice closed"}},
    [ERR_NOTHING_TO_ANSWER] = {409, {"没有待答复的异议", "Nothing to answer"}},
    [ERR_NOTICE_RUNNING] = {409, {"公示期未满", "Notice running"}},
    [ERR_OBJECTION_OPEN] = {409, {"尚有异议未答复", "Objection open"}},
    [ERR_IDEMPOTENCY_MISMATCH] = {422,
                                  {"同一幂等键内容不同",
                                   "Idempotency key used for another request"}},
    [ERR_CONFLICT] = {409, {"与现状冲突", "Conflict"}},
    [ERR_NO_BASEMAP] = {404, {"没有底图", "No basemap"}},
    [ERR_UPSTREAM] = {502, {"上游服务无应答", "Bad gateway"}},
    [ERR_BUSY] = {503, {"服务繁忙", "Service busy"}},
    [ERR_STORAGE_FULL] = {507, {"存储空间不足", "Storage full"}},
    [ERR_INTERNAL] = {500, {"内部错误", "Internal error"}},
};
_Static_assert(COUNT(problems) == ERR_KINDS, "every kind has a status and a title");

/* Said instead of the text of a failure that is ours. */
static const char *const generic[2] = {
    "服务暂时无法完成该请求，请稍后重试；详情已记入日志。",
    "The service cannot complete this request at the moment; try again later. The log has the "
    "details.",
};

unsigned problem_status(enum err_kind kind)
{
    return problems[kind].status;
}

enum err_kind problem_kind(unsigned status)
{
    for (unsigned kind = ERR_BAD_REQUEST; kind < ERR_INTERNAL; kind++)
        if (problems[kind].status == status)
            return (enum err_kind)kind;
    return status == 500 ? ERR_INTERNAL : ERR_BAD_REQUEST;
}

void problem_write(struct buf *out, const struct err *err, enum lang lang)
{
    unsigned status = problem_status(err->kind);
    const char *detail = lang == LANG_ZH && err->zh[0] ? err->zh : err->text;
    struct json_writer w = json_writer_to(out);
    struct buf type = {0};

    bool inside = status >= 500 && err->kind != ERR_UPSTREAM;
    if (inside || *detail == '\0')
        detail = inside ? generic[lang] : problems[err->kind].title[lang];
    buf_puts(&type, "urn:sizhi:problem:");
    buf_puts(&type, err_kind_slug(err->kind));
    json_object(&w);
    json_put_string(&w, "type", type.data);
    json_put_string(&w, "title", problems[err->kind].title[lang]);
    json_put_int(&w, "status", status);
    json_put_string(&w, "detail", detail);
    if (err->field[0]) {
        json_put_array(&w, "errors");
        json_object(&w);
        json_put_string(&w, "field", err->field);
        json_put_string(&w, "message", detail);
        json_end(&w);
        json_end(&w);
    }
    json_end(&w);
    buf_free(&type);
}
