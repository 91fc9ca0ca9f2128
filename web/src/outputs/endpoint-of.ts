/**
 * Where the API is, as `parley-outputs.json` says (Amplify's form: `data.url`). Null = it says nothing that is an address of http or https.
 */
export function endpointOf(outputs: unknown): string | null {
  const { data } = record(outputs);
  const { url } = record(data);
  if (typeof url !== 'string' || !URL.canParse(url)) return null;
  return ['http:', 'https:'].includes(new URL(url).protocol) ? url : null;
}

/** Anything as an object whose members may be looked at; what is none has no members. */
function record(value: unknown): Record<string, unknown> {
  // An object of any class answers a string key with unknown.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
