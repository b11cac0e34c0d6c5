import type { refusals as en } from '../en/refusals.ts';

export const refusals: Readonly<Record<keyof typeof en, string>> = {
  'refusal.not-found': 'Ce départ n’existe pas, ou vous n’y avez pas accès.',
  'refusal.not-permitted': 'Ce n’est pas à vous de le faire pour ce départ. Le manager ou les RH peuvent s’en charger.',
  'refusal.wrong-status':
    'Ce départ est {status, select, draft {encore un brouillon} active {en cours} completed {terminé} cancelled {annulé} retained {clos, car la personne reste} other {dans un autre état}} : cette action n’est pas possible maintenant.',
  'refusal.stop-needs-role':
    'La fermeture des accès a commencé. Désormais, seuls les RH ou un administrateur peuvent l’arrêter.',
  'refusal.stale':
    'Quelqu’un vous a devancé : l’élément a changé depuis que vous l’avez ouvert. Relisez-le avant de décider.',
  'refusal.plan-changed':
    'Le plan a changé depuis que vous l’avez ouvert. Rien n’a été confirmé. Lisez le nouveau plan, puis confirmez.',
  'refusal.draft-incomplete':
    'Il manque encore un élément : {field, select, kind {le type de départ} workerType {le type de contrat} dates {les dates} flow {le parcours} manager {le manager} other {une page du formulaire}}.',
  'refusal.leaver-is-actor': 'Personne ne peut piloter son propre départ. Adressez-vous à votre manager ou aux RH.',
  'refusal.leaver-is-manager':
    'La personne qui part ne peut pas être le manager de son propre départ. Choisissez quelqu’un d’autre.',
  'refusal.assignee-is-leaver': '{name} part aussi. Choisissez quelqu’un qui reste.',
  'refusal.dates-out-of-order': 'Le dernier jour travaillé ne peut pas être postérieur à la fin du contrat.',
  'refusal.cut-off-in-past':
    'L’heure de fin des accès est déjà passée. Choisissez-en une plus tardive{now, select, offered {, ou « Maintenant »} other {}}.',
  'refusal.cut-off-too-soon':
    'C’est dans moins de quinze minutes, et les accès ne cessent qu’une fois confirmés. Choisissez une heure plus tardive{now, select, offered { ou « Maintenant »} other {}}.',
  'refusal.now-needs-confirmation': 'Cochez la case pour indiquer que les accès peuvent prendre fin tout de suite.',
  'refusal.flow-does-not-fit':
    'Ce parcours n’est pas prévu pour ce type de départ et de contrat. Choisissez-en un autre.',
  'refusal.quorum-unreachable':
    'Personne ne pourrait jamais confirmer ce plan : il n’est pas lancé. Il demande {needed, plural, one {# personne} other {# personnes}} {role, select, hr {des RH} it {de l’IT} other {parmi les administrateurs}}, et {able, plural, =0 {personne ne peut y confirmer} other {seuls peuvent y confirmer : {names}}}. Qui lance le départ et la personne qui part ne comptent jamais, et chacun compte une seule fois. {starters, plural, =0 {} other {Demandez à {starterNames} de le lancer, ou faites ajouter quelqu’un. }}La personne qui gère Relais ajoute des noms sous organisation.roles.{role} dans relais.yaml.',
  'refusal.systems-unresolved':
    'Ces systèmes n’ont pas encore répondu : {systems}. Interrogez-les à nouveau avant de confirmer, pour ne rien oublier.',
  'refusal.nothing-to-confirm': 'Ce plan ne prévoit aucun accès à fermer : il n’y a rien à confirmer.',
  'refusal.requester-cannot-confirm':
    'Vous avez lancé ce départ : une autre personne doit décider de la fin des accès.',
  'refusal.already-confirmed': 'Vous avez déjà confirmé ce plan.',
  'refusal.role-not-needed': 'Les confirmations de votre rôle sont complètes ; plus rien n’est attendu de vous.',
  'refusal.not-confirmed-yet': 'La fin des accès n’est pas encore confirmée par tous. Rien n’a été fait.',
  'refusal.not-released-by-click':
    'Pour ce départ, les accès prennent fin d’eux-mêmes à l’heure prévue ; aucun clic n’est nécessaire.',
  'refusal.already-released': 'La fermeture des accès est déjà lancée.',
  'refusal.run-started': 'La fermeture des accès a commencé : ceci ne peut plus être modifié.',
  'refusal.task-not-open': 'C’est déjà clos.',
  'refusal.undo-over':
    'On peut revenir en arrière pendant une minute, si on l’a fait soi-même. Rouvrez le départ, ou adressez-vous au manager.',
  'refusal.task-waits': 'Autre chose doit être fait avant. Relais vous préviendra quand ce sera votre tour.',
  'refusal.notes-needed': 'Écrivez une courte note : cette étape en demande une.',
  'refusal.file-needed':
    'Cette étape demande un fichier : capture d’écran, photo ou PDF. Appuyez d’abord sur Ajouter un fichier.',
  'refusal.file-not-asked': 'Cette étape ne demande aucun fichier.',
  'refusal.too-many-files': 'Il y a déjà {max} fichiers, le maximum. Retirez-en un d’abord.',
  'refusal.file-not-yours':
    'Seule la personne qui a apporté un fichier le retire, et avant que quelqu’un ait examiné l’étape.',
  'refusal.condition-needed': 'Indiquez dans quel état le matériel est revenu.',
  'refusal.signature-needed': 'Saisissez votre nom complet : il vaut signature.',
  'refusal.signature-other-name': 'Signez de votre propre nom, en entier et sans autre mot : {name}.',
  'refusal.signed-by-another':
    'Seule la personne à qui c’est demandé peut signer. Si l’étape reste ouverte, laissez-la de côté en donnant un motif.',
  'refusal.checklist-open':
    '{left, plural, one {Un point de la liste n’est pas encore coché} other {# points de la liste ne sont pas encore cochés}}. Cochez ce qui est terminé ; l’étape est faite quand toute la liste l’est.',
  'refusal.step-not-optional':
    'Cette étape n’est pas de celles que l’on peut laisser de côté soi-même. Refusez-la plutôt en donnant un motif.',
  'refusal.approve-own':
    'Vous l’avez fait vous-même, ou déjà approuvé : l’approbation doit venir de quelqu’un d’autre. Refusez, et Relais demandera à la personne suivante.',
  'refusal.skip-own-approval':
    'C’est l’approbation de ce que vous avez fait ou devez faire : ce n’est pas à vous de l’ignorer. Quelqu’un d’autre le peut : le manager, les RH ou un administrateur.',
  'refusal.skipped-its-approval':
    'Vous avez ignoré l’approbation de cette étape : quelqu’un d’autre doit la faire. Rendez-la, ou confiez-la à une autre personne.',
  'refusal.approver-only': '{name} n’a pas le rôle qui approuve ceci. Choisissez quelqu’un qui l’a.',
  'refusal.approver-did-it': '{name} l’a fait, ou l’a déjà approuvé. Choisissez quelqu’un d’autre qui a ce rôle.',
  'refusal.declined-before': 'Cette personne a déjà refusé. Choisissez quelqu’un d’autre.',
  'refusal.action-not-open': 'C’est déjà réglé.',
  'refusal.action-not-manual': 'Relais s’en charge lui-même ; aucune preuve n’est demandée.',
  'refusal.too-early-to-prove':
    'Les accès ne prennent pas fin avant l’heure prévue. Indiquez ce qui a été fait à la main une fois l’heure venue.',
  'refusal.no-proof-waits': 'Rien n’attend ici la validation d’une deuxième personne.',
  'refusal.second-person-needed':
    'C’est vous qui avez indiqué que c’était fait : une autre personne des RH, de l’IT ou des administrateurs doit valider.',
  'refusal.waiver-in-past': 'Le dernier jour de la dérogation est déjà passé. Choisissez une date ultérieure.',
  'refusal.work-open':
    'Ce départ ne peut pas encore être terminé : il reste {tasks, plural, =0 {aucune tâche} one {# tâche} other {# tâches}} et {actions, plural, =0 {aucun accès} one {# accès} other {# accès}} à traiter.',
  'refusal.survey-not-open': 'Le questionnaire n’est pas encore ouvert. Relais vous l’enverra.',
  'refusal.survey-closed': 'Le questionnaire est clos. Vos réponses éventuelles sont conservées telles quelles.',
  'refusal.dossier-exists': 'Le dossier est déjà commencé.',
  'refusal.dossier-missing': 'Ce départ n’a pas encore de dossier.',
  'refusal.dossier-full': 'Un dossier compte {most} sujets au plus. Laissez-en un de côté, ou complétez un autre.',
  'refusal.dossier-secret':
    'Ce départ est encore confidentiel, et un wiki est lu par beaucoup. Envoyez le dossier une fois que les gens savent.',
  'refusal.dossier-on-its-way': 'Le dossier est déjà en route.',
  'refusal.session-too-early':
    'Aucune séance ne peut être prévue maintenant : la personne qui part ou l’autre ne sait pas encore, ou les accès prennent fin.',
  'refusal.too-many-sessions': 'Un départ a {most} séances au plus.',
  'refusal.session-in-past': 'Ce moment est passé. Choisissez-en un plus tard.',
  'refusal.session-outside-hours':
    'C’est en dehors des heures de travail de l’une des deux personnes, ou un jour de repos. Choisissez un moment entre 9:00 et 18:00 pour les deux.',
  'refusal.session-after-last-day':
    'La séance finirait après le dernier jour travaillé. Choisissez un moment plus tôt.',
  'refusal.session-overlaps':
    'Une autre séance est prévue à ce moment. Rouvrez les séances pour voir le prochain moment libre.',
  'refusal.session-over': 'Cette séance est passée, ou a été annulée.',
  'refusal.session-ahead': 'Cette séance n’a pas encore commencé.',
  'refusal.topic-unwritten': 'Rien n’y est encore écrit, il n’y a donc rien à confirmer.',
  'refusal.survey-empty': 'Rien n’est rempli. Répondez à une question au moins, ou fermez cette page.',
  'refusal.survey-question-unknown': 'Une des questions a changé. Rouvrez l’enquête, s’il vous plaît.',
  'refusal.duplicate': 'Un départ est déjà ouvert pour cette personne. Poursuivez plutôt celui-là.',
  'refusal.held-by-hr':
    'Les RH indiquent que cette personne est de nouveau en poste : rien ne commence. Les RH ou un administrateur décident, sur la carte du logiciel RH.',
  'refusal.in-wave': 'Qui part dans la même vague n’y prépare aucun départ. Indiquez une autre personne.',
  'refusal.not-in-wave': 'Ce départ ne fait partie d’aucune vague.',
  'refusal.wave-empty': 'La liste est vide.',
  'refusal.wave-not-planned': 'Tout le monde n’est pas encore planifié. La carte dira quand confirmer.',
  'refusal.contact-closes':
    'Cette adresse sera fermée avec le reste. Donnez-en une qui reste, par exemple personnelle.',
};
