import type { conversation as english } from '../en/conversation.ts';

export const conversation: Readonly<Record<keyof typeof english, string>> = {
  'done.started': 'Le départ de {name} est lancé. Sa carte est dans vos messages.',
  'done.discarded': 'Le brouillon est supprimé. Personne n’en a été informé.',
  'done.accepted': 'Merci. C’est à vous jusqu’au {when}.',
  'done.declined': 'C’est noté. Quelqu’un d’autre est sollicité.',
  'done.completed': 'C’est fait. Merci.',
  'done.reassigned': 'La demande est transmise à {name}.',
  'done.skipped': 'Étape retirée, avec votre motif.',
  'done.handoverAdded': 'La demande de reprise est transmise à {name}.',
  'done.confirmed':
    'Votre confirmation est enregistrée. {left, plural, =0 {Plus rien n’est nécessaire.} one {Il en manque encore une.} other {Il en manque encore {left}.}}',
  'done.withdrawn': 'Votre confirmation est retirée. Aucun accès ne prendra fin sans une nouvelle.',
  'done.replanned':
    '{changed, select, yes {Le plan a changé. Relisez-le : les confirmations précédentes ne comptent plus.} other {Tous les systèmes ont été interrogés de nouveau. Le plan est le même.}}',
  'done.released': 'Les accès prennent fin maintenant. Vous pouvez suivre sur la carte.',
  'done.retry': 'Nouvel essai en cours. La carte montre où il en est.',
  'done.handed': 'La demande est transmise à {name}, qui dira comment c’est fait.',
  'done.proved': 'C’est noté, avec votre preuve.',
  'done.waived': 'L’exception est notée, avec votre motif.',
  'done.rescheduled': 'Les dates sont changées. Toutes les personnes concernées voient les nouvelles.',
  'done.cancelled': 'Le départ de {name} est annulé. Ce qui n’était pas fait ne le sera pas.',
  'done.retained': '{name} reste. Ce qui n’était pas fait ne le sera pas.',
  'done.reopened': 'Le départ de {name} est rouvert.',
  'done.departureCompleted': 'Le départ de {name} est terminé.',
  'done.survey': 'Merci pour vos réponses. Vous pouvez les modifier jusqu’au {when}.',
  'error.required': 'Ce champ est nécessaire.',
  'error.invalid': 'Relais ne comprend pas cette valeur. Vérifiez-la.',
  'error.tooManyLines': 'Pas plus de {most, number} objets. Regroupez-en plusieurs sur une ligne.',
  'error.lineTooLong': 'Une ligne compte au plus {most, number} caractères.',
  'notice.unexpected':
    'Cela n’a pas fonctionné, et vous n’y êtes pour rien. Rien n’a été changé. Réessayez dans une minute ; si cela se reproduit, prévenez la personne qui gère Relais ici.',
  'notice.unknown': 'Relais ne connaît pas « {words} ». Voici ce qu’il sait faire.',
  'notice.expired': 'Ce bouton vient d’une version plus ancienne du message. Ouvrez la dernière et réessayez.',
  'slack.more': 'et {count, number} de plus',
  'slack.done': 'C’est fait. Vous pouvez fermer cette fenêtre.',
  'slack.open.text': 'Voici votre formulaire.',
  'slack.open.button': 'Ouvrir',
  'slack.stranger':
    'Relais ne répond qu’aux personnes de cette organisation, avec une adresse e-mail dans leur profil.',
  'slack.trouble': 'Relais ne peut pas répondre pour le moment. Rien n’a été changé. Réessayez dans une minute.',
};
