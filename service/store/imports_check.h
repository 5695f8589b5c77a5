/* imports_check.h - everything that cannot be right about imports, for `sizhi check`. */
#ifndef STORE_IMPORTS_CHECK_H
#define STORE_IMPORTS_CHECK_H

#include "store/check.h"

check_look check_imports;

#endif
