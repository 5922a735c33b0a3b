import type * as transportModule from '../../nodes/shared/authenticatedTransport';

/** A vendor that never answers is given up after a quarter of a second; the product waits half a minute. Imported before any node. */
jest.mock('../../nodes/shared/authenticatedTransport', () => {
	const actual = jest.requireActual<typeof transportModule>('../../nodes/shared/authenticatedTransport');
	const authenticatedTransport: typeof actual.authenticatedTransport = (...given) => {
		const transport = actual.authenticatedTransport(...given);
		return async (request) => await transport({ ...request, timeoutMs: 250 });
	};
	return { ...actual, authenticatedTransport };
});
