/* prepare.h - making the usual whole-layer answers before anybody has to wait for them. */
#ifndef API_OGC_PREPARE_H
#define API_OGC_PREPARE_H

#include "api/service.h"

/* Makes the step-th one; false when there are no more. */
bool ogc_prepare(const struct service *service, unsigned step);

#endif
