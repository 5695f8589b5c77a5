/* fuzz_geo_intake_csv.c - any bytes as a table of vertices, in every reference system. */
#include "intake_promises.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < sizeof promised_crs / sizeof promised_crs[0]; i++)
        promise_read((struct bytes){(const char *)data, size}, INTAKE_CSV, promised_crs[i]);
    return 0;
}
