// The collections this register has so far, with what is known of them without asking the service.
import { ask, link, query, target } from './ask.mjs';
import assert from 'node:assert/strict';

export const COUNTS = { provinces: 34, cities: 333, counties: 2891 };
export const COLLECTIONS = Object.keys(COUNTS);
export const SIMPLIFY = ['0', '0.003', '0.015', '0.05'];
export const FEATURE = { provinces: '110000', cities: '330100', counties: '110108' };

export const CRS = {
    CRS84: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
    4326: 'http://www.opengis.net/def/crs/EPSG/0/4326',
    4490: 'http://www.opengis.net/def/crs/EPSG/0/4490',
    3857: 'http://www.opengis.net/def/crs/EPSG/0/3857',
};

export const itemsOf = (id, parameters = {}) => {
    const text = query(parameters);
    return `/ogc/collections/${id}/items${text ? `?${text}` : ''}`;
};

export async function page(url, id, parameters = {}) {
    const answer = await ask(url, itemsOf(id, parameters));
    const collection = answer.ok('application/geo+json');
    assert.equal(collection.type, 'FeatureCollection', answer.asked);
    return collection;
}

// Codes of everything that answers, light shapes, one page.
export async function codes(url, id, parameters = {}) {
    const found = await page(url, id, { limit: '10000', simplify: '0.05', ...parameters });
    assert.equal(found.numberReturned, found.features.length, `${id}: numberReturned`);
    assert.equal(found.numberMatched, found.features.length, `${id}: one page holds all that matched`);
    return found.features.map((f) => f.id);
}

// Follows `next` from a first target; gives every answer to `see`.
export async function walk(url, first, see = () => {}) {
    const pages = [];
    for (let at = first; at; ) {
        assert.ok(pages.length < 1000, 'the walk along next ends');
        const answer = await ask(url, at);
        const found = answer.ok('application/geo+json');
        await see(answer, found);
        pages.push(found);
        at = found.links.some((l) => l.rel === 'next') ? target(link(found, 'next').href) : null;
    }
    return pages;
}
