import type { PersonCommandType } from '../../src/domain/command.ts';
import type { DepartureStatus } from '../../src/domain/departure.ts';
import { permissions, type Relation } from '../../src/domain/people/permissions.ts';

/**
 * Who may do what, written down by hand: what the product promises, not what its table says. A change of the table
 * under test must be written here too, cell by cell, by somebody who means it. `+` may, `-` may not.
 */
const draft = `
                        requester manager leaver assignee hr it admin
  draft.edit                    +       -      -        -  -  -     -
  draft.discard                 +       -      -        -  -  -     -
  plan.submit                   +       -      -        -  -  -     -

  departure.reschedule          -       -      -        -  -  -     -
  departure.cancel              -       -      -        -  -  -     -
  departure.undo-cancel         -       -      -        -  -  -     -
  departure.retain              -       -      -        -  -  -     -
  departure.reopen              -       -      -        -  -  -     -
  departure.complete            -       -      -        -  -  -     -
  handover.add                  -       -      -        -  -  -     -

  task.accept                   -       -      -        -  -  -     -
  task.decline                  -       -      -        -  -  -     -
  task.complete                 -       -      -        -  -  -     -
  task.check                    -       -      -        -  -  -     -
  task.attach                   -       -      -        -  -  -     -
  task.detach                   -       -      -        -  -  -     -
  task.reassign                 -       -      -        -  -  -     -
  task.skip                     -       -      -        -  -  -     -
  task.skip-own                 -       -      -        -  -  -     -
  task.send-back                -       -      -        -  -  -     -
  task.undo                     -       -      -        -  -  -     -

  access.confirm                -       -      -        -  -  -     -
  access.withdraw               -       -      -        -  -  -     -
  access.replan                 -       -      -        -  -  -     -
  access.set-aside              -       -      -        -  -  -     -
  cut-off.release               -       -      -        -  -  -     -
  access.retry                  -       -      -        -  -  -     -
  access.hand                   -       -      -        -  -  -     -
  access.prove                  -       -      -        -  -  -     -
  access.accept-proof           -       -      -        -  -  -     -
  access.waive                  -       -      -        -  -  -     -
  brake.release                 -       -      -        -  -  -     -
  alert.acknowledge             -       -      -        -  -  -     -

  contact.give                  -       -      -        -  -  -     -
  contact.remove                -       -      -        -  -  -     -
  hr.take                       -       +      -        -  +  -     +
  hr.share                      -       -      -        -  +  -     +
  hr.dismiss                    -       -      -        -  +  -     +
  hr.keep                       +       +      -        -  +  -     +
  hr.settle                     -       -      -        -  -  -     -
  hold.ask                      -       -      -        -  -  -     -
  hold.confirm                  -       -      -        -  -  -     -
  hold.lift                     -       -      -        -  -  -     -
  hold.review                   -       -      -        -  -  -     -
  erasure.ask                   -       -      -        -  -  -     -
  erasure.confirm               -       -      -        -  -  -     -
  erasure.withdraw              -       -      -        -  -  -     -
  contact.confirm               -       -      -        -  -  -     -
  contact.deny                  -       -      -        -  -  -     -
  wave.leave                    -       -      -        -  -  -     -
  dossier.begin                 -       -      -        -  -  -     -
  topic.add                     -       -      -        -  -  -     -
  topic.write                   -       -      -        -  -  -     -
  topic.assign                  -       -      -        -  -  -     -
  topic.receive                 -       -      -        -  -  -     -
  topic.leave-out               -       -      -        -  -  -     -
  equipment.add                 -       -      -        -  -  -     -
  equipment.way                 -       -      -        -  -  -     -
  equipment.ship                -       -      -        -  -  -     -
  equipment.lose                -       -      -        -  -  -     -
  equipment.decide              -       -      -        -  -  -     -
  equipment.remote-ask          -       -      -        -  -  -     -
  equipment.remote-confirm      -       -      -        -  -  -     -
  equipment.remote-drop         -       -      -        -  -  -     -
  dossier.push                  -       -      -        -  -  -     -
  session.plan                  -       -      -        -  -  -     -
  session.move                  -       -      -        -  -  -     -
  session.call-off              -       -      -        -  -  -     -
  session.confirm-held          -       -      -        -  -  -     -
  session.note                  -       -      -        -  -  -     -
  announcement.approve          -       -      -        -  -  -     -
  announcement.confirm          -       -      -        -  -  -     -
  announcement.take-back        -       -      -        -  -  -     -
  keepsake.ask                  -       -      -        -  -  -     -
  keepsake.sign                 -       -      -        -  -  -     -
  keepsake.remove               -       -      -        -  -  -     -
  survey.answer                 -       -      -        -  -  -     -
`;

