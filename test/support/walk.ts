import type { Stage } from './stage.ts';

interface Walk {
  leaver: string;
  kind: string;
  workerType: string;
  handovers?: readonly { what: string; notes: string; to: string; fallback?: string }[];
  equipment?: readonly string[];
  credentials?: readonly string[];
}

/** What the pages of the walk are called, and what stands beside their fields. */
interface WalkWords {
  who: string;
  leaver: string;
  found: string;
  next: string;
  day: string;
  addHandover: RegExp;
  handover: string;
  what: string;
  notes: string;
  to: string;
  fallback: string;
  save: string;
  equipment: string;
  credentials: string;
  plan: string;
}

const english: WalkWords = {
  who: 'Who is leaving?',
  leaver: 'Person leaving',
  found: 'Accounts found',
  next: 'Next',
  day: 'The last day',
  addHandover: /^Add a handover/,
  handover: 'Handover',
  what: 'What is handed over?',
  notes: 'What should they know?',
  to: 'Who takes over?',
  fallback: 'And if they cannot?',
  save: 'Save',
  equipment: 'Equipment to hand back',
  credentials: 'Shared credentials they know',
  plan: 'The plan',
};

export const frenchWalk: WalkWords = {
  who: 'Qui part ?',
  leaver: 'Personne qui part',
  found: 'Comptes trouvés',
  next: 'Suivant',
  day: 'Le dernier jour',
  addHandover: /^Ajouter une passation/,
  handover: 'Passation',
  what: 'Qu’est-ce qui est transmis ?',
  notes: 'Que faut-il savoir ?',
  to: 'Qui reprend ?',
  fallback: 'Et si ce n’est pas possible ?',
  save: 'Enregistrer',
  equipment: 'Matériel à rendre',
  credentials: 'Identifiants partagés que la personne connaît',
  plan: 'Le plan',
};

/**
 * Starts a departure and fills in page after page, as whoever is on stage, up to the plan; the dates stay as Relais
 * proposes them.
 */
export async function walkTo(stage: Stage, walk: Walk, words: WalkWords = english): Promise<void> {
  const { desk } = stage;
  const open = () => stage.form();
  const next = async (title: string) => {
    await open().getByRole('button', { name: words.next }).click();
    await stage.form(title).waitFor();
  };
  await desk.offboard();
  const first = stage.form(words.who);
  await first.waitFor();
  await desk.choosePerson(first, words.leaver, walk.leaver);
  await desk.changed(first);
  await first.getByText(words.found).waitFor();
  await desk.option(open(), walk.kind).check();
  await desk.option(open(), walk.workerType).check();
  await next(words.day);
  for (const { what, notes, to, fallback } of walk.handovers ?? []) {
    await open().getByRole('button', { name: words.addHandover }).click();
    const handover = stage.form(words.handover);
    await handover.getByLabel(words.what).fill(what);
    await handover.getByLabel(words.notes).fill(notes);
    await desk.choosePerson(handover, words.to, to);
    if (fallback) await desk.choosePerson(handover, words.fallback, fallback);
    await handover.getByRole('button', { name: words.save }).click();
    await stage.form(words.day).getByText(what).waitFor();
  }
  await open()
    .getByLabel(words.equipment)
    .fill((walk.equipment ?? []).join('\n'));
  await open()
    .getByLabel(words.credentials)
    .fill((walk.credentials ?? []).join('\n'));
  await next(words.plan);
}
