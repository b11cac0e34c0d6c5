import { hrSystemTypes } from '../../src/hris/registry.ts';
import { hrSystemNotes } from './hr-system-notes.ts';
import { bullets, code, table } from './markdown.ts';
import { settingsTable } from './settings-table.ts';

/**
 * `docs/hr-systems.md`: every kind of HR system, what it cannot do, and how sure each fact is, from the registry and
 * the schemas.
 */
export function hrSystemsPage(): string {
  return `<!-- Generated from src/hris by "npm run docs". Do not edit; what no schema says is in scripts/docs/hr-system-notes.ts. -->

# HR systems

Each is one entry of the \`hris:\` list in \`relais.yaml\`. Unknown keys are refused, with their line. Secrets stand there by reference only:
\`env:NAME\` or \`file:/path\`. Relais only reads: nothing is ever changed in an HR system.

What holds for all of them:

- The whole list is read at each poll, because vendors tell of an end that was entered long before only on its day, or never. A list that was
  cut short, is empty, names somebody twice, or tells of nobody when the employment ends, is not believed: the poll fails, and nothing follows from it.
- Somebody whose end is hidden, or is no day, is \`unknown\`. Only an end that is gone from where it could be read was taken back.
- Nobody counts as gone from the system unless the system, asked in the same way, knows somebody else.
- Nothing in a hook is believed but whom it is about; that person is then read.
- \`npm run relais -- doctor\` reads the whole list, and one person by their id, as a poll and a hook would.

## How far each is proved

${table(
  ['kind', 'on what it was tried'],
  hrSystemTypes.map(({ type }) => [`[${code(type)}](#${type})`, hrSystemNotes[type].tried]),
)}

How sure a fact is: **seen** on the real thing; **documented** by the vendor in public; **two sources**, others who use it say so alike;
**recalled**, found nowhere in public, and kept in a function of its own so that it is mended in one place.

The settings \`id\`, \`type\`, \`label\` and \`timeZone\` are common to all.

${hrSystemTypes.map(chapter).join('\n\n')}
`;
}

function chapter({ type, summary, schema }: (typeof hrSystemTypes)[number]): string {
  const { cannot, reads, hooks, setUp, facts } = hrSystemNotes[type];
  return `## ${code(type)}

${summary}.

What it cannot do:

${bullets(cannot)}

What it reads:

${bullets(reads)}

Hooks: ${hooks}

How to let Relais in: ${setUp}

${table(['fact', 'how sure'], facts)}

Settings:

${settingsTable(schema)}`;
}
