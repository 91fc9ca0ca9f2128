/**
 * Another spelling of the same URL. Amplify keeps one socket per spelling of the endpoint, for the life of the process and for all
 * who use it: a spelling of one's own is a socket of one's own, and a new one is a new start with no rest of the old.
 *
 * AppSync's own host must keep its form, or Amplify takes it for a custom domain; there, letters of the id change case. Anywhere else
 * the path may name where it stands any number of times.
 */
export function spelling(endpoint: string, number: number): string {
  const url = new URL(endpoint);
  const id = /^(\w{26})\.appsync-api\./.exec(url.host)?.[1];
  if (id === undefined) return `${url.origin}${'/.'.repeat(number)}${url.pathname}${url.search}`;
  let bits = number;
  const spelt = [...id].map((letter) => {
    if (letter.toUpperCase() === letter) return letter;
    const isUpper = bits % 2 === 1;
    bits = Math.floor(bits / 2);
    return isUpper ? letter.toUpperCase() : letter;
  });
  return url.href.replace(id, spelt.join(''));
}
