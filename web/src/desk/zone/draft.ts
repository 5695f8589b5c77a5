/** draft.ts - a shape on its way to the service: drawn or typed as one area, as the lines that bound it, or
 *  chosen as a file; and the request it comes to. */

import type { Figure } from '../../map/shape_pen';
import { address, send } from '../service';
import { say } from '../texts';
import { readPoints } from './points';
import { SIDES, type Preview, type Proposal } from './types';

export type Way = 'lines' | 'area' | 'file';
export const WAYS: readonly Way[] = ['lines', 'area', 'file'];

/** What degrees can be in; a drawing on this map is always in the first. */
export const DATUMS = ['cgcs2000', 'wgs84', 'gcj02', 'bd09'] as const;

export interface Draft {
  way: Way;
  texts: Readonly<Record<string, string>>; /* 'ring', or a side: points, one a row */
  datum: string;
  crs: string; /* of a file; '': as the file says */
  file: File | null;
}

export const EMPTY: Draft = { way: 'lines', texts: {}, datum: 'cgcs2000', crs: '', file: null };

const FORMATS: Readonly<Record<string, string>> = { geojson: 'geojson', json: 'geojson', zip: 'shapefile', kml: 'kml', csv: 'csv', txt: 'csv' };

export function idsOf(way: Way): readonly string[] {
  return way === 'lines' ? SIDES : way === 'area' ? ['ring'] : [];
}

export function labelOf(id: string): string {
  return id === 'ring' ? say('ring') : say('limitOf', { side: say(`side_${id as 'east'}`) });
}

/** What can be drawn of it here: other datums stand elsewhere on this map. */
export function figuresOf(draft: Draft): Figure[] {
  if (draft.datum === 'gcj02' || draft.datum === 'bd09') return [];
  return idsOf(draft.way).map((id): Figure => ({
    id, kind: id === 'ring' ? 'area' : 'line', label: id === 'ring' ? undefined : say(`side_${id as 'east'}`), points: readPoints(draft.texts[id] ?? '').points,
  }));
}

/** What keeps it from being sent, by field; nothing: it can be. */
export function faultsOf(draft: Draft): Record<string, string> {
  const faults: Record<string, string> = {};
  if (draft.way === 'file') {
    if (!draft.file) faults['file'] = say('required');
    else if (!formatOf(draft.file)) faults['file'] = say('fileKind');
    return faults;
  }
  let drawn = 0;
  for (const id of idsOf(draft.way)) {
    const { points, bad } = readPoints(draft.texts[id] ?? '');
    if (bad.length > 0) faults[id] = say('rowsBad', { rows: bad.join(say('comma')) });
    else if (points.length > 0 && points.length < (id === 'ring' ? 3 : 2)) faults[id] = say(id === 'ring' ? 'ringShort' : 'lineShort');
    if (points.length > 0) drawn++;
  }
  if (drawn < (draft.way === 'lines' ? 3 : 1)) faults[''] = say(draft.way === 'lines' ? 'linesFew' : 'ringShort');
  return faults;
}

function formatOf(file: File): string | undefined {
  return FORMATS[/\.(\w+)$/.exec(file.name.toLowerCase())?.[1] ?? ''];
}

function bodyOf(draft: Draft): string | File {
  if (draft.way === 'file') return draft.file as File;
  const figures = figuresOf({ ...draft, datum: '' }).filter((f) => f.points.length > 0);
  if (draft.way === 'lines') {
    const features = figures.map(({ id, points }) => ({ type: 'Feature', properties: { side: id }, geometry: { type: 'LineString', coordinates: points } }));
    return JSON.stringify({ type: 'FeatureCollection', features });
  }
  const ring = figures[0]?.points ?? [];
  return JSON.stringify({ type: 'Polygon', coordinates: [[...ring, ring[0]]] });
}

function sendIt<T>(proposal: Proposal, part: number, draft: Draft, preview: boolean): Promise<T> {
  const { application, version } = proposal;
  const own = draft.way === 'file'
    ? { format: draft.file && formatOf(draft.file), crs: draft.crs, name: draft.file?.name }
    : { crs: draft.datum };
  const path = address(`/api/v1/applications/${application}/parts/${part}/${draft.way === 'lines' ? 'lines' : 'shape'}`, { ...own, preview: preview ? 1 : null });
  return send<T>(path, bodyOf(draft), draft.way === 'file' ? 'application/octet-stream' : 'application/geo+json', version);
}

export function lookAt(proposal: Proposal, part: number, draft: Draft): Promise<Preview> {
  return sendIt(proposal, part, draft, true);
}

export function keep(proposal: Proposal, part: number, draft: Draft): Promise<Proposal> {
  return sendIt(proposal, part, draft, false);
}
