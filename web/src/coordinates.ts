/** coordinates.ts - a point as people write it: decimal degrees, or degrees, minutes and seconds.
 *
 *  The service reads such texts by the same rules (service/api/pages/coordinates.c); a table of cases
 *  holds both to them.  Whatever stands in a text that belongs to neither number, mark nor direction
 *  makes it no point: names are not guessed at. */

export const DATUMS = ['cgcs2000', 'gcj02', 'bd09'] as const;
export type Datum = (typeof DATUMS)[number];

export function isDatum(text: string): text is Datum {
  return (DATUMS as readonly string[]).includes(text);
}

export interface Point {
  lon: number;
  lat: number;
}

type Towards = 'N' | 'S' | 'E' | 'W' | 'x' | 'y'; /* x, y: only the axis is said */
type Token =
  | { kind: 'number'; value: number; signed: boolean; negative: boolean }
  | { kind: 'field'; field: 1 | 2 | 3 } /* degrees, minutes, seconds */
  | { kind: 'comma' }
  | { kind: 'towards'; towards: Towards };

const FIELDS = 3;
const TOKENS_MOST = 24;
const BLANK = /^[ \t\u00a0\u3000:\uff1a]+/;
const NUMBER = /^[+-]?\d{1,3}(?!\d)(\.\d*)?/;
const MARKS: readonly [RegExp, 1 | 2 | 3][] = [
  [/^[°º度]/, 1],
  [/^[′'’分]/, 2],
  [/^[″"”秒]/, 3],
];
const WORDS: Readonly<Record<string, Towards>> = { 东经: 'E', 西经: 'W', 北纬: 'N', 南纬: 'S', 经度: 'x', 纬度: 'y' };

/** null: something is there that belongs to no point. */
function cut(text: string): Token[] | null {
  const tokens: Token[] = [];
  let rest = text;
  for (;;) {
    rest = rest.replace(BLANK, '');
    if (rest === '') return tokens;
    const [token, length] = read(rest);
    if (!token || tokens.length === TOKENS_MOST) return null;
    tokens.push(token);
    rest = rest.slice(length);
  }
}

function read(text: string): [Token | null, number] {
  const number = NUMBER.exec(text)?.[0];
  if (number !== undefined) {
    const signed = /^[+-]/.test(number);
    if (number.length > 24) return [null, 0];
    return [{ kind: 'number', value: Math.abs(Number(number)), signed, negative: number.startsWith('-') }, number.length];
  }
  const field = MARKS.find(([mark]) => mark.test(text));
  if (field) return [{ kind: 'field', field: field[1] }, 1];
  if (/^[,，;；、]/.test(text)) return [{ kind: 'comma' }, 1];
  const word = WORDS[text.slice(0, 2)];
  if (word) return [{ kind: 'towards', towards: word }, 2];
  if (/^[NSEW]/i.test(text)) return [{ kind: 'towards', towards: text.charAt(0).toUpperCase() as Towards }, 1];
  return [null, 0];
}

class Angle {
  fields: number[] = []; /* more than three only until they are shared out */
  negative = false;
  closed = false;
  towards: Towards | null = null;
}

class Pair {
  readonly angles: Angle[] = [];
  bad = false;

  get last(): Angle | undefined {
    return this.angles[this.angles.length - 1];
  }

  begin(): Angle {
    if (this.angles.length === 2) {
      this.bad = true;
      return this.angles[1] as Angle;
    }
    const made = new Angle();
    this.angles.push(made);
    return made;
  }

  open(): Angle {
    const last = this.last;
    return !last || last.closed ? this.begin() : last;
  }

  take(token: Token): void {
    if (token.kind === 'number') this.number(token);
    else if (token.kind === 'field') this.field(token.field);
    else if (token.kind === 'towards') this.towards(token.towards);
    else if (this.last) this.last.closed = true;
  }

  private number(token: Extract<Token, { kind: 'number' }>): void {
    let angle = this.open();
    if (angle.fields.length === 2 * FIELDS) {
      this.bad = true;
      return;
    }
    if (token.signed) {
      if (angle.fields.length > 0) {
        angle.closed = true; /* a sign begins an angle */
        angle = this.begin();
      }
      angle.negative = token.negative;
    }
    angle.fields.push(token.value);
  }

  /* A mark says which of the fields the number before it is; degrees after a second number begin anew. */
  private field(wanted: number): void {
    let angle = this.last;
    if (angle && wanted === 1 && angle.fields.length > 1) {
      const degrees = angle.fields.pop() as number;
      angle.closed = true;
      angle = this.begin();
      angle.fields.push(degrees);
    }
    if (angle?.fields.length !== wanted) this.bad = true;
  }

  private towards(towards: Towards): void {
    const last = this.last;
    if (last && !last.closed && last.fields.length > 0 && !last.towards) {
      last.towards = towards; /* stands after its angle */
      last.closed = true;
      return;
    }
    if (last && last.fields.length > 0) last.closed = true;
    const angle = this.open();
    if (angle.towards) this.bad = true;
    angle.towards = towards;
  }

  /* Two, four or six bare numbers are shared out between both angles. */
  shareOut(): void {
    const [only] = this.angles;
    if (this.angles.length !== 1 || !only || only.towards) return;
    const n = only.fields.length;
    if (n < 2 || n % 2 !== 0) return;
    const second = new Angle();
    second.fields = only.fields.splice(n / 2);
    this.angles.push(second);
  }
}

/** NaN: more fields than there are, or minutes and seconds that cannot be. */
function degreesOf({ fields, negative, towards }: Angle): number {
  if (fields.length === 0 || fields.length > FIELDS) return NaN;
  if (fields.some((v, i) => (i + 1 < fields.length && !Number.isInteger(v)) || (i > 0 && v >= 60))) return NaN;
  const sum = fields.reduce((all, v, i) => all + v / 60 ** i, 0);
  return negative || towards === 'S' || towards === 'W' ? -sum : sum;
}

const isEastWest = (towards: Towards): boolean => towards === 'E' || towards === 'W' || towards === 'x';

/** Does the pair read as latitude, longitude? */
function isTurned(a: Angle, b: Angle, first: number, second: number): boolean {
  if (a.towards) return !isEastWest(a.towards);
  if (b.towards) return isEastWest(b.towards);
  return Math.abs(first) <= 55 && second >= 72 && second <= 136;
}

/** "116.30, 39.96", "39.96N 116.30E", "东经116°18′0″ 北纬39°57′36″", "116 18 0 E, 39 57 36 N".
 *  Letters or words say which is which; without them the longitude comes first, unless only the other
 *  way round can lie in or near China.  null: not a point, so it may be a name or a code. */
export function parsePoint(text: string): Point | null {
  const tokens = cut(text);
  if (!tokens?.length) return null;
  const pair = new Pair();
  for (const token of tokens) pair.take(token);
  if (pair.bad) return null;
  pair.shareOut();
  const [a, b] = pair.angles;
  if (!a || !b) return null;
  const [first, second] = [degreesOf(a), degreesOf(b)];
  if (a.towards && b.towards && isEastWest(a.towards) === isEastWest(b.towards)) return null;
  const [lon, lat] = isTurned(a, b, first, second) ? [second, first] : [first, second];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? { lon, lat } : null;
}
