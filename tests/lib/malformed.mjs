// Requests that are wrong in one way each.  Three tables: targets a GET cannot mean, bodies a bulk
// lookup cannot read, and bytes that are no HTTP.
const LOOKUP = '/api/v1/lookup?lon=116.3&lat=39.96';
const PLACES = '/api/v1/places';
const ITEMS = '/ogc/collections/cities/items';

// [what is wrong, target, statuses (400 unless said)]
export const TARGETS = [
    // percent-escapes and bytes
    ...['%', '%4', '%zz', '%G0', '%%', '%u6d77', '%-1', '%+1', '% 41'.replace(' ', '%20%'), '%c0%ae', '%c0%80', '%ff', '%fe%ff', '%ed%a0%80', '%f4%90%80%80', '%e6%b5', '%f8%88%80%80%80', '%80', '%00', 'a%00b', '%e6%b5%b7%00']
        .map((text) => [`"${text}" as a search text`, `${PLACES}?q=${text}`]),
    ...['%', '%zz', '%4', '%00', '%ff', '%c0%af', '%ed%a0%80', '11%000108']
        .map((text) => [`"${text}" in a path`, `${PLACES}/${text}`, [400, 404]]),
    ...['%=1', '%zz=1', '%00=1', '%ff=1', '=1', '=', '&&&=', '%00', 'lang%00=en', 'q%=a']
        .map((text) => [`"${text}" as a parameter`, `${LOOKUP}&${text}`]),
    ['a percent-escape for the question mark', `${PLACES}%3Fq=a`, [400, 404]],
    ['a path above the root', '/../../../etc/passwd', [400, 404]],
    ['an escaped path above the root', '/%2e%2e/%2e%2e/etc/passwd', [400, 404]],
    ['a path above the root, in backslashes', '/..\\..\\etc\\passwd', [400, 404]],
    ['an escaped slash in a code', `${PLACES}/11%2F0108`, [400, 404]],
    ['a path of a file of the register', '/register.sqlite', [400, 404]],

    // coordinates
    ...['NaN', 'nan', 'NAN', '-nan', 'inf', 'Infinity', '-inf', '1e999', '-1e999', '1e400', '9'.repeat(400), '', '-', '+', '.', 'e5', '1e', '1e+', '0x74', '1_000', '116,3', '116.3.1', '116.3deg', '１１６', '180.0000001', '-181', '1d2', '1f', 'true', 'null', '[]', "116.3'", '116.3%20', '%20116.3', '%0a116.3', '--1', '1-1']
        .map((text) => [`longitude ${text.slice(0, 20) || '(empty)'}`, `/api/v1/lookup?lat=39.96&lon=${encodeURI(text).replace(/%25/g, '%')}`]),
    ...['NaN', 'inf', '1e999', '90.0000001', '-91', '', 'x', '0x1p4']
        .map((text) => [`latitude ${text || '(empty)'}`, `/api/v1/lookup?lon=116.3&lat=${text}`]),
    ...['-1', 'NaN', 'inf', '', 'x', '1e999'].map((text) => [`accuracy ${text || '(empty)'}`, `${LOOKUP}&accuracy=${text}`]),

    // parameters
    ['a parameter twice', `${LOOKUP}&lon=116.3`],
    ['a parameter twice, with other letters escaped', `${LOOKUP}&l%6fn=116.3`],
    ['lang twice', `${LOOKUP}&lang=en&lang=zh`],
    ['f twice', `${ITEMS}?f=json&f=json`],
    ['a hundred parameters', `${LOOKUP}&${Array.from({ length: 100 }, (_, i) => `p${i}=1`).join('&')}`],
    ['a thousand times the same', `${LOOKUP}${'&lang=en'.repeat(200)}`, [400, 414]],
    ['a parameter without a value', `${LOOKUP}&datum`],
    ['only an equals sign', `${LOOKUP}&=`],
    ['a parameter as an array', `${LOOKUP}&datum[]=wgs84`],
    ['a semicolon for an ampersand', '/api/v1/lookup?lon=116.3;lat=39.96'],
    ['a question mark twice', '/api/v1/lookup??lon=116.3&lat=39.96'],
    ['dates that are none', `${LOOKUP}&on=2023-02-30`],
    ['a day nought', `${LOOKUP}&on=2023-00-00`],
    ['a year of five digits', `${LOOKUP}&on=20233-01-01`],
    ['a moment without zone', `${LOOKUP}&asOf=2023-06-01T00:00:00`],
    ['an offset of a hundred hours', `${LOOKUP}&asOf=2023-06-01T00:00:00%2B99:99`],
    ['a format that is none', `${LOOKUP}&f=../../etc/passwd`],
    ['a search text that is too long', `${PLACES}?q=${'a'.repeat(1500)}`],
    ['a search limit too large', `${PLACES}?q=a&limit=99999999999999999999`],
    ['a search limit of nought', `${PLACES}?q=a&limit=0`],
    ['a code of SQL', `${PLACES}/'%20OR%201=1--`, [400, 404]],
    ['a code of script', `${PLACES}/%3Cscript%3E`, [400, 404]],

    // items
    ...['', ',', '1,2,3', '1,2,3,4,5', '1,2,3,4,5,6,7', 'a,b,c,d', 'NaN,NaN,NaN,NaN', '1e999,0,1e999,1', 'inf,0,1,1', '1,2,3,4,', ',1,2,3,4', '1,,3,4', '1,2,3,%', '1;2;3;4', '0x1,2,3,4', '1,4,3,2', '{}', '1,2,3,4%00', Array(200).fill('1').join(',')]
        .map((text) => [`bbox ${text.slice(0, 24) || '(empty)'}`, `${ITEMS}?bbox=${text}`]),
    ...['0', '-1', '1.5', 'x', '', '1e3', '+', '0x10', 'NaN', '-9223372036854775809'].map((text) => [`limit ${text || '(empty)'}`, `${ITEMS}?limit=${text}`]),
    ...['-1', '1.5', 'x', '', 'NaN', '-9223372036854775809'].map((text) => [`offset ${text || '(empty)'}`, `${ITEMS}?offset=${text}`]),
    ...['x', '2023-13-01', '2023-01-01/2022-01-01', '1/2/3', '2023-01-01T', '2023-01-01T00:00:00Z/x', '%00']
        .map((text) => [`datetime ${text}`, `${ITEMS}?datetime=${text}`]),
    ...['x', '4326', 'EPSG:4326', '', 'http://www.opengis.net/def/crs/EPSG/0/1', 'javascript:alert(1)'].map((text) => [`crs ${text || '(empty)'}`, `${ITEMS}?crs=${encodeURIComponent(text)}`]),
    ...['x', '4326', ''].map((text) => [`bbox-crs ${text || '(empty)'}`, `${ITEMS}?bbox=1,2,3,4&bbox-crs=${text}`]),
    ...['1', '-0.05', 'x', '', 'NaN', '1e999', '0.05,0.05'].map((text) => [`simplify ${text || '(empty)'}`, `${ITEMS}?simplify=${text}`]),
    ['a filter in a language that is not claimed', `${ITEMS}?filter=1=1`],
    ['a collection that is a path', '/ogc/collections/..%2f..%2fetc/items', [400, 404]],
    ['a feature id of a megabyte', `/ogc/collections/cities/items/${'1'.repeat(1 << 20)}`, [414]],
    ['a URL of a megabyte', `${PLACES}?q=${'a'.repeat(1 << 20)}`, [414]],
    ['a URL of 40 KB', `${PLACES}?q=${'%61'.repeat(14000)}`, [414]],
    ['a path of a thousand slashes', '/'.repeat(1000), [400, 404, 414]],
];

