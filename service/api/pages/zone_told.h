/* zone_told.h - what is told about a zone, for its page and for its sheet on paper: the same words.
 *
 * Each zone_tell_… writes one section with its heading, and says what is not known instead of
 * leaving it out. */
#ifndef API_PAGES_ZONE_TOLD_H
#define API_PAGES_ZONE_TOLD_H

#include "api/pages/frame.h"
#include "api/zone_json.h"

struct zone_page {
    const struct request *rq;
    const struct atlas *a;
    struct when when;
    struct zone_asked q;
    const struct zone *zone;
    const struct atlas_part **parts; /* of the day, in order of number */
    size_t n_parts;
    struct zone_drawn drawn;
};

/* The zone of the address, on the day that was asked about. */
bool zone_ask(struct zone_page *p, const struct request *rq, struct reply *rp, struct err *err);
/* "/zone/ID" and what is below it, with the day where it was named or must be, and the moment. */
const char *zone_path(const struct zone_page *p, const char *below, bool dated);
const char *zone_say(const struct zone_page *p, const char *zh, const char *en);
/* "54.42 公顷"; NAN: not published. */
const char *zone_hectares(const struct zone_page *p, double m2);
/* "1. name", as parts are called everywhere. */
const char *zone_part_name(const struct zone_page *p, const struct zone_part *part);

void zone_tell_verdict(struct buf *out, const struct zone_page *p);
void zone_tell_facts(struct buf *out, const struct zone_page *p);
void zone_tell_titles(struct buf *out, const struct zone_page *p);
void zone_tell_areas(struct buf *out, const struct zone_page *p);
/* zone_parts_told.c */
void zone_tell_parts(struct buf *out, const struct zone_page *p);
/* zone_term_told.c */
void zone_tell_term(struct buf *out, const struct zone_page *p);
/* zone_targets_told.c */
void zone_tell_targets(struct buf *out, const struct zone_page *p);
void zone_tell_institutions(struct buf *out, const struct zone_page *p);
/* zone_fit.c: the map, and what is to be said of how the parts lie; measured once a revision. */
struct zone_fit {
    struct buf map, words;
};
struct zone_fit zone_fit_of(const struct zone_page *p);
void zone_fit_free(struct zone_fit *f);
/* zone_where.c: the maps; address: of the sheet, to scan from paper, or NULL. */
void zone_tell_where(struct buf *out, const struct zone_page *p, const struct zone_fit *fit,
                     const char *address);

/* <section class="scroll"> with a table in it that has this name, which no other on the page has.
 */
void zone_open_table(struct buf *out, const struct zone_page *p, const char *name,
                     const struct page_heading *headings, size_t n);
void zone_close_table(struct buf *out);

#endif
