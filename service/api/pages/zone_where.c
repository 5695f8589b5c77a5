/* zone_where.c - where a zone lies, as maps beside each other: the zone, its county, the country;
 * on paper also the address of the sheet as a code to scan. */
#include "api/ogc/html.h"
#include "api/pages/nation_map.h"
#include "api/pages/qr.h"
#include "api/pages/zone_map.h"

static void put_address(struct buf *out, const struct zone_page *p, const char *address)
{
    buf_puts(out, "<div class=\"address\">");
    qr_put(out, address, zone_say(p, "本页地址的二维码", "The address of this page as a QR code"));
    buf_printf(out, "<p>%s<br><a href=\"", zone_say(p, "本页地址", "Address of this page"));
    html_escape(out, address);
    buf_puts(out, "\">");
    html_escape(out, address);
    buf_puts(out, "</a></p></div>");
}

static void put_nation(struct buf *out, const struct zone_page *p, int place, const char *note)
{
    buf_puts(out, "<figure>");
    nation_map_put(out, p->rq, p->a, place);
    if (note)
        buf_printf(out, "<figcaption class=\"note\">%s</figcaption>", note);
    buf_puts(out, "</figure>");
}

/* The unit that recommended it is known even where the place is not. */
static void put_unit_alone(struct buf *out, const struct zone_page *p, const char *address)
{
    int unit = p->zone->unit ? atlas_find_code(p->a, p->zone->unit) : -1;

    buf_printf(out, "<p class=\"note\">%s</p>",
               zone_say(p, "四至和所在地都没有公布，没有可画的范围。",
                        "Neither limits nor location were published, so there is no extent to "
                        "draw."));
    if (unit < 0 && !address)
        return;
    buf_puts(out, "<div class=\"unit-alone\">");
    if (unit >= 0)
        put_nation(out, p, unit,
                   zone_say(p, "图中标出的是推荐单位所在的省份，不是集聚区的位置。",
                            "Marked is the province of the unit that recommended it, not where "
                            "the zone lies."));
    if (address)
        put_address(out, p, address);
    buf_puts(out, "</div>");
}

void zone_tell_where(struct buf *out, const struct zone_page *p, const struct zone_fit *fit,
                     const char *address)
{
    int place = zone_lies_in(p);

    buf_printf(out, "<h2>%s</h2>", zone_say(p, "位置", "Where it lies"));
    if (!fit->map.len) {
        put_unit_alone(out, p, address);
        return;
    }
    buf_puts(out, "<div class=\"maps\"><figure class=\"scroll\" tabindex=\"0\" "
                  "aria-labelledby=\"sheet-title\">");
    buf_put(out, fit->map.data, fit->map.len);
    buf_puts(out, "</figure><div class=\"beside\">");
    if (p->drawn.shape == ZONE_SHAPE_PUBLISHED && place >= 0) {
        buf_puts(out, "<figure>");
        zone_locator_put(out, p, place);
        buf_puts(out, "</figure>");
    }
    if (place >= 0)
        put_nation(out, p, place, NULL);
    if (address)
        put_address(out, p, address);
    buf_puts(out, "</div></div>");
}
