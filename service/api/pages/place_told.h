/* place_told.h - what the pages about one place say in the same words: the verdict, where it lies,
 * what it holds and held, what is not known and why. */
#ifndef API_PAGES_PLACE_TOLD_H
#define API_PAGES_PLACE_TOLD_H

#include "api/pages/frame.h"
#include "api/title_json.h"
#include "domain/lookup.h"

struct place_page {
    const struct request *rq;
    const struct atlas *a;
    struct view view;
    const struct place *place;
    int index;
    struct holder holder;
    struct when when;
    struct lookup found;
};

/* Which place and day are asked about, and the answer.  below: what follows the code in the address
 * of the page ("" or "/certificate"), for the way on from a code that was replaced. */
bool place_ask(struct place_page *p, const struct request *rq, struct reply *rp, const char *below,
               struct err *err);
/* Does a place of this kind take part in the four evaluations? */
bool place_takes_part(const struct place_page *p);
const char *place_say(const struct place_page *p, const char *zh, const char *en);

/* The address of a page about the place, for the day and moment that were asked about.  dated: name
 * the day even where nobody did, so that it still says the same tomorrow. */
const char *place_path(const struct place_page *p, const char *below, bool dated);

void place_put_verdict(struct buf *out, const struct place_page *p);
/* 省 › 市 › 县 · kind, each with a link. */
void place_put_chain(struct buf *out, const struct place_page *p);
void place_put_titles(struct buf *out, const struct place_page *p);
void place_put_reasons(struct buf *out, const struct place_page *p);

#endif
