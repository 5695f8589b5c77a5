/* json_read.c - the scanner keeps its own stack, so depth costs nothing and cannot overflow.
 *
 * `expect_value` says that a value must come next (after '[', ',', ':' or at the start); `first`
 * that the container was just opened, so its closer may come instead. */
#include "base/json_read.h"

#include "base/utf8.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Keys seen in one object: a hash set that grows, so that many keys cost no more than few. */
struct json_seen {
    size_t n, room; /* room is a power of two */
    struct seen_key {
        const char *key;
        size_t len;
    } * slots;
};

static uint32_t key_hash(const char *s, size_t len)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h;
}

static struct seen_key *seen_slot(struct json_seen *seen, const char *key, size_t len)
{
    size_t i = key_hash(key, len) & (seen->room - 1);
    while (seen->slots[i].key &&
           (seen->slots[i].len != len || memcmp(seen->slots[i].key, key, len) != 0))
        i = (i + 1) & (seen->room - 1);
    return &seen->slots[i];
}

/* false: the key was there already. */
static bool seen_add(struct json_reader *r, const char *key, size_t len)
{
    struct json_seen *seen = r->seen[r->depth - 1];

    if (!seen) {
        seen = r->seen[r->depth - 1] = arena_alloc(r->arena, 1, sizeof *seen);
        seen->room = 8;
        seen->slots = arena_alloc(r->arena, seen->room, sizeof *seen->slots);
    }
    if (seen->n * 2 >= seen->room) {
        struct json_seen larger = {seen->n, seen->room * 2, NULL};
        larger.slots = arena_alloc(r->arena, larger.room, sizeof *larger.slots);
        for (size_t i = 0; i < seen->room; i++) {
            if (seen->slots[i].key)
                *seen_slot(&larger, seen->slots[i].key, seen->slots[i].len) = seen->slots[i];
        }
        *seen = larger;
    }
    struct seen_key *slot = seen_slot(seen, key, len);
    if (slot->key)
        return false;
    *slot = (struct seen_key){key, len};
    seen->n++;
    return true;
}

/* Objects at the same depth follow each other (one for each feature of a collection): the set of
 * the last one is emptied and used again. */
static void seen_reset(struct json_reader *r)
{
    struct json_seen *seen = r->seen[r->depth - 1];
    if (seen && seen->n) {
        memset(seen->slots, 0, seen->room * sizeof *seen->slots);
        seen->n = 0;
    }
}

void json_reader_init(struct json_reader *r, const char *text, size_t len, int max_depth,
                      struct arena *arena, struct err *err)
{
    assert(max_depth > 0 && max_depth <= JSON_READ_DEPTH);
    *r = (struct json_reader){.text = text,
                              .len = len,
                              .arena = arena,
                              .err = err,
                              .max_depth = max_depth,
                              .expect_value = true};
}

static enum json_token broken(struct json_reader *r, const char *en, const char *zh)
{
    r->broken = true;
    err_say(r->err, ERR_BAD_BODY, NULL, "the JSON cannot be read at byte %zu: %s%.0s",
            "JSON 在第 %zu 字节处无法读取：%.0s%s", r->at, en, zh);
    return JSON_BROKEN;
}

static void skip_space(struct json_reader *r)
{
    while (r->at < r->len && (r->text[r->at] == ' ' || r->text[r->at] == '\n' ||
                              r->text[r->at] == '\r' || r->text[r->at] == '\t'))
        r->at++;
}

