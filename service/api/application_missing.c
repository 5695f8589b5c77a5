/* application_missing.c - see application_missing.h. */
#include "api/application_missing.h"

#include "domain/rules.h"
#include "store/findings.h"
#include "store/materials.h"

static unsigned missing_materials(const struct application *app,
                                  const struct material_row all[MATERIAL_KINDS])
{
    unsigned missing = 0;

    for (int k = 0; k < MATERIAL_KINDS; k++) {
        if (material_asked(app->track, (enum material_kind)k) && !material_there(&all[k]))
            missing |= 1U << k;
    }
    return missing;
}

static enum result result_of(const struct finding_row *all, size_t n, enum condition_id id)
{
    for (size_t i = 0; i < n; i++) {
        if (all[i].condition == id)
            return all[i].result;
    }
    return RESULT_UNKNOWN;
}

static unsigned missing_conditions(const struct application *app, const struct finding_row *all,
                                   size_t n)
{
    size_t n_rules;
    const struct rule *rules = rules_of(app->track, &n_rules);
    unsigned missing = 0, settled = 0; /* settled: bits of rule.either */

    for (size_t i = 0; i < n_rules; i++) {
        if (rules[i].attested && rules[i].either && result_of(all, n, rules[i].id) == RESULT_MET)
            settled |= 1U << rules[i].either;
    }
    for (size_t i = 0; i < n_rules; i++) {
        if (rules[i].attested && !(rules[i].either && settled & 1U << rules[i].either) &&
            result_of(all, n, rules[i].id) == RESULT_UNKNOWN)
            missing |= 1U << rules[i].id;
    }
    return missing;
}

bool application_missing_find(struct store *s, struct arena *a, const struct application *app,
                              struct application_missing *out, struct err *err)
{
    struct material_row materials[MATERIAL_KINDS];
    struct finding_row *findings;
    size_t n;

    if (!store_materials(s, a, app->id, materials, err) ||
        !store_findings(s, a, app->id, &findings, &n, err))
        return false;
    out->materials = missing_materials(app, materials);
    out->conditions = missing_conditions(app, findings, n);
    return true;
}

void put_application_missing(struct json_writer *w, const struct application_missing *m)
{
    json_put_object(w, "missing");
    json_put_array(w, "materials");
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        if (m->materials & 1U << k)
            json_string(w, material_name((enum material_kind)k));
    }
    json_end(w);
    json_put_array(w, "findings");
    for (int c = 0; c < CONDITION_IDS; c++) {
        if (m->conditions & 1U << c)
            json_string(w, condition_name((enum condition_id)c));
    }
    json_end(w);
    json_end(w);
}
