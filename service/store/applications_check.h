/* applications_check.h - applications told against their events, the ledger of places, and what was
 * frozen and handed in. */
#ifndef STORE_APPLICATIONS_CHECK_H
#define STORE_APPLICATIONS_CHECK_H

#include "store/check.h"

check_look check_applications;

#endif