/** From the plan on, before the run has begun. */
const active = `
                        requester manager leaver assignee hr it admin
  draft.edit                    -       -      -        -  -  -     -
  draft.discard                 -       -      -        -  -  -     -
  plan.submit                   -       -      -        -  -  -     -

  departure.reschedule          +       +      -        -  +  -     +
  departure.cancel              +       +      -        -  +  -     +
  departure.undo-cancel         -       -      -        -  -  -     -
  departure.retain              +       +      -        -  +  -     +
  departure.reopen              -       -      -        -  -  -     -
  departure.complete            +       +      -        -  +  -     +
  handover.add                  +       +      -        -  +  -     +

  task.accept                   -       -      -        +  -  -     -
  task.decline                  -       -      -        +  -  -     -
  task.complete                 -       +      -        +  +  -     +
  task.check                    -       +      -        +  +  -     +
  task.attach                   -       +      -        +  +  -     +
  task.detach                   -       +      -        +  +  -     +
  task.reassign                 +       +      -        -  +  +     +
  task.skip                     -       +      -        -  +  -     +
  task.skip-own                 -       -      -        +  -  -     -
  task.send-back                -       -      -        +  -  -     -
  task.undo                     -       +      -        +  +  -     +

  access.confirm                -       -      -        -  +  +     +
  access.withdraw               -       -      -        -  +  +     +
  access.replan                 +       +      -        -  +  +     +
  access.set-aside              -       -      -        -  -  +     +
  cut-off.release               +       +      -        -  +  -     +
  access.retry                  -       -      -        -  -  +     +
  access.hand                   -       -      -        -  -  +     +
  access.prove                  -       -      -        +  -  +     +
  access.accept-proof           -       -      -        -  +  +     +
  access.waive                  -       -      -        -  -  +     +
  brake.release                 -       -      -        -  +  +     +
  alert.acknowledge             -       -      -        -  +  +     +

  contact.give                  -       -      +        -  +  -     +
  contact.remove                -       -      +        -  +  -     +
  hr.take                       -       -      -        -  -  -     -
  hr.share                      -       -      -        -  -  -     -
  hr.dismiss                    -       -      -        -  -  -     -
  hr.keep                       +       +      -        -  +  -     +
  hr.settle                     -       -      -        -  +  -     +
  hold.ask                      -       -      -        -  +  -     +
  hold.confirm                  -       -      -        -  +  +     +
  hold.lift                     -       -      -        -  +  +     +
  hold.review                   -       -      -        -  +  -     +
  erasure.ask                   -       -      -        -  -  -     -
  erasure.confirm               -       -      -        -  -  -     -
  erasure.withdraw              -       -      -        -  -  -     -
  contact.confirm               -       -      +        -  -  -     -
  contact.deny                  -       -      +        -  -  -     -
  wave.leave                    -       -      -        -  +  +     +
  dossier.begin                 +       +      -        -  +  -     +
  topic.add                     +       +      +        -  -  -     -
  topic.write                   +       +      +        +  -  -     -
  topic.assign                  +       +      +        -  +  -     +
  topic.receive                 -       -      -        +  -  -     -
  topic.leave-out               +       +      +        -  -  -     -
  equipment.add                 +       +      -        -  +  +     +
  equipment.way                 -       +      +        +  +  +     +
  equipment.ship                -       +      +        +  +  +     +
  equipment.lose                -       +      +        +  +  +     +
  equipment.decide              -       -      -        -  +  -     -
  equipment.remote-ask          -       -      -        -  +  +     +
  equipment.remote-confirm      -       -      -        -  +  +     +
  equipment.remote-drop         -       -      -        -  +  +     +
  dossier.push                  +       +      -        -  +  -     +
  session.plan                  +       +      +        -  -  -     -
  session.move                  +       +      +        +  -  -     -
  session.call-off              +       +      +        +  -  -     -
  session.confirm-held          -       -      -        +  -  -     -
  session.note                  +       +      -        +  -  -     -
  announcement.approve          +       +      -        -  +  -     +
  announcement.confirm          -       -      -        -  +  -     -
  announcement.take-back        +       +      -        -  +  -     +
  keepsake.ask                  +       +      -        -  +  -     +
  keepsake.sign                 -       -      -        +  -  -     -
  keepsake.remove               +       +      -        +  +  -     +
  survey.answer                 -       -      +        -  -  -     -
`;

