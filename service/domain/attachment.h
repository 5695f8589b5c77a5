/* attachment.h - what a file that somebody hands in is, by its bytes alone.
 *
 * Only a few kinds are taken, and none of them can be a page of ours: whatever could pass for HTML
 * or a script as well is refused.  A name is text and nothing else. */
#ifndef DOMAIN_ATTACHMENT_H
#define DOMAIN_ATTACHMENT_H

#include <stdbool.h>
#include <stddef.h>

enum attachment_type {
    ATTACHMENT_PDF,
    ATTACHMENT_PNG,
    ATTACHMENT_JPEG,
    ATTACHMENT_OFFICE, /* OOXML or OpenDocument */
    ATTACHMENT_TEXT,
    ATTACHMENT_TYPES,
};

enum attachment_answer {
    ATTACHMENT_FINE,
    ATTACHMENT_EMPTY,
    ATTACHMENT_TOO_LARGE,
    ATTACHMENT_UNKNOWN,   /* none of the kinds that are taken */
    ATTACHMENT_TWO_FACED, /* could be read as a page or a script as well */
    ATTACHMENT_OTHER,     /* not what it was said to be */
};

enum { ATTACHMENT_MOST = 10 * 1024 * 1024, ATTACHMENT_NAME = 200 };

/* said: the media type it was sent with, lower case and without parameters.  *type and
 * *media, its media type (static), are set for ATTACHMENT_FINE. */
enum attachment_answer attachment_look(const void *body, size_t size, const char *said,
                                       enum attachment_type *type, const char **media);
const char *attachment_type_name(enum attachment_type t); /* "pdf" … */

/* The name as it may be shown: the part after the last separator, without control characters, dots
 * in front, and what turns the direction of text; cut at a whole character.  "file" where nothing
 * is left.  name: valid UTF-8.  Returns out. */
const char *attachment_name(const char *name, char out[ATTACHMENT_NAME]);

#endif
