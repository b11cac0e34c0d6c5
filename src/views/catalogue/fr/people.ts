import type { people as en } from '../en/people.ts';

export const people: Readonly<Record<keyof typeof en, string>> = {
  'farewell.title': 'Merci, {name}',
  'farewell.subtitle': 'Votre dernier jour est le {day}',
  'farewell.subtitleMove': 'Votre nouveau poste commence bientôt',
  'farewell.thanks.resignation':
    'Merci pour le temps et le soin que vous avez donnés à ce travail. Nous sommes heureux d’avoir travaillé avec vous, et vous souhaitons le meilleur pour la suite.',
  'farewell.thanks.retirement':
    'Merci pour toutes ces années, et pour tout ce que vos collègues ont appris à vos côtés. Nous vous souhaitons un beau début dans cette nouvelle vie.',
  'farewell.thanks.contract-end':
    'Merci pour votre travail et pour ce que vous avez apporté à l’équipe. Ce fut un plaisir de vous avoir avec nous.',
  'farewell.thanks.dismissal':
    'Merci pour le travail accompli ici. Cette carte rassemble ce qui reste à faire, pour que tout soit clair.',
  'farewell.thanks.redundancy':
    'Merci pour le travail accompli ici. Cette carte rassemble ce qui reste à faire, pour que tout soit clair.',
  'farewell.thanks.internal-move':
    'Merci pour ce que vous avez fait à votre poste actuel, et bon début dans le nouveau.',
  'farewell.checklist': 'Votre liste',
  'farewell.nothingOpen': 'Vous n’avez plus rien à faire.',
  'farewell.due': 'pour le {when}',
  'farewell.dates': 'Bon à savoir',
  'farewell.contact': 'Vos questions à',
  'farewell.survey':
    'Vers le {when}, nous vous enverrons huit courtes questions. Trois minutes suffisent, et aucune réponse n’est obligatoire.',
  'farewell.stays': 'Vous restez : cette liste n’a plus lieu d’être.',
  'farewell.fallback':
    'Merci, {name}. {open, plural, =0 {Vous n’avez plus rien à faire} one {Il reste # élément sur votre liste} other {Il reste # éléments sur votre liste}}.',

  'survey.title': 'Comment cela s’est-il passé pour vous ?',
  'survey.subtitle': 'Huit courtes questions, trois minutes',
  'survey.open':
    'Vos réponses aident à mieux travailler ici. Les RH les lisent ; votre manager, non. Les autres ne voient que des moyennes, et seulement à partir de cinq réponses.',
  'survey.answered': 'Merci pour vos réponses. Vous pouvez les modifier jusqu’au {when}.',
  'survey.closes': 'Ouvert jusqu’au {when}',
  'survey.closedAnswered': 'Merci pour vos réponses. Le questionnaire est maintenant clos.',
  'survey.closedOpen': 'Le questionnaire est maintenant clos.',
  'survey.fallback.open': 'Huit courtes questions sur votre temps ici ; ouvert jusqu’au {when}.',

  'button.answer': 'Répondre',
  'button.change': 'Modifier mes réponses',
  'button.surveyResults': 'Résultats du questionnaire',

  'survey.question.overall': 'Dans l’ensemble, comment s’est passé votre temps ici ?',
  'survey.question.role': 'Comment vous convenait votre poste, pour ce que vous savez et voulez faire ?',
  'survey.question.manager': 'Comment s’est passé l’accompagnement par votre manager ?',
  'survey.question.growth': 'Comment avez-vous pu apprendre et évoluer ?',
  'survey.question.recommend': 'Recommanderiez-vous de travailler ici ?',
  'survey.question.reason': 'Qu’est-ce qui a le plus pesé dans votre départ ?',
  'survey.question.best': 'Qu’est-ce qui était le mieux ici ?',
  'survey.question.change': 'Que faudrait-il changer en premier ?',
  'survey.ownTitle': 'Nos propres questions',
  'survey.yes': 'Oui',
  'survey.no': 'Non',
  'survey.earlier': 'Une question posée auparavant ({id}, version {version})',
  'survey.hint.nps': '0 : pas du tout, 10 : certainement',
  'survey.hint.optional': 'Vous pouvez laisser ce champ vide.',
  'survey.scale.1': '1, très mal',
  'survey.scale.2': '2, mal',
  'survey.scale.3': '3, moyen',
  'survey.scale.4': '4, bien',
  'survey.scale.5': '5, très bien',
  'survey.reason.role': 'Le poste lui-même',
  'survey.reason.growth': 'L’évolution et l’apprentissage',
  'survey.reason.pay': 'La rémunération et les conditions',
  'survey.reason.manager': 'Mon manager',
  'survey.reason.balance': 'L’équilibre avec la vie privée',
  'survey.reason.culture': 'L’ambiance et la culture',
  'survey.reason.personal': 'Des raisons personnelles',
  'survey.reason.other': 'Autre chose',
  'survey.themes': 'Moyennes',
  'survey.reasons': 'Motifs de départ',
  'survey.average': '{value} sur {max}',
  'survey.tooFew':
    'Les moyennes apparaissent à partir de {threshold} réponses, pour que personne ne soit reconnaissable. Pour l’instant : {answered}.',
  'survey.count': '{answered, plural, one {# réponse} other {# réponses}}',
  'survey.noAnswer': 'sans réponse',
  'survey.notAnswered': 'Pas encore de réponse. Ouvert jusqu’au {when}.',
  'survey.notAnsweredClosed': 'Pas de réponse. Le questionnaire est clos.',
  'survey.none': 'Ce départ n’a pas de questionnaire.',
  'survey.answersOf': 'Réponses de {name}, le {when}',
  'survey.confidential': 'Seules les RH voient ceci. Merci de ne pas le transmettre.',
};