/** Once the first access has begun to end: nobody without a role stops it any more. */
const running = `
                        requester manager leaver assignee hr it admin
  draft.edit                    -       -      -        -  -  -     -
  draft.discard                 -       -      -        -  -  -     -
  plan.submit                   -       -      -        -  -  -     -

  departure.reschedule          +       +      -        -  +  -     +
  departure.cancel              -       -      -        -  +  -     +
  departure.undo-cancel         -       -      -        -  -  -     -
  departure.retain              -       -      -        -  +  -     +
  departure.reopen              -       -      -        -  -  -     -
  departure.complete            +       +      -        -  +  -     +
  handover.add                  +       +      -        -  +  -     +

  task.accept                   -       -      -        +  -  -     -
  task.decline                  -       -      -        +  -  -     -
  task.complete                 -       +      -        +  +  -     +
  task.check                    -       +      -        +  +  -     +
  task.attach                   -       +      -        +  +  -     +
  task.detach                   -       +      -        +  +  -     +
  task.reassign                 +       +      -        -  +  +     +
  task.skip                     -       +      -        -  +  -     +
  task.skip-own                 -       -      -        +  -  -     -
  task.send-back                -       -      -        +  -  -     -
  task.undo                     -       +      -        +  +  -     +

  access.confirm                -       -      -        -  +  +     +
  access.withdraw               -       -      -        -  +  +     +
  access.replan                 +       +      -        -  +  +     +
  access.set-aside              -       -      -        -  -  +     +
  cut-off.release               +       +      -        -  +  -     +
  access.retry                  -       -      -        -  -  +     +
  access.hand                   -       -      -        -  -  +     +
  access.prove                  -       -      -        +  -  +     +
  access.accept-proof           -       -      -        -  +  +     +
  access.waive                  -       -      -        -  -  +     +
  brake.release                 -       -      -        -  +  +     +
  alert.acknowledge             -       -      -        -  +  +     +

  contact.give                  -       -      +        -  +  -     +
  contact.remove                -       -      +        -  +  -     +
  hr.take                       -       -      -        -  -  -     -
  hr.share                      -       -      -        -  -  -     -
  hr.dismiss                    -       -      -        -  -  -     -
  hr.keep                       +       +      -        -  +  -     +
  hr.settle                     -       -      -        -  +  -     +
  hold.ask                      -       -      -        -  +  -     +
  hold.confirm                  -       -      -        -  +  +     +
  hold.lift                     -       -      -        -  +  +     +
  hold.review                   -       -      -        -  +  -     +
  erasure.ask                   -       -      -        -  -  -     -
  erasure.confirm               -       -      -        -  -  -     -
  erasure.withdraw              -       -      -        -  -  -     -
  contact.confirm               -       -      +        -  -  -     -
  contact.deny                  -       -      +        -  -  -     -
  wave.leave                    -       -      -        -  +  +     +
  dossier.begin                 +       +      -        -  +  -     +
  topic.add                     +       +      +        -  -  -     -
  topic.write                   +       +      +        +  -  -     -
  topic.assign                  +       +      +        -  +  -     +
  topic.receive                 -       -      -        +  -  -     -
  topic.leave-out               +       +      +        -  -  -     -
  equipment.add                 +       +      -        -  +  +     +
  equipment.way                 -       +      +        +  +  +     +
  equipment.ship                -       +      +        +  +  +     +
  equipment.lose                -       +      +        +  +  +     +
  equipment.decide              -       -      -        -  +  -     -
  equipment.remote-ask          -       -      -        -  +  +     +
  equipment.remote-confirm      -       -      -        -  +  +     +
  equipment.remote-drop         -       -      -        -  +  +     +
  dossier.push                  +       +      -        -  +  -     +
  session.plan                  +       +      +        -  -  -     -
  session.move                  +       +      +        +  -  -     -
  session.call-off              +       +      +        +  -  -     -
  session.confirm-held          -       -      -        +  -  -     -
  session.note                  +       +      -        +  -  -     -
  announcement.approve          +       +      -        -  +  -     +
  announcement.confirm          -       -      -        -  +  -     -
  announcement.take-back        +       +      -        -  +  -     +
  keepsake.ask                  +       +      -        -  +  -     +
  keepsake.sign                 -       -      -        +  -  -     -
  keepsake.remove               +       +      -        +  +  -     +
  survey.answer                 -       -      +        -  -  -     -
`;

