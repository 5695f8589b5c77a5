/** national_maps.ts - what the maps of the national desk say, and what stands beside them. */

export const NATIONAL_MAPS = {
  n_wholeCountry: ['全国', 'The whole country'],
  n_mapHelp: ['点一个省份，或用方向键移动、加减键缩放、回车选中中央的省份；同样的内容在下面的表中。', 'Click a province; or move by arrow keys, zoom by plus and minus, and press Enter for the province in the middle. The table below says the same.'],
  n_mapNowhere: ['这里不在任何省份之内。', 'No province lies here.'],
  n_mapNoUnit: ['{place}在这里没有数字。', 'There is no number for {place} here.'],
  n_mapNotDrawn: ['不在图上（没有自己的行政区域）：{units}。', 'Not on the map, having no area of their own: {units}.'],

  n_quotaMap: ['各省名额使用情况（地图）', 'Use of places by province (map)'],
  n_quotaMark: ['{used}/{places}', '{used}/{places}'],
  n_quotaMarkUnknown: ['未知', '?'],
  n_quotaMarkUnknownUsed: ['{used}/未知', '{used}/?'],
  'n_quota-none': ['尚未使用', 'None used'],
  'n_quota-some': ['已用一部分', 'Used in part'],
  'n_quota-full': ['已用完', 'All used'],
  'n_quota-over': ['超过名额', 'More than there are'],
  'n_quota-unknown': ['名额未知', 'Not known'],
  n_quotaPick: ['在地图上点一个省份，或在表中选一行，这里显示它的数字。', 'Pick a province on the map or a row of the table: its numbers appear here.'],
  n_held_used: ['占用名额的', 'hold a place'],
  n_held_designated: ['已确定过的', 'were designated'],
  n_held: ['名额', 'Places'],
  n_seeAll: ['本类别的全部申报', 'All applications of the track'],
  n_seeUsed: ['占用名额的申报：{n} 件', 'Applications that hold a place: {n}'],
  n_seeDesignated: ['其中已确定的申报：{n} 件', 'Designated of these: {n}'],
} as const;
