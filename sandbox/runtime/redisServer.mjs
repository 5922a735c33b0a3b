/** For tests that are no modules: prints in the last line where Redis's server is, after installing it where it is missing. */
import { MissingRequirement } from './command.mjs';
import { ensureRedis } from './redis.mjs';

try {
	console.log(await ensureRedis());
} catch (error) {
	console.error(error instanceof MissingRequirement ? error.message : error);
	process.exitCode = 1;
}
