/* draw.h - 双随机: which institutions are inspected, and by whom, drawn so that anybody can do it
 * again from what was published.
 *
 * First the list is published with its commitment, and with words that say which later public value
 * will be the seed and from which moment on; then the seed; the result follows from both.
 *
 * A netstring N(x) is the length of x in decimal, ':', the bytes of x, ','.  Numbers stand in
 * decimal.  The exact bytes of a list are, one after the other:
 *
 *     N("sizhi-draw-1") N(title) N(seed_from) N(seed_not_before)
 *     N(how many institutions are drawn) N(how many inspectors each gets)
 *     N(how many inspectors are listed), then of each  N(digest)
 *     N(how many institutions are listed), then of each  N(id) N(code) N(name)
 *     N(how many exclusions), then of each  N(inspector) N(institution) N(reason)
 *
 * seed_not_before is RFC 3339; inspectors are known by their number (1, 2 …) and by a digest of
 * details that the office keeps, 64 hex digits; exclusions name both by number.  The commitment is
 * the SHA-256 of these bytes.
 *
 * Numbers are taken from SHA-256(commitment || seed || counter): the commitment as 32 bytes, the
 * seed as its UTF-8 text, the counter 0, 1, 2 … as 8 bytes, highest first; the first 8 bytes of
 * each hash, highest first, are one number v.  below(n) takes numbers until v is less than the
 * largest multiple of n not above 2^64, and is v mod n.
 *
 * Both lists are shuffled, the institutions first: for i = last … 1 (from 0), change places of i
 * and below(i + 1).  The first institutions are drawn, in that order.  Then for load = 1, 2 … until
 * all have enough inspectors: each drawn institution in its order, as long as it lacks one and can,
 * takes one.  take(t): of the inspectors in their order, passing over those that are excluded for
 * t, that t has, or that were looked at before in the same try, look at i; if i has less than
 * `load` institutions, t gets i; else, of the institutions that have i, in the order of the draw,
 * the first that can take another one gives i to t.  The exact bytes of a result are
 *
 *     N("sizhi-draw-result-1") N(commitment in hex) N(seed) N(how many institutions)
 *     then of each, in the order of the draw,  N(number) and N(number) of each inspector, ascending
 */
#ifndef DOMAIN_DRAW_H
#define DOMAIN_DRAW_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DRAW_INSPECTORS_MOST = 300,
    DRAW_TARGETS_MOST = 3000,
    DRAW_EXCLUSIONS_MOST = 1000,
    DRAW_EACH_MOST = 5,      /* inspectors of one institution */
    DRAW_PLACES_MOST = 1000, /* institutions drawn, times inspectors of each */
    DRAW_TEXT_MOST = 400,    /* characters of a title, a reason, the words about the seed, a seed */
};

struct draw_target {
    int64_t id; /* of the directory */
    const char *uscc, *name;
};

/* By number, from 1. */
struct draw_exclusion {
    int inspector, target;
    const char *reason;
};

struct draw_list {
    const char *title, *seed_from;
    moment_t not_before;
    int n_drawn, n_each;
    const char **inspectors; /* digests, hex */
    struct draw_target *targets;
    struct draw_exclusion *exclusions;
    int n_inspectors, n_targets, n_exclusions;
};

/* What was drawn: n_each inspectors in ascending order for each target, by number. */
struct draw_result {
    int n_drawn, n_each;
    int *targets;
    int *inspectors; /* n_drawn times n_each */
};

/* Is it a list from which every seed gives a result?  ERR_BAD_BODY names the member at fault: a
 * number out of bounds, something twice, an institution that too few inspectors may inspect … */
bool draw_sound(const struct draw_list *l, struct arena *a, struct err *err);
void draw_list_bytes(const struct draw_list *l, struct buf *out);
/* Reads exact bytes back; only what draw_list_bytes would write, of a sound list. */
bool draw_list_read(struct arena *a, const char *text, size_t len, struct draw_list *out,
                    struct err *err);
struct sha256 draw_commitment(const char *bytes, size_t len);
/* false: the exclusions leave no assignment, which a sound list does not do. */
bool draw_run(const struct draw_list *l, const struct sha256 *commitment, const char *seed,
              struct arena *a, struct draw_result *out);
void draw_result_bytes(const struct draw_result *r, const struct sha256 *commitment,
                       const char *seed, struct buf *out);
bool draw_excluded(const struct draw_list *l, int inspector, int target, const char **reason);

#endif
