import type { wave as english } from '../en/wave.ts';

/** Une réduction d’effectif comme un tout : la liste, l’aperçu, la carte unique. */
export const wave: Readonly<Record<keyof typeof english, string>> = {
  'wave.title': 'Vague : {title}',
  'wave.state.planning': 'Interrogation des systèmes : {planned} sur {count} planifiés',
  'wave.state.planned': '{confirmed} sur {total} confirmés',
  'wave.state.running': 'Accès fermés pour {closed} personnes sur {total}',
  'wave.state.ended': 'Terminée : accès fermés pour {closed} sur {count}',
  'wave.status.planning': 'En préparation',
  'wave.status.planned': 'En cours',
  'wave.status.ended': 'Terminée',
  'wave.people': 'Personnes',
  'wave.peopleCount':
    '{count, plural, one {# personne} other {# personnes}} dans {systems, plural, one {# système} other {# systèmes}}',
  'wave.ends': 'Fin des accès',
  'wave.endsFromTo': 'du {from} au {to}',
  'wave.floor': 'Durée minimale',
  'wave.floorWords': '{takes}, car {system} accepte {perMinute} appels par minute et il en faut {calls}',
  'wave.confirmers': 'Confirmations attendues',
  'wave.missing': '{count} côté {role}',
  'wave.progress': 'Accès fermés',
  'wave.standings': 'Où en sont les personnes',
  'wave.standingCount': '{count, plural, one {# personne} other {# personnes}}',
  'wave.standing.planning': 'En préparation',
  'wave.standing.failed': 'Aucun plan possible',
  'wave.standing.left': 'Retirée de la vague',
  'wave.standing.unresolved': 'Un système ne répond pas',
  'wave.standing.unconfirmed': 'À confirmer',
  'wave.standing.confirmed': 'Confirmé',
  'wave.standing.waits-for-click': 'Attend son entretien',
  'wave.standing.held': 'Retenu par le frein',
  'wave.held':
    'Le frein retient {count, plural, one {# fermeture} other {# fermetures}} de cette vague : rien n’en commence avant que deux personnes différentes aient levé le frein.',
  'wave.standing.late': 'En retard : non confirmé',
  'wave.standing.running': 'Coupure en cours',
  'wave.standing.open': 'Demande une intervention',
  'wave.standing.closed': 'Fermé',
  'wave.standing.stopped': 'Abandonné',
  'wave.standing.gone': 'Effacé',
  'wave.systems': 'Systèmes',
  'wave.system.running': 'Coupure en cours',
  'wave.system.failed': 'Un échec au moins',
  'wave.system.done': 'Tout est vérifié',
  'wave.system.silent': 'Ne répond pas',
  'wave.systemSilent':
    '{count, plural, one {Retient # personne} other {Retient # personnes}}. Relais continue de demander ; qui ne peut pas attendre ouvre la personne sous « Qui et quand ».',
  'wave.systemLine':
    '{done} sur {total} vérifiés comme fermés{failed, plural, =0 {} one {, # échec} other {, # échecs}}',
  'wave.line': 'Ligne {line}',
  'wave.because': '{name}, car : {why}',
  'wave.more': '{count, plural, one {et # autre} other {et # autres}}',
  'wave.page': 'Page {page} sur {pages}',
  'wave.confirmHint':
    'Votre confirmation porte sur le plan actuel de chaque personne. Vous pouvez en retirer des personnes : il leur faudra alors une confirmation individuelle.',
  'wave.requesterHint': 'Vous avez lancé cette vague : d’autres la confirment.',
  'wave.fallback':
    'Vague {title} : {count, plural, one {# personne} other {# personnes}}, accès fermés pour {closed} sur {total}, {open, plural, =0 {rien ne demande d’intervention} one {# demande une intervention} other {# demandent une intervention}}.',

  'wave.note.roles': 'A un rôle dans Relais ({roles}) : ne voit rien des autres et ne confirme personne.',
  'wave.note.manages':
    '{count, plural, one {Est responsable de # personne de la liste} other {Est responsable de # personnes de la liste}} : indiquez-y une autre personne responsable.',

  'wave.problem.address': 'Ce n’est pas une adresse e-mail.',
  'wave.problem.twice': 'Cette personne figure deux fois. Retirez l’une des lignes.',
  'wave.problem.unknown':
    'Personne n’est connu à cette adresse. Vérifiez-la, et que le compte est bien de votre organisation.',
  'wave.problem.leaving': 'Un départ est déjà ouvert pour cette personne. Poursuivez celui-là.',
  'wave.problem.yourself': 'C’est vous. Une autre personne doit lancer une vague dont vous faites partie.',
  'wave.problem.day': 'Le dernier jour travaillé manque ou n’est pas une date. Écrivez-le ainsi : 2026-03-31.',
  'wave.problem.contract-end': 'La fin de contrat n’est pas une date, ou précède le dernier jour travaillé.',
  'wave.problem.time': 'L’heure n’en est pas une. Écrivez-la ainsi : 17:30.',
  'wave.problem.past': 'C’est passé, ou dans quelques minutes.',
  'wave.problem.flow': 'Aucun parcours confidentiel ne porte ce nom. Une vague n’en a pas d’autres.',
  'wave.problem.contract': 'Le parcours n’est pas prévu pour ce contrat.',
  'wave.problem.manager-missing': 'Aucune personne responsable n’est connue. Ajoutez-la dans la colonne responsable.',
  'wave.problem.manager': 'Relais ne connaît personne à qui parler à l’adresse du responsable.',
  'wave.problem.manager-in-wave':
    'La personne responsable est aussi dans la liste. Indiquez-en une autre dans la colonne responsable.',
  'wave.problem.heir': 'Relais ne connaît personne à qui parler à l’adresse de qui reprend.',
  'wave.problem.heir-in-wave': 'Qui reprend est aussi dans la liste. Indiquez une autre personne.',

  'wave.table.empty': 'Il n’y a rien. Collez au moins une ligne.',
  'wave.table.encoding': 'Ce texte est illisible. Enregistrez-le en CSV UTF-8.',
  'wave.table.workbook': 'C’est un classeur. Enregistrez-le en CSV UTF-8.',
  'wave.table.too-large': 'C’est trop volumineux. Divisez le fichier.',
  'wave.table.columns': 'La première ligne doit nommer chaque colonne, une fois.',
  'wave.table.shape': 'Ligne {line} : plus de valeurs que de colonnes, ou des guillemets sans leur paire.',
  'wave.columns':
    'Aucune colonne ne s’appelle « {name} » ici. Utilisez : email, dernier jour, fin de contrat, heure, parcours, contrat, responsable, repreneur.',
  'wave.noAddresses': 'Il manque une colonne « email ».',
  'wave.tooMany': 'Une vague compte {most} personnes au plus. Faites-en plusieurs.',
  'wave.noRows': 'Les colonnes sont nommées, et aucune ligne ne suit.',
  'wave.leaveOutUnknown': 'Personne qui puisse être retiré de cette vague n’a cette adresse : {address}',
  'wave.changedList': 'La liste a changé entre-temps. Relisez-la telle qu’elle est.',

  'form.wave.title': 'Vague de départs',
  'form.wave.intro':
    'Plusieurs départs comme un seul : collez une liste, voyez tout ce qui se passerait, faites confirmer une fois. Rien ne commence avant que vous ayez vu la liste vérifiée.',
  'form.wave.none': 'Il n’y a aucune vague que vous puissiez voir.',
  'form.wave.waves': 'Vagues',
  'form.wave.state':
    '{good, plural, one {# ligne prête} other {# lignes prêtes}}, {bad, plural, =0 {aucune} other {#}} à corriger',
  'form.wave.imported': 'Déposée ici par relais wave import. Qui la poursuit en est à l’origine.',
  'form.wave.bad': 'À corriger',
  'form.wave.correct':
    'Collez une ligne corrigée avec la même adresse : elle remplace celle-ci. Rien ne commence tant qu’une ligne est à corriger.',
  'form.wave.told': 'Bon à savoir',
  'form.wave.begins':
    'Relais planifie {count, plural, one {# départ} other {# départs}} et demande à chaque système ce qui serait fermé. Personne dans la liste n’en est informé, et rien ne se ferme avant confirmation.',
  'form.wave.check': 'Vérifier la liste',
  'form.wave.rowsIntro':
    'Collez des lignes d’un tableur. La première peut nommer les colonnes ; sinon ce sont une adresse et un dernier jour travaillé. D’autres lignes s’ajoutent ensuite ; une liste plus longue s’apporte en fichier (« Apporter un fichier CSV » dans le formulaire de la nouvelle vague, ou relais wave import).',
  'form.wave.name': 'Nom de la vague',
  'form.wave.lastDay': 'Dernier jour travaillé',
  'form.wave.lastDayHint': 'Pour les lignes qui n’ont pas leur propre date.',
  'form.wave.time': 'Fin des accès à',
  'form.wave.timeHint': 'À l’heure de chaque personne ; vide : comme le dit le parcours.',
  'form.wave.flow': 'Parcours',
  'form.wave.rows': 'Lignes',
  'form.wave.rowsHint':
    'Colonnes : email, dernier jour, fin de contrat, heure, parcours, contrat, responsable, repreneur.',
  'form.wave.rowsPlaceholder': 'email,dernier jour',
  'form.wave.confirmTitle': 'Confirmer la vague',
  'form.wave.confirmText':
    'Vous confirmez que les accès se ferment pour {count, plural, one {# personne} other {# personnes}}, chacune selon son plan actuel.',
  'form.wave.confirmRest':
    'Si un plan change ensuite, la personne est nommée sur la carte et demande une confirmation individuelle. Il en va de même pour qui vous retirez.',
  'form.wave.leaveOut': 'Retirer de la vague',
  'form.wave.leaveOutHint': 'Des adresses, une par ligne. Vide : personne.',
  'form.wave.leaveOutPlaceholder': 'nom@example.com',
  'form.wave.peopleTitle': 'Personnes de la vague',

  'button.waveRows': 'Ajouter ou corriger',
  'button.waveBegin': 'Tout planifier',
  'button.waveWithout': 'Laisser ces lignes',
  'button.waveDiscard': 'Jeter la liste',
  'button.waveConfirm': 'Confirmer',
  'button.wavePeople': 'Qui et quand',
  'button.wavePrevious': 'Page précédente',
  'button.waveNext': 'Page suivante',

  'dialog.waveWithout.title': 'Laisser ces lignes ?',
  'dialog.waveWithout.text':
    '{count, plural, one {# ligne ne fera} other {# lignes ne feront}} pas partie de la vague.',
  'dialog.waveDiscard.title': 'Jeter la liste ?',
  'dialog.waveDiscard.text': 'Rien n’en est conservé. Aucun départ n’a été commencé.',
  'dialog.wave.deny': 'Retour',

  'notice.waveConfirmed':
    'Confirmé pour {count, plural, one {# personne} other {# personnes}}{left, plural, =0 {} one {, # retirée} other {, # retirées}}. La carte suit.',
  'notice.waveDiscarded': 'La liste est jetée, rien n’en est conservé.',
};
