import type { collected as english } from '../en/collected.ts';

/** Une seule carte pour ce qui est demandé à une personne dans plusieurs départs d’une vague. */
export const collected: Readonly<Record<keyof typeof english, string>> = {
  'collected.title': 'Plusieurs départs',
  'collected.departures': 'Les départs que vous menez',
  'collected.nature.step': 'Étapes de départs',
  'collected.nature.handover': 'Passations',
  'collected.nature.equipment': 'Matériel à récupérer',
  'collected.nature.credential': 'Identifiants connus des personnes',
  'collected.nature.shared-account': 'Comptes de l’entreprise',
  'collected.nature.restore': 'Accès à rendre',
  'collected.subtitle': 'Dans {count, plural, one {# départ} other {# départs}}',
  'collected.state': '{open} à faire{hurry, plural, =0 {} other {, dont # en retard}}',
  'collected.stateLed':
    '{open} en cours{hurry, plural, =0 {} one {, dont # demande une intervention} other {, dont # demandent une intervention}}',
  'collected.ask':
    'La même chose est demandée pour chacun de ces départs. Faites-les un par un ou plusieurs à la fois : cette carte suit.',
  'collected.askHelp':
    'Quelqu’un n’a pas terminé dans chacun de ces départs. Vous pouvez confier la tâche à quelqu’un d’autre.',
  'collected.progress': 'Fait',
  'collected.due': 'pour le {when}',
  'collected.ends': 'Fin des accès : {when}',
  'collected.more': '{count, plural, one {et # autre} other {et # autres}}, sous « Tous les départs »',
  'collected.none': 'Il n’y a plus rien à faire pour vous ici.',
  'collected.allDone':
    '{count, plural, one {Vous n’avez plus rien à faire dans # départ.} other {Vous n’avez plus rien à faire dans aucun des # départs.}}',
  'collected.fallback': '{title} : {open} à faire, dans {count, plural, one {# départ} other {# départs}}.',
  'collected.line': '{count, plural, one {# départ} other {# départs}}, le premier pour le {when}',

  'collected.button.list': 'Tous les départs',
  'collected.button.done': 'Plusieurs sont faits',
  'collected.button.hand': 'En confier plusieurs',
  'collected.button.back': 'Je ne peux pas tout faire',
  'collected.button.skip': 'En passer plusieurs',

  'form.collected.title': 'Départs',
  'form.collected.chosen': 'Quels départs ?',
  'form.collected.all': '{count, plural, one {Celui ci-dessous} other {Les # ci-dessous}}',
  'form.collected.notesHint': 'Reste dans le dossier de chaque départ choisi.',
  'form.collected.done': 'Plusieurs sont faits',
  'form.collected.doneText': 'Choisissez ceux où c’est fait. Les autres restent ouverts.',
  'form.collected.doneSubmit': 'Marquer comme fait',
  'form.collected.hand': 'En confier plusieurs',
  'form.collected.handText': 'Choisissez les départs, et qui s’en charge. La personne est sollicitée aussitôt.',
  'form.collected.handSubmit': 'Confier',
  'form.collected.back': 'En rendre plusieurs',
  'form.collected.backText':
    'Choisissez ceux dont quelqu’un d’autre doit se charger. La personne suivante est sollicitée.',
  'form.collected.backSubmit': 'Rendre',
  'form.collected.skip': 'En passer plusieurs',
  'form.collected.skipText':
    'Dans ceux que vous choisissez, plus personne ne sera sollicité. Votre motif reste dans chaque dossier.',
  'form.collected.skipSubmit': 'Passer',

  'notice.collected.done': 'Fait dans {count, plural, one {# départ} other {# départs}}.',
  'notice.collected.hand': 'Confié dans {count, plural, one {# départ} other {# départs}}.',
  'notice.collected.back': 'Rendu dans {count, plural, one {# départ} other {# départs}}.',
  'notice.collected.skip': 'Passé dans {count, plural, one {# départ} other {# départs}}.',
  'notice.collected.refused': '{count, plural, one {# reste tel quel} other {# restent tels quels}} : {names}.',
  'notice.collected.changed':
    'La liste a changé depuis, et rien n’a été fait. Regardez-la telle qu’elle est maintenant.',
  'notice.collected.choose': 'Choisissez au moins un départ.',
};
