/** Why a row of a list cannot be a departure; the words are in the catalogue under `wave.problem.<code>`. */
export type RowProblem =
  | 'address'
  | 'twice'
  | 'unknown'
  | 'leaving'
  | 'yourself'
  | 'day'
  | 'contract-end'
  | 'time'
  | 'past'
  | 'flow'
  | 'contract'
  | 'manager-missing'
  | 'manager'
  | 'manager-in-wave'
  | 'heir'
  | 'heir-in-wave';
