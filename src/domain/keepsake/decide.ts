import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { isApart } from '../people/wave-membership.ts';
import { happened, refuse } from '../refusal.ts';
import type { KeepsakeCommand } from './commands.ts';
import { hasKeepsake, maySignBy } from './given.ts';
import { mostSigners } from './keepsake.ts';

/** What people ask of the card that teammates sign. */
export function decideKeepsake(state: Departure, command: KeepsakeCommand, { actor, now }: PersonContext): Outcome {
  const { asked = [], signed = [] } = state.keepsake ?? {};
  switch (command.type) {
    case 'keepsake.ask': {
      if (!hasKeepsake(state)) return refuse('keepsake-off');
      if (!maySignBy(state, now)) return refuse('keepsake-too-early');
      const fresh = command.people.filter(({ id }) => !asked.includes(id));
      if (fresh.some(({ id }) => id === state.leaver.id))
        return refuse('assignee-is-leaver', { name: state.leaver.name });
      if (fresh.some(({ id }) => isApart(state, id))) return refuse('in-wave');
      if (asked.length + fresh.length > mostSigners) return refuse('keepsake-full', { most: mostSigners });
      return fresh.length === 0 ? happened() : happened({ type: 'keepsake-asked', people: fresh });
    }
    case 'keepsake.sign':
      return signed.some(({ by, text }) => by === actor.id && text === command.text)
        ? happened()
        : happened({ type: 'keepsake-signed', text: command.text });
    case 'keepsake.remove': {
      const { signer } = command;
      const isLead = state.requester === actor.id || state.manager === actor.id;
      const leads = isLead || actor.roles.includes('hr') || actor.roles.includes('admin');
      if (signer !== actor.id && !leads) return refuse('not-permitted');
      return signed.some(({ by }) => by === signer) ? happened({ type: 'keepsake-removed', signer }) : refuse('stale');
    }
  }
}
