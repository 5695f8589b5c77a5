/** albers.ts - the usual national sheet: the equal-area conic with standard parallels 25° and 47° and
 *  the central meridian 105°, on the ellipsoid of CGCS2000.
 *
 *  Its square extent is only there so that a zoom means the same resolution as on the web map. */

import Projection from 'ol/proj/Projection.js';
import { addCoordinateTransforms, addProjection, get } from 'ol/proj.js';

export const ALBERS = 'sheet:albers';

const A = 6_378_137;
const F = 1 / 298.257222101;
const E2 = F * (2 - F);
const E = Math.sqrt(E2);
const RAD = Math.PI / 180;
const HALF = Math.PI * A;

const m = (lat: number): number => Math.cos(lat) / Math.sqrt(1 - E2 * Math.sin(lat) ** 2);

function q(lat: number): number {
  const s = Math.sin(lat);
  return (1 - E2) * (s / (1 - E2 * s * s) - Math.log((1 - E * s) / (1 + E * s)) / (2 * E));
}

const [M1, M2] = [m(25 * RAD), m(47 * RAD)];
const N = (M1 ** 2 - M2 ** 2) / (q(47 * RAD) - q(25 * RAD));
const C = M1 ** 2 + N * q(25 * RAD);
const rho = (lat: number): number => (A * Math.sqrt(Math.max(0, C - N * q(lat)))) / N;
const RHO_0 = rho(0);

export function toAlbers(lon: number, lat: number): [number, number] {
  const [theta, r] = [N * (lon - 105) * RAD, rho(lat * RAD)];
  return [r * Math.sin(theta), RHO_0 - r * Math.cos(theta)];
}

export function fromAlbers(x: number, y: number): [number, number] {
  const theta = Math.atan2(x, RHO_0 - y);
  const wanted = (C - ((x * x + (RHO_0 - y) ** 2) * N * N) / (A * A)) / N;
  let lat = Math.asin(Math.max(-1, Math.min(1, wanted / 2)));
  for (let i = 0; i < 6; i++) {
    const s = Math.sin(lat);
    const step = ((1 - E2 * s * s) ** 2 / (2 * Math.cos(lat))) * ((wanted - q(lat)) / (1 - E2));
    lat += step;
    if (Math.abs(step) < 1e-12) break;
  }
  return [105 + theta / N / RAD, lat / RAD];
}

/** Makes the sheet known to the map library, once. */
export function useAlbers(): void {
  if (get(ALBERS)) return;
  addProjection(new Projection({ code: ALBERS, units: 'm', extent: [-HALF, -HALF, HALF, HALF] }));
  addCoordinateTransforms(
    'EPSG:4326',
    ALBERS,
    ([lon, lat]) => toAlbers(lon as number, lat as number),
    ([x, y]) => fromAlbers(x as number, y as number),
  );
}
