import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stageNames, stageOf } from '../../infra/stages.ts';
import { synthesize } from './support/synth.ts';
import { type Template, templateText } from './support/template-text.ts';

/**
 * What is deployed, for the eye: a change of `infra/` shows in the diff of these files as what AWS will be told.
 * `npm run templates` writes them anew.
 */
/** Those that are deployed. */
const names = stageNames.filter((name) => name !== 'load');

describe.each(names)('%s', (name) => {
  const { service, web } = synthesize(stageOf(name));

  test.each([
    ['service', service],
    ['web', web],
  ])('is what was reviewed: its %s', async (part, template) => {
    const text = templateText(template.toJSON() as Template);
    // The hash of code is none of the template's affairs: it would change with every commit.
    expect(text).not.toMatch(/[0-9a-f]{64}/);
    await expect(text).toMatchFileSnapshot(`./templates/${name}.${part}.txt`);
  });
});

test('there is no file of a stage that is gone', () => {
  const files = names.flatMap((name) => [`${name}.service.txt`, `${name}.web.txt`]);
  expect(readdirSync(new URL('./templates', import.meta.url)).sort()).toEqual(files.sort());
});
