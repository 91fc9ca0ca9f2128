/** One call of the AWS command line. */
export type AwsCommand = readonly string[];

/**
 * Puts the web client's files up, in the order that never shows a page without its parts: first what the page asks for, then the page. What a page
 * that is still open may ask for stays: nothing is deleted here, and the bucket keeps versions for a month.
 */
export function uploadPlan(folder: string, bucket: string, distribution: string): readonly AwsCommand[] {
  const to = `s3://${bucket}`;
  return [
    // Named by their hash.
    ['s3', 'cp', `${folder}/assets`, `${to}/assets`, '--recursive', ...kept('public,max-age=31536000,immutable')],
    // Icons and the like, which change seldom, under names that stay.
    ['s3', 'cp', folder, to, '--recursive', ...excluded('assets/*', ...pages), ...kept('public,max-age=3600')],
    ...pages.map((page) => ['s3', 'cp', `${folder}/${page}`, `${to}/${page}`, ...kept('no-cache')]),
    [
      ...['cloudfront', 'create-invalidation', '--distribution-id', distribution],
      ...['--paths', ...pages.map((page) => `/${page}`)],
    ],
  ];
}

/** What must be asked for anew each time, the page last. */
const pages = ['parley-outputs.json', 'index.html'];

function kept(cacheControl: string): string[] {
  return ['--cache-control', cacheControl, '--only-show-errors'];
}

function excluded(...patterns: string[]): string[] {
  return patterns.flatMap((pattern) => ['--exclude', pattern]);
}
