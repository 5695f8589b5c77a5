/** shape_door.ts - all that the desks' map needs, fetched in one piece. */

export * as atlas from '../service';
export { setLang } from '../texts';
export { drawRole, ROLE_ORDER } from './shape_looks';
export { makeShapeSheet } from './shape_sheet';
