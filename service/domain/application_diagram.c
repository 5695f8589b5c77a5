/* application_diagram.c - the table as a drawing, for Mermaid and for Graphviz.  An arrow says what
 * happens, who tells it, and what becomes of a place; "*" marks a step that is ours. */
#include "domain/application_table.h"

#include <stdarg.h>
#include <stdio.h>

/* Counts on where the room ends, so that the whole length is known. */
struct sheet {
    char *out;
    size_t room, len;
};

static void put(struct sheet *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void put(struct sheet *s, const char *fmt, ...)
{
    size_t left = s->len < s->room ? s->room - s->len : 0;
    va_list args;
    int n;

    va_start(args, fmt);
    n = vsnprintf(left > 0 ? s->out + s->len : NULL, left, fmt, args);
    va_end(args);
    if (n > 0)
        s->len += (size_t)n;
}

static void put_tellers(struct sheet *s, unsigned who, bool english)
{
    const char *between = "";

    if (who == ANYBODY) {
        put(s, "%s", role_label(ROLE_ANONYMOUS, english));
        return;
    }
    for (int r = 0; r < ROLES; r++) {
        if (who & 1U << r) {
            put(s, "%s%s", between, role_label((enum role)r, english));
            between = english ? " or " : "或";
        }
    }
}

static void put_label(struct sheet *s, const struct transition *t, bool english)
{
    static const char *const places[][2] = {
        [QUOTA_STAYS] = {"", ""},
        [QUOTA_TAKES] = {"，占用名额", ", takes a place"},
        [QUOTA_GIVES] = {"，交还名额", ", gives the place back"},
    };

    put(s, "%s", application_event_label(t->event, english));
    put(s, "%s", english ? " (" : "（");
    put_tellers(s, t->who, english);
    put(s, "%s", places[t->quota][english]);
    put(s, "%s%s", english ? ")" : "）", t->ours ? "*" : "");
}

static void put_arrow(struct sheet *s, enum diagram form, const char *from,
                      const struct transition *t, const char *to, bool english)
{
    if (form == DIAGRAM_MERMAID) {
        put(s, "    %s --> %s : ", from, to);
        put_label(s, t, english);
        put(s, "\n");
    } else {
        put(s, "    %s -> %s [label=\"", from, to);
        put_label(s, t, english);
        put(s, "\"];\n");
    }
}

static void put_states(struct sheet *s, enum programme programme, enum diagram form, bool english)
{
    for (int i = 0; i < APPLICATION_STATES; i++) {
        enum application_state state = (enum application_state)i;
        const char *name = application_state_name(state);
        const char *label = application_state_label(state, english);

        if (!programme_knows(programme, state))
            continue;
        if (form == DIAGRAM_MERMAID)
            put(s, "    %s : %s\n", name, label);
        else
            put(s, "    %s [label=\"%s\"];\n", name, label);
    }
}

size_t application_diagram(enum programme programme, enum diagram form, bool english, char *out,
                           size_t room)
{
    struct sheet s = {out, room, 0};
    bool mermaid = form == DIAGRAM_MERMAID;
    size_t n;
    const struct transition *table = application_table(&n);

    put(&s, "%s",
        mermaid ? "stateDiagram-v2\n"
                : "digraph application {\n    node [shape=box, style=rounded];\n");
    put_states(&s, programme, form, english);
    put(&s, "%s",
        mermaid ? "    [*] --> draft\n" : "    start [shape=point];\n    start -> draft;\n");
    for (size_t i = 0; i < n; i++) {
        for (int from = 0; from < APPLICATION_STATES; from++) {
            enum application_state state = (enum application_state)from;

            if (table[i].programme == programme && table[i].from & 1U << from)
                put_arrow(&s, form, application_state_name(state), &table[i],
                          application_state_name(transition_to(&table[i], state)), english);
        }
    }
    put(&s, "%s", mermaid ? "" : "}\n");
    return s.len;
}
