/* extent_limit.c - one side: pieces in the order of the text, with aliases and offsets.
 *
 * Pieces are joined by dashes and 、; a comma joins only what is known as a limit by its name, or a
 * forgotten word would become a road. */
#include "domain/extent_read.h"

#include "base/mem.h"

#include <string.h>

static bool hangs(uint8_t what)
{
    return what != LETTER_WORD && what != LETTER_BRACKETED && what != LETTER_DASH;
}

/* Letters [from, to) without what separates at the end and space at the beginning. */
static size_t trim_end(const struct reading *r, size_t from, size_t to)
{
    while (to > from && hangs(r->l[to - 1].what))
        to--;
    return to;
}

/* The words of the form that stand behind a limit: 为界, 相邻. */
static size_t without_form(const struct reading *r, const struct mark *m, size_t from, size_t to)
{
    static const char *const forms[] = {"为边界", "为界限", "为界线", "为界", "为止", "为限"};
    static const char *const with[] = {"相邻", "相接", "相连", "接壤", "交界",
                                       "毗邻", "毗连", "为邻", "搭界"};

    for (size_t i = 0; i < COUNT(forms); i++)
        to -= letters_end(r->l + from, to - from, forms[i]);
    for (size_t i = 0; i < COUNT(with) && m->with; i++)
        to -= letters_end(r->l + from, to - from, with[i]);
    return trim_end(r, from, to);
}

/* Behind a comma may stand how large the block is; nothing that bounds it may follow. */
static bool without_asides(const struct reading *r, size_t from, size_t *to)
{
    size_t end = *to;
    bool cut = false;

    for (size_t i = from; i < end; i++) {
        size_t next = i + 1, k;
        if (r->l[i].what != LETTER_COMMA)
            continue;
        next = letters_skip(r, next, end);
        for (k = next; k < end && r->l[k].what != LETTER_COMMA;)
            k++;
        bool aside = extent_aside(r->l + next, trim_end(r, next, k) - next);
        if (cut && !aside)
            return extent_refuse(r, next, FAULT_STRAY, EXTENT_SIDES);
        if (aside && !cut)
            *to = i;
        cut = cut || aside;
    }
    *to = trim_end(r, from, *to);
    return true;
}

/* The letters of a piece outside brackets, into name; what stands in brackets, into alias. */
static void split_brackets(const struct reading *r, size_t from, size_t to, struct letter *name,
                           size_t *n_name, struct letter *alias, size_t *n_alias)
{
    int depth = 0;

    *n_name = *n_alias = 0;
    for (size_t i = from; i < to; i++) {
        struct letter l = r->l[i];
        bool opens = l.c == '(' || l.c == '[' || l.c == 0x3010 || l.c == 0x3014;
        bool closes = l.c == ')' || l.c == ']' || l.c == 0x3011 || l.c == 0x3015;

        if (l.what == LETTER_BRACKETED) {
            depth -= closes;
            if (depth > 0) {
                l.what = LETTER_WORD;
                alias[(*n_alias)++] = l;
            } else if (opens && *n_alias) { /* a second bracket */
                alias[(*n_alias)++] = (struct letter){.c = 0x3001, .what = LETTER_LISTING};
            }
            depth += opens;
        } else if (l.what != LETTER_WRAP && (*n_name || l.what != LETTER_SPACE)) {
            name[(*n_name)++] = l;
        }
    }
    while (*n_name && name[*n_name - 1].what == LETTER_SPACE)
        (*n_name)--;
}

/* A letter without length is not of the text but stands between two aliases. */
static const char *spell(const struct reading *r, const struct letter *l, size_t n)
{
    static const char between[] = "、";
    char *s = arena_alloc(r->arena, n * 4 + 1, 1);
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        size_t k = l[i].len ? l[i].len : sizeof between - 1;
        memcpy(s + len, l[i].len ? r->text + l[i].at : between, k);
        len += k;
    }
    return s;
}

static bool read_piece(struct reading *r, size_t from, size_t to, enum extent_side side,
                       struct limit_piece *out)
{
    struct letter *name = arena_alloc(r->arena, to - from + 1, sizeof *name);
    struct letter *alias = arena_alloc(r->arena, to - from + 1, sizeof *alias);
    size_t n_name, n_alias, left;

    split_brackets(r, from, to, name, &n_name, alias, &n_alias);
    left = n_name;
    if (!extent_offset_read(r, from, name, &left, side, &out->offset))
        return false;
    n_name = left;
    left = n_alias;
    if (!out->offset.given && n_alias) { /* 曹安公路（以南150米） */
        struct limit_offset o;
        if (!extent_offset_read(r, from, alias, &left, side, &o))
            return false;
        if (o.given && left == 0) {
            out->offset = o;
            n_alias = 0;
        }
    }
    if (n_name == 0)
        return extent_refuse(r, from, FAULT_PIECE_NAME, side);
    out->name = spell(r, name, n_name);
    out->alias = n_alias ? spell(r, alias, n_alias) : NULL;
    out->kind = limit_kind_of(name, n_name);
    return true;
}

static bool joins(uint8_t what)
{
    return what == LETTER_DASH || what == LETTER_LISTING || what == LETTER_COMMA;
}

/* Behind the joint at i and all that stand with it; *comma: nothing but commas stood there. */
static size_t behind_joint(const struct reading *r, size_t i, size_t to, bool *comma)
{
    *comma = true;
    for (; i < to && (joins(r->l[i].what) || hangs(r->l[i].what)); i++)
        *comma = *comma && r->l[i].what != LETTER_DASH && r->l[i].what != LETTER_LISTING;
    return i;
}

static size_t piece_end(const struct reading *r, size_t i, size_t to)
{
    while (i < to && !joins(r->l[i].what))
        i++;
    return i;
}

bool extent_limit_read(struct reading *r, const struct mark *m, size_t from, size_t to,
                       enum extent_side side, struct extent_limit *out)
{
    struct limit_piece pieces[EXTENT_PIECES_MOST];
    bool comma = false;
    size_t n = 0;

    from = letters_skip(r, from, to);
    to = trim_end(r, from, to);
    if (!without_asides(r, from, &to))
        return false;
    to = without_form(r, m, from, to);
    if (from >= to || hangs(r->l[from].what))
        return extent_refuse(r, m->from, FAULT_NO_NAME, side);
    for (size_t i = from, end; i < to; i = behind_joint(r, end, to, &comma), n++) {
        end = piece_end(r, i, to);
        if (n == EXTENT_PIECES_MOST)
            return extent_refuse(r, i, FAULT_PIECES, side);
        if (end == i || (end < to && behind_joint(r, end, to, &(bool){false}) == to))
            return extent_refuse(r, end, FAULT_PIECE_NAME, side);
        pieces[n] = (struct limit_piece){.kind = LIMIT_OTHER};
        for (size_t k = i; k < end; k++) {
            if (r->l[k].what == LETTER_COLON)
                return extent_refuse(r, k, FAULT_COLON, EXTENT_SIDES);
        }
        if (!read_piece(r, i, trim_end(r, i, end), side, &pieces[n]))
            return false;
        if (comma && pieces[n].kind == LIMIT_OTHER)
            return extent_refuse(r, i, FAULT_STRAY, EXTENT_SIDES);
    }
    out->present = true;
    out->text = letters_copy(r, from, to);
    out->n_pieces = n;
    out->pieces = arena_alloc(r->arena, n, sizeof *pieces);
    memcpy(out->pieces, pieces, n * sizeof *pieces);
    return true;
}
