/* test_domain_attachment.c - what a file is by its bytes, and what its name may be. */
#include "domain/attachment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PNG "\x89PNG\r\n\x1a\n"
#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define ODT "application/vnd.oasis.opendocument.text"
#define ZERO16 "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define ZERO26 ZERO16 "\0\0\0\0\0\0\0\0\0\0"
#define ZERO64 ZERO16 ZERO16 ZERO16 ZERO16
#define BYTES(text) text, sizeof(text) - 1

static void each_file_is_what_its_bytes_say(void **state)
{
    static const struct {
        const char *body;
        size_t size;
        const char *said;
        enum attachment_answer answer;
        const char *media;
    } rows[] = {
        {BYTES("%PDF-1.7\n"), "application/pdf", ATTACHMENT_FINE, "application/pdf"},
        {BYTES("%PDF-1.7\n"), "application/octet-stream", ATTACHMENT_FINE, "application/pdf"},
        {BYTES("%PDF-1.7\n"), "text/plain", ATTACHMENT_OTHER, NULL},
        {BYTES(" %PDF-1.7\n"), "application/pdf", ATTACHMENT_OTHER, NULL}, /* text, then */
        {BYTES(PNG "\0\0\0\rIHDR"), "image/png", ATTACHMENT_FINE, "image/png"},
        {BYTES(PNG "\0\0\0\rIHDR"), "image/jpeg", ATTACHMENT_OTHER, NULL},
        {BYTES("\x89PNG"), "image/png", ATTACHMENT_UNKNOWN, NULL},
        {BYTES("\xff\xd8\xff\xe1\0\0"), "image/jpeg", ATTACHMENT_FINE, "image/jpeg"},
        {BYTES("PK\x03\x04" ZERO26 "[Content_Types].xml" ZERO64), DOCX, ATTACHMENT_FINE, DOCX},
        {BYTES("PK\x03\x04" ZERO26 "word/document.xml" ZERO64), "application/octet-stream",
         ATTACHMENT_FINE, "application/zip"},
        {BYTES("PK\x03\x04" ZERO26 "mimetype" ODT ZERO64), ODT, ATTACHMENT_FINE, ODT},
        {BYTES("PK\x03\x04" ZERO26 "evil.html" ZERO64), "application/zip", ATTACHMENT_UNKNOWN,
         NULL},
        {BYTES("PK\x03\x04"), "application/zip", ATTACHMENT_UNKNOWN, NULL},
        {BYTES("一份说明\r\n\t"), "text/plain", ATTACHMENT_FINE, "text/plain"},
        {BYTES("a < b and <b>c</b>"), "text/plain", ATTACHMENT_FINE, "text/plain"},
        {BYTES("a\0b"), "text/plain", ATTACHMENT_UNKNOWN, NULL},
        {BYTES("a\x1b[31m"), "text/plain", ATTACHMENT_UNKNOWN, NULL},
        {BYTES("\xb1\xb1\xbe\xa9"), "text/plain", ATTACHMENT_UNKNOWN, NULL},
        {BYTES("x"), "", ATTACHMENT_OTHER, NULL},
        {BYTES("x"), "text/html", ATTACHMENT_OTHER, NULL},
        {BYTES("<b>x</b>"), "text/plain", ATTACHMENT_TWO_FACED, NULL},
        {BYTES("\xEF\xBB\xBF \n<?xml version=\"1.0\"?>"), "text/plain", ATTACHMENT_TWO_FACED, NULL},
        {BYTES("x <ScRiPt>"), "text/plain", ATTACHMENT_TWO_FACED, NULL},
        {BYTES("#!/bin/sh\n"), "text/plain", ATTACHMENT_TWO_FACED, NULL},
        {BYTES("x\n#!/bin/sh\n"), "text/plain", ATTACHMENT_FINE, "text/plain"},
        {BYTES(PNG "<HTML>"), "image/png", ATTACHMENT_TWO_FACED, NULL},
        {BYTES("%PDF-1.4 <svg onload=x>"), "application/pdf", ATTACHMENT_TWO_FACED, NULL},
        {BYTES("\xff\xd8\xff<!DOCTYPE"), "image/jpeg", ATTACHMENT_TWO_FACED, NULL},
        {BYTES("GIF89a"), "image/gif", ATTACHMENT_OTHER, NULL}, /* text, by its bytes */
        {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "application/msword", ATTACHMENT_UNKNOWN, NULL},
        {BYTES(""), "text/plain", ATTACHMENT_EMPTY, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum attachment_type type = ATTACHMENT_TYPES;
        const char *media = NULL;
        enum attachment_answer answer =
            attachment_look(rows[i].body, rows[i].size, rows[i].said, &type, &media);

        if (answer != rows[i].answer)
            fail_msg("row %zu (%s): answer %d", i, rows[i].said, (int)answer);
        if (answer == ATTACHMENT_FINE)
            assert_string_equal(media, rows[i].media);
    }
}

static void the_limit_is_the_limit(void **state)
{
    char *body = malloc((size_t)ATTACHMENT_MOST + 1);
    enum attachment_type type;
    const char *media;

    (void)state;
    assert_non_null(body);
    memset(body, 'a', (size_t)ATTACHMENT_MOST + 1);
    assert_int_equal(attachment_look(body, ATTACHMENT_MOST, "text/plain", &type, &media),
                     ATTACHMENT_FINE);
    assert_int_equal(
        attachment_look(body, (size_t)ATTACHMENT_MOST + 1, "text/plain", &type, &media),
        ATTACHMENT_TOO_LARGE);
    for (size_t i = 0; i < strlen("<html"); i++) /* begins within the first KiB */
        body[1020 + i] = "<html"[i];
    assert_int_equal(attachment_look(body, ATTACHMENT_MOST, "text/plain", &type, &media),
                     ATTACHMENT_TWO_FACED);
    free(body);
}

static void a_name_is_text_and_nothing_else(void **state)
{
    static const struct {
        const char *sent, *shown;
    } rows[] = {
        {"方案.pdf", "方案.pdf"},
        {"../../x", "x"},
        {"C:\\Users\\x.pdf", "x.pdf"},
        {"a/", "file"},
        {"", "file"},
        {"..", "file"},
        {" . x . ", "x"},
        {"a\nb\x7f\xc2\x85"
         "c",
         "abc"},
        {"\xe2\x80\xae"
         "fdp.exe",
         "fdp.exe"},
        {"a:b|c<d>\"?*", "abcd"},
        {"\xef\xbb\xbfx", "x"},
    };
    char name[ATTACHMENT_NAME], long_name[700];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(attachment_name(rows[i].sent, name), rows[i].shown);
    for (size_t i = 0; i < 699; i += 3)
        memcpy(long_name + i, "方", 3);
    long_name[699] = '\0';
    assert_int_equal(strlen(attachment_name(long_name, name)), 198); /* whole characters */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_file_is_what_its_bytes_say),
        cmocka_unit_test(the_limit_is_the_limit),
        cmocka_unit_test(a_name_is_text_and_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
