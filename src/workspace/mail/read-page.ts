/** A page of Relais' own, as somebody reads it and as its form is posted. */
export interface PageForm {
  title: string;
  /** What stands there, line by line; buttons in brackets. */
  lines: readonly string[];
  buttons: readonly { label: string; value: string }[];
  /** What the page carries along. */
  hidden: readonly (readonly [name: string, value: string])[];
}

/**
 * Reads a page that Relais drew: its own drawing escapes everything that people wrote, closes every element and quotes
 * every attribute, so this is no reader of other people's pages.
 */
export function readPage(html: string): PageForm {
  const body = /<main>([\s\S]*)<\/main>/.exec(html)?.[1] ?? '';
  return {
    title: plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(body)?.[1] ?? ''),
    lines: linesOf(body),
    buttons: [...body.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].map(([, attributes = '', label = '']) => ({
      ...{ label: plain(label), value: attributeOf(attributes, 'value') },
    })),
    hidden: [...body.matchAll(/<input type="hidden"([^>]*)>/g)].map(([, attributes = '']) => [
      attributeOf(attributes, 'name'),
      attributeOf(attributes, 'value'),
    ]),
  };
}

function linesOf(body: string): readonly string[] {
  return body
    .replaceAll(/<button[^>]*class="first"[^>]*>[\s\S]*?<\/button>/g, '')
    .replaceAll(/<button[^>]*>([\s\S]*?)<\/button>/g, '\n[$1]\n')
    .replaceAll(/<textarea[^>]*>[\s\S]*?<\/textarea>/g, '')
    .replaceAll(/<\/(?:p|h[1-6]|li|dt|dd|div|legend|label|summary|tr|blockquote)>|<br\s*\/?>/g, '\n')
    .split('\n')
    .map(plain)
    .filter((line) => line !== '');
}

function attributeOf(attributes: string, name: string): string {
  return unescaped(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
}

function plain(html: string): string {
  return unescaped(html.replaceAll(/<[^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** As Hono's JSX escapes. */
function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
