import { z } from 'zod';

/**
 * Fills one template with data; null where its `$when` says that it is not there. Throws where the data lacks what it
 * names.
 */
export type Template = (data: unknown) => unknown;

const dataSchema = z.looseObject({});
const listSchema = z.array(z.unknown());

/**
 * A template in the part of Microsoft's template language that `adaptive-cards/` uses: `"${name}"` as a whole value,
 * `$data` (an element of a list, once for each item of the named list), and `$when`. What else the language knows is
 * refused here, and a test holds each template against Microsoft's own engine.
 * https://learn.microsoft.com/adaptive-cards/templating/language
 *
 * Data is bound, never spliced: a name is only ever looked for in the template, so that `${…}` in somebody's text stays
 * what was typed.
 */
export function compileTemplate(node: unknown): Template {
  if (typeof node === 'string') return compileText(node);
  if (Array.isArray(node)) return compileList(node);
  const element = dataSchema.safeParse(node);
  return element.success ? compileElement(element.data) : () => node;
}

function compileText(text: string): Template {
  if (!text.includes('${')) return () => text;
  const [, name] = /^\$\{([a-zA-Z]+)\}$/.exec(text) ?? [];
  if (name === undefined) throw new Error(`"${text}": expected one name as the whole value, such as "\${title}"`);
  return (data) => {
    // Not by the prototype: `${constructor}` is nothing that anybody gave.
    const value = Object.entries(dataSchema.parse(data)).find(([key]) => key === name)?.[1];
    // Microsoft's engine writes the name itself into the card; nobody shall read that.
    if (value === undefined || value === null) throw new Error(`no value for "${name}"`);
    return value;
  };
}

/** What is not there leaves no gap, and a list in a list stands in it item by item. */
function compileList(nodes: readonly unknown[]): Template {
  const items = nodes.map((node) => {
    const element = dataSchema.safeParse(node).data;
    const repeated = element && '$data' in element ? compileTemplate(element['$data']) : null;
    if (element && repeated) {
      const { $data: _, ...rest } = element;
      const each = compileElement(rest);
      return (data: unknown) => listSchema.parse(repeated(data)).map(each);
    }
    const item = compileTemplate(node);
    return (data: unknown) => {
      const value = item(data);
      return Array.isArray(value) ? value : [value];
    };
  });
  return (data) => items.flatMap((item) => item(data)).filter((value) => value !== null);
}

function compileElement({ $when: when, ...rest }: Readonly<Record<string, unknown>>): Template {
  const isThere = when === undefined ? () => true : compileTemplate(when);
  const properties = Object.entries(rest).map(([key, node]) => {
    if (key.startsWith('$')) throw new Error(`"${key}": expected $when, or $data of an element of a list`);
    return [key, compileTemplate(node)] as const;
  });
  return (data) =>
    isThere(data) === true ? Object.fromEntries(properties.map(([key, value]) => [key, value(data)])) : null;
}
