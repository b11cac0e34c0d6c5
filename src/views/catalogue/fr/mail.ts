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
  'contact.saved': 'C’est noté. Relais y écrira une fois les accès fermés.',
  'contact.removed': 'L’adresse est retirée.',
  'contact.ask': 'Une fois vos accès fermés, Relais ne pourra plus vous joindre ici.',
  'contact.known': 'Une fois vos accès fermés, Relais vous écrira à {email}.',
  'contact.give': 'Donner une adresse personnelle',
  'contact.change': 'Changer l’adresse',
  'contact.button': 'Joindre ensuite',
};