const completed = `
                        requester manager leaver assignee hr it admin
  draft.edit                    -       -      -        -  -  -     -
  draft.discard                 -       -      -        -  -  -     -
  plan.submit                   -       -      -        -  -  -     -

  departure.reschedule          -       -      -        -  -  -     -
  departure.cancel              -       -      -        -  -  -     -
  departure.undo-cancel         -       -      -        -  -  -     -
  departure.retain              -       -      -        -  -  -     -
  departure.reopen              -       +      -        -  +  +     +
  departure.complete            -       -      -        -  -  -     -
  handover.add                  -       -      -        -  -  -     -

  task.accept                   -       -      -        -  -  -     -
  task.decline                  -       -      -        -  -  -     -
  task.complete                 -       -      -        -  -  -     -
  task.check                    -       -      -        -  -  -     -
  task.attach                   -       -      -        -  -  -     -
  task.detach                   -       -      -        -  -  -     -
  task.reassign                 -       -      -        -  -  -     -
  task.skip                     -       -      -        -  -  -     -
  task.skip-own                 -       -      -        -  -  -     -
  task.send-back                -       -      -        -  -  -     -
  task.undo                     -       -      -        -  -  -     -

  access.confirm                -       -      -        -  -  -     -
  access.withdraw               -       -      -        -  -  -     -
  access.replan                 +       +      -        -  +  +     +
  access.set-aside              -       -      -        -  -  -     -
  cut-off.release               -       -      -        -  -  -     -
  access.retry                  -       -      -        -  -  -     -
  access.hand                   -       -      -        -  -  -     -
  access.prove                  -       -      -        -  -  -     -
  access.accept-proof           -       -      -        -  -  -     -
  access.waive                  -       -      -        -  -  -     -
  brake.release                 -       -      -        -  -  -     -
  alert.acknowledge             -       -      -        -  +  +     +

  contact.give                  -       -      +        -  +  -     +
  contact.remove                -       -      +        -  +  -     +
  hr.take                       -       -      -        -  -  -     -
  hr.share                      -       -      -        -  -  -     -
  hr.dismiss                    -       -      -        -  -  -     -
  hr.keep                       -       -      -        -  -  -     -
  hr.settle                     -       -      -        -  +  -     +
  hold.ask                      -       -      -        -  +  -     +
  hold.confirm                  -       -      -        -  +  +     +
  hold.lift                     -       -      -        -  +  +     +
  hold.review                   -       -      -        -  +  -     +
  erasure.ask                   -       -      -        -  +  -     +
  erasure.confirm               -       -      -        -  +  -     +
  erasure.withdraw              -       -      -        -  +  -     +
  contact.confirm               -       -      +        -  -  -     -
  contact.deny                  -       -      +        -  -  -     -
  wave.leave                    -       -      -        -  -  -     -
  dossier.begin                 -       -      -        -  -  -     -
  topic.add                     -       -      -        -  -  -     -
  topic.write                   -       -      -        -  -  -     -
  topic.assign                  -       -      -        -  -  -     -
  topic.receive                 -       -      -        +  -  -     -
  topic.leave-out               -       -      -        -  -  -     -
  equipment.add                 -       -      -        -  -  -     -
  equipment.way                 -       -      -        -  -  -     -
  equipment.ship                -       -      -        -  -  -     -
  equipment.lose                -       -      -        -  -  -     -
  equipment.decide              -       -      -        -  -  -     -
  equipment.remote-ask          -       -      -        -  -  -     -
  equipment.remote-confirm      -       -      -        -  -  -     -
  equipment.remote-drop         -       -      -        -  -  -     -
  dossier.push                  +       +      -        -  +  -     +
  session.plan                  -       -      -        -  -  -     -
  session.move                  -       -      -        -  -  -     -
  session.call-off              -       -      -        -  -  -     -
  session.confirm-held          -       -      -        +  -  -     -
  session.note                  +       +      -        +  -  -     -
  announcement.approve          +       +      -        -  +  -     +
  announcement.confirm          -       -      -        -  +  -     -
  announcement.take-back        +       +      -        -  +  -     +
  keepsake.ask                  -       -      -        -  -  -     -
  keepsake.sign                 -       -      -        -  -  -     -
  keepsake.remove               +       +      -        +  +  -     +
  survey.answer                 -       -      +        -  -  -     -
`;

