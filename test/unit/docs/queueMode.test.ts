import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { n8nEnvironment } from '../../../sandbox/n8n/environment';
import { COMMANDS, PROCESSES } from '../../queue/harness/cluster';
import { processEnvironment, type Part, type SharedServers } from '../../queue/harness/processEnvironment';

/** docs/queue-mode/compose.yaml against what `npm run test:queue` starts. */
interface Service {
	image: string;
	command?: string[];
	environment?: Record<string, string>;
	volumes?: string[];
	healthcheck?: { test: string[] };
	depends_on?: Record<string, unknown>;
	deploy?: { replicas: number };
}

const root = join(__dirname, '../../..');
const compose = parse(readFileSync(join(root, 'docs/queue-mode/compose.yaml'), 'utf8'), { merge: true }) as { services: Record<string, Service> };
const { services } = compose;
const service = (name: string): Service => services[name] ?? { image: '' };
const PARTS: Part[] = ['main', 'webhook', 'worker'];

const SHARED: SharedServers = {
	postgres: { host: 'postgres', port: 5432, database: 'n8n', user: 'n8n', password: '${POSTGRES_PASSWORD:?}' },
	redis: { host: 'redis', port: 6379 },
	webhookUrl: 'https://${N8N_DOMAIN:?}',
	editorUrl: 'https://${N8N_DOMAIN:?}',
};

/** Only a user has these; the tests' n8n has its key and its packages from its own environment. */
const OF_USERS = ['GENERIC_TIMEZONE'];

test.each(PARTS)('%s: the settings of the compose file are those that the test starts it with', (part) => {
	const { environment = {}, command } = service(part);
	const started = processEnvironment(part, SHARED);
	expect(Object.fromEntries(Object.keys(started).map((name) => [name, environment[name]]))).toEqual(started);
	const everywhere = n8nEnvironment({ userFolder: '', port: 0, brokerPort: 0 });
	expect(Object.keys(environment).filter((name) => !(name in started) && !(name in everywhere) && !OF_USERS.includes(name))).toEqual([]);
	expect(command).toEqual([COMMANDS[part]]);
});

test('as many processes of each kind as the test starts', () => {
	const count = (part: Part) => Object.values(PROCESSES).filter((one) => one === part).length;
	for (const part of PARTS) expect(service(part).deploy?.replicas ?? 1).toBe(count(part));
});

test('every process of n8n is the version under test, has the package, and is asked what the test asks whether it is ready', () => {
	const pins = readFileSync(join(root, 'sandbox/runtime/cache.mjs'), 'utf8');
	for (const part of PARTS) {
		const { image, volumes = [], healthcheck, depends_on: needs = {} } = service(part);
		const version = image.split(':')[1] ?? '';
		expect(version).toMatch(/^\d+\.\d+\.\d+$/);
		expect(pins).toContain(`'${version}'`);
		expect(volumes).toContain('package:/home/node/.n8n/nodes:ro');
		expect(healthcheck?.test.join(' ')).toContain('/healthz/readiness');
		expect(Object.keys(needs).sort()).toEqual(['package', 'postgres', 'redis']);
	}
});

test('the package that is installed is the one of this checkout', () => {
	const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
	const file = `${name}-${version}.tgz`;
	expect(service('package').command).toContain(`/package/${file}`);
	expect(service('package').volumes).toEqual(['package:/nodes', `./${file}:/package/${file}:ro`]);
});

test('servers are pinned, keep what they hold in volumes, and say whether they are ready; Redis keeps its log as in the test', () => {
	for (const name of ['postgres', 'redis']) {
		const { image, volumes = [], healthcheck } = service(name);
		expect(image).toMatch(/:\d+\.\d+(\.\d+)?-bookworm$/);
		expect(volumes.some((volume) => volume.startsWith(`${name}:`))).toBe(true);
		expect(healthcheck).toBeDefined();
	}
	expect(service('redis').command?.join(' ')).toContain('--appendonly yes');
	expect(readFileSync(join(root, 'test/queue/harness/redis.ts'), 'utf8')).toContain("'--appendonly', 'yes'");
	expect(readFileSync(join(root, 'docs/queue-mode/ledger.sql'), 'utf8')).toContain('create database ledger;');
});

test('what the compose file wants to be told stands in the example of its .env, and nothing else does', () => {
	const text = readFileSync(join(root, 'docs/queue-mode/compose.yaml'), 'utf8');
	const wanted = [...new Set([...text.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name))].sort();
	const offered = [...readFileSync(join(root, 'docs/queue-mode/.env.example'), 'utf8').matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name).sort();
	expect(offered).toEqual(wanted);
});

test('docs/queue-mode.md names every setting that makes queue mode', () => {
	const text = readFileSync(join(root, 'docs/queue-mode.md'), 'utf8');
	const settings = PARTS.flatMap((part) => Object.keys(processEnvironment(part, SHARED)));
	const families = (name: string) => name.replace(/^(DB_POSTGRESDB|QUEUE_BULL_REDIS)_(HOST|PORT|DATABASE|USER|PASSWORD)$/, '$1_');
	expect([...new Set(settings.map(families))].filter((name) => !text.includes(name))).toEqual([]);
});
