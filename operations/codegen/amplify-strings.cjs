/**
 * A graphql-codegen plugin: writes each operation as a string that aws-amplify's `client.graphql` can infer the variables and
 * the result from, with no cast at the call. Amplify reads both from two phantom members of the string's type.
 */
const { print, stripIgnoredCharacters, Kind, visit } = require('graphql');

const brands = { query: 'GeneratedQuery', mutation: 'GeneratedMutation', subscription: 'GeneratedSubscription' };

module.exports.plugin = (_schema, documents) => {
  const definitions = documents.flatMap((file) => file.document.definitions);
  const fragments = new Map(
    definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
  );
  const operations = definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    .sort((a, b) => a.name.value.localeCompare(b.name.value));

  return {
    prepend: [
      'type GeneratedQuery<Input, Output> = string & { __generatedQueryInput: Input; __generatedQueryOutput: Output };',
      'type GeneratedMutation<Input, Output> = string & { __generatedMutationInput: Input; __generatedMutationOutput: Output };',
      'type GeneratedSubscription<Input, Output> = string & { __generatedSubscriptionInput: Input; __generatedSubscriptionOutput: Output };',
    ],
    content: operations
      .map((operation) => {
        const name = operation.name.value;
        const kind = operation.operation;
        const suffix = kind[0].toUpperCase() + kind.slice(1);
        // Without what AppSync ignores: pages load it, and every request carries it.
        const text = stripIgnoredCharacters([operation, ...usedFragments(operation, fragments)].map(print).join('\n'));
        const constant = name[0].toLowerCase() + name.slice(1);
        return `export const ${constant} = /* GraphQL */ \`${text}\` as ${brands[kind]}<${name}${suffix}Variables, ${name}${suffix}>;`;
      })
      .join('\n\n'),
  };
};

/** Each fragment that a definition spreads, directly or through another fragment, once. */
function usedFragments(definition, fragments, found = new Map()) {
  visit(definition, {
    FragmentSpread(spread) {
      const name = spread.name.value;
      const fragment = fragments.get(name);
      if (fragment && !found.has(name)) {
        found.set(name, fragment);
        usedFragments(fragment, fragments, found);
      }
    },
  });
  return [...found.values()];
}
