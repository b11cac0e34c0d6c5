const ownPictures = '/workspace/api/people/';

/**
 * The pictures of the workspace's people carry the address that Relais was started with. The page may have been opened
 * by another name of the same machine (`localhost`, `127.0.0.1`), from which its policy lets no picture of the first
 * one in: so they are taken from wherever the page came from. Any other address stays as it is.
 */
export function ownPicture(address: string): string {
  const { pathname } = URL.canParse(address) ? new URL(address) : { pathname: '' };
  return pathname.startsWith(ownPictures) ? pathname : address;
}