const cancelled = `
                        requester manager leaver assignee hr it admin
  draft.edit                    -       -      -        -  -  -     -
  draft.discard                 -       -      -        -  -  -     -
  plan.submit                   -       -      -        -  -  -     -

  departure.reschedule          -       -      -        -  -  -     -
  departure.cancel              -       -      -        -  -  -     -
  departure.undo-cancel         +       +      -        -  +  -     +
  departure.retain              -       -      -        -  -  -     -
  departure.reopen              -       +      -        -  +  +     +
  departure.complete            -       -      -        -  -  -     -
  handover.add                  -       -      -        -  -  -     -

  task.accept                   -       -      -        +  -  -     -
  task.decline                  -       -      -        +  -  -     -
  task.complete                 -       +      -        +  +  -     +
  task.check                    -       +      -        +  +  -     +
  task.attach                   -       +      -        +  +  -     +
  task.detach                   -       +      -        +  +  -     +
  task.reassign                 +       +      -        -  +  +     +
  task.skip                     -       +      -        -  +  -     +
  task.skip-own                 -       -      -        +  -  -     -
  task.send-back                -       -      -        +  -  -     -
  task.undo                     -       +      -        +  +  -     +

  access.confirm                -       -      -        -  -  -     -
  access.withdraw               -       -      -        -  -  -     -
  access.replan                 -       -      -        -  -  -     -
  access.set-aside              -       -      -        -  -  -     -
  cut-off.release               -       -      -        -  -  -     -
  access.retry                  -       -      -        -  -  -     -
  access.hand                   -       -      -        -  -  -     -
  access.prove                  -       -      -        -  -  -     -
  access.accept-proof           -       -      -        -  -  -     -
  access.waive                  -       -      -        -  -  -     -
  brake.release                 -       -      -        -  -  -     -
  alert.acknowledge             -       -      -        -  -  -     -

  contact.give                  -       -      -        -  -  -     -
  contact.remove                -       -      -        -  -  -     -
  hr.take                       -       -      -        -  -  -     -
  hr.share                      -       -      -        -  -  -     -
  hr.dismiss                    -       -      -        -  -  -     -
  hr.keep                       -       -      -        -  -  -     -
  hr.settle                     -       -      -        -  -  -     -
  hold.ask                      -       -      -        -  +  -     +
  hold.confirm                  -       -      -        -  +  +     +
  hold.lift                     -       -      -        -  +  +     +
  hold.review                   -       -      -        -  +  -     +
  erasure.ask                   -       -      -        -  +  -     +
  erasure.confirm               -       -      -        -  +  -     +
  erasure.withdraw              -       -      -        -  +  -     +
  contact.confirm               -       -      -        -  -  -     -
  contact.deny                  -       -      -        -  -  -     -
  wave.leave                    -       -      -        -  -  -     -
  dossier.begin                 -       -      -        -  -  -     -
  topic.add                     -       -      -        -  -  -     -
  topic.write                   -       -      -        -  -  -     -
  topic.assign                  -       -      -        -  -  -     -
  topic.receive                 -       -      -        -  -  -     -
  topic.leave-out               -       -      -        -  -  -     -
  equipment.add                 -       -      -        -  -  -     -
  equipment.way                 -       -      -        -  -  -     -
  equipment.ship                -       -      -        -  -  -     -
  equipment.lose                -       -      -        -  -  -     -
  equipment.decide              -       -      -        -  -  -     -
  equipment.remote-ask          -       -      -        -  -  -     -
  equipment.remote-confirm      -       -      -        -  -  -     -
  equipment.remote-drop         -       -      -        -  -  -     -
  dossier.push                  -       -      -        -  -  -     -
  session.plan                  -       -      -        -  -  -     -
  session.move                  -       -      -        -  -  -     -
  session.call-off              -       -      -        -  -  -     -
  session.confirm-held          -       -      -        -  -  -     -
  session.note                  -       -      -        -  -  -     -
  announcement.approve          -       -      -        -  -  -     -
  announcement.confirm          -       -      -        -  -  -     -
  announcement.take-back        -       -      -        -  -  -     -
  keepsake.ask                  -       -      -        -  -  -     -
  keepsake.sign                 -       -      -        -  -  -     -
  keepsake.remove               -       -      -        -  -  -     -
  survey.answer                 -       -      -        -  -  -     -
`;

