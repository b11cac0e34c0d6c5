/**
 * What tells the organisation in a tenant's fingerprint, behind its address: the vendor's own id, or what is remembered
 * in its place; null where nothing does.
 */
export function vendorIdOf(tenant: string): string | null {
  const space = tenant.indexOf(' ');
  return space === -1 ? null : tenant.slice(space + 1);
}
