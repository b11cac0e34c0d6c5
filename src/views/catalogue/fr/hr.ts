import type { hr as en } from '../en/hr.ts';

export const hr: Readonly<Record<keyof typeof en, string>> = {
  'hr.source': '{source} le dit ; rien n’est fait pour cette seule raison.',
  'hr.kind': 'Type',
  'hr.kindUntold': 'non précisé',
  'hr.manager': 'Responsable',
  'hr.zone': 'Jour dans le logiciel RH',
  'hr.zoneWords': 'écrit dans le fuseau {zone} ; vécu là où se trouve {name}',
  'hr.moveTo': 'Rejoint',
  'hr.moveOn': 'À partir du',
  'hr.begin.title': 'RH : départ de {name}',
  'hr.begin.move': 'RH : mobilité interne de {name}',
  'hr.begin.state': 'Personne ne le prépare encore',
  'hr.begin.next':
    'Un brouillon est prêt, rempli avec ce que dit {source}. Aucun accès ne prend fin avant que quelqu’un l’ait planifié et que ce soit confirmé.',
  'hr.begin.past':
    'Le dernier jour est déjà passé : la personne qui le prépare peut mettre fin aux accès tout de suite.',
  'hr.begin.secret':
    '{source} ne dit pas que c’est public : seuls les RH voient ceci. Décidez si {manager} peut le savoir.',
  'hr.begin.fallback': '{source} annonce le départ de {name} le {day}. Personne ne le prépare encore.',
  'hr.begin.take': 'Le préparer',
  'hr.begin.share': 'Confier au responsable',
  'hr.begin.dismiss': 'Pas un départ',
  'hr.begin.dismissTitle': 'Supprimer le brouillon ?',
  'hr.begin.dismissText':
    'Le brouillon pour {name} est supprimé, et la même annonce de {source} n’en crée plus. Une nouvelle en créera un.',
  'hr.begin.dismissConfirm': 'Supprimer',
  'hr.begin.dismissDeny': 'Garder',
  'hr.dates.moved': 'RH : {name} part un autre jour',
  'hr.dates.differs': 'RH : d’autres dates pour {name}',
  'hr.dates.state': 'Rien n’a encore bougé',
  'hr.dates.nextMoved': '{source} a déplacé les dates. Le départ reste tel quel tant que personne ne le change.',
  'hr.dates.nextDiffers':
    '{source} et ce qui a été fixé ici ne concordent pas. Les deux figurent ci-dessous ; choisissez.',
  'hr.dates.running':
    'Les accès ont commencé à prendre fin : les dates ne peuvent plus bouger. S’il faut arrêter, les RH ou un administrateur peuvent indiquer que la personne reste.',
  'hr.dates.fallback':
    '{source} donne d’autres dates pour {name} : le contrat prend fin le {day}. Rien n’a encore bougé.',
  'hr.dates.take': 'Prendre les dates RH',
  'hr.dates.keep': 'Garder les nôtres',
  'hr.stays.title': 'RH : {name} reste finalement',
  'hr.stays.state': 'La fin a été retirée',
  'hr.stays.next': '{source} n’annonce plus de fin. Le départ suit son cours tant que personne ne dit le contraire.',
  'hr.stays.nextDraft': '{source} n’annonce plus de fin. Le brouillon reste tant que personne ne le supprime.',
  'hr.stays.fallback':
    '{source} n’annonce plus de fin pour {name}. Le départ suit son cours tant que personne ne dit le contraire.',
  'hr.stays.do': 'La personne reste',
  'hr.stays.discard': 'Supprimer le brouillon',
  'hr.stays.keep': 'Maintenir le départ',
  'hr.stays.confirmText':
    'Le départ de {name} s’arrête ici. Ce qui a déjà été coupé devient une tâche pour une personne.',
  'hr.stays.confirm': 'Oui, elle reste',
  'hr.stays.deny': 'Pas encore',
  'hr.stays.reason': 'La fin a été retirée dans {source}.',
  'hr.again.title': 'RH : {name} est de nouveau en poste',
  'hr.again.state': 'Tout ce qui attend est suspendu',
  'hr.again.next':
    '{source} indique que {name} est de nouveau en poste. Tant que personne ne décide, rien de ce qui attend n’est fait : aucune coupure ne commence, rien n’est effacé, aucune licence n’est reprise.',
  'hr.again.running':
    'Les accès en cours de fermeture sont fermés jusqu’au bout, pour n’en laisser aucun à moitié ouvert.',
  'hr.again.since': 'En poste depuis le',
  'hr.again.fallback':
    '{source} indique que {name} est de nouveau en poste. Tout ce qui attend est suspendu jusqu’à une décision.',
  'hr.again.goOn': 'Poursuivre',
  'hr.again.stays': 'Arrêter ici',
  'hr.again.goOnTitle': 'Poursuivre le départ ?',
  'hr.again.goOnText': 'Ce qui attend est fait comme confirmé, même là où les comptes de {name} servent de nouveau.',
  'hr.again.goOnConfirm': 'Poursuivre',
  'hr.again.goOnDeny': 'Laisser suspendu',
  'hr.again.staysText': 'Plus rien de ce départ n’est fait sur les comptes de {name}.',
  'hr.again.reason': 'De nouveau en poste, selon {source}.',
  'hr.again.who': 'Les RH ou un administrateur décident.',
  'hr.settled.title': 'RH au sujet de {name}',
  'hr.settled.taken': '{who} prépare le départ.',
  'hr.settled.discarded': 'Le brouillon a été supprimé.',
  'hr.settled.kept': 'Décidé : cela reste comme fixé ici. La même annonce ne posera plus la question.',
  'hr.settled.goOn': '{who} a décidé de poursuivre.',
  'hr.settled.stays': '{who} a décidé d’arrêter ici : plus rien n’est fait sur les comptes.',
  'hr.settled.newer': 'Les RH ont dit autre chose depuis.',
  'hr.settled.inLine':
    'Plus rien n’est ouvert ici : les RH et le départ disent la même chose, ou le départ est terminé.',
  'hr.feed.title': 'Logiciels RH',
  'hr.feed.unknown': 'Personne n’est connu ainsi',
  'hr.feed.unknownText':
    'Les RH annoncent un départ ou une mobilité pour ces personnes, et Relais ne sait pas qui elles sont. Rien n’a été lancé. Corrigez l’adresse là-bas, ou nommez la personne dans relais.yaml ; la prochaine lecture regardera de nouveau.',
  'hr.feed.nobody': '{source} : personne n’est connu par l’adresse ou le numéro indiqués. {what}',
  'hr.feed.several':
    '{source} : l’adresse et le numéro désignent des personnes différentes ; personne n’a été choisi. {what}',
  'hr.feed.lying': 'Pas encore planifié',
  'hr.feed.lyingText':
    '{source} : aucun départ n’est planifié pour cette personne, et aucun ne commencera tout seul. {what} Lancez-le à la main, ou demandez qui le prépare.',
  'hr.feed.ends': 'Le contrat prend fin le {day}.',
  'hr.feed.moves': 'Change de poste le {day}.',
  'hr.feed.failing': 'Ne répond pas',
  'hr.feed.failingText':
    '{source} n’a pas pu être lu depuis {since} : {why}. Rien n’est perdu : les changements seront lus dès sa réponse.',
  'hr.feed.never': 'le début',
  'hr.feed.fallback': '{count, plural, one {Un point} other {# points}} des logiciels RH demandent une intervention.',
  'hr.feed.settled': 'Tout ce que disent les logiciels RH a trouvé sa place.',
  'notice.hrShared': 'Partagé. {name} est invité à le préparer.',
  'notice.hrDismissed': 'Supprimé. La même annonce ne créera plus de brouillon.',
  'notice.hrKept': 'Laissé tel quel. La même annonce ne posera plus la question.',
  'notice.hrGoesOn': 'Cela suit son cours, comme confirmé.',
  'notice.hrStopped': 'Arrêté. Plus rien n’est fait sur les comptes.',
};
