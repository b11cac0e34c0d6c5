import type { brand as en } from '../en/brand.ts';

export const brand: Readonly<Record<keyof typeof en, string>> = {
  'posts.card.title':
    '{count, plural, =0 {Aucune publication n’attend de décision} one {Une publication attend votre décision} other {# publications attendent votre décision}}',
  'posts.card.text':
    'Elle nuirait à l’entreprise, selon la personne qui la signale. Décidez de la suite ; Relais n’en fait rien de lui-même, et demande à la personne suivante si personne ne décide à temps.',
  'posts.card.none': 'Tout est décidé.',
  'posts.told': 'signalé par {name}, {when}',
  'posts.more': '{count, plural, one {signalé de nouveau} other {signalé de nouveau # fois}}, en dernier : {words}',
  'posts.webhook': 'un service connecté',
  'posts.open': 'Personne n’a décidé',
  'posts.decided': '{choice}, décision de {name}',
  'posts.choice.leave': 'La laisser sans réponse',
  'posts.choice.answer': 'Y répondre',
  'posts.choice.take-down': 'Demander son retrait',
  'posts.choice.counsel': 'Consulter d’abord un conseil juridique',
  'posts.state':
    '{open, plural, =0 {Aucune publication en attente} one {# publication attend une décision} other {# publications attendent une décision}}',
  'form.posts.title': 'Publications critiques',
  'form.posts.text':
    'Signalez une publication publique qui nuit à l’entreprise. Les personnes qui décident sont sollicitées l’une après l’autre, toutes les {hours, plural, one {heures} other {# heures}}, jusqu’à ce que l’une ait décidé.',
  'form.posts.open': 'En attente de décision',
  'form.posts.over': 'Décidées',
  'form.posts.note':
    'Les publications sont signalées par des personnes, ou par un service connecté par votre entreprise. Relais ne surveille personne et ne lit aucun compte privé.',
  'form.posts.tell': 'Signaler',
  'form.posts.what': 'Que dit-elle, et pourquoi est-ce critique ?',
  'form.posts.whatHint': 'Avec vos mots, 500 caractères au plus. Omettez ce qui est privé.',
  'form.posts.whatWrong': 'Écrivez quelques mots, 500 caractères au plus.',
  'form.posts.url': 'Son adresse publique',
  'form.posts.urlHint': 'Commence par https://. Laissez vide s’il n’y en a pas.',
  'form.posts.urlWrong': 'Attendu : une adresse qui commence par https:// ou http://, ou rien.',
  'form.posts.tellSubmit': 'Signaler',
  'form.posts.one': 'Publication',
  'form.posts.choice': 'Que fait-on ?',
  'form.posts.noChoice': 'Choisissez ce qui est fait.',
  'form.posts.decide': 'Décider',
  'form.posts.does': 'La personne qui décide s’en charge, ou transmet. Relais ne publie et ne supprime rien.',
  'button.posts': 'Voir les publications',
  'button.postTell': 'Signaler une publication',
  'notice.postTold': 'Merci. Les personnes qui décident sont prévenues.',
  'notice.postDecided': 'La décision est conservée, et personne d’autre n’est sollicité.',
  'notice.postOver': 'Cette publication n’existe pas, ou la décision est déjà prise.',
  'notice.postsFull':
    'Trop de signalements attendent déjà une décision : celui-ci n’a pas été retenu. Adressez-vous directement à une personne qui décide.',
  'notice.postsOwnFull':
    'Trop de vos signalements attendent déjà une décision : celui-ci n’a pas été retenu. Adressez-vous directement à une personne qui décide.',
  'form.help.posts':
    '{channel, select, slack {/offboard publication} other {publication}} signale une publication qui nuit à l’entreprise',
  'notice.postsOff':
    'Personne n’est désigné ici pour décider des publications. Un administrateur le fait dans relais.yaml, sous criticalPosts.deciders.',
};
