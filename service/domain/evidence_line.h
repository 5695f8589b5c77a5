/* evidence_line.h - a sentence under way in a fixed buffer, for the two files that write evidence.
 */
#ifndef DOMAIN_EVIDENCE_LINE_H
#define DOMAIN_EVIDENCE_LINE_H

#include "domain/evidence.h"

struct line {
    char *out;
    size_t len;
    bool english, full;
};

/* In the language of the line; ends it with "…" where it would not fit. */
void line_say(struct line *l, const char *zh, const char *en, ...)
    __attribute__((format(printf, 2, 4), format(printf, 3, 4)));
const char *line_day(date_t d, bool english, char text[DATE_TEXT]);
/* Kind, term and document. */
void line_title(struct line *l, const struct title *t);
void line_finding(struct line *l, const struct finding *f); /* NULL: there is none */

#endif
