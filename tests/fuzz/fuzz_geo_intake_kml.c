/* fuzz_geo_intake_kml.c - any bytes as KML. */
#include "intake_promises.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    promise_read((struct bytes){(const char *)data, size}, INTAKE_KML,
                 (struct intake_crs){.kind = INTAKE_CRS_UNSAID});
    return 0;
}
