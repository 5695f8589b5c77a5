/** icon.mjs - the mark as favicon.ico, for pages that do not name the SVG: one 32-pixel PNG inside the
 *  six-byte envelope that .ico is.  Drawn here so that no binary file has to be kept. */

import { deflateSync } from 'node:zlib';

const SIZE = 32;
const GROUND = [0xa3, 0x27, 0x1d, 0xff];
const LINE = [0xff, 0xff, 0xff, 0xff];
const NOTHING = [0, 0, 0, 0];

/** The colour of a pixel: a rounded square, in it a square frame with a stroke out of each side. */
function colour(x, y) {
  const [dx, dy] = [Math.abs(x - 15.5), Math.abs(y - 15.5)];
  const corner = Math.hypot(Math.max(0, dx - 9), Math.max(0, dy - 9));
  if (corner > 7) return NOTHING;
  const far = Math.max(dx, dy);
  const near = Math.min(dx, dy);
  const isFrame = far > 5.4 && far < 8;
  const isStroke = near < 1.4 && far >= 8 && far < 12.4;
  return isFrame || isStroke ? LINE : GROUND;
}

/* Node 18 has no zlib.crc32. */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const head = Buffer.alloc(4);
  const tail = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

function png() {
  const rows = [];
  for (let y = 0; y < SIZE; y++) {
    rows.push(0); /* no filter */
    for (let x = 0; x < SIZE; x++) rows.push(...colour(x, y));
  }
  const header = Buffer.from([0, 0, 0, SIZE, 0, 0, 0, SIZE, 8, 6, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.from(rows), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

export function icon() {
  const image = png();
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2); /* an icon */
  head.writeUInt16LE(1, 4); /* of one image */
  head.set([SIZE, SIZE, 0, 0, 1, 0, 32, 0], 6);
  head.writeUInt32LE(image.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, image]);
}
