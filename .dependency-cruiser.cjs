/**
 * Who may import whom. Each room knows only the rooms below it, so each can be read, tested and replaced without the rest.
 * The table is that of ARCHITECTURE.md.
 */
const rooms = ['generated', 'resolvers', 'infra', 'local', 'client', 'web', 'dev', 'test', 'bench'];

const mayImport = {
  generated: [],
  resolvers: ['generated'],
  infra: [],
  local: [],
  client: ['generated'],
  web: ['client'],
  dev: ['local', 'generated'],
};

/** The folders of the client that stand on one another, the lowest first. */
const clientLayers = ['connection', 'transport', 'following'];

const why = {
  generated: 'generated/ is what the tools wrote of the contract: it depends on nothing.',
  resolvers: 'resolvers/ run inside AppSync: they know the contract and nothing else of this repository.',
  infra: 'infra/ deploys what the other rooms hold, by their files; it has no business rules to import.',
  local: 'local/ serves any CDK assembly with an AppSync API: it knows nothing of Parley.',
  client: 'client/ is published alone: it knows the contract and nothing else of this repository.',
  web: 'web/ uses the service as any other application would: through the client.',
  dev: 'dev/ puts the product together on one machine: the assembly and the client’s build reach it as files.',
};

module.exports = {
  forbidden: [
    ...Object.entries(mayImport).map(([room, allowed]) => ({
      name: `${room}-imports`,
      comment: why[room],
      severity: 'error',
      from: { path: `^${room}/` },
      to: {
        path: `^(${rooms.filter((other) => other !== room && !allowed.includes(other)).join('|')})/`,
        // What serves the page, here or on AWS, sends the headers that the page was written for.
        ...(['dev', 'infra'].includes(room) ? { pathNot: '^web/security-headers\\.ts$' } : {}),
      },
    })),
    {
      name: 'client-front-door',
      comment: 'The client is used by its front doors, as it will be once it is published.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^client/src/', pathNot: '^client/src/(((react|attachments)/)?index|cognito)\\.ts$' },
    },
    ...clientLayers.map((layer, index) => ({
      name: `client-${layer}-is-below`,
      comment:
        'A socket that lives (connection/), subscriptions on it (transport/), and what is followed by them (following/): each knows ' +
        'those before it, and no other folder of the client. What all of them need lies beside the folders.',
      severity: 'error',
      from: { path: `^client/src/${layer}/` },
      to: { path: '^client/src/[^/]+/', pathNot: `^client/src/(${clientLayers.slice(0, index + 1).join('|')})/` },
    })),
    {
      name: 'local-front-door',
      comment: 'The local server is used by its front door, so that it stays a tool in its own right.',
      severity: 'error',
      from: { path: '^dev/' },
      to: { path: '^local/', pathNot: '^local/index\\.ts$' },
    },
    {
      name: 'resolvers-packages',
      comment: 'AppSync has no packages but its own.',
      severity: 'error',
      from: { path: '^resolvers/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: '@aws-appsync/utils' },
    },
    {
      name: 'lib-is-pure-of-functions',
      comment: 'resolvers/lib holds rules, resolvers/functions the steps that use them; never the other way round.',
      severity: 'error',
      from: { path: '^resolvers/lib/' },
      to: { path: '^resolvers/(functions/|[A-Z])' },
    },
    {
      name: 'runtime-library-is-alone',
      comment: 'The library of util.* runs inside the isolated context: it can not have Node, nor the server.',
      severity: 'error',
      from: { path: '^local/runtime/library/' },
      to: { pathNot: '^local/runtime/(library/|evaluation\\.ts$)' },
    },
    {
      name: 'no-test-in-product',
      comment: 'Nothing that ships needs a test or a benchmark.',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-circles',
      comment: 'A circle has no first file to read.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that resolves to nothing.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|cdk\\.out|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
