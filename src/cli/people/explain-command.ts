import { Command } from 'commander';
import { rememberedNames } from '../../engine/people/remembered-names.ts';
import { labelsOf, nameOf } from '../../engine/people/sources/disagreements.ts';
import type { MergedField, Why } from '../../engine/people/sources/merge.ts';
import { type SourceField, sourceFieldSchema } from '../../engine/people/sources/precedence.ts';
import { ownFile } from '../../engine/people/sources/record.ts';
import { contradictedNames } from '../../engine/people/sources/user-names.ts';
import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';

/** `relais people explain`. */
export function peopleExplainCommand(surroundings: Surroundings): Command {
  const { terminal, exitWith } = surroundings;
  const { out, colours } = terminal;
  return new Command('explain')
    .description('who this is, where each thing comes from, when it was told, and why it counts')
    .argument('<address>', 'any work address of the person')
    .addHelpText('after', '\nWhat the chat platform knows is not in it: it is asked when somebody is named.')
    .action(async (address: string) => {
      const { withWhoIsWho } = await import('./opened.ts');
      await withWhoIsWho(surroundings, async ({ known, notes }) => {
        const person = known.about(address);
        if (!person)
          throw new CommandError(
            `Neither relais.yaml nor a source means one person by ${address}. "relais people show --conflicts" lists addresses that mean several.`,
          );
        const label = labelsOf(known);
        const merged = known.merged();
        out(colours.bold(nameOf(person.addresses[0] ?? address, merged)));
        if (person.addresses.length > 1) out(`also known as ${person.addresses.slice(1).join(', ')}`);
        for (const { source, person: told, at, missingSince } of person.records) {
          const state = [
            source === ownFile ? null : `id ${told.id}, told ${at.slice(0, 16).replace('T', ' ')} UTC`,
            missingSince && `missing since ${missingSince.slice(0, 10)}`,
            told.active === false && 'not active',
          ].filter((one) => one);
          out(`  ${label(source)}${state.length > 0 ? `: ${state.join(', ')}` : ''}`);
        }
        for (const field of sourceFieldSchema.options) {
          const one = person.fields[field];
          if (one.why === 'nothing') continue;
          const shown = (value: string | null) =>
            value === null ? 'somebody whom it does not list' : field === 'manager' ? nameOf(value, merged) : value;
          out(`${field.padEnd(15)} ${one.from === null ? '(none)' : shown(one.value)}`);
          out(colours.dim(`                ${because(one, { field, label })}`));
          if (one.said.length > 1)
            for (const { source, value, at, missing } of one.said)
              out(
                colours.dim(
                  `                ${label(source)} says ${shown(value)}${source === ownFile ? '' : `, ${at.slice(0, 10)}`}${missing ? ', and lists the person no more' : ''}`,
                ),
              );
        }
        const [email = address, ...otherEmails] = person.addresses;
        const remembered = await rememberedNames(notes, { email, otherEmails });
        const contradicted = new Set(contradictedNames(person).map(({ system }) => system));
        for (const { system, name, sources } of person.userNames) {
          out(`${'user name'.padEnd(15)} ${system}:${name}`);
          const others = contradicted.has(system) ? '; others say something else, and each is asked for' : '';
          out(colours.dim(`                from ${sources.map(label).join(', ')}${others}`));
        }
        for (const { system, name, accountId, how, at } of remembered) {
          out(`${'user name'.padEnd(15)} ${system}:${name}`);
          out(colours.dim(`                remembered: account ${accountId}, ${howFound[how]}, ${at.slice(0, 10)}`));
        }
        if (remembered.length > 0)
          out(colours.dim(`                not theirs? relais people forget-names ${email} <system>`));
        exitWith(0);
      });
    });
}

const howFound = {
  told: 'by a name that somebody told',
  listed: 'listed by the system beside an address of theirs',
} as const;

function because(
  { why, from }: MergedField,
  { field, label }: { field: SourceField; label(source: string): string },
): string {
  const source = from === null ? '' : label(from);
  const words: Record<Why, string> = {
    'own-file': 'because relais.yaml says so, which wins over every source',
    precedence: `from ${source}, because organisation.precedence.${field} names it first of those that say something`,
    alone: `from ${source}, the only one that says something`,
    agreed: `from ${source}; all that say something agree`,
    order: `from ${source}, the first in organisation.sources; others say something else`,
    contradicted: `sources contradict one another, and organisation.precedence.${field} does not say which counts`,
    circle: 'the managers lead back to this person, so none of them is believed',
    nothing: '',
  };
  return words[why];
}
