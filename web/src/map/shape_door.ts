/** shape_door.ts - all that the desks' map needs, fetched in one piece.  What draws on it is fetched apart. */

export * as atlas from '../service';
export { setLang } from '../texts';
export { drawRole, ROLE_ORDER } from './shape_looks';
export { makeShapeSheet } from './shape_sheet';
