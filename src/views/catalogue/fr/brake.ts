import type { brake as english } from '../en/brake.ts';

/** La même chose en français. */
export const brake: Readonly<Record<keyof typeof english, string>> = {
  'phase.held': 'encore ouverts : retenus par le frein jusqu’à ce que deux personnes le lèvent',
  'lead.access.held': 'Retenu par le frein',
  'brake.next': 'Confirmé et arrivé à l’heure, mais pas commencé : {reason}',
  'brake.reason':
    '{cap, select, hour {{counted, plural, one {# fermeture a commencé} other {# fermetures ont commencé}} en 60 minutes, pour {limit} au plus} day {{counted, plural, one {# fermeture a commencé} other {# fermetures ont commencé}} en 24 heures, pour {limit} au plus} other {le frein est serré, car il retient {counted, plural, one {un autre départ} other {# autres départs}}}}',
  'brake.heldCalls':
    '{count, plural, one {# appel irréversible dépasse} other {# appels irréversibles dépassent}} ce qu’un départ, ou une journée, peut compter{wipes, plural, =0 {} one {, dont l’effacement d’un appareil} other {, dont l’effacement de # appareils}}',
  'brake.wipes': '{count, plural, one {# appareil effacé} other {# appareils effacés}}',
  'brake.would': 'Ce qui se passerait',
  'brake.releasedBy': 'Levé par',
  'brake.requester': 'Vous avez demandé ce départ : deux autres personnes doivent lever le frein.',
  'brake.held': 'retenu',
  'brake.due': 'Prévu {when}',
  'brake.who': 'deux personnes des RH, de l’IT ou de l’administration',
  'button.brakeRelease': 'Lever pour ce départ',
  'button.brakesOpen': 'Tout ce qui est retenu',
  'dialog.brake.title': 'Lever le frein pour ce départ ?',
  'dialog.brake.text':
    'Vous dites que c’est voulu : {name}, {what}. {left, plural, one {Vous êtes la deuxième personne : la suite part aussitôt.} other {La suite part quand une deuxième personne l’aura dit aussi, dans les quatre heures.}}',
  'dialog.brake.confirm': 'C’est voulu',
  'dialog.brake.deny': 'Pas encore',
  'alert.braked.past': 'Une fermeture était retenue par le frein',
  'alert.braked.title': 'Le frein retient une fermeture',
  'alert.braked.text':
    'Les accès de {name} devaient prendre fin le {when}. C’est confirmé, et ce n’est pas commencé : {what}. Les accès restent ouverts jusqu’à ce que deux personnes différentes lèvent le frein.',
  'alert.braked-calls.past': 'Le frein retenait une partie d’une fermeture',
  'alert.braked-calls.title': 'Le frein retient une partie d’une fermeture',
  'alert.braked-calls.text':
    'Dans le départ de {name}, les accès sont en cours de fermeture, sauf une partie : {what}. Cette partie attend que deux personnes différentes lèvent le frein.',
  'alert.own-credential.past': 'Relais agissait par un compte de la personne qui part',
  'alert.own-credential.title': 'Relais agit par un compte de la personne qui part',
  'alert.own-credential.text':
    'Relais lui-même agit par un compte de {name} : {what}. Sans ce compte, il n’y aurait plus accès ; il vous le laisse donc et met fin à tout le reste. Donnez à Relais l’accès d’une personne qui reste, de préférence un compte à lui (relais.yaml), et vérifiez avec relais doctor ; fermez ensuite ce compte à la main et dites-le.',
  'form.brakes.title': 'Retenu par le frein',
  'form.brakes.text':
    '{count, plural, one {Un départ est retenu} other {# départs sont retenus}}, car plus d’accès que d’habitude devaient prendre fin. Ne levez le frein que si chacun est voulu : la suite part quand une deuxième personne l’aura levé aussi. Ce qui n’est pas voulu s’annule.',
  'form.brakes.more':
    '{count, plural, one {Un autre départ est retenu, qui n’est pas montré ici.} other {# autres départs sont retenus, qui ne sont pas montrés ici.}}',
  'form.brakes.none':
    '{count, plural, =0 {Les freins ne retiennent rien.} one {Un départ est retenu, que vous ne pouvez pas voir.} other {# départs sont retenus, que vous ne pouvez pas voir.}}',
  'form.brakes.submit': 'Lever pour tous',
  'notice.brakeReleased':
    'Votre levée du frein compte pour {leaver}. Il en faut deux, de personnes différentes, en quatre heures.',
  'notice.brakesReleased':
    'Votre levée du frein compte pour {count, plural, one {un départ} other {# départs}}{left, plural, =0 {} one {, mais pas pour un départ qui a changé, que vous avez demandé ou déjà levé} other {, mais pas pour # départs qui ont changé, que vous avez demandés ou déjà levés}}. Il faut deux personnes différentes.',
  'notice.brakesNone':
    'Rien n’a été levé : vous avez demandé ces départs, ou aviez déjà levé le frein. Quelqu’un d’autre doit le faire.',
  'notice.brakesChanged': 'Ce qui est retenu a changé depuis. Rien n’a été levé ; regardez de nouveau.',
  'hr.braked.title': 'Retenu par le frein',
  'hr.braked.text':
    '{sources} {count, plural, one {annonce le départ ou la mobilité d’une personne} other {annonce le départ ou la mobilité de # personnes}}, plus que d’habitude en une fois. Aucun brouillon n’est créé avant que deux personnes lèvent le frein, chacune pour cette liste exactement, en quatre heures.',
  'hr.braked.others': 'Deux autres personnes des RH ou de l’administration décident.',
  'hr.braked.more': '{count, plural, one {Une autre personne} other {# autres personnes}}',
  'hr.braked.unnamed':
    '{count, plural, one {Une autre n’est pas nommée ici.} other {# autres ne sont pas nommées ici.}} Le logiciel RH les nomme toutes.',
  'hr.braked.mine': 'Vous avez levé le frein ; une deuxième personne doit le faire aussi.',
  'hr.braked.release': 'Lever le frein',
  'hr.braked.releaseTitle': 'Lever le frein ?',
  'hr.braked.releaseText':
    'Vous dites que {count, plural, one {le départ de cette personne est voulu} other {les départs de ces # personnes sont tous voulus}}. {left, plural, one {Vous êtes la deuxième personne : un brouillon est créé pour chaque départ.} other {Un brouillon est créé pour chaque départ quand une deuxième personne l’aura dit aussi, dans les quatre heures.}} Aucun accès ne prend fin par là.',
  'hr.braked.releaseConfirm': 'C’est voulu',
  'hr.braked.releaseDeny': 'Pas encore',
  'hr.braked.leave': 'Ne rien créer',
  'hr.braked.leaveTitle': 'Laisser la liste ?',
  'hr.braked.leaveText':
    'Aucun départ n’est lancé pour {count, plural, one {cette personne, qui garde ses accès} other {ces # personnes, qui gardent leurs accès}}. La question ne revient que si les RH disent autre chose à leur sujet.',
  'hr.braked.leaveConfirm': 'Ne rien créer',
  'hr.braked.leaveDeny': 'Pas encore',
  'hr.braked.waits':
    'Frein levé par {who} le {when}. Les brouillons viennent avec la prochaine lecture de chaque logiciel RH.',
  'hr.braked.released': 'Frein levé par {who} le {when}.',
  'hr.braked.left':
    '{who} a laissé de côté ce qui était retenu, le {when}. Rien n’en est créé tant que les RH ne disent pas autre chose.',
  'hr.braked.fallback':
    'Le frein retient ce que les logiciels RH annoncent pour {count, plural, one {une personne} other {# personnes}}. Aucun brouillon n’est créé avant que deux personnes lèvent le frein.',
  'notice.feedReleaseCounts':
    'Votre levée du frein compte. Il en faut une deuxième, pour cette liste exactement, dans les quatre heures.',
  'notice.feedReleased': 'Frein levé. Un brouillon est créé pour chaque départ d’ici quelques minutes.',
  'notice.feedLeft': 'Laissé de côté. Rien n’en est créé tant que les RH ne disent pas autre chose.',
  'notice.feedChanged': 'La liste a changé depuis. Rien n’a été décidé ; regardez de nouveau.',
  'notice.feedNotYours': 'D’autres personnes des RH ou de l’administration décident de cette liste.',
  'refusal.nothing-held': 'Aucun frein ne retient plus ce départ.',
  'refusal.braked': 'Le frein retient cela jusqu’à ce que deux personnes le lèvent.',
};
