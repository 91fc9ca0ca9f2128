/** A graphql-codegen plugin: writes each model of models.json as the type of its stored row, for the resolvers. */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const scalars = {
  ID: 'string',
  String: 'string',
  AWSDateTime: 'string',
  Int: 'number',
  EpochMillis: 'number',
  Boolean: 'boolean',
};

module.exports.plugin = () => {
  const { models, types } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'models.json'), 'utf8'));
  const named = Object.entries(types).map(([name, type]) =>
    type.values
      ? `export type ${name} = ${type.values.map((value) => `'${value}'`).join(' | ')};\n`
      : record(name, type, types),
  );
  const rows = Object.entries(models).map(([name, model]) => record(`${name}Row`, model, types));
  return [...named, ...rows].join('\n');
};

function record(name, { description, fields }, types) {
  const lines = Object.entries(fields).map(([field, { type, required, description: note }]) => {
    const comment = note ? `  /** ${note} */\n` : '';
    return `${comment}  ${field}${required ? '' : '?'}: ${typescript(type, types)};`;
  });
  return `${description ? `/** ${description} */\n` : ''}export interface ${name} {\n${lines.join('\n')}\n}\n`;
}

function typescript(type, types) {
  if (type.startsWith('{')) return `Record<string, ${typescript(type.slice(1, -1), types)}>`;
  if (type.startsWith('[')) return `${typescript(type.slice(1, -1), types)}[]`;
  if (type in types) return type;
  if (type in scalars) return scalars[type];
  throw new Error(`models.json: unknown type ${type}`);
}
