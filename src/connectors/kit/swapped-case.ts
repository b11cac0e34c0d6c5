/** The same letters in the other case: what tells capitals apart does not find the one by the other. */
export function swappedCase(text: string): string {
  return [...text].map((each) => (each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase())).join('');
}
