import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { N8nInstance } from '../../sandbox/n8n/instance';
import { installOurPackage } from '../../sandbox/n8n/packageInstall';
import { N8nSession } from '../../sandbox/n8n/session';
import packageJson from '../../package.json';
import { E2E_LIMIT_MS } from './harness/limits';

let n8n: N8nInstance;
let files: string[];

beforeAll(async () => {
	n8n = await N8nInstance.create();
	({ files } = await installOurPackage(n8n));
}, E2E_LIMIT_MS);

afterAll(async () => await n8n.dispose(), E2E_LIMIT_MS);

const named = (names: string[]) => names.map((name) => `${packageJson.name}.${name}`);
const NODES = named(['intercomTrigger', 'syncLedgerTrigger', 'intercomContacts', 'intercomToXeroMapper', 'xeroContactUpsert', 'xeroToIntercomMapper']);
const declaredFiles = [...packageJson.n8n.nodes, ...packageJson.n8n.credentials];
const CREDENTIALS = ['xeroAccountingOAuth2Api', 'intercomAppOAuth2Api', 'intercomAppTokenApi'];

test('the tarball holds what n8n declares and its lazy-loading metadata, and no sources or tests', () => {
	expect(files).toEqual(expect.arrayContaining([...declaredFiles, 'dist/known/nodes.json', 'dist/types/nodes.json', 'LICENSE']));
	expect(files.filter((file) => file.endsWith('.ts') || /^(test|sandbox|node_modules)\//.test(file))).toEqual([]);
});

test('the installed package brings no other package along', () => {
	const lock = readFileSync(join(n8n.nodesFolder, 'node_modules/.package-lock.json'), 'utf8');
	const installed = Object.keys((JSON.parse(lock) as { packages: object }).packages);
	expect(installed).toEqual([`node_modules/${packageJson.name}`]);
});

test('n8n lists every node under the prefix of the package without requiring one of its node files', async () => {
	const installed = packageJson.n8n.nodes.map((file) => join(n8n.nodesFolder, 'node_modules', packageJson.name, file));
	const sources = installed.map((file) => readFileSync(file, 'utf8'));
	installed.forEach((file) => writeFileSync(file, 'throw new Error("required at start");'));
	const output = join(n8n.folder, 'nodes.json');
	await n8n.cli(['export:nodes', `--output=${output}`]);
	installed.forEach((file, index) => writeFileSync(file, sources[index] ?? ''));
	const exported = JSON.parse(readFileSync(output, 'utf8')) as Array<{ name: string }>;
	expect(exported.map(({ name }) => name)).toEqual(expect.arrayContaining(NODES));
	expect(n8n.log).not.toContain('required at start');
}, E2E_LIMIT_MS);

test('a running n8n knows nodes and credential types, and has nothing to complain about', async () => {
	await n8n.start();
	expect(await typeNames('nodes')).toEqual(expect.arrayContaining(NODES));
	expect(await typeNames('credentials')).toEqual(expect.arrayContaining(CREDENTIALS));
	expect(n8n.errorLines).toEqual([]);
}, E2E_LIMIT_MS);

async function typeNames(kind: 'nodes' | 'credentials'): Promise<string[]> {
	const session = await N8nSession.login(n8n);
	const response = await fetch(`${n8n.baseUrl}/types/${kind}.json`, { headers: session.headers });
	return ((await response.json()) as Array<{ name: string }>).map(({ name }) => name);
}