const retained = `
                        requester manager leaver assignee hr it admin
  draft.edit                    -       -      -        -  -  -     -
  draft.discard                 -       -      -        -  -  -     -
  plan.submit                   -       -      -        -  -  -     -

  departure.reschedule          -       -      -        -  -  -     -
  departure.cancel              -       -      -        -  -  -     -
  departure.undo-cancel         -       -      -        -  -  -     -
  departure.retain              -       -      -        -  -  -     -
  departure.reopen              -       -      -        -  -  -     -
  departure.complete            -       -      -        -  -  -     -
  handover.add                  -       -      -        -  -  -     -

  task.accept                   -       -      -        +  -  -     -
  task.decline                  -       -      -        +  -  -     -
  task.complete                 -       +      -        +  +  -     +
  task.check                    -       +      -        +  +  -     +
  task.attach                   -       +      -        +  +  -     +
  task.detach                   -       +      -        +  +  -     +
  task.reassign                 +       +      -        -  +  +     +
  task.skip                     -       +      -        -  +  -     +
  task.skip-own                 -       -      -        +  -  -     -
  task.send-back                -       -      -        +  -  -     -
  task.undo                     -       +      -        +  +  -     +

  access.confirm                -       -      -        -  -  -     -
  access.withdraw               -       -      -        -  -  -     -
  access.replan                 -       -      -        -  -  -     -
  access.set-aside              -       -      -        -  -  -     -
  cut-off.release               -       -      -        -  -  -     -
  access.retry                  -       -      -        -  -  -     -
  access.hand                   -       -      -        -  -  -     -
  access.prove                  -       -      -        -  -  -     -
  access.accept-proof           -       -      -        -  -  -     -
  access.waive                  -       -      -        -  -  -     -
  brake.release                 -       -      -        -  -  -     -
  alert.acknowledge             -       -      -        -  -  -     -

  contact.give                  -       -      -        -  -  -     -
  contact.remove                -       -      -        -  -  -     -
  hr.take                       -       -      -        -  -  -     -
  hr.share                      -       -      -        -  -  -     -
  hr.dismiss                    -       -      -        -  -  -     -
  hr.keep                       -       -      -        -  -  -     -
  hr.settle                     -       -      -        -  -  -     -
  hold.ask                      -       -      -        -  +  -     +
  hold.confirm                  -       -      -        -  +  +     +
  hold.lift                     -       -      -        -  +  +     +
  hold.review                   -       -      -        -  +  -     +
  erasure.ask                   -       -      -        -  +  -     +
  erasure.confirm               -       -      -        -  +  -     +
  erasure.withdraw              -       -      -        -  +  -     +
  contact.confirm               -       -      -        -  -  -     -
  contact.deny                  -       -      -        -  -  -     -
  wave.leave                    -       -      -        -  -  -     -
  dossier.begin                 -       -      -        -  -  -     -
  topic.add                     -       -      -        -  -  -     -
  topic.write                   -       -      -        -  -  -     -
  topic.assign                  -       -      -        -  -  -     -
  topic.receive                 -       -      -        -  -  -     -
  topic.leave-out               -       -      -        -  -  -     -
  equipment.add                 -       -      -        -  -  -     -
  equipment.way                 -       -      -        -  -  -     -
  equipment.ship                -       -      -        -  -  -     -
  equipment.lose                -       -      -        -  -  -     -
  equipment.decide              -       -      -        -  -  -     -
  equipment.remote-ask          -       -      -        -  -  -     -
  equipment.remote-confirm      -       -      -        -  -  -     -
  equipment.remote-drop         -       -      -        -  -  -     -
  dossier.push                  -       -      -        -  -  -     -
  session.plan                  -       -      -        -  -  -     -
  session.move                  -       -      -        -  -  -     -
  session.call-off              -       -      -        -  -  -     -
  session.confirm-held          -       -      -        -  -  -     -
  session.note                  -       -      -        -  -  -     -
  announcement.approve          -       -      -        -  -  -     -
  announcement.confirm          -       -      -        -  -  -     -
  announcement.take-back        -       -      -        -  -  -     -
  keepsake.ask                  -       -      -        -  -  -     -
  keepsake.sign                 -       -      -        -  -  -     -
  keepsake.remove               -       -      -        -  -  -     -
  survey.answer                 -       -      -        -  -  -     -
`;

