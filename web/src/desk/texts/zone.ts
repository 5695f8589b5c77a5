/** zone.ts - what desks say of zones: maps of shapes, parts and limits, the report about an extent. */

export const ZONE = {
  mapAll: ['看全部', 'Show everything'],
  mapKeys: ['方向键移动，+ 和 - 缩放；地图上的内容另有文字。', 'Arrow keys move, + and - zoom; what the map shows is also said in words.'],
  metres: ['{n} 米', '{n} m'],
  kilometres: ['{n} 千米', '{n} km'],
  role_host: ['政区边界', 'Border of the division'],
  role_declared: ['所报四至线', 'Declared limits'],
  role_proposed: ['申报范围', 'Proposed extent'],
  role_published: ['已公布范围', 'Published extent'],
  role_other: ['其他集聚区', 'Other zones'],
  role_finding: ['核查发现', 'Finding'],
  role_drawn: ['正在绘制', 'Being drawn'],
} as const;
