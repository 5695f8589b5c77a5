/* extent_read.h - a text of four limits taken apart into letters; for extent*.c only.
 *
 * Letters are folded to half width for comparing, while names are copied from the bytes they came
 * from, so full-width digits stay what they were. */
#ifndef DOMAIN_EXTENT_READ_H
#define DOMAIN_EXTENT_READ_H

#include "domain/extent.h"

#include <stdint.h>

/* What a letter does between names.  The order is the rank of a separator: what ends a block stands
 * higher than what ends a side. */
enum letter_class {
    LETTER_WORD,
    LETTER_BRACKETED, /* in brackets, or one of the brackets */
    LETTER_WRAP,      /* a line break in the middle of a name */
    LETTER_COLON,     /* also the bracket that opens around a whole block */
    LETTER_DASH,
    LETTER_SPACE,
    LETTER_LISTING, /* 、 */
    LETTER_COMMA,
    LETTER_SEMICOLON,
    LETTER_STOP,
    LETTER_LINE,
    LETTER_BLOCK_END, /* the bracket that closes around a whole block */
};

struct letter {
    uint32_t c; /* folded */
    uint32_t at;
    uint8_t len; /* bytes */
    uint8_t what;
};

struct reading {
    struct arena *arena;
    const char *text;
    struct letter *l;
    size_t n;
    struct err *err;
};

/* Sides named at one place, and where their limit stands. */
struct mark {
    size_t from, to; /* the words that name the side; the limit begins at to */
    size_t limit_end, rest;
    unsigned sides;    /* bits */
    bool limit_closed; /* 以…为东界: limit_end and rest are known */
    bool with;         /* 与…相邻: such an ending is not part of the name */
    bool joined;       /* no separator stands before it */
};

enum extent_fault {
    FAULT_NO_SIDE,
    FAULT_TWICE,
    FAULT_NO_NAME,
    FAULT_PIECE_NAME,
    FAULT_STRAY,
    FAULT_AMBIGUOUS,
    FAULT_SLANTING,
    FAULT_BRACKET,
    FAULT_CONTROL,
    FAULT_OFFSET_SIDE,
    FAULT_OFFSET_SLANTING,
    FAULT_OFFSET_FAR,
    FAULT_BLOCKS,
    FAULT_PIECES,
    FAULT_COLON,
    EXTENT_FAULTS,
};

enum { EXTENT_OFFSET_METRES_MOST = 100000 };

/* Says what is wrong at letter i, with the words there; side only where the fault has one (else
 * EXTENT_SIDES).  Always false. */
bool extent_refuse(const struct reading *r, size_t i, enum extent_fault fault,
                   enum extent_side side);

bool extent_letters(struct reading *r); /* fills l and n from text */

/* Length in letters of the word that l begins, or ends, with; 0: it does not. */
size_t letters_begin(const struct letter *l, size_t n, const char *word);
size_t letters_end(const struct letter *l, size_t n, const char *word);
bool letters_are(const struct letter *l, size_t n, const char *word);
/* The side that a letter names; EXTENT_SIDES: none. */
enum extent_side letter_side(uint32_t c);
bool letter_digit(uint32_t c); /* 0-9, folded */
/* First letter at or after i (before end) that is no space, line, wrap. */
size_t letters_skip(const struct reading *r, size_t i, size_t end);
/* A copy of the bytes from letter `from` up to `to`. */
char *letters_copy(const struct reading *r, size_t from, size_t to);

/* What a name says it is; LIMIT_OTHER when nothing. */
enum limit_kind limit_kind_of(const struct letter *l, size_t n);

/* Words that say how large something is, or which document counts: no limit, no label. */
bool extent_aside(const struct letter *l, size_t n);

/* All places where sides are named, in the order of the text. */
bool extent_marks(struct reading *r, struct mark **out, size_t *n);
/* Does a side begin at i, as far as its own words tell? */
bool extent_mark_looks(const struct reading *r, size_t i);

/* Do letters [from, to) only count items: 1. （二） ③ ? */
bool extent_item_number(const struct reading *r, size_t from, size_t to);

/* Do the letters end in words that announce sides: 四至范围为 ? */
bool extent_announces(const struct letter *l, size_t n);

/* The limit that stands in letters [from, to). */
bool extent_limit_read(struct reading *r, const struct mark *m, size_t from, size_t to,
                       enum extent_side side, struct extent_limit *out);

/* Takes an offset off the end of a name ("南150米"): *n becomes the letters that are left.  at is
 * where to point when it cannot be read. */
bool extent_offset_read(const struct reading *r, size_t at, const struct letter *l, size_t *n,
                        enum extent_side side, struct limit_offset *out);

#endif
