import type { AnyNode, Program } from 'acorn';
import type { Finding } from './finding.ts';
import { moduleExports, type ModuleName } from './library-objects.ts';

/** What the code imports from one module. */
export interface ImportedNames {
  readonly module: ModuleName;
  /** `null` as the exported name = the whole namespace. */
  readonly names: readonly { readonly local: string; readonly exported: string | null }[];
}

export function readImports(program: Program): { readonly imports: ImportedNames[]; readonly findings: Finding[] } {
  const findings: Finding[] = [];
  const imports = program.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration' ? readImport(statement, findings) : [],
  );
  return { imports, findings };
}

function readImport(node: Extract<AnyNode, { type: 'ImportDeclaration' }>, findings: Finding[]): ImportedNames[] {
  const module = node.source.value;
  if (!isServed(module)) {
    const known = Object.keys(moduleExports).join(' and ');
    findings.push({ node, text: `cannot import from ${JSON.stringify(module)}; only ${known} exist` });
    return [];
  }
  const names: { local: string; exported: string | null }[] = [];
  for (const specifier of node.specifiers) {
    const local = specifier.local.name;
    if (specifier.type === 'ImportNamespaceSpecifier') {
      names.push({ local, exported: null });
      continue;
    }
    const exported = specifier.type === 'ImportDefaultSpecifier' ? 'default' : exportedName(specifier.imported);
    if (!Object.hasOwn(moduleExports[module], exported)) {
      findings.push({ node: specifier, text: `${module} has no export named ${exported}` });
    }
    names.push({ local, exported });
  }
  return [{ module, names }];
}

/** The name in a list of imports or exports, which may be a string. */
export function exportedName(node: AnyNode): string {
  return node.type === 'Identifier' ? node.name : node.type === 'Literal' ? String(node.value) : '';
}

function isServed(module: unknown): module is ModuleName {
  return typeof module === 'string' && Object.hasOwn(moduleExports, module);
}
