import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { npmEnvironment } from '../runtime/npmEnvironment';
import { runtimePaths } from './runtimePaths';

/** The owner of every n8n we start; it lives on this machine only and is printed by the demo. */
export const OWNER = { email: 'owner@demo.example', password: 'Demo-owner-1', firstName: 'Demo', lastName: 'Owner' };

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
		});
	});
}

/** What would change n8n's behaviour if it leaked in from the test runner or the user's own n8n. */
const NOT_PASSED_ON = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|NODE_ENV$|NODE_OPTIONS$|JEST_)/;

/**
 * A quiet n8n that talks to nobody but us: no telemetry, no templates, no update checks, everything in `userFolder`.
 * @see n8n's documentation, "Environment variables"
 */
export function n8nEnvironment(settings: { userFolder: string; port: number; brokerPort: number }): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(Object.entries(npmEnvironment(process.env)).filter(([name]) => !NOT_PASSED_ON.test(name)));
	return {
		...inherited,
		PATH: `${runtimePaths().binFolder}${delimiter}${process.env.PATH ?? ''}`,
		N8N_USER_FOLDER: settings.userFolder,
		N8N_HOST: 'localhost',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(settings.port),
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_ENCRYPTION_KEY: 'local-demo-and-test-instances-only',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		// n8n starts sooner when Node has kept what it compiled the last time.
		NODE_COMPILE_CACHE: join(runtimePaths().cache, 'compiled'),
		...ownerByEnvironment(),
		...QUIET,
	};
}

const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_PYTHON_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'instance-ai,mcp-registry,chat-hub,agents,insights',
	N8N_SECURE_COOKIE: 'false',
	// n8n takes nothing (503, "Database is not ready!") once its database was silent for five seconds, as on a machine that is busy with other work.
	DB_PING_TIMEOUT_MS: '60000',
	N8N_LOG_FORMAT: 'json',
	NO_COLOR: '1',
};

let ownerSettings: Record<string, string> | undefined;

function ownerByEnvironment(): Record<string, string> {
	ownerSettings ??= {
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: OWNER.email,
		N8N_INSTANCE_OWNER_PASSWORD_HASH: hashSync(OWNER.password, 10),
		N8N_INSTANCE_OWNER_FIRST_NAME: OWNER.firstName,
		N8N_INSTANCE_OWNER_LAST_NAME: OWNER.lastName,
	};
	return ownerSettings;
}
