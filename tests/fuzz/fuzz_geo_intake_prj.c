/* fuzz_geo_intake_prj.c - any bytes as a .prj: refused with words, or a reference system of ours.
 */
#include "geo/intake_shapefile.h"
#include "intake_promises.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct intake_crs crs;
    struct intake_frame frame;
    struct err err = {0};

    if (intake_prj((struct bytes){(const char *)data, size}, &crs, &err)) {
        must(crs.kind != INTAKE_CRS_UNSAID);
        must(intake_frame_open(&frame, &crs, &err));
        intake_frame_close(&frame);
    } else {
        must(err.kind == ERR_BAD_BODY && err.text[0] && err.zh[0]);
    }
    return 0;
}
