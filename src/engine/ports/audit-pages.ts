/** Where auditors read. */
export interface AuditPages {
  /** An address that lets the auditor of this invitation in once. */
  open(auditor: string): Promise<string>;
}
