// Holds live answers against an OpenAPI 3.0 document: is the status documented, is the media type,
// and does the body fit its schema.  The dialect of 3.0 is turned into JSON Schema for ajv first.
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { basePath } from './resources.mjs';

export function contract(document) {
    const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
    addFormats(ajv);
    const base = basePath(document);
    const deref = (node) => (node?.$ref ? deref(pointer(document, node.$ref)) : node);
    const compiled = new Map();
    const validator = (schema) => {
        if (!compiled.has(schema)) {
            compiled.set(schema, ajv.compile(jsonSchema(schema, document)));
        }
        return compiled.get(schema);
    };

    // A path without holes goes before one with, as the standard has it.
    const paths = Object.keys(document.paths).sort((a, b) => a.split('{').length - b.split('{').length);
    const pathOf = (path) => paths.find((p) => pattern(base + p).test(path));
    const operation = (method, path) => {
        const found = pathOf(path);
        return found && document.paths[found][(method === 'HEAD' ? 'get' : method).toLowerCase()];
    };

    return {
        documents: (method, path) => Boolean(operation(method, path)),

        faults(method, path, answer) {
            const { responses } = operation(method, path);
            const key = [String(answer.status), `${Math.floor(answer.status / 100)}XX`, 'default'].find((k) => responses[k]);
            if (!key) {
                return [`status ${answer.status} is not documented`];
            }
            const { content = {} } = deref(responses[key]);
            if (answer.bytes.length === 0 && Object.keys(content).length === 0) {
                return [];
            }
            const type = Object.keys(content).find((t) => t.split(';')[0].trim().toLowerCase() === answer.type);
            if (!type) {
                return [`${answer.type} is not documented for ${key}`];
            }
            const { schema } = content[type];
            if (!/json$/.test(answer.type) || !schema) {
                return [];
            }
            const check = validator(schema);
            return check(answer.json) ? [] : check.errors.map((e) => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`);
        },

        * bodies() {
            for (const [path, item] of Object.entries(document.paths)) {
                for (const [method, { responses }] of Object.entries(item).filter(([, o]) => o?.responses)) {
                    for (const [status, response] of Object.entries(responses)) {
                        for (const [type, { schema }] of Object.entries(deref(response).content || {})) {
                            yield { where: `${method} ${path} ${status}`, type, schema };
                        }
                    }
                }
            }
        },
    };
}

const pattern = (path) =>
    new RegExp(`^${path.replace(/\/$/, '').split(/\{[^}]*\}/).map((s) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^/]+')}/?$`);

const pointer = (document, ref) =>
    ref.replace(/^#\//, '').split('/').map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~')).reduce((at, key) => at[key], document);

// One schema with everything it refers to, in JSON Schema's own words.
function jsonSchema(schema, document) {
    const turn = (node) => {
        if (Array.isArray(node)) {
            return node.map(turn);
        }
        if (node === null || typeof node !== 'object') {
            return node;
        }
        const out = {};
        for (const [key, value] of Object.entries(node)) {
            if (key === '$ref') {
                out.$ref = value.replace('#/components/schemas/', '#/definitions/');
            } else if (key === 'properties') {
                out.properties = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, turn(inner)]));
            } else if (key === 'enum' || key === 'required') {
                out[key] = value;
            } else if (!['nullable', 'example', 'discriminator', 'xml', 'externalDocs', 'deprecated'].includes(key)) {
                out[key] = turn(value);
            }
        }
        for (const [limit, exclusive] of [['minimum', 'exclusiveMinimum'], ['maximum', 'exclusiveMaximum']]) {
            if (out[exclusive] === true) {
                out[exclusive] = out[limit];
                delete out[limit];
            } else if (out[exclusive] === false) {
                delete out[exclusive];
            }
        }
        if (node.nullable && out.type) {
            out.type = [out.type, 'null'];
            if (out.enum && !out.enum.includes(null)) {
                out.enum = [...out.enum, null];
            }
        }
        return out;
    };
    const definitions = Object.fromEntries(
        Object.entries(document.components?.schemas || {}).map(([name, inner]) => [name, turn(inner)]));
    return { ...turn(schema), definitions };
}
