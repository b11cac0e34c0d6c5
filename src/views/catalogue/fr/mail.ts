import type { mail as en } from '../en/mail.ts';

export const mail: Readonly<Record<keyof typeof en, string>> = {
  'mail.answer': 'Ouvrir et répondre',
  'mail.open': 'Ouvrir',
  'mail.ways': 'Là, vous pouvez : {ways}.',
  'mail.safe':
    'Ouvrir la page ne change rien ; seuls ses boutons le font. Le lien est pour vous seul et fonctionne jusqu’au {until} : ne le transmettez pas.',
  'mail.why': 'Relais vous écrit parce qu’un départ vous concerne. Personne ne lit les réponses à cette adresse.',
  'mail.now': 'C’était vrai à l’envoi. La page dit où en sont les choses au moment où vous l’ouvrez.',
  'mail.unreachable':
    'Le serveur de messagerie refuse les courriels à cette adresse ({answer}). Vérifiez l’adresse et, avec qui gère le serveur, ce qu’il dit des courriels de Relais.',

  'page.over.title': 'Ce lien n’est plus valable',
  'page.over.text':
    'Il a expiré, un plus récent l’a remplacé, ou ce qu’il concernait est réglé. Rien n’a été modifié à l’instant.',
  'page.over.renew': 'M’envoyer un nouveau lien',
  'page.sent.title': 'Regardez votre boîte de réception',
  'page.sent.text':
    'S’il vous reste quelque chose à faire, un nouveau lien part vers l’adresse à laquelle celui-ci avait été envoyé.',
  'page.invalid.title': 'Ce lien n’est pas de nous',
  'page.invalid.text': 'Il a peut-être été coupé en deux. Ouvrez-le depuis le courriel, ou copiez-le en entier.',
  'page.stale': 'Ce sur quoi vous avez appuyé n’était plus à jour, et rien n’a été fait. Voici où en sont les choses.',
  'page.done': 'C’est noté.',
  'page.back': 'Retour',
  'page.busy.title': 'Trop de demandes',
  'page.busy.text': 'Attendez une minute, puis rechargez cette page. Rien n’a été modifié.',
  'page.trouble': 'Cela n’a pas fonctionné, et rien n’a été modifié. Réessayez dans une minute.',
  'page.unshown':
    'Ce que vous avez demandé a peut-être été fait, mais la page ne peut pas l’afficher pour le moment. Rouvrez le lien du courriel dans une minute.',
  'page.errors': 'Veuillez regarder ce qui est signalé ci-dessous.',
  'page.person': 'Son adresse, par exemple nom@example.com.',
  'page.noPerson': 'Personne n’est connu sous cette adresse. Vérifiez-la, ou demandez aux RH.',
  'page.notADay': 'Ce n’est pas un jour ; il en faut un comme 2026-12-31.',
  'page.notATime': 'Ce n’est pas une heure ; il en faut une comme 17:30.',
  'page.notANumber': 'Il faut un nombre entier de {min} à {max}.',
  'page.tooLong': 'Au plus {max} caractères, s’il vous plaît ; il y en a {length}.',
  'page.tooShort': 'Au moins {min} caractères, s’il vous plaît.',
  'page.notAChoice': 'Choisissez une des réponses proposées.',

  'contact.title': 'Joindre ensuite',
  'contact.introOwn':
    'Quand vos accès prendront fin, Relais pourra vous écrire à une adresse à vous : pour votre liste, le questionnaire de départ et vos dates, et pour rien d’autre.',
  'contact.intro':
    'Quand les accès de {name} prendront fin, Relais pourra lui écrire à une adresse personnelle : pour sa liste, le questionnaire de départ et ses dates, et pour rien d’autre.',
  'contact.email': 'Adresse personnelle',
  'contact.hint':
    'Seuls la personne qui part, les RH et les administrateurs la voient. Elle est conservée avec ce départ et disparaît avec lui.',
  'contact.save': 'Enregistrer',
  'contact.remove': 'Retirer l’adresse',
  'contact.removeTitle': 'Retirer l’adresse ?',
  'contact.removeOwn': 'Une fois vos accès fermés, plus rien de Relais ne vous parviendra.',
  'contact.removeText': 'Une fois les accès fermés, plus rien de Relais ne parviendra à {name}.',
  'contact.noAddress': 'Ce n’est pas une adresse électronique ; il en faut une comme nom@example.com.',
  'contact.saved':
    'C’est noté. La personne qui y lit est d’abord invitée à dire si l’adresse est la bonne ; une fois qu’elle l’a dit, Relais y écrira quand les accès seront fermés.',
  'contact.removed': 'L’adresse est retirée.',
  'contact.ask': 'Une fois vos accès fermés, Relais ne pourra plus vous joindre ici.',
  'contact.askEnded': 'Vos accès sont fermés : bientôt, Relais ne pourra peut-être plus vous joindre ici.',
  'contact.known': 'Une fois les accès fermés, Relais écrira à {email}. L’adresse est confirmée.',
  'contact.knownOpen':
    'Une question a été envoyée, ou le sera, à {email} : la personne qui y lit dit si l’adresse est la bonne. D’ici là, rien d’autre n’y part.',
  'contact.knownDenied':
    'La personne qui lit {email} dit que ce n’est pas la bonne adresse, ou n’y veut rien recevoir. Plus rien n’y part : donnez-en une autre.',
  'contact.state.none': 'Aucune adresse n’est connue pour la suite.',
  'contact.state.open': 'Une adresse pour la suite est donnée, mais pas encore confirmée : rien n’y part avant.',
  'contact.state.confirmed': 'Une adresse pour la suite est donnée et confirmée.',
  'contact.state.denied': 'L’adresse pour la suite n’est pas la bonne : les RH en ont besoin d’une autre.',
  'contact.question.title': '{name} : cette adresse est-elle la vôtre ?',
  'contact.question.text':
    '{name} a reçu cette adresse pour y écrire. Dites-nous si elle est bien la vôtre. D’ici là, rien n’arrive ici que cette question, deux fois au plus.',
  'contact.question.yes': 'Oui, c’est la mienne',
  'contact.question.no': 'Non, n’écrivez rien ici',
  'contact.question.else': 'Si vous ne savez pas pourquoi ceci vous parvient, choisissez non, ou ne faites rien.',
  'contact.question.why': 'Cette question vient d’une machine. Personne ne lit les réponses à cette adresse.',
  'contact.confirmed': 'Merci. Cette adresse est confirmée.',
  'contact.denied': 'Merci. Plus rien n’arrivera à cette adresse.',
  'contact.over': 'Cette question est réglée. Rien n’a été modifié.',
  'date.lastDay': 'Votre dernier jour de travail',
  'date.invited': 'Pour votre agenda : {title}, {when}',
  'date.moved': 'Nouvelle date : {title}, {when}',
  'date.over': 'Plus dans votre agenda : {title}',
  'date.overUnnamed': 'Une date a été retirée de votre agenda',
  'date.more': 'Un message précédent à ce sujet contient le lien vers la page qui dit où en sont les choses.',
  'heads.subject': 'Relais : où finissent les journaux',
  'heads.keep':
    'Gardez ce message. Sa dernière ligne dit où finit aujourd’hui chaque journal de Relais, et que la ligne précédente n’a pas été changée. Enregistrées l’une sous l’autre dans un fichier, la plus ancienne d’abord, ces lignes montrent si la base a été remise à une copie plus ancienne : relais audit verify --heads <file>.',
  'mail.discreet': 'Quelque chose vous attend dans Relais',
  'mail.discreetFirst': 'Ceci est confidentiel. Ouvrez-le là où personne ne lit avec vous.',
  'mail.alsoSent':
    'Comme {platform} ne répondait pas, ceci a aussi été envoyé par courriel : {when}. Ce qui y est répondu compte ici.',
  'alert.contact-open.past': 'Une adresse pour la suite n’était pas confirmée',
  'alert.contact-open.title': 'L’adresse pour la suite n’est pas confirmée',
  'alert.contact-open.text':
    'Personne n’a répondu à l’adresse personnelle de {name} : rien n’y part. Appelez, vérifiez l’adresse lettre par lettre et donnez-la de nouveau : la question repart alors.',
  'alert.contact-denied.past': 'Une adresse pour la suite n’était pas la bonne',
  'alert.contact-denied.title': 'L’adresse pour la suite n’est pas la bonne',
  'alert.contact-denied.text':
    'La personne qui lit l’adresse donnée pour {name} dit que ce n’est pas la sienne, ou n’y veut rien recevoir. Elle n’a rien appris du départ avant de la confirmer. Appelez, et donnez la bonne.',
  'alert.contact-lost.past': 'Des courriels à une adresse pour la suite n’arrivaient pas',
  'alert.contact-lost.title': 'L’adresse pour la suite ne peut être jointe',
  'alert.contact-lost.text':
    'Un serveur de messagerie dit que les courriels à l’adresse personnelle de {name} ne peuvent être remis. Appelez, vérifiez l’adresse lettre par lettre et donnez-la de nouveau.',
  'alert.mail-returned.past': 'Un courriel était revenu',
  'alert.mail-returned.title': 'Un courriel est revenu',
  'alert.mail-returned.text':
    'Pour le départ de {name}, un serveur de messagerie dit qu’un courriel à {what} n’a pas été remis. Un tel message peut être falsifié, donc Relais continue d’y écrire ; assurez-vous par téléphone que la personne sait ce qui lui est demandé.',
  'alert.mailReturnedNow': 'Quelqu’un a vérifié',
  'contact.give': 'Donner une adresse personnelle',
  'contact.change': 'Changer l’adresse',
  'contact.button': 'Joindre ensuite',
};
