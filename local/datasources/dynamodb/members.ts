/** The members of a request object. `version` is a habit from mapping templates, which AppSync tolerates. */
export function requestMembers(...names: readonly string[]): ReadonlySet<string> {
  return new Set(['operation', 'version', ...names]);
}