const nested = (depth, open, close) => `${open.repeat(depth)}${close.repeat(depth)}`;
const json = (what, body, statuses) => [what, 'application/json', body, statuses];
const csv = (what, body, statuses) => [what, 'text/csv', body, statuses];

// [what is wrong, content type, body, statuses (400 or 422 unless said)]
export const BODIES = [
    ...['{', '{"points":[', '{"points":[{"lon":1', '{"points":[{"lon":1,"lat":2}', '{"points":[{"lon":1,"lat":2}]', '{"poi', '{"points":[{"lon":1,"lat":2},', '"', '[', '{"points":tru']
        .map((text) => json(`cut off after ${text}`, text)),
    ...['', ' ', 'null', 'true', '7', '"x"', '[]', '[[]]', '{}', 'points', "{'points':[]}", '{points:[]}', '{"points":[],}', '{"points":[,]}', '{"points":[1,]}', '{"points":[]}x', '{"points":[]}{"points":[]}', '/* */{"points":[]}', '{"points":[]}//', '{"points" []}', '{"points":}']
        .map((text) => json(`"${text}"`, text)),
    ...['NaN', 'Infinity', '-Infinity', '1e999', '-1e999', '01', '1.', '.5', '+1', '0x10', '1e', '1_0', '--1', '1e309']
        .map((text) => json(`the number ${text}`, `{"points":[{"lon":${text},"lat":1}]}`)),
    ...[['null', 'null'], ['a number', '7'], ['an object', '{}'], ['a text', '"x"'], ['true', 'true']]
        .map(([what, text]) => json(`points that are ${what}`, `{"points":${text}}`)),
    ...[['datum', '7'], ['datum', '"wgs72"'], ['datum', 'null'], ['datum', '[]'], ['on', '7'], ['on', '"x"'], ['on', '"2023-02-30"'], ['asOf', '"x"'], ['asOf', '{}'], ['pints', '[]'], ['', '1']]
        .map(([name, text]) => json(`"${name}" that is ${text}`, `{"points":[],"${name}":${text}}`)),
    json('10,000 lists inside one another', nested(10000, '[', ']')),
    json('10,000 objects inside one another', `${'{"points":'.repeat(10000)}1${'}'.repeat(10000)}`),
    json('10,000 lists as a point', `{"points":[${nested(10000, '[', ']')}]}`),
    json('10,000 lists as a longitude', `{"points":[{"lon":${nested(10000, '[', ']')},"lat":1}]}`),
    json('half a million open brackets', '['.repeat(500000)),
    json('a member twice', '{"points":[],"points":[]}'),
    json('a NUL escaped in a text', '{"points":[{"lon":1,"lat":1,"id":"a\\u0000b"}]}'),
    json('a NUL in a text', '{"points":[{"lon":1,"lat":1,"id":"a\0b"}]}'),
    json('a NUL after the end', '{"points":[]}\0'),
    json('a line end in a text', '{"points":[{"lon":1,"lat":1,"id":"a\nb"}]}'),
    json('half a surrogate pair', '{"points":[{"lon":1,"lat":1,"id":"\\ud800"}]}'),
    json('an escape that is none', '{"points":[{"lon":1,"lat":1,"id":"\\x41"}]}'),
    ...[[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe6, 0xb5]]
        .map((bytes) => json(`bytes ${bytes.map((b) => b.toString(16)).join(' ')} in a text`,
                             Buffer.concat([Buffer.from('{"points":[{"lon":1,"lat":1,"id":"'), Buffer.from(bytes), Buffer.from('"}]}')]))),
    json('UTF-16', Buffer.from('{"points":[]}', 'utf16le')),
    json('a number of a megabyte', `{"points":[{"lon":${'1'.repeat(1 << 20)},"lat":1}]}`, [400, 413, 422]),
    json('a text of 64 MB', `{"points":[],"datum":"${'x'.repeat(64 << 20)}"}`, [400, 413, 422]),
    json('10,001 points', `{"points":[${Array(10001).fill('{"lon":1,"lat":1}').join(',')}]}`, [400, 413, 422]),

    ...['', '\n', 'lat,lon\n1,1\n', 'lon;lat\n1;1\n', 'lon\n1\n', 'lon,lat,id,name\n1,1,1,1\n', 'LON,LAT\n1,1\n', '1,1\n', 'lon,lat,id\n1,1,"open\n', 'lon,lat,id\n1,1,a"b\n', '"lon,lat\n1,1\n', 'lon,lat\0\n1,1\n', '{"points":[]}']
        .map((text) => csv(`CSV ${JSON.stringify(text)}`, text)),
    csv('CSV with a NUL in a row', 'lon,lat,id\n1,1,a\0b\n'),
    csv('CSV with a byte that is no UTF-8', Buffer.concat([Buffer.from('lon,lat,id\n1,1,'), Buffer.from([0xff, 0x0a])])),
    csv('CSV in UTF-16', Buffer.from('lon,lat\n1,1\n', 'utf16le')),

    ...['application/xml', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json-seq', 'application', '', 'application/jsonx', 'text/csvx', 'image/png']
        .map((type) => [`content type "${type}"`, type, '{"points":[]}', [415, 400]]),
];

const HEAD = 'GET /api/v1/places/110108 HTTP/1.1\r\n';
const HOST = 'Host: 127.0.0.1\r\n';
const POST = `POST /api/v1/lookup HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n`;
const SECOND = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';

// [what is wrong, bytes]
export const BYTES = [
    ['no host', `${HEAD}\r\n`],
    ['two hosts', `${HEAD}${HOST}Host: other\r\n\r\n`],
    ['an empty host', `${HEAD}Host:\r\n\r\n`],
    ['a host with a path', `${HEAD}Host: a/b\r\n\r\n`],
    ['a host with a space', `${HEAD}Host: a b\r\n\r\n`],
    ['a host of script', `${HEAD}Host: <script>\r\n\r\n`],
    ['a length and chunks together', `${POST}Content-Length: 13\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SECOND}`],
    ['chunks and a length together', `${POST}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${SECOND}`],
    ['two lengths', `${POST}Content-Length: 13\r\nContent-Length: 3\r\n\r\n{"points":[]}${SECOND}`],
    ['two lengths in one line', `${POST}Content-Length: 13, 13\r\n\r\n{"points":[]}${SECOND}`],
    ['the same length twice', `${POST}Content-Length: 13\r\nContent-Length: 13\r\n\r\n{"points":[]}${SECOND}`],
    ['a length with a plus', `${POST}Content-Length: +13\r\n\r\n{"points":[]}${SECOND}`],
    ['a length below nought', `${POST}Content-Length: -1\r\n\r\n{"points":[]}${SECOND}`],
    ['a length in hexadecimal', `${POST}Content-Length: 0xd\r\n\r\n{"points":[]}${SECOND}`],
    ['a length of words', `${POST}Content-Length: many\r\n\r\n{"points":[]}${SECOND}`],
    ['a length beyond all', `${POST}Content-Length: 99999999999999999999999\r\n\r\n{"points":[]}`],
    ['a length over the limit', `${POST}Content-Length: 1000000000\r\n\r\n{`],
    ['an empty length', `${POST}Content-Length:\r\n\r\n{"points":[]}`],
    ['a space before the colon of chunks', `${POST}Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${SECOND}`],
    ['a tab before the colon of a length', `${POST}Content-Length\t: 13\r\n\r\n{"points":[]}${SECOND}`],
    ['an encoding that is none', `${POST}Transfer-Encoding: bogus\r\n\r\n0\r\n\r\n${SECOND}`],
    ['chunks that are also packed', `${POST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n${SECOND}`],
    ['chunks twice', `${POST}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SECOND}`],
    ['chunks written oddly', `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${SECOND}`],
    ['a chunk of an odd size', `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n{"points":[]}\r\n0\r\n\r\n`],
    ['a chunk beyond all', `${POST}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff1\r\n{\r\n`],
    ['a chunk of a size below nought', `${POST}Transfer-Encoding: chunked\r\n\r\n-1\r\n{\r\n0\r\n\r\n`],
    ['a folded header', `${HEAD}${HOST}X-A: b\r\n c\r\n\r\n`],
    ['a header without a colon', `${HEAD}${HOST}nonsense\r\n\r\n`],
    ['a header without a name', `${HEAD}${HOST}: x\r\n\r\n`],
    ['a header name with a space', `${HEAD}${HOST}X A: b\r\n\r\n`],
    ['a header name with a bracket', `${HEAD}${HOST}X(A): b\r\n\r\n`],
    ['a NUL in a header value', `${HEAD}${HOST}X-A: a\0b\r\n\r\n`],
    ['a NUL in a header name', `${HEAD}${HOST}X\0A: b\r\n\r\n`],
    ['a bare CR in a header value', `${HEAD}${HOST}X-A: a\rX-B: b\r\n\r\n`],
    ['a control byte in a header value', `${HEAD}${HOST}X-A: a\x01b\r\n\r\n`],
    ['a header of 64 KB', `${HEAD}${HOST}X-A: ${'a'.repeat(65536)}\r\n\r\n`],
    ['3,000 headers', `${HEAD}${HOST}${Array.from({ length: 3000 }, (_, i) => `X-${i}: a\r\n`).join('')}\r\n`],
    ['a method that is none', `BREW /api/v1/places/110108 HTTP/1.1\r\n${HOST}\r\n`],
    ['a method in small letters', `get /api/v1/places/110108 HTTP/1.1\r\n${HOST}\r\n`],
    ['TRACE', `TRACE /api/v1/places/110108 HTTP/1.1\r\n${HOST}\r\n`],
    ['CONNECT', `CONNECT example.org:443 HTTP/1.1\r\n${HOST}\r\n`],
    ['a method of 10 KB', `${'A'.repeat(10000)} / HTTP/1.1\r\n${HOST}\r\n`],
    ['a target with a NUL', `GET /api/v1/places/11\x000108 HTTP/1.1\r\n${HOST}\r\n`],
    ['a target with a bare byte above 127', `GET /api/v1/places?q=\xe6\xff HTTP/1.1\r\n${HOST}\r\n`],
    ['a target with a space', `GET /api/v1/places?q=a b HTTP/1.1\r\n${HOST}\r\n`],
    ['a target that does not begin with a slash', `GET api/v1/places/110108 HTTP/1.1\r\n${HOST}\r\n`],
    ['a target that is another host', `GET http://example.org/secret HTTP/1.1\r\n${HOST}\r\n`],
    ['a target of a megabyte', `GET /${'a'.repeat(1 << 20)} HTTP/1.1\r\n${HOST}\r\n`],
    ['a body on GET', `${HEAD}${HOST}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`],
    ['an expectation that is none', `${POST}Expect: miracles\r\nContent-Length: 13\r\n\r\n{"points":[]}`],
];

// Bytes that may be answered by 4xx or 505, or by closing without a word: HTTP itself is broken.
export const NOT_HTTP = [
    ['nothing but line ends', '\r\n'.repeat(100)],
    ['HTTP/0.9', 'GET /\r\n'],
    ['HTTP/1.2', `GET / HTTP/1.2\r\n${HOST}\r\n`],
    ['HTTP/3.0', `GET / HTTP/3.0\r\n${HOST}\r\n`],
    ['no version', `GET /api/v1/places/110108\r\n${HOST}\r\n`],
    ['a version that is none', `GET / HTTP/x\r\n${HOST}\r\n`],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a TLS greeting', Buffer.from('16030100f8010000f40303', 'hex')],
    ['random bytes', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + 13) % 256))],
    ['only NUL', Buffer.alloc(4096)],
    ['a megabyte of A', Buffer.alloc(1 << 20, 'A')],
    ['bare LF for line ends', 'GET /api/v1/places/110108 HTTP/1.1\nHost: x\nContent-Length: 0\nTransfer-Encoding: chunked\n\n'],
];
