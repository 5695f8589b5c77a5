/* attachment.c - signatures, and what must not stand near the front of any file. */
#include "domain/attachment.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum { FRONT = 1024 }; /* as far as a browser looks when it guesses */

static const struct {
    const char *name;
    const char *signature; /* NULL: told otherwise */
    size_t len;
    const char *media[8]; /* that it may be sent as; ended by NULL */
} types[ATTACHMENT_TYPES] = {
    [ATTACHMENT_PDF] = {"pdf", "%PDF-", 5, {"application/pdf", NULL}},
    [ATTACHMENT_PNG] = {"png", "\x89PNG\r\n\x1a\n", 8, {"image/png", NULL}},
    [ATTACHMENT_JPEG] = {"jpeg", "\xff\xd8\xff", 3, {"image/jpeg", NULL}},
    [ATTACHMENT_OFFICE] = {"office",
                           "PK\x03\x04",
                           4,
                           {"application/vnd.openxmlformats-officedocument.wordprocessingml."
                            "document",
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                            "application/vnd.openxmlformats-officedocument.presentationml."
                            "presentation",
                            "application/vnd.oasis.opendocument.text",
                            "application/vnd.oasis.opendocument.spreadsheet",
                            "application/vnd.oasis.opendocument.presentation", "application/zip",
                            NULL}},
    [ATTACHMENT_TEXT] = {"text", NULL, 0, {"text/plain", NULL}},
};

/* What makes a page, a drawing or a script of whatever it stands in; in lower case. */
static const char *const pages[] = {"<!doctype", "<html", "<head",   "<body",
                                    "<script",   "<svg",  "<iframe", "<?php"};

/* word: in lower case. */
static bool is_letter(char c, char word)
{
    return c == word || (c >= 'A' && c <= 'Z' && c - 'A' + 'a' == word);
}

static bool starts_at(const char *at, size_t room, const char *word)
{
    size_t len = strlen(word);

    if (len > room)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!is_letter(at[i], word[i]))
            return false;
    }
    return true;
}

static bool holds_page(const char *body, size_t size)
{
    size_t n = size < FRONT ? size : FRONT;

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < COUNT(pages); k++) {
            if (starts_at(body + i, size - i, pages[k]))
                return true;
        }
    }
    return false;
}

/* Text that begins like markup or a script is meant to be read as one. */
static bool begins_as_markup(const char *body, size_t size)
{
    size_t i = size >= 3 && memcmp(body, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (i < size && strchr(" \t\r\n\f", body[i]))
        i++;
    return i < size && (body[i] == '<' || (size - i >= 2 && memcmp(body + i, "#!", 2) == 0));
}

/* Office files are zips whose first entry is known by name. */
static bool is_office(const char *body, size_t size)
{
    static const char *const first[] = {"[Content_Types].xml",
                                        "mimetypeapplication/vnd.oasis.",
                                        "_rels/",
                                        "docProps/",
                                        "word/",
                                        "xl/",
                                        "ppt/"};
    enum { LOCAL_HEADER = 30 };

    if (size < LOCAL_HEADER + 64)
        return false;
    for (size_t i = 0; i < COUNT(first); i++) {
        if (memcmp(body + LOCAL_HEADER, first[i], strlen(first[i])) == 0)
            return true;
    }
    return false;
}

static bool is_text(const char *body, size_t size)
{
    if (!utf8_valid(body, size))
        return false;
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)body[i];
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F)
            return false;
    }
    return true;
}

/* By its first bytes; what has no signature may be text. */
static bool find_type(const char *body, size_t size, enum attachment_type *out)
{
    for (int t = 0; t < ATTACHMENT_TYPES; t++) {
        const char *signature = types[t].signature;

        if (!signature || size < types[t].len || memcmp(body, signature, types[t].len) != 0)
            continue;
        *out = (enum attachment_type)t;
        return t != ATTACHMENT_OFFICE || is_office(body, size);
    }
    *out = ATTACHMENT_TEXT;
    return is_text(body, size);
}

/* A sender that does not say what it is agrees with everything; of an office file only its content
 * could tell which one, so it is called what it certainly is. */
static const char *agreed_media(enum attachment_type t, const char *said)
{
    if (strcmp(said, "application/octet-stream") == 0)
        return t == ATTACHMENT_OFFICE ? "application/zip" : types[t].media[0];
    for (size_t i = 0; types[t].media[i]; i++) {
        if (strcmp(types[t].media[i], said) == 0)
            return types[t].media[i];
    }
    return NULL;
}

enum attachment_answer attachment_look(const void *body, size_t size, const char *said,
                                       enum attachment_type *type, const char **media)
{
    enum attachment_type found = ATTACHMENT_TEXT;

    if (size == 0)
        return ATTACHMENT_EMPTY;
    if (size > ATTACHMENT_MOST)
        return ATTACHMENT_TOO_LARGE;
    bool known = find_type(body, size, &found);
    if (holds_page(body, size) || (found == ATTACHMENT_TEXT && begins_as_markup(body, size)))
        return ATTACHMENT_TWO_FACED;
    if (!known)
        return ATTACHMENT_UNKNOWN;
    *media = agreed_media(found, said);
    if (!*media)
        return ATTACHMENT_OTHER;
    *type = found;
    return ATTACHMENT_FINE;
}

const char *attachment_type_name(enum attachment_type t)
{
    assert((int)t >= 0 && t < ATTACHMENT_TYPES);
    return types[t].name;
}

/* Control characters, marks that turn or hide text, and what no file system takes. */
static bool is_unfit(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || (cp >= 0x200B && cp <= 0x200F) ||
           (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF ||
           cp == ':' || cp == '*' || cp == '?' || cp == '"' || cp == '<' || cp == '>' || cp == '|';
}

static const char *after_separators(const char *name)
{
    const char *from = name;

    for (const char *p = name; *p; p++) {
        if (*p == '/' || *p == '\\')
            from = p + 1;
    }
    return from;
}

const char *attachment_name(const char *name, char out[ATTACHMENT_NAME])
{
    static const char nameless[] = "file";
    const char *from = after_separators(name);
    size_t left = strlen(from), len = 0, n;
    uint32_t cp;

    for (; left > 0 && (n = utf8_next(from, left, &cp)) > 0; from += n, left -= n) {
        if (is_unfit(cp) || (len == 0 && (cp == '.' || cp == ' ')))
            continue;
        if (len + n >= ATTACHMENT_NAME)
            break;
        memcpy(out + len, from, n);
        len += n;
    }
    while (len > 0 && (out[len - 1] == ' ' || out[len - 1] == '.'))
        len--;
    out[len] = '\0';
    if (len == 0)
        memcpy(out, nameless, sizeof nameless);
    return out;
}
