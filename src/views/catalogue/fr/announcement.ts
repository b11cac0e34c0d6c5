import type { announcement as english } from '../en/announcement.ts';

/** Ce que les collègues apprennent d’un départ : proposé, approuvé, publié, retiré. */
export const announcement: Readonly<Record<keyof typeof english, string>> = {
  'announcement.section': 'Ce que les collègues apprennent',
  'announcement.title': 'À propos de {name}',
  'announcement.over': 'Ce message a été retiré.',
  'announcement.proposed.warm':
    '{over, select, yes {{name} nous a quittés} other {{name} nous quitte}}. Merci, {first}, pour tout ce que l’équipe vous doit. Nous vous souhaitons le meilleur pour la suite.\n\n{contact, select, none {Pour toute question sur ce travail, adressez-vous à l’équipe.} other {Pour toute question sur ce travail, adressez-vous à {contact}.}}',
  'announcement.proposed.plain':
    '{over, select, yes {{name} ne travaille plus avec nous} other {{name} quitte l’entreprise}}.\n\n{contact, select, none {Pour toute question sur ce travail, adressez-vous à l’équipe.} other {Pour toute question sur ce travail, adressez-vous à {contact}.}}',
  'announcement.proposed.move':
    '{name} prend un nouveau poste dans l’entreprise. Merci, {first}, pour tout ce que l’équipe vous doit, et un bon début dans ce nouveau poste.\n\n{contact, select, none {Pour toute question sur le travail fait jusqu’ici, adressez-vous à l’équipe.} other {Pour toute question sur le travail fait jusqu’ici, adressez-vous à {contact}.}}',
  'announcement.lastDayInRole': 'Dernier jour à ce poste',
  'announcement.intro':
    'Les collègues de {name} lisent ceci dans les canaux que vous choisissez. Relais a écrit une proposition : modifiez-la comme vous voulez. Dessous se trouvent le dernier jour de travail, sauf si le départ est confidentiel, et les passations que vous cochez, avec les personnes qui les ont reprises. Ces lignes restent à jour d’elles-mêmes.',
  'announcement.needsHr': 'Une personne des RH l’approuve aussi. D’ici là, rien n’est publié.',
  'announcement.noChannels':
    'Les canaux se choisissent dans Slack ou Microsoft Teams. Ceux qui y ont été choisis restent tels quels.',
  'announcement.elsewhere':
    '{count, plural, one {Un canal a été choisi} other {# canaux ont été choisis}} sur une autre plateforme et {count, plural, one {reste tel quel} other {restent tels quels}}.',
  'announcement.field.text': 'Texte ({language})',
  'announcement.field.handovers': 'Passations à nommer',
  'announcement.field.channel': 'Où c’est publié',
  'announcement.field.more': 'Dans ce canal aussi',
  'announcement.field.date': 'Ce jour-là',
  'announcement.field.time': 'À cette heure',
  'announcement.hint.text':
    'Laissez vide pour ne pas publier dans cette langue. Pourquoi quelqu’un part n’a pas sa place ici : Relais ne publie aucun texte qui le dit.',
  'announcement.hint.handovers': 'Quiconque lit le canal voit comment elles s’appellent.',
  'announcement.hint.channel':
    '{channel, select, slack {Relais doit en faire partie : tapez-y /invite @Relais.} other {Relais doit faire partie de l’équipe : ajoutez-y l’application.}}',
  'announcement.hint.date':
    'Laissez le jour et l’heure vides pour publier tout de suite. Rien ne vient avant que la personne qui part le sache, ni tant que le départ est confidentiel.',
  'announcement.noText': 'Écrivez un texte dans une langue au moins.',
  'announcement.noChannel': 'Choisissez un canal.',
  'announcement.shared': 'Des personnes d’une autre organisation lisent ce canal. Choisissez-en un autre.',
  'announcement.dayAndTime': 'Donnez un jour et une heure, ou aucun des deux.',
  'announcement.at': 'Vient {when} dans {count, plural, one {un canal} other {# canaux}}',
  'announcement.atOnce': 'Vient tout de suite dans {count, plural, one {un canal} other {# canaux}}',
  'announcement.onceRevealed':
    'Vient dans {count, plural, one {un canal} other {# canaux}} dès que le départ n’est plus un secret',
  'announcement.waiting': 'en attente',
  'announcement.waits': 'Le texte attend l’accord d’une personne de l’équipe {role}',
  'announcement.lost': 'Impossible de publier dans un canal de {channel} : {reason}',
  'announcement.state.told': 'publié',
  'announcement.told': 'Le texte se trouve dans {count, plural, one {un canal} other {# canaux}}',
  'announcement.text': 'Le texte',
  'announcement.when': 'Quand',
  'announcement.checkTitle': 'Ce que les collègues de {name} doivent apprendre',
  'announcement.check': '{name} veut dire ceci aux collègues. C’est publié à la lettre dès que vous l’approuvez.',
  'announcement.checked': 'Le texte est approuvé. Vous n’avez plus rien à faire.',
  'announcement.checkOver': 'Plus rien ne vous attend ici.',
  'form.announcement.title': 'Prévenir les collègues',
  'form.announcement.submit': 'Approuver le texte',
  'button.announcement': 'Prévenir les collègues',
  'button.approveText': 'Approuver ce texte',
  'button.changeText': 'Modifier le texte',
  'button.takeBack': 'Le retirer',
  'dialog.announcement.title': 'Le retirer ?',
  'dialog.announcement.text':
    'Plus rien n’est publié, et ce qui se trouve dans des canaux est supprimé. Qui l’a lu l’a lu.',
  'dialog.announcement.confirm': 'Le retirer',
  'dialog.announcement.deny': 'Le laisser',
  'notice.announcementApproved': 'Le texte est approuvé.',
  'notice.announcementConfirmed': 'Approuvé. Relais publie le texte à la lettre le moment venu.',
  'notice.announcementTakenBack': 'Retiré. Ce qui se trouve dans des canaux est en cours de suppression.',
  'refusal.announcement-reason':
    'Le texte dit pourquoi la personne part (« {word} »), ce qui reste entre elle et l’entreprise. Enlevez-le.',
  'refusal.announcement-in-past':
    'Ce moment est déjà passé. Choisissez-en un plus tard, ou laissez le jour et l’heure vides.',
  'refusal.announcement-needs-hr':
    'Quelqu’un d’autre des RH doit approuver ce texte, et il n’y a personne. La personne qui administre Relais en ajoute sous organisation.roles.hr dans relais.yaml.',
  'refusal.announcement-none': 'Rien ne doit être annoncé, il n’y a donc rien à retirer.',
  'refusal.announcement-none-waits': 'Aucun texte n’attend d’être approuvé.',
  'refusal.announcement-own': 'Vous avez proposé ce texte vous-même ; quelqu’un d’autre des RH doit l’approuver.',
};
