import type { Departure } from '../../domain/departure.ts';
import { planOf, templateFor } from '../../domain/knowledge/dossier-template.ts';
import type { EngineDeps } from '../deps.ts';
import { transact } from '../transact.ts';

/** Begins the dossier that the flow wants, with the template of the leaver's job. Tells whether it began now. */
export async function planDossier(deps: EngineDeps, { id, leaver }: Departure): Promise<boolean> {
  const plan = planOf(templateFor(deps.dossierTemplates, leaver.title));
  const begun = await transact(deps, id, { type: 'dossier.plan', plan }, { type: 'system' });
  return begun.type === 'done' && begun.events.length > 0;
}
