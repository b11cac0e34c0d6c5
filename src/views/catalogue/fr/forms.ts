import type { forms as en } from '../en/forms.ts';

export const forms: Readonly<Record<keyof typeof en, string>> = {
  'reason.label': 'Motif',
  'reason.placeholder': 'En une phrase ou deux',

  'form.decline.title': 'Refuser',
  'form.decline.text':
    '{title} : votre motif est transmis à ceux qui préparent le départ, et à la personne sollicitée ensuite. Refuser tôt rend service à tous.',
  'form.decline.submit': 'Refuser',
  'form.complete.title': 'C’est fait',
  'form.complete.notes': 'Une note pour la suite',
  'form.complete.notesHint': 'Ce que vous avez fait, où sont les choses, ce qui reste ouvert.',
  'form.complete.condition': 'Dans quel état est-ce revenu ?',
  'form.complete.submit': 'Marquer comme fait',
  'form.reassign.title': 'Désigner quelqu’un',
  'form.reassign.to': 'Qui reprend ?',
  'form.reassign.hint': 'La personne est sollicitée par message privé, avec tout ce qui est connu.',
  'form.reassign.declined': 'Ont déjà refusé : {names}',
  'form.reassign.submit': 'Solliciter',
  'form.skip.title': 'Passer cette étape',
  'form.skip.text': '{title} : plus personne ne sera sollicité. Votre motif reste dans le dossier.',
  'form.skip.submit': 'Passer',
  'form.due': 'Pour le {when}',

  'form.reschedule.title': 'Modifier les dates',
  'form.reschedule.text': 'Vous verrez ce qui se décale avant que rien ne change.',
  'form.reschedule.submit': 'Voir les effets',
  'form.preview.title': 'Ce qui se décale',
  'form.preview.tasks': 'Tâches',
  'form.preview.change': '{before} → {after}',
  'form.preview.same': '{value}, inchangé',
  'form.preview.noTasks': 'Aucune tâche ne se décale.',
  'form.preview.confirm':
    'Les accès prennent fin à un autre moment : il faudra confirmer à nouveau ; {count, plural, =0 {personne n’avait encore confirmé} one {# confirmation ne compte plus} other {# confirmations ne comptent plus}}.',
  'form.preview.starts': 'commence {before} → {after}',
  'form.preview.moved': 'décalé',
  'form.preview.kept': 'Les passations dont le jour a été choisi à la main le gardent.',
  'form.preview.submit': 'Appliquer',

  'form.cancel.title': 'Annuler le départ',
  'form.cancel.text':
    'Le départ de {name} était une erreur ou n’a plus lieu. Ce qui n’a pas commencé ne commencera pas, et chaque personne sollicitée sera prévenue que ce n’est plus nécessaire.',
  'form.cancel.begun':
    'Des accès ont déjà pris fin dans {count, plural, one {# système} other {# systèmes}}. Relais ne rend jamais un accès de lui-même : l’équipe informatique reçoit une liste.',
  'form.cancel.submit': 'Annuler le départ',
  'form.cancel.keep': 'Le garder',
  'form.retain.title': 'La personne reste',
  'form.retain.text':
    '{name} reste finalement. Ce qui n’a pas commencé ne commencera pas, et chaque personne sollicitée sera prévenue que ce n’est plus nécessaire.',
  'form.retain.submit': 'La personne reste',
  'form.reopen.title': 'Rouvrir le départ',
  'form.reopen.text': 'Le départ de {name} reprend, avec tout ce qui a déjà été fait.',
  'form.reopen.submit': 'Rouvrir',

  'form.waive.title': 'Déroger',
  'form.waive.text':
    'Ceci ne sera pas fait, en connaissance de cause, et l’accès reste ouvert : {what}. L’auteur, le motif et l’échéance de la dérogation restent dans le dossier.',
  'form.waive.until': 'Jusqu’à la fin du',
  'form.waive.untilHint': 'Après ce jour, l’accès est de nouveau à traiter. Vide : sans échéance.',
  'form.waive.submit': 'Déroger',
  'form.hand.title': 'Confier à quelqu’un',
  'form.hand.text': '{what} : une personne s’en charge à la main et note ce qu’elle a constaté.',
  'form.hand.to': 'Qui s’en charge ?',
  'form.hand.submit': 'Confier',
  'form.prove.title': 'Fait à la main',
  'form.prove.proof': 'Qu’avez-vous fait, et qu’avez-vous constaté ?',
  'form.prove.proofHint':
    'Par exemple : « Retiré dans la page d’administration à 18:04 ; le compte apparaît désactivé, ticket 4711. » Pas de mot de passe.',
  'form.prove.submit': 'C’est fait',

  'form.survey.title': 'Huit questions',
  'form.survey.submit': 'Envoyer',
  'form.survey.later': 'Plus tard',
  'form.results.title': 'Résultats',

  'form.page.title': 'Départ',
  'form.page.access': 'Accès',
  'form.access-plan.title': 'Tout ce qui prend fin',
  'form.access-plan.nothing': 'Rien n’attend de confirmation ici.',

  'form.page.details': 'Détails',

  'form.status.title': 'Vos départs',
  'form.status.none':
    'Aucun départ en cours ne vous concerne.{channel, select, email {} slack { Tapez /offboard pour en lancer un.} other { Tapez offboard pour en lancer un.}}',
  'form.status.own': 'Votre propre départ est en cours.',
  'form.status.ownDates':
    'Votre propre départ est en cours. Votre dernier jour travaillé : {day} ; fin de vos accès : {when}.',
  'form.status.mine': 'En attente de vous',
  'form.status.line':
    'Tâches faites : {done} sur {total, plural, one {#} other {#}}{late, plural, =0 {} one {, # en retard} other {, # en retard}}',
  'form.status.access': 'Accès : {access}',
  'form.status.more': '{count, plural, one {et # autre} other {et # autres}}',

  'form.help.title': 'Le rôle de Relais',
  'form.help.intro':
    'Relais mène un départ avec vous : il confie chaque responsabilité à quelqu’un, relance, ferme les accès au bon moment une fois confirmés, et le prouve.',
  'form.help.commands': 'Ce que vous pouvez taper',
  'form.help.start':
    '{channel, select, slack {/offboard @personne} other {offboard @personne}} lance un départ, ou le reprend ; le dernier jour et le type peuvent suivre : 15 janvier démission',
  'form.help.status': '{channel, select, slack {/offboard status} other {statut}} montre où en sont vos départs',
  'form.help.search':
    '{channel, select, slack {/offboard chercher factures} other {chercher factures}} trouve des mots dans les dossiers que vous pouvez lire',
  'form.help.whoHas':
    '{channel, select, slack {/offboard qui a factures} other {qui a factures}} trouve qui a repris quelque chose',
  'form.help.wave':
    '{channel, select, slack {/offboard vague} other {vague}} montre les départs de plusieurs personnes à la fois',
  'form.help.lists':
    '{channel, select, slack {/offboard importer} other {importer}} apporte un fichier CSV : des personnes pour une vague, ou la liste d’un logiciel RH',
  'form.help.review':
    '{channel, select, slack {/offboard revue} other {revue}} compare tous les comptes de tous les systèmes à l’effectif actuel',
  'form.help.help': '{channel, select, slack {/offboard help} other {aide}} affiche cette page',
  'form.help.home':
    '{channel, select, slack {L’onglet Accueil rassemble vos tâches et vos départs.} other {accueil montre vos tâches et vos départs}}',
  'form.help.you': 'Ce que vous pouvez faire ici',
  'form.help.everybody': 'Accepter, refuser ou terminer ce qu’il vous est proposé de reprendre.',
  'form.help.manager': 'Lancer et piloter le départ d’une personne de votre équipe.',
  'form.help.hr':
    'Lancer et piloter tous les départs, confirmer la fin des accès, lire les réponses aux questionnaires.',
  'form.help.it': 'Confirmer la fin des accès, réessayer, confier ou déroger quand quelque chose ne fonctionne pas.',
  'form.help.admin': 'Tout ce que peuvent les RH et l’équipe informatique, sauf lire les questionnaires.',
  'form.help.example': 'Par exemple : {example}',

  'form.loading.title': 'Un instant',
  'form.loading.text': 'Relais cherche…',

  'channel.more': '{count, plural, one {et # autre} other {et # autres}}',
  'slack.done': 'C’est fait. Vous pouvez fermer cette fenêtre.',
  'slack.openText': 'La suite se passe dans une fenêtre à part.',
  'slack.unescaped':
    'Slack a envoyé « {said} » comme du simple texte, et plusieurs personnes peuvent être visées : les noms arrivent sans échappement. Un administrateur active « Escape channels, users, and links sent to your app » pour /offboard, sous Slash Commands de l’application, sur api.slack.com/apps. D’ici là, choisissez la personne dans la fenêtre.',
  'slack.openButton': 'Ouvrir la fenêtre',
  'channel.stranger': 'Relais ne répond qu’aux personnes de cette organisation.',
  'channel.away':
    'Relais n’atteint pas sa base de données en ce moment : rien n’a été fait. Réessayez dans quelques minutes ; si cela dure, prévenez la personne qui exploite Relais. Les coupures confirmées partent d’elles-mêmes dès son retour.',
  'channel.trouble':
    'Relais n’a pas pu répondre. Vérifiez sur la dernière carte ce qui a été fait, et réessayez dans une minute.',

  'notice.unknownAct':
    'Ce bouton vient d’un ancien message. Ouvrez le plus récent{channel, select, email {} slack {, ou tapez /offboard status} other {, ou tapez statut}}.',
  'notice.unknownPerson':
    'Relais ne trouve pas cette personne. Mentionnez-la avec @, ou choisissez-la dans le formulaire.',
  'notice.unknownAddress':
    'Relais ne connaît personne à l’adresse « {said} ». Vérifiez-la, mentionnez la personne avec @, ou choisissez-la dans la fenêtre.',
  'notice.unknownName':
    'Personne, ou plus d’une personne, ne s’appelle « {said} ». Mentionnez la personne avec @ en la prenant dans la liste, écrivez son adresse, ou choisissez-la dans la fenêtre.',
  'notice.notSpokenWith':
    '{name} est en accès invité, ou son compte est fermé : Relais ne lui parle pas. Choisissez quelqu’un d’autre.',
  'notice.channelOthers':
    'Ce départ est confidentiel, et {count, plural, one {# membre de ce canal ne le prépare pas} other {# membres de ce canal ne le préparent pas}}. Choisissez un canal privé réservé à la personne qui le demande, au manager, aux RH et à l’équipe informatique (les autres applications comptent aussi), ou aucun : la carte n’arrive alors qu’au manager.',
  'notice.channelOpen':
    'Ce départ est confidentiel, et {why, select, public {tout le monde peut lire ce canal} shared {des personnes d’autres organisations peuvent lire ce canal} other {Relais ne peut pas savoir qui lit ce canal}}. Choisissez un canal privé {why, select, unknown {où Relais a été invité} other {des personnes qui préparent le départ}}, ou aucun : la carte n’arrive alors qu’au manager.',
  'notice.channelNotAsked':
    'Relais n’a pas pu savoir qui lit ce canal. Réessayez dans une minute, ou n’en choisissez aucun.',
  'notice.mayNotStart': 'Seuls les RH, les administrateurs et le manager déclaré de {name} peuvent lancer ce départ.',
  'notice.exists': 'Un départ de {name} est déjà ouvert.',
  'notice.unsaved':
    'Relais a du mal à enregistrer en ce moment. Vérifiez sur la dernière carte ce qui a été fait, et réessayez plus tard ; si cela dure, prévenez votre administrateur.',
  'notice.unexpected':
    'Une erreur est survenue de notre côté. Vérifiez sur la dernière carte ce qui a été fait avant de réessayer ; si cela se reproduit, prévenez votre administrateur.',
  'notice.unknownCommand': 'Relais ne connaît pas « {words} ». Voici ce que vous pouvez taper.',
  'notice.started':
    'Le départ de {name} est lancé. Chaque personne concernée l’apprendra au bon moment ; votre carte montre l’avancement.',
  'notice.draftKept':
    'Votre brouillon du départ de {name} est conservé ; rien n’a été envoyé. Reprenez ici{channel, select, email {} slack {, sur la page d’accueil ou avec /offboard @{name}} other {, sur la page d’accueil ou avec offboard @{name}}}.',
  'notice.discarded': 'Le brouillon est supprimé. Aucun message n’a été envoyé à ce sujet.',
  'notice.accepted': 'Merci. « {title} » est à vous, dans le départ de {leaver}.',
  'notice.declined': 'Merci de l’avoir dit. Quelqu’un d’autre sera sollicité.',
  'notice.completed': 'Merci. « {title} » est fait.',
  'notice.reassigned': 'La demande est partie à {name}, pour le départ de {leaver}.',
  'notice.undone': '« {title} » est de nouveau à faire, comme avant.',
  'notice.cancelUndone': 'Le départ de {name} est de nouveau en cours, comme avant.',
  'button.undo': 'Annuler l’action',
  'notice.skipped': '« {title} » est passé.',
  'notice.confirmed': 'Vous avez confirmé la fin des accès de {leaver}. {rest}',
  'notice.confirmedRest':
    '{count, plural, =0 {Toutes les confirmations sont là.} one {Il en manque une.} other {Il en manque #.}}',
  'notice.confirmedLapses':
    'Elle est valable jusqu’au {until}, et les accès doivent prendre fin plus tard, le {when} : confirmez de nouveau à l’approche de cette date.',
  'notice.alsoKnownAsInvalid':
    'Indiquez des adresses telles que alex@example.com, des noms d’utilisateur avec leur système tels que github : amoreau, et au plus un matricule sans espace.',
  'notice.userNameOfNone':
    '{count, plural, =0 {Aucun système ici ne connaît de noms d’utilisateur : ne donnez que des adresses.} other {« {said} » n’est pas un système qui connaît des noms d’utilisateur. Ceux qui en connaissent : {systems}.}}',
  'notice.acknowledged': 'C’est noté. Cette alarme sur {leaver} est levée ; le reste continue.',
  'notice.withdrawn': 'Votre confirmation pour les accès de {leaver} est retirée.',
  'notice.replanned': 'Tous les systèmes ont été interrogés à nouveau sur {leaver}. La carte montre leurs réponses.',
  'notice.replannedInPart':
    'Aucune réponse exploitable de {systems}. Ce qui y était prévu ne change pas, et chaque compte est vérifié à nouveau avant d’y toucher.',
  'notice.setAside':
    'Le reste des accès de {leaver} peut maintenant être confirmé. Ce qui est laissé de côté sera interrogé dès la coupure des accès.',
  'notice.released': 'La fermeture des accès est en cours pour {leaver}. La carte montre l’avancement.',
  'notice.retrying': 'Nouvel essai en cours pour {leaver}. La carte montrera le résultat.',
  'notice.handed': 'La demande est partie à {name}, pour le faire à la main (accès de {leaver}).',
  'notice.proved': 'C’est noté, pour les accès de {leaver}. Merci.',
  'notice.proofAccepted': 'Validé : cet accès de {leaver} compte comme fermé.',
  'notice.waived': 'C’est noté : cet accès de {leaver} reste ouvert, en connaissance de cause.',
  'notice.rescheduled': 'Les nouvelles dates de {leaver} sont enregistrées.',
  'notice.cancelled': 'Le départ de {leaver} est annulé.',
  'notice.retained': 'C’est noté : {name} reste.',
  'notice.reopened': 'Le départ de {leaver} reprend.',
  'notice.finished': 'Le départ de {leaver} est terminé.',
  'notice.handoverAdded': 'La demande de reprendre ce sujet de {leaver} est partie à {name}.',
  'notice.surveySaved': 'Merci. Vos réponses sont enregistrées, et modifiables jusqu’au {when}.',
  'notice.dateInvalid': 'Choisissez un jour.',
  'notice.timeInvalid': 'Choisissez une heure.',
  'notice.zoneInvalid': 'Choisissez un fuseau horaire dans la liste.',
  'notice.personMissing': 'Choisissez une personne.',
  'notice.textTooShort': 'Écrivez au moins {min} caractères.',
  'notice.textTooLong': 'Écrivez au plus {max} caractères ; il y en a {length}.',
  'notice.tooManyLines': 'Au plus {max} lignes ; il y en a {count}.',
  'notice.choiceMissing': 'Faites un choix.',
};