/** A departure's status, and whether its run has begun; both where that makes no difference. */
export interface Phase {
  name: string;
  status: DepartureStatus;
  running: readonly boolean[];
}

const written: readonly (Phase & { table: string })[] = [
  { name: 'a draft', status: 'draft', running: [false], table: draft },
  { name: 'active', status: 'active', running: [false], table: active },
  { name: 'active, the run begun', status: 'active', running: [true], table: running },
  { name: 'completed', status: 'completed', running: [true, false], table: completed },
  { name: 'cancelled', status: 'cancelled', running: [true, false], table: cancelled },
  { name: 'retained', status: 'retained', running: [true, false], table: retained },
];

export const phases: readonly Phase[] = written;

export type RuledCommand = Exclude<PersonCommandType, 'draft.start'>;

export interface Cell {
  phase: Phase;
  type: RuledCommand;
  relation: Relation;
  may: boolean;
}

/** Every cell as it is written above; what is misspelt, missing or written twice is an error. */
export const cells: readonly Cell[] = written.flatMap((phase) => read(phase));

function read({ table, ...phase }: Phase & { table: string }): Cell[] {
  const [head = '', ...lines] = table.split('\n').filter((line) => line.trim() !== '');
  const columns = head.trim().split(/ +/).map(relationNamed);
  return lines.flatMap((line) => {
    const [name = '', ...marks] = line.trim().split(/ +/);
    const type = commandNamed(name);
    if (marks.length !== columns.length) throw new Error(`${phase.name}, ${name}: expected ${columns.length} marks`);
    return columns.map((relation, index): Cell => {
      const mark = marks[index];
      if (mark !== '+' && mark !== '-') throw new Error(`${phase.name}, ${name}: expected + or -, not ${mark}`);
      return { phase, type, relation, may: mark === '+' };
    });
  });
}

function relationNamed(name: string): Relation {
  const found = (['requester', 'manager', 'leaver', 'assignee', 'hr', 'it', 'admin'] as const).find(
    (one) => one === name,
  );
  if (!found) throw new Error(`there is no relation ${name}`);
  return found;
}

function commandNamed(name: string): RuledCommand {
  // Only the names: what the table under test says of them is not read here.
  const found = (Object.keys(permissions) as RuledCommand[]).find((one) => one === name);
  if (!found) throw new Error(`there is no command ${name}`);
  return found;
}

/** Whether somebody with any of these relations may, by what is written above. */
export function expected(phase: Phase, type: RuledCommand, relations: readonly Relation[]): boolean {
  return cells.some(
    (cell) => cell.phase.name === phase.name && cell.type === type && cell.may && relations.includes(cell.relation),
  );
}
