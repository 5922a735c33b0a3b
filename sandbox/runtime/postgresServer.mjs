/**
 * A PostgreSQL server for tests that are no modules: `node postgresServer.mjs ensure|start|restart|stop|crash|remove <folder>`.
 * `start` prints the server's address in the last line.
 */
import { MissingRequirement } from './command.mjs';
import { ensurePostgres, removePostgres, restartPostgres, startPostgres, stopPostgres } from './postgres.mjs';

const DO = {
	ensure: ensurePostgres,
	start: async (folder) => console.log(await startPostgres(folder, { durable: false })),
	restart: restartPostgres,
	stop: (folder) => stopPostgres(folder),
	crash: (folder) => stopPostgres(folder, 'immediate'),
	remove: removePostgres,
};

try {
	const [what, folder] = process.argv.slice(2);
	await DO[what](folder);
} catch (error) {
	console.error(error instanceof MissingRequirement ? error.message : error);
	process.exitCode = 1;
}
