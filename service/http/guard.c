/* guard.c - the checks on a request's head.  Refusals are few words: who sends such a thing is no
 * browser. */
#include "http/guard.h"

#include "base/mem.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_token_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static void fault_set(struct head *h, const char *en, const char *zh)
{
    if (h->fault[0])
        return;
    h->fault[0] = en;
    h->fault[1] = zh;
}

#define SLOT(header, member)                                                                       \
    {                                                                                              \
        header, sizeof(header) - 1, offsetof(struct head, member)                                  \
    }

static const struct {
    const char *name;
    size_t len, slot;
} kept[] = {
    SLOT("Host", host),
    SLOT("Accept", accept),
    SLOT("Accept-Encoding", accept_encoding),
    SLOT("Accept-Language", accept_language),
    SLOT("If-None-Match", if_none_match),
    SLOT("If-Match", if_match),
    SLOT("Content-Type", content_type),
    SLOT("Content-Length", content_length),
    SLOT("Transfer-Encoding", transfer_encoding),
    SLOT("Expect", expect),
    SLOT("Authorization", authorization),
    SLOT("Cookie", cookie),
    SLOT("X-CSRF-Token", csrf),
    SLOT("Idempotency-Key", idempotency_key),
    SLOT("Origin", origin),
    SLOT("Sec-Fetch-Site", fetch_site),
    SLOT("X-Forwarded-For", forwarded_for),
};

static const char **slot_of(struct head *h, size_t row)
{
    return (const char **)(void *)((char *)h + kept[row].slot);
}

void head_init(struct head *h)
{
    *h = (struct head){0};
    for (size_t i = 0; i < COUNT(kept); i++)
        *slot_of(h, i) = "";
}

/* The first of a repeated header counts; the ones that frame the message are counted. */
static void keep(struct head *h, const char *name, size_t len, const char *value)
{
    for (size_t i = 0; i < COUNT(kept); i++) {
        if (len != kept[i].len || strncasecmp(name, kept[i].name, len) != 0)
            continue;
        const char **slot = slot_of(h, i);
        h->n_host += slot == &h->host;
        h->n_content_length += slot == &h->content_length;
        h->n_transfer_encoding += slot == &h->transfer_encoding;
        if (**slot == '\0' || slot == &h->forwarded_for)
            *slot = value;
        return;
    }
}

void head_add(struct head *h, const char *name, size_t name_len, const char *value,
              size_t value_len)
{
    if (name_len == 0)
        fault_set(h, "a header has no name", "有一个请求头没有名称");
    for (size_t i = 0; i < name_len; i++)
        if (!is_token_char(name[i]))
            fault_set(h, "the name of a header holds a character that may not stand there",
                      "请求头名称含有非法字符");
    for (size_t i = 0; i < value_len; i++) {
        unsigned char c = (unsigned char)value[i];
        if ((c < ' ' && c != '\t') || c == 0x7F)
            fault_set(h, "the value of a header holds a control character",
                      "请求头的值含有控制字符");
    }
    keep(h, name, name_len, value ? value : "");
}

bool host_is_plain(const char *host)
{
    static const char port_digits[] = "0123456789";
    size_t len;

    if (*host == '[') {
        len = 1 + strspn(host + 1, "0123456789abcdefABCDEF:.");
        if (len == 1 || host[len] != ']')
            return false;
        len++;
    } else {
        len = strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");
        if (len == 0)
            return false;
    }
    if (len > 253)
        return false;
    if (host[len] == '\0')
        return true;
    size_t digits = strspn(host + len + 1, port_digits);
    return host[len] == ':' && digits >= 1 && digits <= 5 && host[len + 1 + digits] == '\0';
}

static bool length_parse(const char *s, uint64_t *out)
{
    size_t len = strspn(s, "0123456789");

    if (len == 0 || len > 18 || s[len] != '\0')
        return false;
    *out = 0;
    for (; *s; s++)
        *out = *out * 10 + (uint64_t)(*s - '0');
    return true;
}

static void check_framing(struct head *h, bool http_1_0)
{
    if (h->n_content_length > 1)
        fault_set(h, "Content-Length is given more than once", "Content-Length 重复出现");
    if (h->n_content_length == 1 && !length_parse(h->content_length, &h->length))
        fault_set(h, "Content-Length is not a plain number", "Content-Length 不是非负整数");
    if (h->n_transfer_encoding == 0)
        return;
    if (h->n_content_length > 0)
        fault_set(h, "Content-Length and Transfer-Encoding contradict each other",
                  "Content-Length 与 Transfer-Encoding 不得并用");
    if (h->n_transfer_encoding > 1 || strcasecmp(h->transfer_encoding, "chunked") != 0 || http_1_0)
        fault_set(h, "the only Transfer-Encoding is 'chunked'", "Transfer-Encoding 只能是 chunked");
    h->chunked = true;
}

bool head_check(struct head *h, const char *version, struct err *err)
{
    bool http_1_0 = strcmp(version, "HTTP/1.0") == 0;

    if (!http_1_0 && strcmp(version, "HTTP/1.1") != 0)
        fault_set(h, "only HTTP/1.1 and HTTP/1.0 are spoken here", "仅支持 HTTP/1.1 与 HTTP/1.0");
    if (h->n_host > 1)
        fault_set(h, "Host is given more than once", "Host 重复出现");
    if (h->n_host == 0 && !http_1_0)
        fault_set(h, "Host is missing", "缺少 Host");
    if (h->n_host == 1 && !host_is_plain(h->host))
        fault_set(h, "Host is not a name and a port", "Host 格式有误");
    check_framing(h, http_1_0);
    if (*h->expect && strcasecmp(h->expect, "100-continue") != 0)
        fault_set(h, "the only expectation met here is 100-continue", "Expect 只能是 100-continue");
    if (!h->fault[0])
        return true;
    err_set(err, ERR_BAD_REQUEST, "%s", h->fault[0]);
    snprintf(err->zh, sizeof err->zh, "%s", h->fault[1]);
    return false;
}
