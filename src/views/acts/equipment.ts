/** What was lent. */
export const equipmentActs = [
  // Equipment: `target` is the task of getting a thing back, `seen` the rev of its item.
  /** What was lent, and where each thing is on its way back. Opens `equipmentForm`. No target. */
  'equipment.list',
  /** Opens `equipmentItemForm`. */
  'equipment.open',
  /** How it comes back; `target` is the task and the way, parted by a slash. Answers with `equipmentItemForm`. */
  'equipment.way',
  /** Opens `equipmentShipForm`. */
  'equipment.ship',
  /** Values: equipmentFields `carrier` and `tracking`. */
  'equipment.ship.submit',
  /** Opens `equipmentLoseForm`. */
  'equipment.lose',
  /** Values: reasonFields. */
  'equipment.lose.submit',
  /** For HR. Opens `equipmentDecideForm`. */
  'equipment.decide',
  /** Values: equipmentFields `choice` and `amount`, reasonFields. */
  'equipment.decide.submit',
  /**
   * That a device be locked or wiped; `target` is the task and `lock` or `wipe`, parted by a slash. Opens
   * `equipmentRemoteForm`.
   */
  'equipment.remote',
  /** Values: reasonFields; `target` as in `equipment.remote`. */
  'equipment.remote.submit',
  /** The second word; has a confirm dialog. */
  'equipment.remote-confirm',
  /** Nobody wants it any more. */
  'equipment.remote-drop',
  /** Opens `equipmentAddForm`. No target. */
  'equipment.add',
  /** Values: equipmentFields. No target. */
  'equipment.add.submit',
] as const;
