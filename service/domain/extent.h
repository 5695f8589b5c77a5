/* extent.h - four limits (四至) read out of the words in which they were published.
 *
 * "东至外环高速路,南至高科中路,西至中环路(申江路),北至龙东大道" is one block with four sides;
 * several blocks may stand in one text, each with a label of its own.  Words are kept as they stand
 * (borrowed from the text); only what separates them is taken away.  What the words mean on the
 * ground is not known here, and where coordinates were given those count, not the words. */
#ifndef DOMAIN_EXTENT_H
#define DOMAIN_EXTENT_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum extent_side { EXTENT_EAST, EXTENT_SOUTH, EXTENT_WEST, EXTENT_NORTH, EXTENT_SIDES };

/* What a piece of a limit is, as far as its name tells. */
enum limit_kind {
    LIMIT_ROAD,
    LIMIT_RAILWAY,
    LIMIT_WATER,
    LIMIT_BORDER, /* of a division, village, park … */
    LIMIT_BLOCK,  /* another block or part of the same text ("区块二") */
    LIMIT_OTHER,
    LIMIT_KINDS,
};

/* A limit lies beside what it names: "曹安公路南150米". */
struct limit_offset {
    bool given;
    enum extent_side towards;
    double metres;
};

struct limit_piece {
    const char *name;  /* NUL-ended copy, without brackets and offset */
    const char *alias; /* what stood in brackets; NULL: nothing */
    enum limit_kind kind;
    struct limit_offset offset;
};

struct extent_limit {
    bool present;
    const char *text; /* of the whole side, as it stands; NULL when absent */
    struct limit_piece *pieces;
    size_t n_pieces; /* more than one: joined, in the order of the text */
};

struct extent_block {
    const char *label; /* "核心区", "区块一"; NULL: has none */
    struct extent_limit sides[EXTENT_SIDES];
};

struct extent {
    struct extent_block *blocks;
    size_t n_blocks;
};

/* Bytes of a text; blocks in it; pieces of one side. */
enum { EXTENT_TEXT_MOST = 20000, EXTENT_BLOCKS_MOST = 100, EXTENT_PIECES_MOST = 200 };

/* false with ERR_BAD_BODY (field "extent_text") names what cannot be read and where: a text that
 * names no side at all, a side twice in one block, a limit without a name …  A side that is missing
 * is no fault of the text: present is false, and the extent report says so.  Where two readings are
 * possible the text is refused rather than guessed at; areas ("总面积4平方公里") are passed over.
 */
bool extent_parse(struct arena *a, const char *text, struct extent *out, struct err *err);

/* The same in one manner: 东至…，南至…，西至…，北至…, a block to a line, labels before their colon,
 * distances in metres.  For reading beside the text as published, never in its place. */
const char *extent_write(struct arena *a, const struct extent *e);

const char *extent_side_name(enum extent_side side); /* "east" … */
const char *extent_side_label(enum extent_side side, bool english);
bool extent_side_parse(const char *s, enum extent_side *out);
const char *limit_kind_name(enum limit_kind kind); /* "road" … */
const char *limit_kind_label(enum limit_kind kind, bool english);

#endif
