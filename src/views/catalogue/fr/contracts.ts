import type { contracts as en } from '../en/contracts.ts';

export const contracts: Readonly<Record<keyof typeof en, string>> = {
  'contract.state.open': 'Personne n’a décidé',
  'contract.state.ends': 'La fin est décidée',
  'contract.state.draft': 'Un départ est en brouillon',
  'contract.state.planned': 'Un départ est planifié',
  'contract.state.over': 'Un départ met fin aux accès',
  'contract.state.passed': 'Fin dépassée, sans fin connue des accès',
  'contract.ends':
    '{days, plural, =0 {se termine aujourd’hui, {day}} one {se termine dans # jour, {day}} other {se termine dans # jours, {day}}}',
  'contract.ended': '{days, plural, one {terminé depuis # jour, {day}} other {terminé depuis # jours, {day}}}',
  'contract.sponsor': 'référent : {name}',
  'contract.noSponsor': 'sans référent',
  'contract.extendedFrom': 'prolongé ; la fin prévue était {day}',
  'contract.person': 'Personne',
  'contract.type': 'Contrat',
  'contract.sponsorLabel': 'Référent',
  'contract.toldEnd': 'Fin prévue à l’origine',
  'contracts.state':
    '{passed, plural, =0 {} one {# contrat a dépassé sa fin. } other {# contrats ont dépassé leur fin. }}{near, plural, =0 {Aucun ne se termine bientôt.} one {# se termine bientôt.} other {# se terminent bientôt.}}',
  'contracts.card.title':
    '{count, plural, =0 {Aucun contrat n’attend votre décision} one {Un contrat se termine : le prolongez-vous ?} other {# contrats se terminent : les prolongez-vous ?}}',
  'contracts.card.text':
    'Vous répondez de cet accès. Prolongez-le, ou dites qu’il se termine : un départ est alors préparé quelques jours avant, et rien n’est coupé avant d’être planifié et confirmé.',
  'contracts.card.none': 'Tout est décidé.',
  'form.contracts.title': 'Contrats à durée fixée',
  'form.contracts.none':
    'Aucun contrat avec une fin connue dont vous répondez. Les fins se trouvent dans relais.yaml (contractEnd) ou dans une source de personnes.',
  'form.contracts.passed': 'Fin dépassée',
  'form.contracts.near': 'Se terminent bientôt',
  'form.contracts.later': 'Se terminent plus tard',
  'form.contracts.note':
    'Les départs que vous ne pouvez pas connaître n’y figurent pas. Seul un départ met fin aux accès, jamais cette liste.',
  'form.contract.title': 'Contrat',
  'form.contract.ask': 'Vous pouvez le prolonger, ou dire qu’il se termine ce jour-là.',
  'form.contract.planned':
    'Le départ planifié garde ses dates : une prolongation est montrée à celles et ceux qui le mènent, libres de la reprendre.',
  'form.contract.goesBy':
    'Le départ en cours suit {system} : une prolongation n’est montrée à aucune des personnes qui le mènent, et les accès se terminent à ses dates. Faites changer la fin dans {system}, ou prévenez-les.',
  'form.contract.over':
    'La fin des accès a commencé, ou elle est faite. Une personne qui revient a un nouveau contrat, avec une nouvelle fin.',
  'form.extend.title': 'Prolonger',
  'form.extend.text': 'Le contrat de {name} se termine : {day}.',
  'form.extend.until': 'Nouveau dernier jour',
  'form.extend.untilHint': 'Après la fin actuelle. Inscrivez aussi ce jour dans votre système RH ou dans relais.yaml.',
  'form.extend.note':
    'Dès qu’une autre fin y est indiquée, elle remplace celle-ci. L’auteur, la date et le motif de la prolongation sont conservés.',
  'form.extend.submit': 'Prolonger',
  'form.extend.noDay': 'Choisissez le nouveau dernier jour.',
  'form.extend.not-later': 'Choisissez un jour après la fin actuelle : {day}.',
  'form.extend.passed': 'Choisissez aujourd’hui ou un jour à venir.',
  'form.extend.too-far':
    '{days, plural, one {# jour} other {# jours}} au plus à la fois. Prolongez de nouveau à l’approche de cette fin.',
  'button.contracts': 'Voir les contrats',
  'button.contractsHome': 'Contrats',
  'button.contractsBack': 'Tous les contrats',
  'button.contractExtend': 'Prolonger',
  'button.contractEnd': 'Il se termine',
  'button.openDeparture': 'Ouvrir le départ',
  'dialog.contractEnd.title': 'Le laisser se terminer ?',
  'dialog.contractEnd.text':
    'Le contrat de {name} se termine : {day}. La question ne vous sera plus posée ; le départ est préparé quelques jours avant.',
  'dialog.contractEnd.deny': 'Pas encore',
  'notice.contractGone': 'Ce contrat n’existe pas, ou vous ne pouvez pas le voir.',
  'notice.contractOver': 'La fin des accès a commencé, ou elle est faite : ce contrat ne peut plus être prolongé.',
  'desk.contracts': 'Contrats',
  'desk.contracts.only': 'Afficher',
  'desk.contracts.all': 'Tous les contrats',
  'desk.contracts.passed': 'Fin dépassée',
  'desk.contracts.who': 'Personne',
  'desk.contracts.contract': 'Contrat',
  'desk.contracts.sponsor': 'Référent',
  'desk.contracts.end': 'Se termine le',
  'desk.contracts.days': 'Jours restants',
  'desk.contracts.state': 'Situation',
  'form.help.contracts':
    '{channel, select, slack {/offboard contrats} other {contrats}} affiche les contrats à durée fixée dont vous répondez, et ceux dont la fin est dépassée',
};
