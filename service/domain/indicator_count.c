/* indicator_count.c - the words, as a table. */
#include "domain/indicator_count.h"

#include <assert.h>
#include <string.h>

static const struct count_row {
    const char *name, *zh, *en;
    bool recorded;
} counts[INDICATOR_COUNTS] = {
    [COUNT_INSTITUTIONS] = {"institutions", "名录内服务机构数", "institutions in the directory",
                            true},
    [COUNT_ABOVE_SIZE] = {"above_size", "名录内规模以上服务机构数",
                          "institutions above designated size", true},
    [COUNT_FORMS] = {"forms", "名录内各业态服务机构数", "institutions by form of service", true},
    [COUNT_EXPORTING] = {"exporting", "有服务出口的机构数（名录未记载）",
                         "institutions that export (not recorded in the directory)", false},
    [COUNT_OVERSEAS] = {"overseas", "有海外分支的机构数（名录未记载）",
                        "institutions with branches overseas (not recorded in the directory)",
                        false},
};

static bool find(const char *s, size_t len, unsigned *out)
{
    for (int c = 0; c < INDICATOR_COUNTS; c++) {
        if (strlen(counts[c].name) == len && strncmp(counts[c].name, s, len) == 0) {
            *out |= 1U << c;
            return true;
        }
    }
    return false;
}

bool indicator_counts_parse(const char *s, unsigned *out)
{
    *out = 0;
    while (*(s += strspn(s, " "))) {
        size_t len = strcspn(s, " ");

        if (!find(s, len, out))
            return false;
        s += len;
    }
    return true;
}

const char *indicator_count_name(enum indicator_count c)
{
    assert((int)c >= 0 && c < INDICATOR_COUNTS);
    return counts[c].name;
}

const char *indicator_count_label(enum indicator_count c, bool english)
{
    assert((int)c >= 0 && c < INDICATOR_COUNTS);
    return english ? counts[c].en : counts[c].zh;
}

bool indicator_count_recorded(enum indicator_count c)
{
    assert((int)c >= 0 && c < INDICATOR_COUNTS);
    return counts[c].recorded;
}
