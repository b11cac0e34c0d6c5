import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type GeneratedFile, generatedFiles } from '../../scripts/docs/generated-files.ts';
import { table, withSection } from '../../scripts/docs/markdown.ts';
import { connectorTypes } from '../../src/connectors/registry.ts';
import { permissions } from '../../src/domain/people/permissions.ts';
import { flowJsonSchema } from '../../src/flows/json-schema.ts';
import { hrSystemTypes } from '../../src/hris/registry.ts';
import { root, textOf } from './documents.ts';

function current({ path, text }: GeneratedFile): boolean {
  return readFileSync(path, 'utf8') === text;
}

describe('what is made from the code', async () => {
  const files = await generatedFiles();

  it.each(files.map((file) => [relative(root, file.path), file] as const))(
    '%s is current: "npm run docs" would change nothing',
    (_, file) => {
      expect(readFileSync(file.path, 'utf8')).toBe(file.text);
    },
  );

  it('the schema of the flows is current', () => {
    expect(textOf('flows/flow.schema.json')).toBe(flowJsonSchema());
  });

  it('canary: a page that says something else is seen', () => {
    const [first] = files;
    expect(first && current({ ...first, text: `${first.text}\nmore` })).toBe(false);
  });

  it('every command of every person is in the permissions', () => {
    const page = textOf('docs/permissions.md');
    for (const command of [...Object.keys(permissions), 'draft.start']) expect(page).toContain(`\`${command}\``);
  });

  it('every connector has a chapter, and every key of its settings a line', () => {
    const page = textOf('docs/connectors.md');
    for (const { type, schema } of connectorTypes) {
      const chapter = page.slice(page.indexOf(`## \`${type}\``));
      expect(page).toContain(`## \`${type}\``);
      for (const key of Object.keys(schema.shape)) expect(chapter).toContain(`| \`${key}\` |`);
    }
  });
});

describe('docs/hr-systems.md', () => {
  it('has a chapter for every kind, and a line for every key of its settings', () => {
    const page = textOf('docs/hr-systems.md');
    for (const { type, schema } of hrSystemTypes) {
      const [, chapter = ''] = page.split(`## \`${type}\`\n`);
      expect(chapter).toContain('What it cannot do:');
      for (const key of Object.keys(schema.shape)) expect(chapter).toContain(`| \`${key}\` |`);
    }
  });
});

describe('the words of tables', () => {
  it('cannot break out of their cell', () => {
    expect(table(['a|b'], [['one\ntwo']])).toBe('| a\\|b |\n| --- |\n| one two |');
  });

  it('need their markers', () => {
    expect(withSection('x\n<!-- generated:a -->\nold\n<!-- /generated:a -->\ny', 'a', 'new')).toBe(
      'x\n<!-- generated:a -->\n\nnew\n\n<!-- /generated:a -->\ny',
    );
    expect(() => withSection('x', 'a', 'new')).toThrow('no section');
  });
});
