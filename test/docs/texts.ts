import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	createSourceFile, forEachChild, isAsExpression, isBinaryExpression, isCallExpression, isConditionalExpression, isElementAccessExpression, isFunctionLike, isIdentifier, isLiteralTypeNode,
	isNoSubstitutionTemplateLiteral, isObjectLiteralExpression, isParameter, isParenthesizedExpression, isPropertyAssignment, isPropertySignature, isStringLiteral, isTemplateExpression,
	isTypeAliasDeclaration, isTypeReferenceNode, isUnionTypeNode, isVariableDeclaration, ScriptTarget, type Node, type ObjectLiteralExpression, type SourceFile, type TemplateExpression, type TypeNode,
} from 'typescript';

const ROOT = join(__dirname, '../..');

/** What a name stands for: texts of constants, types of aliases. */
interface Names {
	constants: ReadonlyMap<string, string>;
	/** Texts of an object that is a constant. */
	lists: ReadonlyMap<string, string[]>;
	aliases: ReadonlyMap<string, TypeNode>;
}

/**
 * Every text that this package gives under the name `name` (`reason`, `title`), read from its source: as a value, in a type,
 * or as an argument of a function that takes it. What is put together at run time has `…` for its open part (`xeroStatus…`).
 */
export function textsNamed(name: string, folders: readonly string[]): string[] {
	const sources = folders.flatMap(sourcesIn);
	const names = namesIn(sources);
	const takers = takersIn(sources, name);
	const found = new Set<string>();
	for (const source of sources) {
		const keep = (node: Node | undefined) => {
			for (const text of textsOf(node, names)) found.add(text.replace(/…+/g, '…'));
		};
		walk(source, (node) => keepCodes(node, name, (called) => takers.get(`${source.fileName} ${called}`) ?? takers.get(called), keep));
	}
	return [...found].filter((text) => text !== '').sort();
}

function keepCodes(node: Node, name: string, placeIn: (called: string) => number | null | undefined, keep: (node: Node | undefined) => void): void {
	const isNamed = (given: Node | undefined) => given !== undefined && isIdentifier(given) && given.text === name;
	if ((isPropertyAssignment(node) || isVariableDeclaration(node)) && isNamed(node.name)) keep(node.initializer);
	if ((isPropertySignature(node) || isParameter(node)) && isNamed(node.name)) keep(node.type);
	if (!isCallExpression(node) || !isIdentifier(node.expression)) return;
	const place = placeIn(node.expression.text);
	if (place !== undefined && place !== null) keep(node.arguments[place]);
}

/** Which functions take it, and at which place: by file and name, and those that are exported by their name alone. A function of a file hides them there (null). */
function takersIn(sources: readonly SourceFile[], name: string): Map<string, number | null> {
	const takers = new Map<string, number | null>();
	for (const source of sources) {
		walk(source, (node) => {
			if (!isFunctionLike(node)) return;
			const named = node.name ?? (isVariableDeclaration(node.parent) ? node.parent.name : undefined);
			if (named === undefined || !isIdentifier(named)) return;
			const place = node.parameters.findIndex((parameter) => isIdentifier(parameter.name) && parameter.name.text === name);
			takers.set(`${source.fileName} ${named.text}`, place < 0 ? null : place);
			if (place >= 0 && source.text.includes(`export function ${named.text}`)) takers.set(named.text, place);
		});
	}
	return takers;
}

function namesIn(sources: readonly SourceFile[]): Names {
	const [constants, lists, aliases] = [new Map<string, string>(), new Map<string, string[]>(), new Map<string, TypeNode>()];
	for (const source of sources) {
		walk(source, (node) => {
			if (isTypeAliasDeclaration(node)) aliases.set(node.name.text, node.type);
			if (!isVariableDeclaration(node) || !isIdentifier(node.name) || !/^[A-Z][A-Z_]+$/.test(node.name.text) || !node.initializer) return;
			if (isStringLiteral(node.initializer)) constants.set(node.name.text, node.initializer.text);
			if (isObjectLiteralExpression(node.initializer)) lists.set(node.name.text, valuesIn(node.initializer));
		});
	}
	return { constants, lists, aliases };
}

function valuesIn(list: ObjectLiteralExpression): string[] {
	return list.properties.flatMap((property) => (isPropertyAssignment(property) && isStringLiteral(property.initializer) ? [property.initializer.text] : []));
}

/** The texts that an expression or a type may be. */
function textsOf(node: Node | undefined, names: Names): string[] {
	if (node === undefined) return [];
	const all = (...nodes: Node[]) => nodes.flatMap((one) => textsOf(one, names));
	if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return [node.text];
	if (isTemplateExpression(node)) return composed(node, names);
	if (isIdentifier(node)) return names.constants.has(node.text) ? [names.constants.get(node.text) ?? ''] : [];
	if (isElementAccessExpression(node)) return isIdentifier(node.expression) ? (names.lists.get(node.expression.text) ?? []) : [];
	if (isConditionalExpression(node)) return all(node.whenTrue, node.whenFalse);
	if (isBinaryExpression(node)) return /^(\?\?|\|\|)$/.test(node.operatorToken.getText()) ? all(node.left, node.right) : [];
	if (isAsExpression(node) || isParenthesizedExpression(node)) return all(node.expression);
	if (isUnionTypeNode(node)) return all(...node.types);
	if (isTypeReferenceNode(node)) {
		const alias = names.aliases.get(node.typeName.getText());
		return alias === undefined ? all(...(node.typeArguments?.slice(0, 1) ?? [])) : all(alias);
	}
	return isLiteralTypeNode(node) ? all(node.literal) : [];
}

/** Every text that it may become, with `…` for what is not known here. */
function composed({ head, templateSpans }: TemplateExpression, names: Names): string[] {
	return templateSpans.reduce(
		(begun, { expression, literal }) => {
			const known = textsOf(expression, names);
			return begun.flatMap((text) => (known.length > 0 ? known : ['…']).map((part) => `${text}${part}${literal.text}`));
		},
		[head.text],
	);
}

function sourcesIn(folder: string): SourceFile[] {
	const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
	return files.map((file) => join(folder, file)).map((file) => createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ScriptTarget.Latest, true));
}

function walk(node: Node, visit: (node: Node) => void): void {
	visit(node);
	forEachChild(node, (child) => walk(child, visit));
}