static int hex4(const char *s)
{
    int v = 0;
    for (int i = 0; i < 4; i++) {
        char c = s[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return -1;
        v = v * 16 + digit;
    }
    return v;
}

static size_t put_utf8(char *out, uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

/* After a backslash: decodes one escape into out, returns the bytes written, 0 when broken. */
static size_t read_escape(struct json_reader *r, char *out)
{
    static const char plain[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    const char c = (char)(r->at < r->len ? r->text[r->at] : '\0');
    const char *hit = c ? strchr(plain, c) : NULL;

    if (hit) {
        r->at++;
        *out = means[hit - plain];
        return 1;
    }
    if (c != 'u' || r->len - r->at < 5)
        return 0;
    int unit = hex4(r->text + r->at + 1);
    if (unit <= 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
        return 0;
    r->at += 5;
    uint32_t cp = (uint32_t)unit;
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (r->len - r->at < 6 || r->text[r->at] != '\\' || r->text[r->at + 1] != 'u')
            return 0;
        int low = hex4(r->text + r->at + 2);
        if (low < 0xDC00 || low > 0xDFFF)
            return 0;
        r->at += 6;
        cp = 0x10000 + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
    }
    return put_utf8(out, cp);
}

/* The decoded text is never longer than the written one, so its room is known beforehand. */
static bool read_string(struct json_reader *r)
{
    size_t end = ++r->at;
    while (end < r->len && r->text[end] != '"')
        end += r->text[end] == '\\' ? 2 : 1;
    if (end >= r->len)
        return broken(r, "a string does not end", "字符串没有结束"), false;

    char *out = arena_alloc(r->arena, end - r->at + 1, 1);
    size_t n = 0;
    while (r->at < end) {
        unsigned char c = (unsigned char)r->text[r->at];
        uint32_t cp;
        size_t step;

        if (c == '\\') {
            r->at++;
            step = read_escape(r, out + n);
            if (step == 0)
                return broken(r, "a bad escape", "转义写法有误"), false;
            n += step;
            continue;
        }
        step = c < 0x20 ? 0 : utf8_next(r->text + r->at, end - r->at, &cp);
        if (step == 0)
            return broken(r, "text that is not UTF-8, or a raw control character",
                          "不是 UTF-8 文本，或含控制字符"),
                   false;
        memcpy(out + n, r->text + r->at, step);
        n += step;
        r->at += step;
    }
    r->at = end + 1;
    out[n] = '\0';
    r->string = out;
    r->string_len = n;
    return true;
}

static size_t count_digits(const struct json_reader *r, size_t at)
{
    size_t n = 0;
    while (at + n < r->len && r->text[at + n] >= '0' && r->text[at + n] <= '9')
        n++;
    return n;
}

/* Coordinates: up to 15 digits in all and up to 22 decimal places are exact by one division (both
 * numbers are exact doubles), the rest goes through strtod. */
static double decimal_value(const char *s, size_t len)
{
    static const double tens[] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    uint64_t v = 0;
    size_t digits = 0, places = 0, i = s[0] == '-';
    bool point = false;

    for (; i < len; i++) {
        if (s[i] == '.') {
            point = true;
        } else if (s[i] >= '0' && s[i] <= '9' && digits < 15) {
            v = v * 10 + (uint64_t)(s[i] - '0');
            digits++;
            places += point;
        } else {
            char text[64];
            if (len < sizeof text) {
                memcpy(text, s, len);
                text[len] = '\0';
                return strtod(text, NULL);
            }
            char *copy = strndup(s, len);
            double value = copy ? strtod(copy, NULL) : 0;
            free(copy);
            return value;
        }
    }
    double value = (double)v / tens[places];
    return s[0] == '-' ? -value : value;
}

static bool read_number(struct json_reader *r)
{
    size_t at = r->at;
    if (r->text[at] == '-')
        at++;
    size_t whole = count_digits(r, at);
    if (whole == 0 || (whole > 1 && r->text[at] == '0'))
        return broken(r, "a number is not written as JSON wants it", "数字写法不符合 JSON"), false;
    at += whole;
    if (at < r->len && r->text[at] == '.') {
        size_t places = count_digits(r, at + 1);
        if (places == 0)
            return broken(r, "a number ends with a point", "数字以小数点结尾"), false;
        at += 1 + places;
    }
    if (at < r->len && (r->text[at] == 'e' || r->text[at] == 'E')) {
        at++;
        if (at < r->len && (r->text[at] == '+' || r->text[at] == '-'))
            at++;
        size_t digits = count_digits(r, at);
        if (digits == 0)
            return broken(r, "an exponent has no digits", "指数没有数字"), false;
        at += digits;
    }
    r->number = decimal_value(r->text + r->at, at - r->at);
    if (!isfinite(r->number))
        return broken(r, "a number is too large", "数字过大"), false;
    r->at = at;
    return true;
}

static bool read_word(struct json_reader *r, const char *word)
{
    size_t len = strlen(word);
    if (r->len - r->at < len || memcmp(r->text + r->at, word, len) != 0)
        return broken(r, "an unknown word", "无法识别的内容"), false;
    r->at += len;
    return true;
}

static enum json_token open_container(struct json_reader *r, char kind)
{
    if (r->depth == r->max_depth)
        return broken(r, "it is nested too deeply", "嵌套过深");
    r->stack[r->depth++] = kind;
    if (kind == '{')
        seen_reset(r);
    r->at++;
    r->first = true;
    r->expect_value = kind == '[';
    return kind == '{' ? JSON_OBJECT_BEGIN : JSON_ARRAY_BEGIN;
}

static enum json_token close_container(struct json_reader *r)
{
    char kind = r->stack[--r->depth];
    r->at++;
    r->first = false;
    r->expect_value = false;
    return kind == '{' ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static enum json_token read_value(struct json_reader *r)
{
    char c = r->text[r->at];
    enum json_token token;

    r->token_start = r->at;
    if (c == '{' || c == '[')
        return open_container(r, c);
    if (c == '"')
        token = read_string(r) ? JSON_STRING : JSON_BROKEN;
    else if (c == '-' || (c >= '0' && c <= '9'))
        token = read_number(r) ? JSON_NUMBER : JSON_BROKEN;
    else if (c == 't')
        token = read_word(r, "true") ? JSON_TRUE : JSON_BROKEN;
    else if (c == 'f')
        token = read_word(r, "false") ? JSON_FALSE : JSON_BROKEN;
    else if (c == 'n')
        token = read_word(r, "null") ? JSON_NULL : JSON_BROKEN;
    else
        return broken(r, "a value was expected", "此处应为一个值");
    r->expect_value = false;
    r->first = false;
    return token;
}

static enum json_token read_key(struct json_reader *r)
{
    if (r->text[r->at] != '"')
        return broken(r, "a key in double quotes was expected", "此处应为双引号中的键");
    r->token_start = r->at;
    if (!read_string(r))
        return JSON_BROKEN;
    if (!seen_add(r, r->string, r->string_len))
        return broken(r, "a key stands twice in one object", "同一对象中键重复");
    skip_space(r);
    if (r->at >= r->len || r->text[r->at] != ':')
        return broken(r, "a colon was expected", "此处应为冒号");
    r->at++;
    r->expect_value = true;
    r->first = false;
    return JSON_KEY;
}

static enum json_token after_value(struct json_reader *r)
{
    bool in_object = r->stack[r->depth - 1] == '{';
    char c = r->text[r->at];

    if (c == (in_object ? '}' : ']'))
        return close_container(r);
    if (!r->first) {
        if (c != ',')
            return broken(r, "a comma or the end of the list was expected",
                          "此处应为逗号或列表结束");
        r->at++;
        skip_space(r);
        if (r->at >= r->len)
            return broken(r, "the text ends too early", "文本过早结束");
    }
    return in_object ? read_key(r) : read_value(r);
}

enum json_token json_next(struct json_reader *r)
{
    if (r->broken)
        return JSON_BROKEN;
    skip_space(r);
    if (r->depth == 0 && !r->expect_value) {
        if (r->at < r->len)
            return broken(r, "something follows the end", "结束之后还有内容");
        return JSON_END;
    }
    if (r->at >= r->len)
        return broken(r, "the text ends too early", "文本过早结束");
    if (r->expect_value && !(r->first && r->depth > 0 && r->stack[r->depth - 1] == '['))
        return read_value(r);
    if (r->depth == 0)
        return read_value(r);
    return after_value(r);
}

bool json_skip_value(struct json_reader *r)
{
    int depth = r->depth;
    do {
        enum json_token t = json_next(r);
        if (t == JSON_BROKEN || t == JSON_END)
            return false;
    } while (r->depth > depth);
    return true;
}

bool json_check(const char *text, size_t len, int max_depth, struct err *err)
{
    struct arena *arena = arena_new();
    struct json_reader r;
    enum json_token t;

    json_reader_init(&r, text, len, max_depth, arena, err);
    do
        t = json_next(&r);
    while (t != JSON_END && t != JSON_BROKEN);
    arena_free(arena);
    return t == JSON_END;
}
