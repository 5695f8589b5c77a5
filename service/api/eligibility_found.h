/* eligibility_found.h - what was found about a place, for those who may see its application. */
#ifndef API_ELIGIBILITY_FOUND_H
#define API_ELIGIBILITY_FOUND_H

#include "api/eligibility_json.h"

struct found_for {
    struct found found;
    bool is_private;      /* the answer rests on more than what is published */
    bool session_is_over; /* of the caller, who is one of the public now */
};

/* Those of application=, else of the only live application of the place, track and round (NULL:
 * none is asked about), where the caller may see it; everybody else is answered from what is
 * published. */
bool found_for_caller(const struct request *rq, const char *place, enum title_kind track,
                      const char *round, date_t on, struct found_for *out, struct err *err);

#endif
