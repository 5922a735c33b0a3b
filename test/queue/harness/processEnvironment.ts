/** Where n8n's processes find what they share. */
export interface SharedServers {
	postgres: { host: string; port: number; database: string; user: string; password: string };
	redis: { host: string; port: number };
	/** Where the outside reaches the webhook processes, and people the editor; no slash at the end. */
	webhookUrl: string;
	editorUrl: string;
}

export type Part = 'main' | 'webhook' | 'worker';

/**
 * What makes one n8n of several processes, by n8n's names; docs/queue-mode/compose.yaml sets the same for its services, which
 * test/unit/queueMode.test.ts holds them to. The key for credentials is set where n8n is started.
 * @see https://docs.n8n.io/hosting/scaling/queue-mode/
 */
export function processEnvironment(part: Part, { postgres, redis, webhookUrl, editorUrl }: SharedServers): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: postgres.host,
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: postgres.database,
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
		// n8n's two make notifications of a burst wait for each other longer than Intercom waits for an answer.
		DB_POSTGRESDB_POOL_SIZE: '10',
		// Otherwise each notification costs an isolate of V8, some 200 ms of the processor (docs/benchmarks.md).
		N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		N8N_WEBHOOK_URL: `${webhookUrl}/`,
		N8N_EDITOR_BASE_URL: editorUrl,
		...WORKERS,
		...(part === 'main' && { N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true' }),
		...(part === 'worker' && { QUEUE_HEALTH_CHECK_ACTIVE: 'true' }),
	};
}

/**
 * How soon n8n notices that a worker is gone: its lock on a job lasts 20 seconds instead of 60, and main looks every 10 seconds
 * instead of 30. The ledger hears of it from n8n, and what the worker held is due again.
 */
const WORKERS = { QUEUE_WORKER_LOCK_DURATION: '20000', QUEUE_WORKER_LOCK_RENEW_TIME: '5000', QUEUE_WORKER_STALLED_INTERVAL: '10000' };
