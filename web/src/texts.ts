/** texts.ts - every sentence the page says, in Chinese and in English.  A text may hold {holes} that
 *  say() fills; what fills them is plain text and stays so. */

export type Lang = 'zh' | 'en';

const ZH = {
  skip: '跳到搜索',
  motto: '全国省、市、县级行政区划边界与位置查询',
  nav: '其他',
  notices: '公示',
  dataService: '数据接口',
  find: '查找行政区划',
  searchLabel: '查找地方',
  searchPlaceholder: '名称、拼音、首字母或代码',
  go: '查找',
  clear: '清除',
  results: '搜索结果',
  found: '找到 {n} 个结果，用上下方向键选择，回车键打开',
  noneFound: '没有找到“{q}”。可以输入名称、拼音、拼音首字母或六位代码，例如：海淀、haidian、hd、110108。',
  searching: '正在查找…',
  searchFailed: '查找没有成功：{why}',
  map: '地图',
  mapHelp: '行政区划地图。方向键移动，加减键缩放，回车键查询中心位置',
  mapWait: '正在载入地图…',
  mapLoading: '正在载入更细的边界…',
  mapFailed: '边界没有载入：{why}',
  mapBroken: '这个浏览器画不出地图。查找和数据接口仍然可用。',
  zoomIn: '放大',
  zoomOut: '缩小',
  home: '全国',
  card: '所选地方',
  hintTitle: '从哪里开始',
  hintSearch: '在上面的框里输入名称、拼音、首字母或代码。',
  hintClick: '或者在地图上点一下，查看那里属于哪个省、市、县。',
  hintZoom: '放大地图，依次显示地级和县级边界。',
  cardLoading: '正在读取…',
  cardFailed: '没有读到内容',
  retry: '重试',
  successor: '打开现行代码 {code}',
  close: '关闭',
  outside: '不在境内',
  outsideText: '所点的位置不在任何省、市、县的边界之内。',
  pickedPoint: '所点位置',
  edge: '距最近的县级边界约 {d}',
  onEdge: '正好在县级边界上，按代码较小的一方列出。',
  nearEdge: '边界数据的比例尺为 {scale}，离边界这样近时，归属可能有出入。',
  code: '行政区划代码',
  kind: '类别',
  belongs: '隶属',
  pinyin: '拼音',
  area: '面积',
  km2: '{n} 平方千米',
  kilometres: '{n} 千米',
  metres: '{n} 米',
  neighbours: '相邻的{level}行政区',
  province: '省级',
  prefecture: '地级',
  county: '县级',
  noNeighbours: '没有与之接壤的{level}行政区。',
  data: '数据',
  dataPlace: '资料（JSON）',
  dataShape: '边界（GeoJSON）',
  noticesRunning: '正在公示',
  noticeUntil: '（{office}，{date}止，可提出异议）',
  reportTitle: '这条信息有误？',
  reportText: '{name}的哪一项不对，应当是什么，依据哪份文件',
  reportContact: '联系方式（可不填，只有处理的人员能看到）',
  reportSend: '提交',
  reportSending: '正在提交…',
  reportSent: '已收到，编号 {n}。国家知识产权局的工作人员会查看。',
  reportEmpty: '请先写明哪里不对。',
  showOnMap: '在地图上显示',
  selected: '已选择{name}，{kind}',
  approval: '审图号：{n}',
  vintage: '边界截至 {date}，比例尺 {scale}，第 {revision} 版。坐标系：2000 国家大地坐标系。',
  offline: '连不上服务',
  unreadable: '服务的回答读不懂',
  status: '服务回答了 {n}',
};

