import { LOOPBACK_URL_PATTERN } from '../../lib/http/simulator';

/**
 * An n8n expression for a hidden URL field: the local simulator's address plus `path` when the credential names a
 * loopback address, else what `production` evaluates to. Any other simulator address therefore changes nothing.
 * @param self how the expression reads the credential: `$self` in a field, `$credentials` in a test request
 * @param production JavaScript that yields the vendor's own URL
 */
export function vendorUrl(self: '$self' | '$credentials', path: string, production: string): string {
	const simulator = `String(${self}["simulatorUrl"] || "")`;
	const isLoopback = `/${LOOPBACK_URL_PATTERN}/i.test(${simulator})`;
	return `={{ ${isLoopback} ? ${simulator}.replace(/\\/$/, "") + "${path}" : (${production}) }}`;
}
