import { z } from 'zod';

const record = z.record(z.string(), z.unknown());
const operationShape = z.object({
  operationId: z.string(),
  parameters: z.array(z.unknown()).optional(),
  requestBody: record.optional(),
});
const documentShape = z.object({
  openapi: z.string(),
  info: record,
  paths: z.record(z.string(), record),
  components: z.object({ schemas: z.record(z.string(), record), parameters: record }),
});
const bodyShape = z.object({
  required: z.boolean().optional(),
  content: z.object({ 'application/json': z.object({ schema: record }) }),
});

/**
 * Graph's types refer to one another in circles, and its bodies are open to any property. For checking requests, what
 * is needed is their first level: the names, each with its plain type, and no others.
 */
export function requestsOnly(text: unknown): unknown {
  const { openapi, info, paths, components } = documentShape.parse(text);
  const flat = (schema: Record<string, unknown>) => {
    const named = /^#\/components\/schemas\/(.+)$/.exec(String(schema['$ref']))?.[1];
    const target = named === undefined ? schema : (components.schemas[named] ?? {});
    const properties = Object.entries(record.catch({}).parse(target['properties']));
    return {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        properties.map(([name, value]) => [name, JSON.stringify(value).includes('"$ref"') ? {} : value]),
      ),
    };
  };
  const operationOf = (value: unknown) => {
    const { operationId, parameters, requestBody } = operationShape.parse(value);
    const body = requestBody && bodyShape.parse(requestBody);
    return {
      operationId,
      ...(parameters ? { parameters } : {}),
      ...(body
        ? {
            requestBody: {
              required: body.required ?? false,
              content: { 'application/json': { schema: flat(body.content['application/json'].schema) } },
            },
          }
        : {}),
      responses: { default: { description: '' } },
    };
  };
  const methods = ['get', 'post', 'patch', 'put', 'delete'];
  return {
    openapi,
    info,
    components: { parameters: components.parameters },
    paths: Object.fromEntries(
      Object.entries(paths)
        .filter(([path]) => !path.includes('('))
        .map(([path, operations]) => [
          path,
          Object.fromEntries(
            Object.entries(operations).map(([method, value]) => [
              method,
              methods.includes(method) ? operationOf(value) : value,
            ]),
          ),
        ]),
    ),
  };
}
