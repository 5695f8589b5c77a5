/** palette.ts - the colours of the map, for light and dark.  The page's own colours are in style.css;
 *  a canvas cannot read those.  test/palette.test.mjs holds every pair to its contrast. */

export interface Palette {
  sea: string;
  land: string;
  coast: string; /* the band along the outer edge of the country */
  province: string;
  prefecture: string;
  county: string;
  national: string; /* the dash line and borders that stand apart from the areas */
  name: string;
  nameWide: string; /* names of what lies one level above */
  nameSea: string;
  selected: string;
  selectedFill: string;
  demoCity: string;
  pilotCity: string;
  demoCounty: string;
  pilotCounty: string;
  zone: string;
  rim: string; /* around lines over a basemap */
  ended: string; /* whatever is over, of any kind */
}

export const LIGHT: Palette = {
  sea: '#e9f0f4',
  land: '#fdfcf9',
  coast: '#c3d5df',
  province: '#5d6d7a',
  prefecture: '#77858f',
  county: '#84919b',
  national: '#8a2c3c',
  name: '#1c2730',
  nameWide: '#586875',
  nameSea: '#3f6a85',
  selected: '#b3261e',
  selectedFill: 'rgba(179, 38, 30, 0.10)',
  demoCity: '#a3271d',
  pilotCity: '#a24a00',
  demoCounty: '#1f5fa8',
  pilotCounty: '#0b6e66',
  zone: '#6d3fa0',
  rim: 'rgba(253, 252, 249, 0.6)',
  ended: '#5f6a73',
};

export const DARK: Palette = {
  sea: '#0e151b',
  land: '#1c262e',
  coast: '#2c414f',
  province: '#9dadb8',
  prefecture: '#83939e',
  county: '#74848f',
  national: '#f0a3b0',
  name: '#eaf0f4',
  nameWide: '#a3b3bf',
  nameSea: '#86b3cf',
  selected: '#ff8f7d',
  selectedFill: 'rgba(255, 143, 125, 0.16)',
  demoCity: '#ff9a8a',
  pilotCity: '#f3b061',
  demoCounty: '#86b8f5',
  pilotCounty: '#5ecfc0',
  zone: '#c9a6f2',
  rim: 'rgba(14, 21, 27, 0.55)',
  ended: '#98a5af',
};
