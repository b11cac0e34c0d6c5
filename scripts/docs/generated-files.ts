import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { envExample } from '../../src/config.ts';
import { calendarsPage } from './calendars-page.ts';
import { connectorsPage } from './connectors-page.ts';
import { hrSystemsPage } from './hr-systems-page.ts';
import { withSection } from './markdown.ts';
import { permissionsPage } from './permissions-page.ts';
import { proofPage } from './proof-page.ts';
import { readmeSections } from './readme-sections.ts';

const root = resolve(import.meta.dirname, '..', '..');

export interface GeneratedFile {
  /** Absolute. */
  path: string;
  text: string;
}

/** Every file, or file with sections, that is made from the code; `npm run docs` writes them, a test compares them. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  return [
    { path: join(root, '.env.example'), text: envExample() },
    { path: join(root, 'docs', 'permissions.md'), text: permissionsPage() },
    { path: join(root, 'docs', 'connectors.md'), text: connectorsPage() },
    { path: join(root, 'docs', 'hr-systems.md'), text: hrSystemsPage() },
    { path: join(root, 'docs', 'calendars.md'), text: calendarsPage() },
    { path: join(root, 'docs', 'proof.md'), text: proofPage() },
    await readme(),
  ];
}

async function readme(): Promise<GeneratedFile> {
  const path = join(root, 'README.md');
  let text = await readFile(path, 'utf8');
  for (const [name, section] of Object.entries(await readmeSections())) text = withSection(text, name, section);
  return { path, text };
}