const EN: Record<keyof typeof ZH, string> = {
  skip: 'Skip to search',
  motto: 'Province, city and county boundaries of China, and what lies where',
  nav: 'More',
  notices: 'Public notices',
  dataService: 'Data service',
  find: 'Find a place',
  searchLabel: 'Find a place',
  searchPlaceholder: 'Name, pinyin, initials or code',
  go: 'Search',
  clear: 'Clear',
  results: 'Search results',
  found: '{n} results; choose with the arrow keys, open with Enter',
  noneFound: 'Nothing found for “{q}”. Try a name, pinyin, initials or a six-digit code: 海淀, haidian, hd, 110108.',
  searching: 'Searching…',
  searchFailed: 'The search failed: {why}',
  map: 'Map',
  mapHelp: 'Map of divisions. Arrow keys move, plus and minus zoom, Enter asks about the centre',
  mapWait: 'Loading the map…',
  mapLoading: 'Loading finer boundaries…',
  mapFailed: 'Boundaries did not load: {why}',
  mapBroken: 'This browser cannot draw the map. Search and the data service still work.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  home: 'Whole country',
  card: 'Selected place',
  hintTitle: 'Where to start',
  hintSearch: 'Type a name, pinyin, initials or a code into the box above.',
  hintClick: 'Or click the map to see which province, city and county a spot belongs to.',
  hintZoom: 'Zoom in for prefecture boundaries, then county boundaries.',
  cardLoading: 'Reading…',
  cardFailed: 'Nothing could be read',
  retry: 'Try again',
  successor: 'Open the current code {code}',
  close: 'Close',
  outside: 'Outside',
  outsideText: 'This spot lies within no province, city or county boundary.',
  pickedPoint: 'The spot you chose',
  edge: 'about {d} from the nearest county boundary',
  onEdge: 'Exactly on a county boundary; listed under the lower code.',
  nearEdge: 'The boundaries are drawn at {scale}; this close to one, the answer may differ on the ground.',
  code: 'Division code',
  kind: 'Kind',
  belongs: 'Part of',
  pinyin: 'Pinyin',
  area: 'Area',
  km2: '{n} km²',
  kilometres: '{n} km',
  metres: '{n} m',
  neighbours: 'Neighbouring {level} divisions',
  province: 'province-level',
  prefecture: 'prefecture-level',
  county: 'county-level',
  noNeighbours: 'It borders no other {level} division.',
  data: 'Data',
  dataPlace: 'Facts (JSON)',
  dataShape: 'Boundary (GeoJSON)',
  noticesRunning: 'Public notices running',
  noticeUntil: '({office}, until {date}; open to objections)',
  reportTitle: 'Is this entry wrong?',
  reportText: 'What about {name} is wrong, what should it be, by which document',
  reportContact: 'How to reach you (may stay empty; seen only by those who deal with it)',
  reportSend: 'Send',
  reportSending: 'Sending…',
  reportSent: 'Received as number {n}. The national office will look at it.',
  reportEmpty: 'Say first what is wrong.',
  showOnMap: 'Show on the map',
  selected: 'Selected {name}, {kind}',
  approval: 'Map approval number: {n}',
  vintage: 'Boundaries as of {date}, scale {scale}, revision {revision}. Coordinates: CGCS2000.',
  offline: 'the service cannot be reached',
  unreadable: 'the answer of the service cannot be read',
  status: 'the service answered {n}',
};

export type TextKey = keyof typeof ZH;

let current: Lang = 'zh';

export function setLang(lang: Lang): void {
  current = lang;
}

export function lang(): Lang {
  return current;
}

export function say(key: TextKey, holes: Record<string, string | number> = {}): string {
  const text = (current === 'en' ? EN : ZH)[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(holes[name] ?? whole));
}

/** A civil date as people write it: 2023年12月31日, or 31 December 2023. */
export function sayDate(date: string): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!m) return date;
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])];
  if (current === 'zh') return `${year}年${month}月${day}日`;
  const when = new Date(Date.UTC(year, month - 1, day));
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(when);
}

export function sayNumber(n: number, digits: number): string {
  return new Intl.NumberFormat(current === 'zh' ? 'zh-CN' : 'en-GB', {
    maximumFractionDigits: digits,
  }).format(n);
}

/** Put the texts of the current language where the page asks for them. */
export function fillPage(root: Document): void {
  if (current === 'zh') return; // the page is written in Chinese
  root.documentElement.lang = 'en';
  for (const el of root.querySelectorAll<HTMLElement>('[data-text]')) {
    el.textContent = say(el.dataset.text as TextKey);
  }
  for (const el of root.querySelectorAll<HTMLElement>('[data-label]')) {
    const label = say(el.dataset.label as TextKey);
    el.setAttribute('aria-label', label);
    if (el.title) el.title = label;
  }
  for (const el of root.querySelectorAll<HTMLInputElement>('[data-placeholder]')) {
    el.placeholder = say(el.dataset.placeholder as TextKey);
  }
}
