/** lines.ts - which of the lines that stand apart from the areas is which.
 *
 *  The source calls all of them 境界线 and says no more, so they are told apart by where they lie:
 *  the dash line alone reaches the far south, the border that is not settled lies in the far west,
 *  and the rest part provinces and the special regions on water. */

export type LineKind = 'dash' | 'unsettled' | 'water';

const FAR_SOUTH = 10; /* degrees of latitude; Hainan's waters with Guangdong are at 20 */
const FAR_WEST = 80; /* degrees of longitude; no line on water lies west of 109 */

export function lineKind(box: { west: number; south: number; east: number; north: number }): LineKind {
  if (box.south < FAR_SOUTH) return 'dash';
  return box.east < FAR_WEST ? 'unsettled' : 'water';
}
