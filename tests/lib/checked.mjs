// Asks like ask(), and holds every answer against the document the service serves about itself.
import assert from 'node:assert/strict';
import { ask } from './ask.mjs';
import { contract } from './contract.mjs';
import { documents } from './resources.mjs';

export async function checked(url) {
    const served = await documents(url);
    const contracts = [contract(served.api), contract(served.ogc)];
    return async (at, options = {}) => {
        const answer = await ask(url, at, options);
        const [method, path] = [options.method || 'GET', at.split('?')[0]];
        const document = contracts.find((c) => c.documents(method, path));
        assert.ok(document, `${answer.asked}: no document has this path`);
        assert.deepEqual(document.faults(method, path, answer), [], `${answer.asked} → ${answer.status}`);
        return answer;
    };
}
