/* institutions_filter.h - which institutions of the directories a list is about: for the interface
 * and for the page, so that both mean the same. */
#ifndef API_INSTITUTIONS_FILTER_H
#define API_INSTITUTIONS_FILTER_H

#include "api/institution_json.h"
#include "api/page.h"

enum directory_standing { DIRECTORY_IN, DIRECTORY_LEFT, DIRECTORY_ALL, DIRECTORY_STANDINGS };

struct institutions_filter {
    const char *q, *zone, *unit;
    int form, ip_kind, size; /* WORD_NONE: any */
    enum directory_standing standing;
    struct when when;
    struct page page;
};

/* A form sends every field of it, and one that is empty asks for nothing. */
enum asked_by { ASKED_BY_ADDRESS, ASKED_BY_FORM };
bool institutions_filter_read(const struct request *rq, enum asked_by by,
                              struct institutions_filter *f, struct err *err);
const char *directory_standing_name(enum directory_standing s); /* "in" … */
bool institution_is_wanted(const struct atlas *a, const struct institutions_filter *f,
                           const struct directory_entry *e, struct institution_seen *s);

#endif
